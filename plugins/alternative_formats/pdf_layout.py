"""A document's blocks as the data that pdf.typ sets: a list of a look and what it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from plugins.alternative_formats.document import (
    Block,
    Divider,
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
    Runs,
    Table,
    words_in,
    words_of,
)
from plugins.alternative_formats.pdf_table import GAP, columns
from plugins.alternative_formats.pdf_words import ARABIC, CODE, Data, Setting, breakable, pieces
from plugins.alternative_formats.typefaces import typefaces

HEADING = 1.3  # the largest of them, to the words about it
ENTRY = 1.3  # em; how far the words of a list, a quotation or facts stand in
NUMBERED = 2.2  # em; the same for a list with numbers
PICTURES = 0.36  # of the room; the column of pictures in Easy Read
WHOLE = 300  # em of words; what has more beside or under a picture may go over to the next page


@dataclass
class Layout:
    """The blocks of one document, with the pictures that they show."""

    labels: Labels
    pictures: list[str] = field(default_factory=list)
    headings: int = 0  # so far

    def blocks(self, blocks: Iterable[Block], setting: Setting) -> list[Data]:
        """Return blocks as data."""
        return [self._block(block, setting) for block in blocks]

    def notes(self, notes: Iterable[Note], setting: Setting) -> list[Data]:
        """Return each note's number, its blocks, and whether the text refers to it."""
        inner = setting.narrower(NUMBERED)
        return [
            [note.number, self.blocks(note.blocks, inner), note.number in setting.referred]
            for note in notes
        ]

    def _block(self, block: Block, setting: Setting) -> Data:
        match block:
            case Heading(level, words, _):
                self.headings += 1
                return ["heading", level, self.headings, pieces(words, setting.larger(HEADING))]
            case Paragraph(words, lead):
                return ["lead" if lead else "par", pieces(words, setting)]
            case Preformatted(text) if ARABIC.search(text):
                return ["par", pieces(words_in(text.rstrip("\n")), setting)]
            case Preformatted(text):
                return ["pre", breakable(text.rstrip("\n").expandtabs(4), setting.room / CODE)]
            case Table():
                return _table(block, setting)
            case _:
                return self._holder(block, setting)

    def _holder(
        self, block: ListOf | Quotation | Facts | Figure | Row | Divider, setting: Setting
    ) -> Data:
        inner = setting.narrower(ENTRY)
        match block:
            case ListOf():
                return self._list(block, setting)
            case Quotation(within):
                return ["quote", self.blocks(within, inner)]
            case Facts(entries):
                said = [[pieces(term, setting), self.blocks(it, inner)] for term, it in entries]
                return ["facts", said]
            case Figure():
                under = self.blocks(self._said_of(block), setting)
                return [
                    "figure",
                    *self._picture(block, setting.room),
                    under,
                    _length(block) < WHOLE,
                ]
            case Row():
                return self._row(block, setting)
            case Divider():
                return ["divider"]

    def _list(self, block: ListOf, setting: Setting) -> Data:
        inner = setting.narrower(ENTRY if block.start is None else NUMBERED)
        entries = [self.blocks(entry, inner) for entry in block.entries]
        return ["list", entries] if block.start is None else ["enum", block.start, entries]

    def _row(self, block: Row, setting: Setting) -> Data:
        picture = setting.room * PICTURES
        beside = setting.narrower(picture + 1)
        words = self.blocks((*self._said_of(block.figure), *block.blocks), beside)
        short = _length(block) < WHOLE * (1 - PICTURES)
        return ["row", *self._picture(block.figure, picture), words, short]

    def _said_of(self, figure: Figure) -> Iterable[Paragraph]:
        if figure.caption:
            yield Paragraph(words_in(figure.caption))
        if figure.credit:
            yield Paragraph(words_in(self.labels.credit.replace("{name}", figure.credit)))

    def _picture(self, figure: Figure, room: float) -> Sequence[Data]:
        if figure.picture not in self.pictures:
            self.pictures.append(figure.picture)
        return self.pictures.index(figure.picture), figure.alt, round(room, 2)


def _length(block: Block) -> float:
    """Return how long the lines of a block are, one after another, in em."""
    return sum(map(typefaces().width, map(words_of, block.lines())))


def _table(table: Table, setting: Setting) -> Data:
    """Return columns, or for each row its cells after the words that head them."""
    head = [pieces(line, setting) for line in table.head]
    widths = columns(table, setting.room)
    if widths is None:
        return ["records", [_record(head, row, setting) for row in table.rows]]
    inner = [setting.within(width - GAP) for width in widths]
    rows = [
        [pieces(line, room) for line, room in zip(row, inner, strict=True)] for row in table.rows
    ]
    # What is repeated on the next page is no part of the text, and may hold no links.
    plain = not any(run.address or run.note for line in table.head for run in line)
    return ["table", widths, list(table.numeric), plain, head, rows]


def _record(head: Sequence[Data], row: tuple[Runs, ...], setting: Setting) -> list[Data]:
    # An empty cell says nothing that its head must explain.
    cells = zip(head, row, strict=True)
    return [[words, pieces(line, setting)] for words, line in cells if words_of(line).strip()]
