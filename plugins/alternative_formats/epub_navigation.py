"""Contents and landmarks: how a reader finds the way in an EPUB."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from plugins.alternative_formats.document import Document, words_of
from plugins.alternative_formats.epub_chapters import Chapter
from plugins.alternative_formats.epub_page import TITLE, add, as_file, empty_page
from plugins.alternative_formats.markup_options import EPUB, NOTES_ANCHOR, MarkupOptions

OPTIONS = MarkupOptions(xhtml=True)
CONTENTS = "contents"
HIGHEST = 2  # the level of a heading below the title


def navigation(document: Document, chapters: Sequence[Chapter], places: Mapping[str, str]) -> bytes:
    """Return the navigation document: every heading, as deep as it stands; then landmarks."""
    html, body = empty_page(document, document.labels.contents)
    body.set("class", "contents")
    contents = _nav(body, "toc")
    contents.set("role", "doc-toc")
    contents.set("aria-labelledby", CONTENTS)
    heading = add(contents, "h1")
    heading.set("id", CONTENTS)
    _say(heading, document, document.labels.contents)
    entries = add(contents, "ol")
    _entry(entries, f"{chapters[0].file}#{TITLE}").text = document.title
    _outline(entries, document, places)
    if document.notes:
        _say(_entry(entries, _notes(chapters)), document, document.labels.notes)
    _landmarks(_nav(body, "landmarks"), document, chapters)
    return as_file(html)


def _outline(top: etree._Element, document: Document, places: Mapping[str, str]) -> None:
    """Add every heading that has words, in a list for each level."""
    opened = [(HIGHEST, top)]
    for heading in document.headings():
        words = words_of(heading.words).strip()
        if not words:
            continue
        while len(opened) > 1 and heading.level < opened[-1][0]:
            opened.pop()
        level, entries = opened[-1]
        if heading.level > level:
            entries = add(entries[-1], "ol")
            opened.append((heading.level, entries))
        target = f"{places[heading.anchor]}#{heading.anchor}"
        _entry(entries, target).text = words.replace("\n", " ")


def _landmarks(place: etree._Element, document: Document, chapters: Sequence[Chapter]) -> None:
    """Tell reading systems where the text and the notes begin; readers have the contents."""
    place.set("hidden", "hidden")
    entries = add(place, "ol")
    start = _entry(entries, f"{chapters[0].file}#{TITLE}")
    start.set(f"{{{EPUB}}}type", "bodymatter")
    start.text = document.title
    if document.notes:
        notes = _entry(entries, _notes(chapters))
        notes.set(f"{{{EPUB}}}type", "endnotes")
        notes.text = document.labels.notes


def _nav(body: etree._Element, kind: str) -> etree._Element:
    place = add(body, "nav")
    place.set(f"{{{EPUB}}}type", kind)
    return place


def _entry(entries: etree._Element, target: str) -> etree._Element:
    link = add(add(entries, "li"), "a")
    link.set("href", target)
    return link


def _notes(chapters: Sequence[Chapter]) -> str:
    return f"{chapters[-1].file}#{NOTES_ANCHOR}"


def _say(place: etree._Element, document: Document, label: str) -> None:
    """Add words that are not the document's."""
    place.text = label
    if document.labels.language != document.language:
        OPTIONS.set_language(place, document.labels.language)
