"""Tables in print: in columns where they fit in large letters, else row by row as facts."""

from __future__ import annotations

from collections.abc import Sequence

from plugins.alternative_formats.document import Runs, Table, words_of
from plugins.alternative_formats.typefaces import typefaces

GAP = 1.0  # em; between the words of two columns
LEAST = 1.0  # em; of the words in a column
# A narrow column of many short lines is harder to read than the same words as facts.
MOST_LINES = 24  # in one cell, shared by the columns


def columns(table: Table, room: float) -> list[float] | None:
    """Return the width of each column in em, or None where they do not fit side by side."""
    cells = [[_natural(line) for line in column] for column in zip(*_rows(table), strict=True)]
    least = [max(map(_longest_word, column)) + GAP for column in zip(*_rows(table), strict=True)]
    most = [max(column) + GAP for column in cells]
    spare = room - sum(least)
    if spare < 0:
        return None
    widths = _shared(least, most, spare)
    return widths if _lines(cells, widths) <= MOST_LINES / len(widths) else None


def _rows(table: Table) -> Sequence[tuple[Runs, ...]]:
    return (table.head, *table.rows)


def _shared(least: list[float], most: list[float], spare: float) -> list[float]:
    """Return the least widths and a share of the spare room, by how much more each would fill."""
    wishes = [max(0.0, high - low) for low, high in zip(least, most, strict=True)]
    share = min(1.0, spare / sum(wishes)) if sum(wishes) else 0.0
    return [round(low + share * wish, 2) for low, wish in zip(least, wishes, strict=True)]


def _lines(cells: list[list[float]], widths: list[float]) -> float:
    return max(
        natural / (width - GAP)
        for column, width in zip(cells, widths, strict=True)
        for natural in column
    )


def _natural(line: Runs) -> float:
    return typefaces().width(words_of(line))


def _longest_word(line: Runs) -> float:
    return max(LEAST, *map(typefaces().width, words_of(line).replace("\n", " ").split(" ")))
