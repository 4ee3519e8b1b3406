"""A document tree with every kind of node in it, as ``layout`` makes one for the memo: for the writers' tests."""

from __future__ import annotations

import struct
import zlib

from compiler.ir import (
    Abbreviation, Align, Blank, Block, Callout, Caption, Cell, Code, Column, Contents, Definition, DefinitionList, Document,
    Emphasis, Entry, Figure, Foreign, Furniture, Image, Inline, Line, LineBreak, Link, List, ListItem, Marking, Metadata,
    Note, PageBreak, PageCount, PageNumber, Paragraph, Quote, Range, Reference, References, Row, Scope, Section, Strong,
    Subscript, Superscript, Table, Text,
)  # fmt: skip

LONG = (
    "The negotiations are stalled; on the main questions neither side moves, and the intergovernmental organisations that "
    "could mediate have not been asked. Separate national lines would weaken the common position. "
)


def t(text: str) -> tuple[Inline, ...]:
    return (Text(text),)


def p(text: str, role: str = "body", **more: str) -> Paragraph:
    return Paragraph(t(text), role, **more)


def png(width: int, height: int) -> bytes:
    """A PNG of one grey, RGB with 8 bits."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\x90\xa0\xb0" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def note(number: int, text: str) -> Note:
    return Note(number, (p(text, "footnote"),))


def definition(term: str, value: str, roles: tuple[str, str] = ("label", "field-value")) -> Definition:
    return Definition((p(term, roles[0]),), (p(value, roles[1]),))


def stance(sign: str, word: str, text: str) -> Cell:
    if not sign:
        return Cell((p(word, "stance-none"),))
    return Cell((Paragraph(t(word), "stance", label=t(sign)), p(text, "stance-note")))


def recommendation(n: int, action: str) -> Section:
    return Section(
        t(action),
        (
            p("To understand a demand is not to accept it. " + LONG, "rationale"),
            DefinitionList(
                tuple(
                    definition(*pair, ("field-label", "field-value"))
                    for pair in (
                        ("Owner", "EEAS"),
                        ("Instrument", "Analysis for the EC countries"),
                        ("Priority", "High"),
                        ("Deadline", "30 April 2025"),
                    )
                ),
                "recommendation-fields",
            ),
            DefinitionList(
                (
                    definition(
                        "Decision", "☐\u00a0Approve   ☐\u00a0Discuss   ☐\u00a0Reject", ("decision-label", "decision")
                    ),
                    Definition((p("Date", "decision-field"),), (Paragraph((Blank(),), "decision"),)),
                    Definition((p("Initials", "decision-field"),), (Paragraph((Blank(),), "decision"),)),
                ),
                "decision",
            ),
        ),
        role="recommendation",
        label=(p("Recommendation", "field-label"), p(str(n), "recommendation-number")),
        id=f"rec-{n}",
        origin=("recommendations", n - 1, "action"),
    )


def memo(recommendations: int = 3) -> Document:
    """The sample; ``recommendations`` makes it as long as wanted."""
    head: tuple[Block, ...] = (
        DefinitionList(
            (Definition((p("Subject", "label"),), (p("Direct talks on Ukraine: agree one EC position by 30 April", "title"), p("The US calls for direct negotiations", "subtitle"))),),
            "subject",
        ),
        DefinitionList(
            (definition("To", "Heads of the EC services concerned"), definition("Date", "22 April 2025"), definition("From", "Ukraine desk"), definition("Review by", "30 April 2025")),
            "fields",
        ),
        DefinitionList(
            (Definition((p("Bottom line", "label"),), (Paragraph((Text("Negotiations are stalled. "), Strong(t("The EC should agree one cooperation policy before then,")), Text(" put diplomacy first and be ready.")), "bottom-line"),)),),
            "bottom-line",
        ),
    )  # fmt: skip
    messages = Section(
        t("Key messages"),
        (
            List(
                tuple(
                    ListItem(
                        (
                            Paragraph(
                                (Text(LONG), note(i, f"‘A Call for Direct Dialogue’, source 1, p. {i}.")), "key-message"
                            ),
                        )
                    )
                    for i in (1, 2)
                ),
                role="key-message",
            ),
        ),
    )
    situation = Section(
        t("Situation"),
        (
            Paragraph((Text("At the Munich Security Conference "), Emphasis(t("the chairman")), Text(", "), Strong((Text("bold "), Emphasis(t("and both")))), Text(" and "), Code("code_span"), Text(" and "), Link("https://example.org/a/path?x=1&y=2", t("a link to a page whose words are long enough to be set over the end of a line")), Text("; see "), Reference("rec-2", t("Recommendation 2")), Text(", H"), Subscript(t("2")), Text("O, 1"), Superscript(t("st")), Text(". "), Foreign("fr", t("Le cessez-le-feu")), Text(" of the "), Abbreviation("EEAS", "European External Action Service"), Text(", "), Foreign("el", t("Ελλάδα")), Text(" and "), Foreign("uk", t("Україна")), Text("."), note(3, LONG * 2))),
            Paragraph((Text("First line"), LineBreak(), Text("second line. " + LONG * 2))),
            Section(t("Timeline"), (
                Table((Column(), Column()), (), tuple(
                    Row((Cell((p(day, "row-head"),), Scope.ROW), Cell((p(event, "table-cell"),))))
                    for day, event in (("2025", "Since taking office"), ("April 2025", "Mr Rubio hints"), ("30 April 2025", "Ahead: end of the period"))
                ), role="timeline"),
            )),
            List((ListItem((p("One", "list-item"), List((ListItem((p("Nested one. " + LONG, "list-item"),)), ListItem((p("Nested two", "list-item"),)))))), ListItem((p("Two", "list-item"),), id="point-2")), ordered=True, start=3),
            Quote((p("A quotation. " + LONG, "quote"),)),
            Callout(t("An aside"), (p(LONG, "callout"), List((ListItem((p("An item", "callout-item"),)),), role="callout-item")), id="aside"),
        ),
    )  # fmt: skip
    matrix = Section(
        t("Positions"),
        (
            Table(
                (Column(),) * 4,
                (Row(tuple(Cell((p(x, "table-head"),), Scope.COLUMN) for x in ("Actor", "Russia’s territorial claims", "Ceasefire", "US mediation"))),),
                (
                    Row((Cell((p("Russia", "row-head"),), Scope.ROW), stance("+", "Supports", "acceptance is a precondition for any peace deal"), stance("−", "Opposes", "rejected the ceasefires"), stance("", "no stated position", ""))),
                    Row((Cell((p("Ukraine", "row-head"),), Scope.ROW), stance("±", "Conditional", "denounces the claims"), stance("?", "Unclear", "anxious"), stance("○", "Silent", "not said"))),
                ),
                Caption(t("Table 1"), t("Where each actor stands")),
                (p("+ supports, − opposes, ± conditional, ? unclear. As of 22 April 2025; source 1.", "note"),),
                role="matrix",
                id="matrix",
            ),
            Table(
                (Column(), Column(Align.DECIMAL), Column(Align.RIGHT), Column(Align.CENTER)),
                (Row(tuple(Cell((p(x, "table-head"),), Scope.COLUMN) for x in ("Country", "Aid (EUR)", "Share", "Rank"))),),
                tuple(Row((Cell((p(f"Country {i}", "row-head"),), Scope.ROW), Cell((p(f"{i * 1234.5:,.2f}".rstrip("0").rstrip("."), "table-cell"),)), Cell((p(f"{i} %", "table-cell"),)), Cell((p(str(i), "table-cell"),)))) for i in range(1, 13)),
                Caption(t("Table 2"), t("Aid by country")),
            ),
        ),
    )  # fmt: skip
    assessment = Section(
        t("Assessment"),
        (
            DefinitionList(
                (
                    Definition((p("Judgement", "judgement-label"), p("of the desk, not reported fact", "judgement-sublabel")), (p(LONG, "judgement"), p("Territory decides.", "judgement"))),
                    Definition((p("Confidence", "judgement-label"),), (Paragraph((Strong(t("Low.")), Text(" One undated article, not corroborated.")), "judgement"),)),
                ),
                "assessment",
            ),
        ),
    )  # fmt: skip
    scenarios = Section(
        t("Scenarios"),
        (
            Table(
                (Column(),) * 4,
                (Row((Cell((p("Scenario", "table-head"),), Scope.COLUMN), *(Cell((Paragraph(t(x), "scenario-title", label=t(s), id=f"scenario-{s}"),), Scope.COLUMN) for s, x in zip("ABC", ("The US stops mediating", "Separate US talks go on without result", "Moscow and Kyiv negotiate directly"), strict=True)))),),
                (
                    Row((Cell((p("Likelihood", "row-head"),), Scope.ROW), *(Cell((p(term, "row-head"), p(f"{lo}–{hi}\u00a0%", "table-cell"), Figure(Range(lo, hi), None))) for term, lo, hi in (("Roughly even chance", 45, 55), ("Unlikely", 20, 45), ("Very unlikely", 5, 20))))),
                    Row((Cell((p("Responses", "row-head"),), Scope.ROW), *(Cell((Paragraph((Reference("rec-1", t("Recommendations 1")), Text(", "), Reference("rec-3", t("3"))), "table-cell"),)) for _ in "ABC"))),
                ),
                notes=(p("Likelihood in the terms of ICD 203.", "note"),),
                role="scenarios",
            ),
        ),
    )  # fmt: skip
    advice = Section(
        t("Recommendations"),
        tuple(
            recommendation(
                n, "Establish what Russia demands on territory, and place the EC so that it supports Ukraine."
            )
            for n in range(1, recommendations + 1)
        ),
    )
    end: tuple[Block, ...] = (
        PageBreak(),
        Section(t("Where talks took place"), (
            Figure(Image(png(600, 200), "png", (600, 200), 60, "map.png"), "A map of the talks", Caption(t("Figure 1"), t("Talks held")), (p("Source: own work.", "note"),), id="map"),
            Figure(Image(png(60, 20), "png", (60, 20), 20, "line.png"), None),
        ), label=(p("Annex 1", "heading-label"),), id="annex-1"),
        Section(t("Sources"), (References((Entry(1, (Text("‘A Call for Direct Dialogue’, news article, "), Link("https://example.org/article", t("https://example.org/article")), Text(".")), "source-1"),)),)),
        p("© European Union, 2025. The opinions expressed are the authors’ own.", "imprint"),
    )  # fmt: skip
    line = Line((Strong(t("Policy memo")),), t("2025/07 · Direct talks on Ukraine"))
    foot = Line(
        (Text("Page "), PageNumber(), Text(" of "), PageCount()),
        t("Information as of 22 April 2025 · review by 30 April 2025"),
    )
    return Document(
        Metadata("sample", "Direct talks on Ukraine", "en-GB", "2025-04-22", "2025-04-22", ("Ukraine desk",), "The US calls for direct negotiations", ("Ukraine", "talks"), "1.0"),
        (*head, Contents(t("Contents")), messages, situation, matrix, assessment, scenarios, advice, *end),
        Furniture(Line((Strong(t("Policy memo")),), t("2025/07")), line, foot, foot),
        Marking("TLP:GREEN", "33FF00"),
    )  # fmt: skip
