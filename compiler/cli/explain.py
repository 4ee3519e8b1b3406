"""What a code means: a rule's reason and examples, or the line of the table of codes with a word of advice."""

from __future__ import annotations

import argparse
import textwrap

from ..diagnostics import did_you_mean
from .outcome import DONE, USAGE, complain


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("code", nargs="*", metavar="CODE", help="a code such as F102; without one, all are listed")


def run(arguments: argparse.Namespace) -> int:
    """Explains each code that is asked for."""
    from ..lint import RULES
    from ..meanings import meanings

    table = meanings()
    if not arguments.code:
        for code, line in table.items():
            print(f"{code}  {line}")
        return DONE
    worst = DONE
    for index, code in enumerate(arguments.code):
        known = code.upper()
        if known not in table:
            help = did_you_mean(known, table)
            complain(f"no code `{code}`" + (f"; {help}" if help else ""))
            worst = USAGE
            continue
        print("\n" * bool(index) + (_rule(known) if known in RULES else _mistake(known, table[known])))
    return worst


def _mistake(code: str, line: str) -> str:
    from ..codes import ADVICE

    return "\n\n".join(filter(None, (f"{code}: {line}", textwrap.fill(ADVICE.get(code, ""), 120))))


def _rule(code: str) -> str:
    from ..lint import RULES

    rule = RULES[code]
    house = f", house style {rule.profile}, in English texts" if rule.profile else ""
    parts = [f"{code}: {rule.name} ({rule.severity.value}{house})", rule.why]
    for example in rule.examples:
        day = f", on {example.today}" if example.today else ""
        parts.append(f"{'Bad' if example.bad else 'Good'}{day}:\n" + textwrap.indent(example.text.rstrip(), "    "))
    here, nowhere = f"`ignore: {{{code}: the reason}}`", f'`ignore = ["{code}"]`'
    parts.append(f"Not for one brief: {here} in it. Not for any: {nowhere} in compile-brief.toml.")
    return "\n\n".join(parts)
