"""Where the words of a body stand in its file: Python-Markdown keeps no line numbers."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, pairwise

UNDERLINE = re.compile(r"(=+|-+)\s*")


@dataclass
class BodyLines:
    """The rows of a body; each search goes on from where the same words were found before."""

    rows: list[str]
    first_line: int
    _found: dict[str, int] = field(default_factory=dict)
    _heading_row: int = -1

    def row(self, line: int) -> str:
        """Return the text of a line of the file."""
        return self.rows[line - self.first_line]

    def line_of(self, *texts: str) -> int:
        """Return the next line that holds one of the texts, the first of them for choice.

        Python-Markdown keeps no line numbers.
        """
        for text in texts:
            start = self._found.get(text, -1) + 1
            for index in chain(range(start, len(self.rows)), range(start)):
                if text in self.rows[index]:
                    self._found[text] = index
                    return self.first_line + index
        return self.first_line

    def line_of_target(self, target: str, words: str) -> int:
        """Return the line of a link or picture that leads to this target."""
        marks = (f"]({target}", f"](<{target}", f"]: {target}", f"]: <{target}", f"<{target}>")
        return self.line_of(*marks, target, words) if target else self.line_of(f"[{words}]", "]()")

    def paragraph_of(self, line: int) -> int:
        """Return where the paragraph of a line begins."""
        row = line - self.first_line
        while row > 0 and self.rows[row - 1].strip():
            row -= 1
        return row

    def line_of_heading(self, text: str) -> int:
        """Return the next line that is written as a heading, best one with all these words."""
        headings = self._headings
        rows = headings[bisect_right(headings, self._heading_row) :]
        letters = _letters(text)
        fitting = (n for n in rows if letters in _letters(self.rows[n]))
        self._heading_row = next(fitting, rows[0] if rows else 0)
        return self.first_line + self._heading_row

    @cached_property
    def _headings(self) -> list[int]:
        """The rows that are written as headings."""
        return [
            number
            for number, (row, below) in enumerate(pairwise([*self.rows, ""]))
            if ("#" in row and row.lstrip("> ").startswith("#"))
            or (below.startswith(("=", "-")) and UNDERLINE.fullmatch(below) and row.lstrip("> "))
        ]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
