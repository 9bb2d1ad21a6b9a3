"""The pen that writes a document: it adds elements, and knows on which line it is."""

from __future__ import annotations

from lxml import etree

from plugins.alternative_formats.document import Document, Runs
from plugins.alternative_formats.markup_line import LineWriter
from plugins.alternative_formats.markup_options import MarkupOptions, sentence_anchor
from plugins.alternative_formats.sentences import Sentence


class Pen:
    """Adds elements and lines, in the order of `document.lines()`: sentences know their line."""

    def __init__(self, document: Document, options: MarkupOptions) -> None:
        """Stand before the title."""
        self.document = document
        self.options = options
        self._lines = LineWriter(options)
        self._number = 0

    @property
    def referred(self) -> frozenset[int]:
        """The notes to which a line has referred."""
        return self._lines.referred

    def child(self, parent: etree._Element, tag: str, name: str | None = None) -> etree._Element:
        """Add an element, of a class where one is named, and return it."""
        child = etree.SubElement(parent, self.options.name(tag))
        if name:
            child.set("class", name)
        return child

    def line(self, parent: etree._Element, line: Runs) -> None:
        """Add the words of the next line."""
        self._lines.write(parent, line, self._next())

    def line_as_attribute(self, element: etree._Element, name: str, words: str) -> None:
        """Give an element the next line as an attribute; it stands for all of its sentences."""
        element.set(name, words)
        for sentence in self._next()[:1]:
            element.set("id", sentence_anchor(sentence.id))

    def label(self, element: etree._Element, text: str) -> None:
        """Add words that are not the document's: they have a language of their own."""
        language = self.document.labels.language
        if language != self.document.language:
            self.options.set_language(element, language)
        self._lines.write_text(element, text)

    def _next(self) -> list[Sentence]:
        self._number += 1
        return self.options.by_line.get(self._number - 1, [])
