"""Hypothesis strategies: documents of every sort, and bodies as editors could write them.

`documents()` are what formats are given; `bodies()` are what document_of is given. Both are in
six languages, and hold what is odd but allowed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Literal

from hypothesis import strategies as st

from plugins.alternative_formats.document import (
    Block,
    Divider,
    Document,
    Facts,
    Figure,
    Heading,
    Labels,
    ListOf,
    Note,
    Paragraph,
    Preformatted,
    Quotation,
    Row,
    Run,
    Runs,
    Table,
)
from plugins.alternative_formats.document_anchors import in_order
from plugins.alternative_formats.document_lines import BREAK, line_of, plain
from plugins.catalogue.body import Body
from plugins.catalogue.body_reading import read_body

LANGUAGES = ("en-GB", "ur", "ar", "gu", "pl", "cy")
RIGHT_TO_LEFT = ("ur", "ar")
WORDS: dict[str, tuple[str, ...]] = {
    "en-GB": ("the", "clinic", "opens", "flu", "library", "café", "I", "people", "NHS", "Ltd."),
    "ur": ("فلو", "کے", "کلینک", "پیر", "کو", "کھلیں", "گے", "آپ", "ٹیکہ", "ہے۔", "بجے،"),
    "ar": (
        "تفتح",
        "عيادات",
        "الإنفلونزا",
        "يوم",
        "الاثنين",
        "اتصل",
        "على",
        "الرقم",
        "لا",
        "مفتوحة.",
    ),
    "gu": ("ફ્લૂ", "ક્લિનિક", "સોમવારે", "ખૂલે", "છે", "કોણ", "આવી", "શકે", "સવારે"),
    "pl": ("poradnie", "szczepień", "źdźbło", "ćma", "grypę", "Łódź", "ruszają", "żółć", "i"),
    "cy": ("clinigau", "ffliw", "yn", "agor", "ddydd", "Llun", "tŷ", "dŵr", "ŵyr", "a'r"),
}
# What stands in any language's text, and is read back from every format.
AMID = (
    "0116 496 0123",
    "(0116) 496 0123",
    "18001 0116 496 0123",
    "+44 116 496 0123",
    "£1.50",
    "25%",
    "9am–12:30pm",
    "5–8 November 2026",
    "2026-11-24",
    "A&E",
    "COVID-19",
    "“yes”",
    "it’s",
    "1,200",
    "1/2",
    "24/7",
    "(a)",
    "e.g.",
    "Dr.",
    "MyCCG",
    "?!",
    "…",
    "—",
    "H2O",
)
# Allowed, and seldom seen: signs of other grammars, joiners, stacks of accents, very long words.
ODD = (
    "🙂",
    "👩🏽‍⚕️",  # a family of code points with joiners
    "🇬🇧",
    "2️⃣",
    "cafe\u0301",  # an accent apart from its letter
    "Z\u0351\u036b\u0343algo",
    "soft\u00adhyphen",
    "zero\u200bwidth",
    "می\u200cخواهم",
    "قُرْآن",
    "<b>bold</b>",
    "&amp;",
    "a_b_c",
    "*star*",
    "#hash",
    "$x^2$",
    "@me",
    "\\n",
    "`tick`",
    "[1]",
    "{{ t }}",
    "~~~",
    "//",
    "--",
    "ﬁne",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "x" * 120,
    "https://www.example.org/a/very/long/address?with=parameters&and=more#and-an-anchor",
    "½",
    "²",
    "™",
    "→",
    "≥",
    "日本",
    "ελ",
    "да",
)


@dataclass(frozen=True)
class Paper:
    """What a document is written on: its language, and whether odd words may stand in it."""

    language: str
    odd: bool

    def words(self, most: int = 12) -> st.SearchStrategy[str]:
        """Return some words with spaces between."""
        pool = [*WORDS[self.language], *AMID, *(ODD if self.odd else ())]
        word = st.sampled_from(pool)
        return st.lists(word, min_size=1, max_size=most).map(" ".join).map(plain)


@st.composite
def papers(draw: st.DrawFn, *, odd: bool = True) -> Paper:
    """Draw a language."""
    return Paper(draw(st.sampled_from(LANGUAGES)), odd)


ADDRESSES = (
    "https://fenwick.example/places/",
    "https://other.example/a?b=1&c=2#d",
    "mailto:hello@fenwick.example",
    "tel:01164960123",
)


@st.composite
def runs(draw: st.DrawFn, paper: Paper) -> Run:
    """Draw words of one look, with spaces about them or a line break in their place."""
    if draw(st.integers(0, 11)) == 0:
        return Run(text=BREAK)
    text = draw(paper.words(5))
    around = draw(st.sampled_from(("{}", " {}", "{} ", " {} ")))
    english = paper.language != "en-GB" and draw(st.integers(0, 5)) == 0
    return Run(
        text=around.format("open on Monday" if english else text),
        strong=draw(st.booleans()) and draw(st.booleans()),
        emphasis=draw(st.booleans()) and draw(st.booleans()),
        code=draw(st.integers(0, 9)) == 0,
        address=draw(st.none() | st.none() | st.sampled_from(ADDRESSES)),
        expansion=draw(st.none() | st.none() | st.just("National Health Service")),
        language="en-GB" if english else None,
    )


def lines(paper: Paper, least: int = 1) -> st.SearchStrategy[Runs]:
    """Return lines of text; with `least` 0 they may be empty, as cells may."""
    found = st.lists(runs(paper), min_size=least, max_size=5).map(line_of)
    return found.filter(bool) if least else found


def paragraphs(paper: Paper) -> st.SearchStrategy[Block]:
    """Return paragraphs."""
    return lines(paper).map(Paragraph)


@st.composite
def figures(draw: st.DrawFn, paper: Paper) -> Figure:
    """Draw a picture of tests/alternative_formats/samples.py; some only decorate."""
    picture = draw(st.sampled_from(("news/clinic.jpg", "news/leaves.jpg")))
    if draw(st.integers(0, 3)) == 0:
        return Figure(picture, "")
    more = st.none() | paper.words(4)
    return Figure(picture, draw(paper.words()), draw(more), draw(more))


@st.composite
def tables(draw: st.DrawFn, paper: Paper) -> Table:
    """Draw a table; cells may be empty, and so may the corner."""
    width = draw(st.integers(1, 5))
    row = st.tuples(*(lines(paper, 0) for _ in range(width)))
    heads = st.tuples(lines(paper, 0), *(lines(paper) for _ in range(width - 1)))
    numeric = draw(st.tuples(*(st.booleans() for _ in range(width))))
    return Table(draw(heads), tuple(draw(st.lists(row, max_size=4))), numeric)


@st.composite
def preformatted(draw: st.DrawFn, paper: Paper) -> Preformatted:
    """Draw code."""
    rows = draw(st.lists(paper.words(6), min_size=1, max_size=4))
    return Preformatted("\n".join(f"{'  ' * at}{row}" for at, row in enumerate(rows)))


def blocks_within(paper: Paper, depth: int) -> st.SearchStrategy[tuple[Block, ...]]:
    """Return what may stand in a list, a quotation or a fact, up to `depth` further levels."""
    leaves: list[st.SearchStrategy[Block]] = [
        paragraphs(paper),
        paragraphs(paper),
        figures(paper),
        tables(paper),
        preformatted(paper),
    ]
    if depth:
        leaves += [lists(paper, depth - 1), quotations(paper, depth - 1), facts(paper, depth - 1)]
    return st.lists(st.one_of(leaves), min_size=1, max_size=2).map(tuple)


def quotations(paper: Paper, depth: int) -> st.SearchStrategy[Block]:
    """Return quotations."""
    return st.deferred(lambda: blocks_within(paper, depth)).map(Quotation)


@st.composite
def lists(draw: st.DrawFn, paper: Paper, depth: int) -> Block:
    """Draw a list, with or without numbers."""
    start = draw(st.none() | st.sampled_from((1, 1, 3, 99)))
    entries = draw(st.lists(blocks_within(paper, depth), min_size=1, max_size=3))
    return ListOf(tuple(entries), start)


@st.composite
def facts(draw: st.DrawFn, paper: Paper, depth: int) -> Block:
    """Draw terms and what is said of them."""
    entry = st.tuples(lines(paper), blocks_within(paper, depth))
    return Facts(tuple(draw(st.lists(entry, min_size=1, max_size=3))))


@st.composite
def deep_lists(draw: st.DrawFn, paper: Paper) -> Block:
    """Draw a list of ten levels."""
    inner: tuple[Block, ...] = (draw(paragraphs(paper)),)
    for level in range(10):
        numbered = 1 if draw(st.booleans()) else None
        inner = (Paragraph((Run(text=f"level {10 - level}"),)), ListOf((inner,), numbered))
    return inner[1]


@st.composite
def headings(draw: st.DrawFn, paper: Paper) -> Heading:
    """Draw a heading; levels and anchors are put in order afterwards."""
    words = tuple(run for run in draw(lines(paper)) if run.text != "\n")
    return Heading(draw(st.integers(2, 6)), line_of(words) or (Run(text="Part"),), "part")


def blocks(paper: Paper) -> st.SearchStrategy[Block]:
    """Return what may stand in a document itself."""
    return st.one_of(
        headings(paper),
        headings(paper),
        paragraphs(paper),
        paragraphs(paper),
        lists(paper, 2),
        tables(paper),
        quotations(paper, 1),
        figures(paper),
        preformatted(paper),
        facts(paper, 1),
        st.just(Divider()),
        deep_lists(paper),
    )


@st.composite
def notes(draw: st.DrawFn, paper: Paper) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """Draw footnotes, and paragraphs that refer to them, some of them twice."""
    count = draw(st.integers(0, 3))
    found = tuple(Note(n + 1, (draw(paragraphs(paper)),)) for n in range(count))
    referring = []
    for note in (*found, *found[:1]):
        words = draw(lines(paper))
        referring.append(Paragraph((*words, Run(text=f"[{note.number}]", note=note.number))))
    return tuple(referring), found


@st.composite
def documents(
    draw: st.DrawFn, *, odd: bool = True, easy_read: bool = False, most: int = 8
) -> Document:
    """Draw a document. `odd`: also with words that not every typeface, voice or table has."""
    paper = draw(papers(odd=odd))
    found = [] if easy_read else draw(st.lists(blocks(paper), max_size=most))
    if easy_read:
        row = st.builds(Row, figures(paper), blocks_within(paper, 0))
        found = list(draw(st.lists(row | headings(paper), min_size=1, max_size=most)))
    referring, footnotes = draw(notes(paper)) if not easy_read else ((), ())
    direction: Literal["ltr", "rtl"] = "rtl" if paper.language in RIGHT_TO_LEFT else "ltr"
    return Document(
        title=draw(paper.words(6)),
        language=paper.language,
        direction=direction,
        address="https://fenwick.example/news/flu-clinics/",
        name="flu-clinics",
        kind="news",
        section="News",
        summary=draw(paper.words()),
        publisher="Fenwick Town Council",
        issued=date(2026, 11, 3),
        modified=date(2026, 11, 9),
        blocks=tuple(in_order((*found, *referring))),
        notes=footnotes,
        labels=Labels(language="en-GB"),
        easy_read=easy_read,
    )


class EveryFile:
    """A content folder in which every file is there."""

    def resolve(self, reference: str) -> str | None:
        """Return the path in news/."""
        return str(PurePosixPath("news", reference.lstrip("/")))

    def exists(self, path: str) -> bool:
        """Say that it is there."""
        return bool(path)

    def like(self, reference: str) -> str | None:
        """Suggest nothing."""
        del reference
        return None


def markdown_words(paper: Paper) -> st.SearchStrategy[str]:
    """Return words with marks of Markdown about some of them."""
    words = paper.words(4)
    marked = st.one_of(
        words,
        words,
        words.map("**{}**".format),
        words.map("*{}*".format),
        words.map("***{}***".format),
        words.map("`` {} ``".format),
        words.map("[{}](https://other.example/a?b=1&c=2)".format),
        words.map("[**{}**](other.md#part)".format),
        words.map("[{}](minutes.pdf)".format),
        words.map("![{}](clinic.jpg)".format),
        words.map("[![{}](clinic.jpg)](https://other.example/)".format),
        words.map("{}[^1]".format),
        words.map("{}  \nafter a break".format),
        words.map("<hello@fenwick.example> {}".format),
        words.map("&#8209;&nbsp;&euro;&#150; {}".format),
    )
    return st.lists(marked, min_size=1, max_size=4).map(" ".join)


@st.composite
def markdown_tables(draw: st.DrawFn, paper: Paper) -> str:
    """Draw a table, its last row of empty cells."""
    cells = draw(st.lists(paper.words(3), min_size=2, max_size=4))
    row = " | ".join(cell.replace("|", "") for cell in cells)
    empty = " | ".join("" for _ in cells)
    return f"| {row} |\n|{'--:|' * len(cells)}\n| {row} |\n| {empty} |"


def markdown_leaves(paper: Paper) -> st.SearchStrategy[str]:
    """Return blocks that hold no others."""
    words, few = markdown_words(paper), paper.words(4)
    return st.one_of(
        words,
        st.tuples(st.integers(1, 6), few).map(lambda drawn: f"{'#' * drawn[0]} {drawn[1]}"),
        markdown_tables(paper),
        few.map(lambda text: f"    {text}\n      {text}"),
        st.just("***"),
        st.tuples(few, words).map(lambda drawn: f"{drawn[0]}\n:   {drawn[1]}"),
    )


@st.composite
def markdown_nests(draw: st.DrawFn, paper: Paper, depth: int) -> str:
    """Draw a quotation or a list of other blocks."""
    inner = draw(st.lists(markdown_blocks(paper, depth - 1), min_size=1, max_size=2))
    rows = "\n\n".join(inner).splitlines()
    mark = draw(st.sampled_from((">", "1.", "-")))
    if mark == ">":
        return "\n".join(f"> {row}" for row in rows)
    indented = "\n".join(f"    {row}" for row in rows).lstrip()
    return f"{mark:4}{indented}\n\n{mark:4}{draw(markdown_words(paper))}"


def markdown_blocks(paper: Paper, depth: int = 2) -> st.SearchStrategy[str]:
    """Return blocks of Markdown, `depth` within one another."""
    leaves = markdown_leaves(paper)
    return leaves | leaves | markdown_nests(paper, depth) if depth else leaves


@st.composite
def bodies(draw: st.DrawFn) -> Body:
    """Draw an editor's Markdown, read as the catalogue reads it; what it would refuse too."""
    paper = draw(papers())
    text = "\n\n".join(draw(st.lists(markdown_blocks(paper), min_size=1, max_size=6)))
    text += "\n\n[^1]: A note with *words*.\n\n    And a second paragraph.\n\n*[NHS]: Health\n"
    return read_body(text, 1, "news/flu-clinics.md", EveryFile())[0]
