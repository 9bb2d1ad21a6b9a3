"""The words that a PDF of a document must say, block by block, with nothing of Typst."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import groupby
from typing import TypeVar, cast

from plugins.alternative_formats.document import (
    Block,
    Document,
    Facts,
    Figure,
    ListOf,
    Quotation,
    Row,
    Runs,
    Table,
    words_of,
)
from plugins.alternative_formats.pdf_address import printed_address
from tests.alternative_formats.pdf_judges import Element, Tagged

UNSEEN = str.maketrans("", "", "\u00ad\u200b\u200e\ufeff")
# What samples.document() and strategies.documents() have under their title.
FIRST = (
    "Fenwick Town Council",
    "9 November 2026",
    "This page on the web: fenwick.example/news/flu-clinics/",
)
T = TypeVar("T")
MARKS = re.compile("[\u0342-\u036f\u064b-\u0652]")
INNERMOST = ("H1", "H2", "H3", "H4", "H5", "H6", "P", "TH", "TD", "Lbl")


def same(text: str) -> str:
    """Return text without what may differ: spaces at a line's end, ways to write one letter."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(UNSEEN)).split())


def letters(text: str) -> str:
    """Return the letters and digits of text, whatever their order."""
    return "".join(sorted(filter(str.isalnum, text)))


def said(pdf: Tagged) -> str:
    """Return all that a screen reader says, but contents and pictures."""
    return same(_said(pdf.root))


def plainer(value: T) -> T:
    """Return a document with signs that every typeface has, and no marks upon marks.

    Signs of Chinese are in no typeface. Vowel marks and piled accents are drawn rightly, but
    Typst writes the letter under each a second time for whoever reads the file.
    """
    if isinstance(value, str):
        return cast("T", MARKS.sub("", value).replace("日本", "Japan"))
    if isinstance(value, tuple):
        return cast("T", tuple(plainer(part) for part in value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{part.name: plainer(getattr(value, part.name)) for part in fields(value)}
        )
    return value


def _said(element: Element) -> str:
    if element.name in {"TOC", "Figure"}:
        return ""
    parts = (part if isinstance(part, str) else _said(part) for part in element.held)
    return "".join(parts) + ("\n" if element.name in INNERMOST else "")


def expected(document: Document, pdf: Tagged) -> str:
    """Return the same of a document, its tables in columns where the PDF has them so."""
    tables = [letters(same(_said(table))) for table in pdf.root.all("Table")]
    lines = [document.title, *FIRST, *_blocks(document.blocks, tables)]
    for note in document.notes:
        lines += [document.labels.notes] if note == document.notes[0] else []
        lines += [f"{note.number}.", *_blocks(note.blocks, tables)]
        referred = any(run.note == note.number for line in _runs(document) for run in line)
        lines += [document.labels.back] if referred else []
    return same("\n".join(lines))


def _runs(document: Document) -> Iterator[Runs]:
    for block in document.blocks:
        yield from block.lines()


def _blocks(blocks: Iterable[Block], tables: list[str]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Figure():
                yield from _under(block)
            case ListOf(entries, start):
                for number, entry in enumerate(entries, start=start or 0):
                    yield "•" if start is None else f"{number}."
                    yield from _blocks(entry, tables)
            case Quotation(within):
                yield from _blocks(within, tables)
            case Facts(entries):
                for term, it in entries:
                    yield _line(term)
                    yield from _blocks(it, tables)
            case Row(figure, within):
                yield from _under(figure)
                yield from _blocks(within, tables)
            case Table() if letters(same("\n".join(map(_line, block.lines())))) not in tables:
                yield from _records(block)
            case _:
                yield from map(_line, block.lines())


def _under(figure: Figure) -> Iterator[str]:
    yield figure.caption or ""
    yield f"Picture by {figure.credit}" if figure.credit else ""


def _records(table: Table) -> Iterator[str]:
    for row in table.rows:
        for head, cell in zip(table.head, row, strict=True):
            if words_of(cell).strip():
                yield (f"{_line(head)}: " if head else "") + _line(cell)


def _line(line: Runs) -> str:
    text = ""
    for address, linked in groupby(line, lambda run: run.address):
        words = words_of(tuple(linked))
        shown = printed_address(address, words) if address else None
        text += words + (f" ({shown})" if shown else "")
    return text
