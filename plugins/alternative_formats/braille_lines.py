"""Passages of braille as lines: where each begins, where it runs over, where it may be divided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

BLANK = "\u2800"
NO_BREAK = "\u00a0"
# At the end of a line: the word goes on in the next. Rules of Unified English Braille, 10.13.
GOES_ON = "⠐"
# A slash and a hyphen; and cells that are nothing without the next. The same, 1.2.5.
ENDS_PART = ("⠸⠌", "⠤")
PREFIXES = "⠼⠈⠘⠸⠐⠨⠰⠠"
# Blank cells that stand at each side of a centred line at least.
CENTRED_MARGIN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Cells that begin a line of their own. `first` and `over` are blank cells before a line."""

    text: str
    first: int = 0
    over: int = 0
    centred: bool = False
    level: int | None = None  # of a heading
    blank_before: bool = False
    blank_after: bool = False

    def lines(self, cells: int) -> list[str]:
        """Return its lines, each without blanks at its end."""
        margin = CENTRED_MARGIN if self.centred else 0
        lines = [
            _placed(indent, words, cells) if self.centred else BLANK * indent + words
            for part in self.text.split("\n")
            for indent, words in self._rows(part, cells - 2 * margin)
        ]
        return [line.replace(NO_BREAK, BLANK).rstrip(BLANK) for line in lines]

    def _rows(self, text: str, cells: int) -> Iterator[tuple[int, str]]:
        """Yield lines and their indents, filled with as many whole words as each can hold."""
        # Ten lists within one another still leave half a line for words.
        over = min(self.over, cells // 2)
        row, indent = "", min(self.first, cells // 2)
        for word in text.rstrip(BLANK).split(BLANK):
            longer = f"{row}{BLANK}{word}" if row else word
            if len(longer) <= cells - indent:
                row = longer
                continue
            if row.strip(BLANK):
                yield indent, row
                indent = over
            *whole, row = self._divided(word, cells, indent, over)
            for part in whole:
                yield indent, part
                indent = over
        if row.strip(BLANK):
            yield indent, row

    def _divided(self, word: str, cells: int, indent: int, over: int) -> Iterator[str]:
        """Yield the parts of a word, one where it fits the line."""
        while len(word) > cells - indent:
            # Too long, though no line should end in it: between two groups of a number, at least.
            room = word.rfind(NO_BREAK, 1, cells - indent + 1)
            if room > 0:
                yield word[:room]
                word = word[room + 1 :]
            else:
                room = _end_of_part(word, cells - indent - len(GOES_ON))
                yield word[:room] + GOES_ON
                word = word[room:]
            indent = over
        yield word


def _end_of_part(word: str, room: int) -> int:
    """Return where to divide a word: behind a slash or hyphen, and never within a sign."""
    after = max(word.rfind(mark, 0, room) + len(mark) for mark in ENDS_PART)
    if after > room // 2:
        return after
    while room > 1 and word[room - 1] in PREFIXES:
        room -= 1
    return room


def _placed(indent: int, words: str, cells: int) -> str:
    """Return a centred line."""
    return BLANK * max(indent, (cells - len(words)) // 2) + words
