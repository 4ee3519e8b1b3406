"""A PDF taken apart, for the tests of its writer: objects, marked content, and the tag tree with the text drawn for it.

In: what ``write`` made. Out: values to compare. The reader knows only what the writer uses of PDF, and nothing of the
writer: text comes from the content streams through ``ToUnicode``, the tree from the structure elements.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from compiler import ir
from compiler.style import Style, load_style
from compiler.writers.pdf import write
from tests.samples import memo

STYLE: Style = load_style(Path(__file__).parents[3] / "styles" / "memo")

_TOKEN = re.compile(
    rb"\s*(?:(<<|>>|\[|\])|(\d+) 0 R|/([^\s/<>\[\]()]+)|<([0-9A-Fa-f]*)>|\(((?:\\.|[^\\()])*)\)|([^\s/<>\[\]()]+))"
)
_SHOWN = re.compile(
    r"(?P<open>/(?P<tag>\w+)(?:<<(?P<entries>[^\n]*)>>)?(?:BDC|BMC))|(?P<close>\bEMC\b)"
    r"|/(?P<font>F\d+) (?P<size>[\d.]+) Tf|(?P<x>-?[\d.]+) (?P<y>-?[\d.]+) Td"
    r"|\[(?P<text>(?:\((?:\\.|[^\\)])*\)|[-\d.])*)\]TJ"
    r"|(?P<box>(?:-?[\d.]+ ){4})re f",
    re.DOTALL,
)


@dataclass(frozen=True)
class Ref:
    """A reference to an object."""

    number: int


@dataclass(frozen=True)
class Shown:
    """Text as it was drawn: its place, font and size, in which marked content (``None``: in an artifact).

    ``actual`` is the content's ``ActualText``.
    """

    text: str
    x: float
    y: float
    font: str
    size: float
    mcid: int | None
    actual: str | None = None


def document(*blocks: ir.Block, language: str = "en-GB") -> ir.Document:
    """A document of the blocks alone: no header, no marking."""
    data = memo().metadata
    return ir.Document(
        ir.Metadata("test", "Title", language, data.date, data.as_of, ("Desk",), "Subject", ("word",)), blocks
    )


class Opened:
    """The parts of a PDF."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.objects: dict[int, Any] = {}
        self.streams: dict[int, bytes] = {}
        for found in re.finditer(rb"(\d+) 0 obj\n(<<.*?>>)\nstream\n", data, re.DOTALL):
            entries = _parse(found[2])
            body = data[found.end() : found.end() + entries["Length"]]
            if entries.get("Filter") == "/FlateDecode" and "DecodeParms" not in entries:
                body = zlib.decompress(body)
            elif entries.get("Type") == "/XRef":
                body = _summed(zlib.decompress(body), entries["DecodeParms"]["Columns"])
            self.objects[int(found[1])], self.streams[int(found[1])] = entries, body
            if entries.get("Type") == "/ObjStm":
                numbers = [int(n) for n in body[: entries["First"]].split()]
                places = [*(entries["First"] + at for at in numbers[1::2]), len(body)]
                for i, number in enumerate(numbers[::2]):
                    self.objects[number] = _parse(body[places[i] : places[i + 1]])

    def get(self, value: Any) -> Any:
        """What a value stands for: the object, if it is a reference."""
        return self.objects[value.number] if isinstance(value, Ref) else value

    @cached_property
    def catalog(self) -> dict[str, Any]:
        """The document catalog."""
        return next(o for o in self.objects.values() if isinstance(o, dict) and o.get("Type") == "/Catalog")

    @cached_property
    def page_refs(self) -> list[Ref]:
        """References to the pages, in order."""
        kids: list[Ref] = self.get(self.catalog["Pages"])["Kids"]
        return kids

    @cached_property
    def shown(self) -> list[list[Shown]]:
        """The text of each page, in the order in which it is drawn."""
        return [self._read(self.get(ref)) for ref in self.page_refs]

    @cached_property
    def boxes(self) -> list[list[tuple[float, ...]]]:
        """The filled rectangles of each page: x, y, width, height."""
        codes = [self.streams[self.get(ref)["Contents"].number].decode("latin-1") for ref in self.page_refs]
        return [[tuple(map(float, m["box"].split())) for m in _SHOWN.finditer(code) if m["box"]] for code in codes]

    def texts(self, page: int, artifacts: bool = False) -> str:
        """The text of a page, content or artifacts, with single spaces."""
        return " ".join("".join(s.text for s in self.shown[page] if (s.mcid is None) is artifacts).split())

    def find(self, text: str) -> tuple[int, Shown]:
        """The page (from 0) and place of the text that is drawn at one go and begins so."""
        return next((i, s) for i, page in enumerate(self.shown) for s in page if s.text.startswith(text))

    def _read(self, page: dict[str, Any]) -> list[Shown]:
        fonts = {name: self._characters(self.get(ref)) for name, ref in page["Resources"]["Font"].items()}
        out: list[Shown] = []
        mcid: int | None = None
        actual: str | None = None
        font, size, x, y = "", 0.0, 0.0, 0.0
        depth = 0
        for found in _SHOWN.finditer(self.streams[page["Contents"].number].decode("latin-1")):
            if found["open"]:
                depth += 1
                number = re.search(r"/MCID (\d+)", found["entries"] or "")
                mcid = int(number[1]) if number else None
                told = re.search(r"/ActualText<FEFF([0-9A-F]*)>", found["entries"] or "")
                actual = bytes.fromhex(told[1]).decode("utf-16-be") if told else None
            elif found["close"]:
                depth -= 1
                mcid = actual = None
            elif found["font"]:
                font, size = found["font"], float(found["size"])
            elif found["x"]:
                x, y = float(found["x"]), float(found["y"])
            elif found["text"] is not None:
                assert depth == 1, "text outside of marked content, or marked content in marked content"
                codes = _literals(found["text"])
                text = "".join(fonts[font][codes[i : i + 2]] for i in range(0, len(codes), 2))
                name = self.get(page["Resources"]["Font"][font])["BaseFont"].partition("+")[2]
                out.append(Shown(text, x, y, name, size, mcid, actual))
        assert depth == 0
        return out

    def _characters(self, font: dict[str, Any]) -> dict[str, str]:
        rows = re.findall(rb"^<([0-9A-F]{4})> <([0-9A-F]+)>$", self.streams[font["ToUnicode"].number], re.MULTILINE)
        return {
            bytes.fromhex(code.decode()).decode("latin-1"): bytes.fromhex(text.decode()).decode("utf-16-be")
            for code, text in rows
        }

    @cached_property
    def tags(self) -> str:
        """The tag tree below ``Document``: a line for each element, with the text drawn for it."""
        texts: dict[tuple[int, int], str] = {}
        for i, page in enumerate(self.shown):
            for shown in page:
                if shown.mcid is not None:
                    texts[i, shown.mcid] = texts.get((i, shown.mcid), "") + shown.text
        lines: list[str] = []

        def visit(elem: dict[str, Any], depth: int) -> None:
            line = "  " * depth + elem["S"][1:]
            pieces: list[str] = []

            def flush() -> None:
                nonlocal line
                if pieces:
                    text = "".join(pieces)
                    if line:
                        lines.append(f'{line} "{text}"')
                        line = ""
                    else:
                        lines.append("  " * (depth + 1) + f'"{text}"')
                    pieces.clear()

            for kid in elem["K"]:
                kid = self.get(kid) if isinstance(kid, Ref) else kid
                if isinstance(kid, dict) and "S" in kid:
                    flush()
                    if line:
                        lines.append(line)
                        line = ""
                    visit(kid, depth + 1)
                elif not isinstance(kid, dict):
                    pieces.append(texts.get((self.page_refs.index(elem["Pg"]), kid), ""))
                elif "MCID" in kid:
                    pieces.append(texts.get((self.page_refs.index(kid["Pg"]), kid["MCID"]), ""))
            flush()
            if line:
                lines.append(line)

        (root,) = self.get(self.catalog["StructTreeRoot"])["K"]
        for kid in self.get(root)["K"]:
            visit(self.get(kid), 0)
        return "\n".join(lines)

    def elements(self, role: str) -> list[dict[str, Any]]:
        """The structure elements of a type, in the order of their objects."""
        return [o for _, o in sorted(self.objects.items()) if isinstance(o, dict) and o.get("S") == f"/{role}"]

    def links(self) -> list[dict[str, Any]]:
        """The link annotations."""
        return [o for _, o in sorted(self.objects.items()) if isinstance(o, dict) and o.get("Subtype") == "/Link"]


def opened(*blocks: ir.Block, style: Style = STYLE, language: str = "en-GB") -> Opened:
    """The blocks written as a PDF, and taken apart."""
    return Opened(write(document(*blocks, language=language), style).data)


def _literals(operands: str) -> str:
    """The characters of the literal strings among a text operator's operands."""
    strings = re.findall(r"\(((?:\\.|[^\\)])*)\)", operands, re.DOTALL)
    return re.sub(r"\\(.)", lambda found: "\r" if found[1] == "r" else found[1], "".join(strings))


def _summed(data: bytes, columns: int) -> bytes:
    """Rows that are each said as the difference from the one above (PNG's predictor "up")."""
    out, above = b"", bytes(columns)
    for at in range(0, len(data), columns + 1):
        assert data[at] == 2
        above = bytes((a + b) % 256 for a, b in zip(above, data[at + 1 : at + 1 + columns], strict=True))
        out += above
    return out


def _parse(data: bytes) -> Any:
    """A PDF value: dictionaries, lists, references, names with their slash, numbers, strings."""
    stack: list[list[Any]] = [[]]
    for found in _TOKEN.finditer(data):
        sign, ref, name, digits, literal, word = found.groups()
        if sign in (b"<<", b"["):
            stack.append([])
        elif sign == b"]":
            items = stack.pop()
            stack[-1].append(items)
        elif sign == b">>":
            items = stack.pop()
            stack[-1].append({key[1:]: value for key, value in zip(items[::2], items[1::2], strict=True)})
        elif ref is not None:
            stack[-1].append(Ref(int(ref)))
        elif name is not None:
            stack[-1].append("/" + name.decode())
        elif digits is not None:
            raw = bytes.fromhex(digits.decode())
            stack[-1].append(raw[2:].decode("utf-16-be") if raw[:2] == b"\xfe\xff" else raw)
        elif literal is not None:
            stack[-1].append(re.sub(rb"\\(.)", rb"\1", literal).decode("latin-1"))
        else:
            text = word.decode()
            stack[-1].append(float(text) if "." in text else int(text) if text.lstrip("-").isdigit() else text)
    return stack[0][0]
