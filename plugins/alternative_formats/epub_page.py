"""A chapter as a page of XHTML, with the words that frame the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lxml import etree

from plugins.alternative_formats.document import Document, words_of
from plugins.alternative_formats.epub_chapters import Chapter
from plugins.alternative_formats.markup import MarkupWriter
from plugins.alternative_formats.markup_options import EPUB, XHTML, XML, MarkupOptions, root

PAGE = "application/xhtml+xml"
STYLE = "style.css"
TITLE = "title.of.document"  # no heading's anchor holds a full stop
# What no address may hold as it is. Editors' typing errors are told elsewhere.
UNSAFE = str.maketrans({sign: f"%{ord(sign):02X}" for sign in ' "<>\\^`{|}\n\t'})


class PageWriter:
    """Writes the pages of one document, in order: sentences know their line by its number."""

    def __init__(
        self, document: Document, options: MarkupOptions, places: Mapping[str, str]
    ) -> None:
        """Stand before the first page; `places` tells the page of each anchor."""
        self._document = document
        self._places = places
        self._writer = MarkupWriter(document, replace(options, xhtml=True, link=self._link))
        self._name = ""

    def page(self, chapter: Chapter, *, first: bool, last: bool) -> etree._Element:
        """Return the next page."""
        self._name = chapter.file
        title = self._document.title
        html, body = empty_page(
            self._document, title if first else f"{words_of(chapter.heading)} – {title}"
        )
        body.set("class", "easy-read" if self._document.easy_read else "document")
        if first or chapter.blocks:
            place = _section(body, "chapter")
            place.set("aria-labelledby", TITLE if first else chapter.anchor or TITLE)
            if first:
                heading = add(place, "h1")
                heading.set("id", TITLE)
                self._writer.title(heading)
            self._writer.blocks(place, chapter.blocks)
        self._writer.notes(body, chapter.notes)
        if last:
            self._colophon(_section(body, "colophon"))
        return html

    def _colophon(self, place: etree._Element) -> None:
        """Say whose words they are, and where they stand."""
        document = self._document
        add(place, "hr")
        add(place, "p").text = document.publisher
        link = add(add(place, "p"), "a")
        link.set("href", document.address)
        self._writer.label(link, document.labels.original)

    def _link(self, address: str) -> str:
        """Return an address as it must stand in the page that is being written."""
        if not address.startswith("#"):
            return address.translate(UNSAFE)
        place = self._places.get(address[1:])
        if place is None:  # what only the page on the web has
            return f"{self._document.address}{address}".translate(UNSAFE)
        return address if place == self._name else f"{place}{address}"


def empty_page(document: Document, title: str) -> tuple[etree._Element, etree._Element]:
    """Return a page in the document's language, and its body."""
    html = root(XHTML, "html", epub=EPUB)
    html.set("lang", document.language)
    html.set(f"{{{XML}}}lang", document.language)
    html.set("dir", document.direction)
    head = add(html, "head")
    add(head, "title").text = title
    style = add(head, "link")
    style.set("rel", "stylesheet")
    style.set("href", STYLE)
    return html, add(html, "body")


def add(parent: etree._Element, tag: str) -> etree._Element:
    """Add an element of XHTML."""
    return etree.SubElement(parent, f"{{{XHTML}}}{tag}")


def as_file(html: etree._Element) -> bytes:
    """Return a page as the file that reading systems open."""
    return etree.tostring(html, xml_declaration=True, encoding="UTF-8", doctype="<!DOCTYPE html>")


def _section(body: etree._Element, kind: str) -> etree._Element:
    place = add(body, "section")
    place.set(f"{{{EPUB}}}type", kind)
    place.set("role", f"doc-{kind}")
    return place
