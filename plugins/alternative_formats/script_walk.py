"""The order in which a listener hears a document: its lines, what is added, and the pauses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from plugins.alternative_formats.document import (
    Block,
    Divider,
    Document,
    Facts,
    Figure,
    Heading,
    Labels,
    ListOf,
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

AFTER_TITLE = 0.9
AFTER_HEADING = 0.7
AFTER_PARAGRAPH = 0.55
AFTER_ENTRY = 0.4
AFTER_CELL = 0.25
AFTER_LABEL = 0.2
AT_DIVIDER = 0.8


@dataclass(frozen=True, slots=True)
class Part:
    """A line of the document, or words that are only heard."""

    runs: Runs
    pause: float
    adds: bool = False  # it is no line of the document
    before: Runs = ()  # what is said before it in one breath: "Picture:", "3:", a cell's head
    ends: str = ""  # what the voice hears after it: ":" after a term


def walk(document: Document) -> Iterator[Part]:
    """Yield all parts in order; those that add nothing are document.lines(), in order."""
    labels = document.labels
    yield Part(words_in(document.title), AFTER_TITLE)
    yield from _blocks(document.blocks, labels)
    if document.notes:
        yield _added(labels.notes, AFTER_HEADING, labels)
    for note in document.notes:
        yield from _after(f"{note.number}: ", _blocks(note.blocks, labels))


def _added(text: str, pause: float, labels: Labels) -> Part:
    return Part((Run(text=text, language=labels.language),), pause, adds=True)


def _after(number: str, parts: Iterator[Part]) -> Iterator[Part]:
    """Yield parts, the first line of the document with a number before it."""
    for part in parts:
        yield part if part.adds else replace(part, before=(*words_in(number), *part.before))
        if not part.adds:
            break
    yield from parts


def _blocks(blocks: tuple[Block, ...], labels: Labels) -> Iterator[Part]:
    for block in blocks:
        yield from _block(block, labels)


def _block(block: Block, labels: Labels) -> Iterator[Part]:
    """Yield the parts of one block of whichever sort."""
    match block:
        case Heading():
            # A listener hears that a part begins: it is quiet before and after.
            yield Part((), AFTER_PARAGRAPH, adds=True)
            yield Part(block.words, AFTER_HEADING)
        case Paragraph():
            yield Part(block.words, AFTER_PARAGRAPH)
        case ListOf():
            yield from _list(block, labels)
        case Table():
            yield from _table(block)
        case Divider():
            yield Part((), AT_DIVIDER, adds=True)
        case Preformatted():
            yield from (Part(line, AFTER_PARAGRAPH) for line in block.lines())
        case Quotation() | Figure() | Facts() | Row():
            yield from _group(block, labels)


def _group(block: Quotation | Figure | Facts | Row, labels: Labels) -> Iterator[Part]:
    """Yield the parts of a block that holds others."""
    match block:
        case Quotation():
            yield from _blocks(block.blocks, labels)
        case Figure():
            yield from _figure(block, labels)
        case Facts():
            yield from _facts(block, labels)
        case Row():
            yield from _figure(block.figure, labels)
            yield from _blocks(block.blocks, labels)


def _list(block: ListOf, labels: Labels) -> Iterator[Part]:
    for count, entry in enumerate(block.entries):
        parts = _hurried(_blocks(entry, labels))
        yield from parts if block.start is None else _after(f"{block.start + count}: ", parts)
    yield Part((), AFTER_CELL, adds=True)


def _hurried(parts: Iterator[Part]) -> Iterator[Part]:
    """Yield the parts of an entry: they follow each other sooner than paragraphs."""
    for part in parts:
        yield replace(part, pause=min(part.pause, AFTER_ENTRY))


def _table(block: Table) -> Iterator[Part]:
    """Yield the heads once, then each cell after its head: "Place: Oadby Library."."""
    heads = [line for line in block.head if words_of(line).strip()]
    for head in block.head:
        last = bool(heads) and head is heads[-1]
        yield Part(head, AFTER_PARAGRAPH if last else AFTER_LABEL, ends="." if last else ",")
    for row in block.rows:
        for head, cell in zip(block.head, row, strict=True):
            before = (*head, *words_in(": ")) if words_of(head).strip() else ()
            yield Part(cell, AFTER_CELL, before=before, ends=".")
        yield Part((), AFTER_ENTRY, adds=True)


def _figure(block: Figure, labels: Labels) -> Iterator[Part]:
    if block.alt:
        yield from _labelled(labels.picture, "{alt}", block.alt, labels)
    if block.caption:
        yield Part(words_in(block.caption), AFTER_PARAGRAPH)
    if block.credit:
        yield from _labelled(labels.credit, "{name}", block.credit, labels)


def _labelled(label: str, place: str, text: str, labels: Labels) -> Iterator[Part]:
    """Yield the words of a label around the document's own words."""
    before, _, after = label.partition(place)
    yield Part(words_in(text), AFTER_PARAGRAPH, before=_label(before, labels))
    if after.strip(" ."):
        yield _added(after.strip(), AFTER_PARAGRAPH, labels)


def _label(text: str, labels: Labels) -> Runs:
    return (Run(text=text, language=labels.language),) if text.strip() else ()


def _facts(block: Facts, labels: Labels) -> Iterator[Part]:
    for term, said in block.entries:
        yield Part(term, AFTER_LABEL, ends=":")
        yield from _hurried(_blocks(said, labels))
