"""A document as the JSON that pdf.typ sets in large print."""

from __future__ import annotations

import json
from dataclasses import dataclass

from plugins.alternative_formats.document import Document, words_of
from plugins.alternative_formats.pdf_address import plain_address
from plugins.alternative_formats.pdf_layout import Layout
from plugins.alternative_formats.pdf_words import (
    Data,
    Setting,
    as_address,
    kept_ltr,
    plain,
    subtags,
)
from plugins.catalogue.dates import day

WIDTH = 170 / 25.4 * 72  # points; A4 less two margins of 20 mm
LONG = 1_700_000  # signs times the square of their size: about four pages
SHORT = 40  # signs; half a line, which the last line of a paragraph leaves
MANY = 4  # headings; more have a list of contents where the document is long
SIZES = {1: 1.6, 2: 1.3, 3: 1.15}  # of headings, to the words about them, at 18 points
USUAL = 18
RTL = ("ar", "fa", "he", "ku", "ps", "ur", "yi")


@dataclass(frozen=True)
class PrintedData:
    """What pdf.typ is given, and the pictures that it shows, by their places in the list."""

    json: str
    pictures: tuple[str, ...]  # paths from the content folder


def printed_data(document: Document, size: int) -> PrintedData:
    """Return a document as data, for letters of a size in points."""
    layout = Layout(document.labels)
    setting = _setting(document, size)
    data: dict[str, Data] = {
        **_facts_of(document, size),
        "first": _first_page(document, setting, size),
        "parts": document.kind == "editions",  # each begins a page, to be handed out by itself
        "contents": document.labels.contents if _is_long(document, size) else None,
        "blocks": layout.blocks(document.blocks, setting),
        "notes": layout.notes(document.notes, setting),
    }
    return PrintedData(json.dumps(data, ensure_ascii=False), tuple(layout.pictures))


def _setting(document: Document, size: int) -> Setting:
    headings = list(enumerate(document.headings(), start=1))
    return Setting(
        room=WIDTH / size,
        rtl=document.direction == "rtl",
        anchors={heading.anchor: number for number, heading in reversed(headings)},
        notes=frozenset(note.number for note in document.notes),
    )


def _facts_of(document: Document, size: int) -> dict[str, Data]:
    changed, labels = document.modified, document.labels
    return {
        "size": size,
        "sizes": [_heading_size(level, size) for level in range(1, 7)],
        "title": document.title,
        "author": document.author or document.publisher,
        "summary": document.summary,
        "date": [changed.year, changed.month, changed.day],
        "language": subtags(document.language),
        "direction": document.direction,
        "labels": {
            "language": subtags(labels.language),
            "rtl": subtags(labels.language)[0] in RTL,
            "page": labels.page,
            "notes": labels.notes,
            "back": labels.back,
        },
    }


def _first_page(document: Document, setting: Setting, size: int) -> dict[str, Data]:
    """Return what is read first: the title, who says it, when, and where it is on the web."""
    labels = document.labels
    address = kept_ltr(plain_address(document.address), setting)
    return {
        "title": plain(document.title, setting.larger(_heading_size(1, size))),
        "publisher": plain(document.publisher, setting),
        "day": day(document.modified, labels.language),
        "original": labels.original,
        "link": document.address,
        "address": [as_address(plain(address, setting))],
    }


def _heading_size(level: int, size: int) -> float:
    """Return how large a heading is: the larger the letters, the less it need stand out."""
    more = SIZES.get(level, 1.05) - 1
    return round(1 + more * USUAL / size, 3)


def _is_long(document: Document, size: int) -> bool:
    if sum(1 for _ in document.headings()) <= MANY:
        return False
    return sum(len(words_of(line)) + SHORT for line in document.lines()) * size * size > LONG
