"""Where a long document is cut into chapters, and in which of them each anchor lies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plugins.alternative_formats.document import (
    Block,
    Document,
    Heading,
    Note,
    Runs,
    words_in,
)
from plugins.alternative_formats.markup_options import note_anchor, reference_anchor

# Reading systems hold a whole file in memory, and grow slow beyond about 300 kB of XHTML.
LONGEST = 200_000  # bytes of words: their markup comes on top
IN_CHAPTERS = "editions"
LEVEL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A file of the publication."""

    name: str  # "text", "text-2"
    heading: Runs
    anchor: str | None  # of its first heading; None: it begins with the title, or is the notes
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.xhtml"


def chapters_of(document: Document) -> tuple[Chapter, ...]:
    """Return a short document as one chapter, a long one as one for each heading of level 2."""
    title = words_in(document.title)
    if not _is_long(document):
        whole = Chapter(
            name="text", heading=title, anchor=None, blocks=document.blocks, notes=document.notes
        )
        return (whole,)
    return tuple(_cut(document, title))


def _is_long(document: Document) -> bool:
    if document.kind == IN_CHAPTERS:
        return True
    return sum(len(run.text.encode()) for line in document.lines() for run in line) > LONGEST


def _cut(document: Document, title: Runs) -> Iterator[Chapter]:
    starts = [
        (place, block)
        for place, block in enumerate(document.blocks)
        if isinstance(block, Heading) and block.level == LEVEL
    ]
    ends = [*(place for place, _ in starts), len(document.blocks)]
    yield Chapter(name="text", heading=title, anchor=None, blocks=document.blocks[: ends[0]])
    for number, ((start, heading), end) in enumerate(zip(starts, ends[1:], strict=True), start=2):
        yield Chapter(
            name=f"text-{number}",
            heading=heading.words,
            anchor=heading.anchor,
            blocks=document.blocks[start:end],
        )
    if document.notes:
        label = words_in(document.labels.notes)
        yield Chapter(name="notes", heading=label, anchor=None, blocks=(), notes=document.notes)


def places_of(chapters: Sequence[Chapter]) -> dict[str, str]:
    """Return the file of each anchor: of headings, notes, and first references to notes."""
    found: dict[str, str] = {}
    for chapter in chapters:
        for anchor in _anchors(chapter):
            found.setdefault(anchor, chapter.file)
    return found


def _anchors(chapter: Chapter) -> Iterator[str]:
    for block in chapter.blocks:
        if isinstance(block, Heading):
            yield block.anchor
    for line in _lines(chapter):
        yield from (reference_anchor(run.note) for run in line if run.note is not None)
    yield from (note_anchor(note.number) for note in chapter.notes)


def _lines(chapter: Chapter) -> Iterator[Runs]:
    for block in chapter.blocks:
        yield from block.lines()
    for note in chapter.notes:
        for block in note.blocks:
            yield from block.lines()
