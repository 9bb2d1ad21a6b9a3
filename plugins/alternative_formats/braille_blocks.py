"""A document as passages of braille, set as transcribers set print.

Paragraphs begin in cell 3 and run over to cell 1; a list's entries begin in cell 1 and run over
beyond its deepest entry; headings are centred, or begin in cell 5, 7 and so on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from plugins.alternative_formats.braille_lines import BLANK, Passage
from plugins.alternative_formats.braille_words import Writer
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
    words_in,
    words_of,
)

STEP = 2
NOTE_INDENT = 6
CENTRED_LEVEL = 2
DIVIDER = "⠒" * 12


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets blocks, `margin` cells from the left."""

    writer: Writer
    labels: Labels
    margin: int = 0

    def blocks(self, blocks: Iterable[Block]) -> Iterator[Passage]:
        """Yield the passages of blocks."""
        for block in blocks:
            parts = (block.figure, *block.blocks) if isinstance(block, Row) else (block,)
            for part in parts:
                yield from self._block(part)

    def _block(self, block: Block) -> Iterator[Passage]:
        match block:
            case Heading():
                yield self.heading(block.words, block.level)
            case Paragraph():
                yield indented(self.writer.line(block.words), self.margin + STEP, self.margin)
            case ListOf():
                yield from self._list(block)
            case Table():
                yield from self._apart(self._row(block.head, row) for row in block.rows)
            case Quotation():
                inner = replace(self, margin=self.margin + 2 * STEP)
                yield from self._apart(inner.blocks(block.blocks))
            case Figure():
                yield from self._figure(block)
            case Preformatted():
                yield from self._apart(self._preformatted(block.text))
            case Facts():
                yield from self._apart(self._facts(block))
            case Divider():
                yield self._divider()

    def heading(self, words: Runs, level: int) -> Passage:
        """Return a heading."""
        centred = level <= CENTRED_LEVEL
        indent = 0 if centred else STEP * (level - 1)
        passage = indented(self.writer.line(words), indent, indent)
        return replace(
            passage, centred=centred, level=level, blank_before=True, blank_after=centred
        )

    def note(self, label: str, name: str, words: str) -> Passage:
        """Return a transcriber's note, such as "[Picture: a nurse]"."""
        before, _, after = label.partition(f"{{{name}}}")
        own = self.labels.language
        runs = (Run(text=before, language=own), Run(text=words), Run(text=after, language=own))
        said = tuple(run for run in runs if run.text)
        over = self.margin + NOTE_INDENT - STEP
        return indented(self.writer.note(said, own), over + STEP, over)

    def _figure(self, figure: Figure) -> Iterator[Passage]:
        if figure.alt:
            yield self.note(self.labels.picture, "alt", figure.alt)
        if figure.caption:
            yield from self._block(Paragraph(words_in(figure.caption)))
        if figure.credit:
            yield self.note(self.labels.credit, "name", figure.credit)

    def _list(self, block: ListOf, depth: int = 0, deepest: int | None = None) -> Iterator[Passage]:
        """Yield the entries; what is under an entry stands deeper, what runs over deepest."""
        deepest = _depth(block) if deepest is None else deepest
        passages: list[Passage] = []
        for number, entry in enumerate(block.entries, block.start or 0):
            mark = "" if block.start is None else self.writer.plain(f"{number}.") + BLANK
            for passage in self._entry(entry, depth, deepest):
                begins = replace(passage, text=mark + passage.text) if mark else passage
                passages.append(begins)
                mark = ""
        yield from passages if depth else self._apart(passages)

    def _entry(self, entry: tuple[Block, ...], depth: int, deepest: int) -> Iterator[Passage]:
        first = self.margin + STEP * depth
        over = self.margin + STEP * (deepest + 1)
        for index, block in enumerate(entry):
            if isinstance(block, Paragraph):
                # A second paragraph must not look like an entry of its own.
                begins = first if index == 0 else over + STEP
                yield indented(self.writer.line(block.words), begins, over)
            elif isinstance(block, ListOf):
                yield from self._list(block, depth + 1, deepest)
            else:
                yield from replace(self, margin=over).blocks((block,))

    def _row(self, head: tuple[Runs, ...], row: tuple[Runs, ...]) -> Passage:
        """Return a row of a table as "Day: Monday; Opens: 8am"."""
        runs: list[Run] = []
        for term, cell in zip(head, row, strict=True):
            if words_of(cell).strip():
                # In one text with the words: a mark alone is written as if it stood for itself.
                runs += (Run(text="; "),) if runs else ()
                runs += (*_term(term), *cell)
        return indented(self.writer.line(tuple(runs)), self.margin, self.margin + STEP)

    def _facts(self, block: Facts) -> Iterator[Passage]:
        first, over = self.margin, self.margin + STEP
        for term, said in block.entries:
            before = self.writer.line(_term(term))
            for passage in self.blocks(said):
                yield replace(passage, text=before + passage.text, first=first, over=over)
                before, first = "", over
            if before:
                yield indented(before, first, over)
            first = self.margin

    def _preformatted(self, text: str) -> Iterator[Passage]:
        for line in text.expandtabs(4).splitlines():
            bare = line.lstrip(" ")
            indent = self.margin + min(len(line) - len(bare), 4 * STEP)
            cells = self.writer.line((Run(text=bare, code=True),))
            yield indented(cells, indent, self.margin + 5 * STEP)

    def _divider(self) -> Passage:
        return Passage(text=DIVIDER, centred=True, blank_before=True, blank_after=True)

    def _apart(self, passages: Iterable[Passage]) -> Iterator[Passage]:
        """Yield passages with a blank line before the first and after the last."""
        every = list(passages)
        if every:
            every[0] = replace(every[0], blank_before=True)
            every[-1] = replace(every[-1], blank_after=True)
        yield from every


def _term(term: Runs) -> Runs:
    """Return "Day: "."""
    words = words_of(term).rstrip()
    if not words:
        return ()
    return (*term, Run(text=" " if words.endswith((":", "?")) else ": "))


def indented(text: str, first: int, over: int) -> Passage:
    """Return a passage that begins and runs over after so many cells."""
    return Passage(text=text, first=first, over=over)


def body(document: Document, writer: Writer) -> list[Passage]:
    """Return the passages of a document's blocks and notes."""
    setter = Setter(writer, document.labels)
    passages = list(setter.blocks(document.blocks))
    if document.notes:
        label = Run(text=document.labels.notes, language=document.labels.language)
        passages.append(setter.heading((label,), CENTRED_LEVEL))
        passages += (passage for note in document.notes for passage in _note(setter, note))
    return passages


def _note(setter: Setter, note: Note) -> Iterator[Passage]:
    """Yield a footnote, beginning as it is referred to: "[1]"."""
    mark = setter.writer.plain(f"[{note.number}]") + BLANK
    first, over = setter.margin, setter.margin + STEP
    for passage in setter.blocks(note.blocks):
        yield replace(passage, text=mark + passage.text, first=first, over=over)
        mark, first = "", over + STEP


def _depth(block: ListOf) -> int:
    """Return how many lists lie in one another under this one."""
    inner = (under for entry in block.entries for under in entry if isinstance(under, ListOf))
    return max((1 + _depth(under) for under in inner), default=0)
