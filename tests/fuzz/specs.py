"""Generated briefs: valid ones, made of all parts of the format, and files that a slip of the hand has spoiled."""

from __future__ import annotations

import datetime
from typing import Any

import yaml
from hypothesis import strategies as st

# Letters of three scripts, marks of many languages, signs, and spaces of several kinds.
LETTERS = "abcdefghijklmnoprstuvwxyzABCDEFGHIKLMNOPRSTUVZäöüßéèêçñøåłšžőţαβγδεζηθλμξπσωΑΩабвгдежзийклмнопюяБЯ"
SIGNS = ".,;:!?–—-‘’“”'\"()/&%€+=§°\u00a0\u00ad0123456789"
words = st.text(LETTERS, min_size=1, max_size=14)
signed = st.builds(lambda a, b, c: a + b + c, words, st.sampled_from(SIGNS), words)
plain = st.lists(st.one_of(words, words, signed), min_size=1, max_size=8).map(" ".join)
MARKS = ("*{}*", "**{}**", "`{}`", "[{}](https://example.org/a-b?c=d)", "{} [@s1]", "{} [see @s2, p. 3; @s1]",
         "{}^[An aside: {}.]", "{} [](#r-a)", "{} {{ vars.v }}", "{}")  # fmt: skip
marked = st.builds(lambda mark, text: mark.replace("{}", text), st.sampled_from(MARKS), words)
inline = st.lists(st.one_of(words, marked), min_size=1, max_size=6).map(" ".join)
block = st.one_of(
    inline,
    st.lists(inline, min_size=1, max_size=3).map(lambda items: "\n".join(f"- {item}" for item in items)),
    st.lists(inline, min_size=1, max_size=3).map(lambda items: "\n".join(f"{i}. {t}" for i, t in enumerate(items, 1))),
    inline.map(lambda text: f"> {text}"),
    st.lists(words, min_size=2, max_size=2).map(lambda c: f"| {c[0]} | {c[1]} |\n| --- | --: |\n| {c[1]} | 1 |"),
)
prose = st.lists(block, min_size=1, max_size=3).map("\n\n".join)
dates = st.dates(min_value=datetime.date(2000, 1, 1), max_value=datetime.date(2099, 1, 1))
day = dates.map(str)
cite = st.lists(st.sampled_from(["s1", "s2"]), max_size=2, unique=True)
LIKELY = ["likely", "very unlikely", "roughly even chance", "almost certain", "60-75", "1-5"]
certainty = {"likelihood": st.sampled_from(LIKELY), "confidence": st.sampled_from(["high", "moderate", "low"])}


def keys(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Maps with all of the one and some of the other."""
    return st.fixed_dictionaries(required, optional=optional)


point = st.one_of(inline, keys({"text": inline}, {"cite": cite, **certainty}))
points = st.lists(point, max_size=3)
party = st.one_of(plain, keys({"name": plain}, {"role": plain, "unit": plain, "email": st.just("a@example.org")}))
number = st.one_of(st.integers(-(10**9), 10**9), st.decimals(-(10**6), 10**6, places=2).map(float))
table = st.builds(
    lambda caption, rows, note: {
        "kind": "table", "caption": caption, "columns": [{"key": "a", "title": "A"}, {"key": "b", "unit": "EUR"}],
        "rows": [{"a": name, "b": value} for name, value in rows], **({"note": note} if note else {}),
    },
    inline, st.lists(st.tuples(plain, number), max_size=5), st.one_of(st.none(), inline),
)  # fmt: skip
callout = keys({"kind": st.just("callout"), "text": prose}, {"title": plain})
figures = st.lists(st.one_of(table, callout), max_size=2)
stance = st.one_of(
    st.sampled_from(["supports", "opposes", "conditional", "silent", "unclear"]),
    keys({"stance": st.sampled_from(["supports", "opposes", "unclear"])}, {"note": inline}),
)
wants = {"summary": inline, "demands": points, "offers": points, "red_lines": points, "cite": cite, "as_of": day,
         "stances": st.dictionaries(st.sampled_from(["i1", "i2", "i3", "i4", "i5"]), stance, max_size=5)}  # fmt: skip
scenario = keys(
    {"title": plain},
    {"text": prose, **certainty, "trigger": keys({"text": inline}, {"by": day}), "indicators": points,
     "implications": prose, "responses": st.just(["r-a"])},
)  # fmt: skip
recommendation = {
    "rationale": prose, "addressee": party, "owner": party, "partners": st.lists(party, max_size=2),
    "instrument": inline, "priority": st.sampled_from(["high", "medium", "low"]), "deadline": day, "cost": inline,
    "risk": inline, "indicator": inline, "decision": st.just("approve"), "cite": cite,
    "confidence": certainty["confidence"],
}  # fmt: skip


@st.composite
def specs(draw: st.DrawFn) -> dict[str, Any]:
    """The values of a valid brief."""
    actors = draw(st.lists(st.sampled_from(["a1", "a2", "a3", "a4", "a5"]), min_size=1, max_size=5, unique=True))
    positions = [{"actor": actor, **draw(keys({}, wants))} for actor in actors]
    first = {"action": draw(inline), "id": "r-a", **draw(keys({}, recommendation))}
    others = draw(st.lists(keys({"action": inline}, recommendation), max_size=8))
    timeline = st.lists(keys({"date": st.one_of(day, st.just("2025-04"))}, {"cite": cite}), max_size=3)
    situation = keys({"text": prose}, {"points": points, "figures": figures})
    brief = {
        "brief": 1,
        "title": draw(plain),
        "date": draw(day),
        "actors": {actor: draw(st.one_of(plain, keys({"name": plain}, {"short": plain, "note": inline})))
                   for actor in actors},
        "issues": {f"i{n}": draw(plain) for n in range(1, 6)},
        "sources": {"s1": {"type": "report", "title": draw(plain)}, "s2": {"title": "B", "issued": "2020-05"}},
        "vars": {"v": draw(st.one_of(plain, st.integers(-9999, 9999)))},
        "situation": draw(situation) | {"timeline": [e | {"event": "Talks"} for e in draw(timeline)]},
        "positions": positions,
        "recommendations": [first, *others],
    }  # fmt: skip
    return brief | draw(
        keys(
            {},
            {"subtitle": plain, "series": plain, "number": plain, "as_of": day, "review_by": day, "version": plain,
             "supersedes": plain, "from": st.lists(party, max_size=3), "to": party, "contact": inline,
             "copyright": inline, "disclaimer": inline, "keywords": st.lists(plain, max_size=3),
             "marking": st.sampled_from(["TLP:RED", "TLP:AMBER+STRICT", "LIMITE", "House use only"]),
             "key_messages": points, "purpose": prose, "assessment": st.one_of(prose, keys({"points": points}, {})),
             "scenarios": st.lists(scenario, max_size=6), "abbreviations": st.just({"EEAS": "a service"}),
             "next_steps": st.lists(keys({"action": inline}, {"owner": party, "due": day}), max_size=3),
             "annexes": st.lists(keys({"title": plain}, {"text": prose, "figures": figures}), max_size=2)},
        )
    )  # fmt: skip


def dumped(value: dict[str, Any]) -> str:
    """Values as YAML."""
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=100)


VALUES = ("", "null", "[]", "{}", "[x]", "{x: y}", "1", "1e999", "true", ".nan", "2025-02-30", "'{{ 1/0 }}'")
NOISE = "{}[]:-?*&!|>'\"%@`#,\t\n\r \x00\x85\u2028\u202e\ufeff~{{{%=é\U0001f600\ud7ff"


@st.composite
def spoiled(draw: st.DrawFn, whole: str) -> str:
    """A file in which lines were cut, doubled, moved in or out, or signs put anywhere."""
    lines = whole.split("\n")
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(len(lines) - 1, 0)))
        if not lines:
            break
        match draw(st.sampled_from(["cut", "double", "in", "out", "sign", "end", "swap", "value", "truncate"])):
            case "cut":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "in":
                lines[at] = "  " + lines[at]
            case "out":
                lines[at] = lines[at][1:]
            case "sign":
                place = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:place] + draw(st.text(NOISE, min_size=1, max_size=3)) + lines[at][place:]
            case "end":
                lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
            case "swap":
                other = draw(st.integers(0, len(lines) - 1))
                lines[at], lines[other] = lines[other], lines[at]
            case "value":
                head, colon, _ = lines[at].partition(":")
                values = [
                    "",
                    "null",
                    "[]",
                    "{}",
                    "[x]",
                    "{x: y}",
                    "1",
                    "1e999",
                    "true",
                    ".nan",
                    "2025-02-30",
                    "'{{ 1/0 }}'",
                ]
                lines[at] = head + colon + " " + draw(st.sampled_from(values))
            case "truncate":
                del lines[at:]
    return "\n".join(lines)
