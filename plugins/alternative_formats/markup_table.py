"""A table as HTML whose cells a style sheet can stack on narrow screens."""

from __future__ import annotations

from lxml import etree

from plugins.alternative_formats.document import Runs, Table, words_of
from plugins.alternative_formats.markup_pen import Pen


def write_table(pen: Pen, parent: etree._Element, table: Table) -> None:
    """Add a table. Each cell carries its column's head as data-label, to stand before it.

    It has no roles of ARIA: browsers know it as a table even where CSS sets it as blocks.
    """
    place = pen.child(parent, "table")
    head = pen.child(pen.child(place, "thead"), "tr")
    for words, numeric in zip(table.head, table.numeric, strict=True):
        _write_head(pen, head, words, numeric=numeric)
    body = pen.child(place, "tbody")
    labels = [words_of(words).replace("\n", " ") for words in table.head]
    for row in table.rows:
        line = pen.child(body, "tr")
        for words, label, numeric in zip(row, labels, table.numeric, strict=True):
            cell = pen.child(line, "td")
            if label:
                cell.set("data-label", label)
            _write_cell(pen, cell, words, numeric=numeric)


def _write_head(pen: Pen, row: etree._Element, words: Runs, *, numeric: bool) -> None:
    # A head without words would be announced for every cell below it.
    empty = not words_of(words).strip()
    cell = pen.child(row, "td" if empty else "th")
    if not empty:
        cell.set("scope", "col")
    _write_cell(pen, cell, words, numeric=numeric)


def _write_cell(pen: Pen, cell: etree._Element, words: Runs, *, numeric: bool) -> None:
    if numeric:
        cell.set("class", "numeric")
    pen.line(cell, words)
