"""Links: words that say where they lead, also when they are read out of their sentence."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Diagnostic, quote
from ..word_file import Element, W
from .outline import Outline, inside, words

# What links are called that say nothing of their target, in the languages of our readers.
_SAYS_NOTHING = frozenset(
    """here|click here|click|link|this link|this|this page|more|read more|see more|learn more|details|url|website|go
    |hier|hier klicken|klicken sie hier|mehr|weiter|weiterlesen|ici|cliquez ici|lire la suite|en savoir plus|plus
    |aquí|haga clic aquí|leer más|más|qui|clicca qui|leggi di più|aqui|clique aqui|tutaj|kliknij tutaj|εδώ
    |тут|натисніть тут""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
_LINKING = tuple(f"{W}{tag}" for tag in ("hyperlink", "fldSimple", "fldChar", "instrText", "r"))
_DRAWINGS = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})


def check(outline: Outline) -> Iterator[Diagnostic]:
    """The links of text and notes."""
    for kind, _, root in outline.file.stories():
        if kind in ("header", "footer"):
            continue
        for link, paragraph in _links(root):
            said = " ".join("".join(words(part) for part in link).split())
            if any(element.tag in _DRAWINGS for part in link for element in (part, *inside(part))):
                continue  # its alternative text is its words
            help = "let the words of the link say where it leads"
            if not said:
                yield outline.diagnostic("D108", "a link has no words, in the paragraph", help, near=paragraph)
            elif said.strip(" .,;:!?…()[]«»›>→").casefold() in _SAYS_NOTHING:
                message = f"the words of a link say nothing of where it leads: {quote(said)}"
                yield outline.diagnostic("D108", f"{message}, in the paragraph", help, near=paragraph)


def _links(root: Element) -> Iterator[tuple[list[Element], Element]]:
    """Each link, as the elements that hold its words, and its paragraph; those written as fields too (17.16.5.25)."""
    for paragraph in inside(root, f"{W}p"):
        fields: list[tuple[str, list[Element], bool]] = []
        for element in inside(paragraph, *_LINKING):
            if element.tag == f"{W}hyperlink":
                yield [element], paragraph
            elif element.tag == f"{W}fldSimple":
                if _is_link(element.get(f"{W}instr", "")):
                    yield [element], paragraph
            elif element.tag == f"{W}fldChar":
                match element.get(f"{W}fldCharType"):
                    case "begin":
                        fields.append(("", [], False))
                    case "separate" if fields:
                        fields[-1] = (fields[-1][0], [], True)
                    case "end" if fields:
                        instruction, runs, _ = fields.pop()
                        if _is_link(instruction):
                            yield runs, paragraph
            elif fields and element.tag == f"{W}instrText":
                instruction, runs, shown = fields[-1]
                fields[-1] = (instruction + (element.text or ""), runs, shown)
            elif fields and element.tag == f"{W}r" and fields[-1][2]:
                fields[-1][1].append(element)


def _is_link(instruction: str) -> bool:
    return instruction.split()[:1] == ["HYPERLINK"]
