"""One item as linear content: every word of every alternative format comes from here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    r"""Words of one look. A line of text is a tuple of them: its words are theirs, joined.

    "\n" breaks the line. The groups of a telephone number are joined by U+00A0. Neighbours with
    the same address are one link.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    address: str | None = None  # https://, mailto:, tel:, or "#anchor" of a heading here
    expansion: str | None = None  # what an abbreviation stands for
    language: str | None = None  # BCP 47, where it is not the document's
    note: int | None = None  # this refers to the note of that number; text is then "[1]"


Runs: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. The title is level 1 and stands in no block."""

    level: int  # 2 to 6, and never more than one below the heading before
    words: Runs
    anchor: str

    def lines(self) -> Iterator[Runs]:
        """Yield every line of its text, in reading order."""
        yield self.words


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `lead` marks the summary."""

    words: Runs
    lead: bool = False

    def lines(self) -> Iterator[Runs]:
        """Yield every line of its text, in reading order."""
        yield self.words


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list, of blocks each."""

    entries: tuple[tuple[Block, ...], ...]
    start: int | None = None  # the first number; None: the list has no numbers

    def lines(self) -> Iterator[Runs]:
        """Yield every line of its text, in reading order."""
        for entry in self.entries:
            yield from _lines(entry)


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as the head."""

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    numeric: tuple[bool, ...]  # the columns whose cells stand to the right

    def lines(self) -> Iterator[Runs]:
        """Yield every line of its text, in reading order."""
        for row in (self.head, *self.rows):
            yield from row


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of somebody else."""

    blocks: tuple[Block, ...]

    def lines(self) -> Iterator[Runs]:
        """Yield every line of its text, in reading order."""
        yield from _lines(self.blocks)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that stands by itself."""

    picture: str  # path from the content folder
    alt: str  # "" where the picture only decorates: formats without pictures leave it out
    caption: str | None = None
    credit: str | None = None

    def lines(self) -> Iterator[Runs]:
        """Yield every line of its text, in reading order."""
        return (words_in(text) for text in (self.alt, self.caption, self.credit) if text)


@dataclass(frozen=True, slots=True)
class Preformatted:
    """Text whose spaces and line ends count, such as code."""

    text: str

    def lines(self) -> Iterator[Runs]:
        """Yield every line of its text, in reading order."""
        yield (Run(text=self.text, code=True),)


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms and what is said of each: "When": "Tuesday 24 November 2026"."""

    entries: tuple[tuple[Runs, tuple[Block, ...]], ...]

    def lines(self) -> Iterator[Runs]:
        """Yield every line of its text, in reading order."""
        for term, said in self.entries:
            yield term
            yield from _lines(said)


@dataclass(frozen=True, slots=True)
class Divider:
    """A break between two parts."""

    def lines(self) -> Iterator[Runs]:
        """Yield every line of its text, in reading order."""
        return iter(())


@dataclass(frozen=True, slots=True)
class Row:
    """A row of Easy Read: a picture, and the words beside it."""

    figure: Figure
    blocks: tuple[Block, ...]

    def lines(self) -> Iterator[Runs]:
        """Yield every line of its text, in reading order."""
        yield from self.figure.lines()
        yield from _lines(self.blocks)


Block: TypeAlias = (
    Heading | Paragraph | ListOf | Table | Quotation | Figure | Preformatted | Facts | Divider | Row
)


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: it stands after all blocks."""

    number: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What a format adds to an item's words, in the document's language where we have it."""

    language: str = "en-GB"  # in which they are
    contents: str = "Contents"
    page: str = "Page {n} of {count}"
    picture: str = "Picture: {alt}"
    credit: str = "Picture by {name}"
    notes: str = "Notes"
    back: str = "Back to the text"
    original: str = "This page on the web"
    by_computer: str = "Made by a computer. Nobody has proof-read it."
    computer_voice: str = "This is a computer voice, reading for {publisher}."
    note: str = "Note {n}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAloud:
    """A person's reading of the item, which an editor gave."""

    recording: str  # path from the content folder
    captions: str | None  # path of its WebVTT: without it nobody knows when which sentence is read
    reader: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One item in one language."""

    title: str
    language: str  # BCP 47: "en-GB"
    direction: Literal["ltr", "rtl"]
    address: str  # of its page, whole: "https://elrccg.example/news/flu-clinics/"
    name: str  # what its files are called: "flu-clinics"
    kind: str  # "news"
    section: str  # what readers call the kind: "News"
    summary: str  # it stands among the blocks too, where the page has it
    publisher: str
    issued: date
    modified: date
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    labels: Labels = field(default_factory=Labels)
    author: str | None = None
    translator: str | None = None
    read_aloud: ReadAloud | None = None
    easy_read: bool = False

    def headings(self) -> Iterator[Heading]:
        """Yield the headings, in order. They stand in no other block."""
        return (block for block in self.blocks if isinstance(block, Heading))

    def lines(self) -> Iterator[Runs]:
        """Yield every line of text in reading order: the title, the blocks, the notes."""
        yield words_in(self.title)
        yield from _lines(self.blocks)
        for note in self.notes:
            yield from _lines(note.blocks)


def words_of(runs: Runs) -> str:
    """Return the words of a line of text."""
    return "".join(run.text for run in runs)


def words_in(text: str) -> Runs:
    """Return plain text as a line."""
    return (Run(text=text),)


def _lines(blocks: Iterable[Block]) -> Iterator[Runs]:
    for block in blocks:
        yield from block.lines()
