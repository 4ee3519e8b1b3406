"""``compile-brief``: arguments → a command → its exit code. The only package that prints.

A command is a module with ``add_arguments(parser)`` and ``run(arguments)``, which returns the exit code, and a row in
``COMMANDS``. Words that name no command are briefs to build. Exit codes: ``outcome``.
"""

from __future__ import annotations

import argparse
import gc
import io
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn, Protocol

from ..diagnostics import CompilationError, closest
from .outcome import BUG, DONE, MISTAKE, USAGE, complain, show

__all__ = ["BUG", "COMMANDS", "DONE", "MISTAKE", "USAGE", "main", "process"]

# A command is imported when it is called: each needs other parts of the compiler, and most of them are slow to load.
COMMANDS: dict[str, str] = {
    "new": "writes a new brief, with comments",
    "check": "says what is wrong or unwise in briefs, and repairs what is safe",
    "watch": "builds a brief whenever it is saved, with a preview in the browser",
    "styles": "lists the styles",
    "new-style": "begins a style of your own",
    "check-docx": "says what makes a Word file hard to use for people with disabilities",
    "explain": "says what a code means",
    "schema": "prints the format as JSON Schema, for editors",
}
_EXIT_CODES = "Exit codes: 0 all is well, 1 a mistake in a file, 2 usage, 3 a bug of compile-brief."


class Command(Protocol):
    """What the module of a command has."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declares what the command takes."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Carries it out."""


def process() -> NoReturn:
    """The process ``compile-brief``: runs a command and ends.

    A short run spends a fifth of its time on looking for garbage and on taking apart at the end, object by object, what
    it has loaded. So it looks for none, until a command with much to do lets it, and ends at once.
    """
    gc.disable()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a CI that ends a job is as polite as Ctrl-C
    code = main()
    sys.stderr.flush()
    os._exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    # pydantic would look through all installed packages for plugins; none may change what a brief means
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # as of stderr: what a terminal can't show ends nothing
    try:
        if given and given[0] in COMMANDS:
            name = given.pop(0)
            parser = argparse.ArgumentParser(f"compile-brief {name}", description=COMMANDS[name], epilog=_EXIT_CODES)
            code = _run(name.replace("-", "_"), parser, given)
        elif given and (near := _nearest_command(given[0])):
            complain(f"no such command: {given[0]}; did you mean `{near}`?")
            code = USAGE
        else:
            code = _run("build", _build_parser(), given)
        print(end="", flush=True)
        return code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return MISTAKE
    except CompilationError as error:  # of a file that a command needs
        show(error.diagnostics)
        return MISTAKE
    except KeyboardInterrupt:
        return 130
    except Exception:
        traceback.print_exc()
        complain("this is a bug of compile-brief; please report it")
        return BUG


def _nearest_command(word: str) -> str:
    """The command that a word was meant for, if it names nothing that is there."""
    if not word.replace("-", "").isalpha() or word.startswith("-") or Path(word).exists():
        return ""
    return closest(word, COMMANDS)


def _run(module: str, parser: argparse.ArgumentParser, given: Sequence[str]) -> int:
    command: Command = import_module(f".{module}", __name__)
    command.add_arguments(parser)
    return command.run(parser.parse_args(given))


def _build_parser() -> argparse.ArgumentParser:
    """The parser of the command without a name; its help lists the others."""
    width = max(map(len, COMMANDS), default=0)
    others = "".join(f"  compile-brief {name:{width}}  {what}\n" for name, what in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="compile-brief",
        description="Compiles policy briefs: one YAML spec becomes a Word memo and a PDF memo.",
        epilog=(f"Other commands:\n{others}\n" if others else "") + _EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version")
    return parser


class _Version(argparse.Action):
    """Looks the version up when it is asked for: the look-up takes longer than reading a brief."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"{parser.prog} {version('compile-brief')}")
        parser.exit()
