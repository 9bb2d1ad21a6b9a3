"""A document as HTML: for its large-print and easy-read pages, and for its EPUB."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import singledispatchmethod

from lxml import etree

from plugins.alternative_formats.document import (
    Block,
    Divider,
    Document,
    Facts,
    Figure,
    Heading,
    ListOf,
    Note,
    Paragraph,
    Preformatted,
    Quotation,
    Row,
    Table,
    words_in,
)
from plugins.alternative_formats.markup_figure import write_figure
from plugins.alternative_formats.markup_options import (
    NOTES_ANCHOR,
    NOTES_HEADING,
    MarkupOptions,
    note_anchor,
    reference_anchor,
)
from plugins.alternative_formats.markup_pen import Pen
from plugins.alternative_formats.markup_table import write_table


def words(document: Document, options: MarkupOptions) -> list[etree._Element]:
    """Return all but the title, which the page shows in its own place: blocks, then notes."""
    parent = options.element("div")
    writer = MarkupWriter(document, options)
    writer.title(options.element("h1"))  # its line is counted, and shown elsewhere
    writer.blocks(parent, document.blocks)
    writer.notes(parent, document.notes)
    return list(parent)


def as_html(elements: Iterable[etree._Element]) -> str:
    """Return elements as HTML, for a page of the site."""
    return "\n".join(
        etree.tostring(element, method="html", encoding="unicode") for element in elements
    )


class MarkupWriter:
    """Writes a document piece by piece in reading order: its title, its blocks, its notes."""

    def __init__(self, document: Document, options: MarkupOptions) -> None:
        """Stand before the title."""
        self._pen = Pen(document, options)

    def title(self, parent: etree._Element) -> None:
        """Add the title's words to an element."""
        self._pen.line(parent, words_in(self._pen.document.title))

    def label(self, parent: etree._Element, text: str) -> None:
        """Add words that are not the document's to an element, which then says their language."""
        self._pen.label(parent, text)

    def blocks(self, parent: etree._Element, blocks: Iterable[Block]) -> None:
        """Add an element for each block."""
        for block in blocks:
            self._block(block, parent)

    def notes(self, parent: etree._Element, notes: Sequence[Note]) -> None:
        """Add the notes, each with its link back, under a heading of their own."""
        if not notes:
            return
        section = self._pen.child(parent, "section", "notes")
        section.set("id", NOTES_ANCHOR)
        self._pen.options.set_role(section, "endnotes")
        section.set("aria-labelledby", NOTES_HEADING)
        heading = self._pen.child(section, "h2")
        heading.set("id", NOTES_HEADING)
        self.label(heading, self._pen.document.labels.notes)
        for note in notes:
            self._note(section, note)

    def _note(self, section: etree._Element, note: Note) -> None:
        place = self._pen.child(section, "div", "note")
        place.set("id", note_anchor(note.number))
        self._pen.options.set_role(place, "footnote")
        self._pen.child(place, "p", "note-number").text = f"[{note.number}]"
        inner = self._pen.child(place, "div", "note-words")
        self.blocks(inner, note.blocks)
        if note.number in self._pen.referred:
            back = self._pen.child(self._pen.child(inner, "p"), "a")
            back.set("href", self._pen.options.link(f"#{reference_anchor(note.number)}"))
            self._pen.options.set_role(back, "backlink")
            # The number tells this link from those of other notes.
            self._pen.label(back, f"{self._pen.document.labels.back} [{note.number}]")

    @singledispatchmethod
    def _block(self, block: Block, parent: etree._Element) -> None:
        raise TypeError(f"{block} cannot stand in {parent.tag}.")

    @_block.register
    def _heading(self, block: Heading, parent: etree._Element) -> None:
        place = self._pen.child(parent, f"h{block.level}")
        place.set("id", block.anchor)
        self._pen.line(place, block.words)

    @_block.register
    def _paragraph(self, block: Paragraph, parent: etree._Element) -> None:
        self._pen.line(self._pen.child(parent, "p", "lead" if block.lead else None), block.words)

    @_block.register
    def _list(self, block: ListOf, parent: etree._Element) -> None:
        place = self._pen.child(parent, "ul" if block.start is None else "ol")
        if block.start not in {None, 1}:
            place.set("start", str(block.start))
        for entry in block.entries:
            self._tight(self._pen.child(place, "li"), entry)

    @_block.register
    def _table(self, block: Table, parent: etree._Element) -> None:
        write_table(self._pen, parent, block)

    @_block.register
    def _quotation(self, block: Quotation, parent: etree._Element) -> None:
        self.blocks(self._pen.child(parent, "blockquote"), block.blocks)

    @_block.register
    def _figure(self, block: Figure, parent: etree._Element) -> None:
        write_figure(self._pen, parent, block)

    @_block.register
    def _preformatted(self, block: Preformatted, parent: etree._Element) -> None:
        place = self._pen.child(parent, "pre")
        place.set("dir", "ltr")
        for line in block.lines():
            self._pen.line(place, line)

    @_block.register
    def _facts(self, block: Facts, parent: etree._Element) -> None:
        place = self._pen.child(parent, "dl", "facts")
        for term, said in block.entries:
            pair = self._pen.child(place, "div")
            self._pen.line(self._pen.child(pair, "dt"), term)
            self._tight(self._pen.child(pair, "dd"), said)

    @_block.register
    def _divider(self, block: Divider, parent: etree._Element) -> None:
        del block
        self._pen.child(parent, "hr")

    @_block.register
    def _row(self, block: Row, parent: etree._Element) -> None:
        place = self._pen.child(parent, "div", "row")
        write_figure(self._pen, self._pen.child(place, "div", "row-picture"), block.figure)
        self.blocks(self._pen.child(place, "div", "row-words"), block.blocks)

    def _tight(self, place: etree._Element, blocks: Sequence[Block]) -> None:
        """Add the blocks of an entry; where it is one paragraph, its words stand in it bare."""
        bare = sum(isinstance(block, Paragraph) for block in blocks) == 1
        for number, block in enumerate(blocks):
            if bare and number == 0 and isinstance(block, Paragraph):
                self._pen.line(place, block.words)
            else:
                self._block(block, place)
