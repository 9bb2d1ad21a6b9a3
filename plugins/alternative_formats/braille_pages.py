"""Passages as numbered pages: no heading alone at the foot of one, the number below each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from plugins.alternative_formats.braille_lines import BLANK, Passage

NUMBER_SIGN = "⠼"
DIGITS = str.maketrans("1234567890", "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚")
# Blank cells before a page's number in the contents, and guide dots up to it.
GUIDE = "⠐"
NUMBER_WIDTH = 6

Page = tuple[str, ...]


def number(value: int) -> str:
    """Return a number as every table here writes it."""
    return NUMBER_SIGN + str(value).translate(DIGITS)


@dataclass
class Pages:
    """Pages being filled. `height` is in lines of text: the line below them has the number."""

    cells: int
    height: int
    done: list[list[str]] = field(default_factory=list)
    row: list[str] = field(default_factory=list)
    wants_blank: bool = False

    def fill(self, passages: Sequence[Passage]) -> list[int]:
        """Add passages; return for each the index of the page on which it begins."""
        texts = [passage.lines(self.cells) for passage in passages]
        begun = []
        for index, (passage, lines) in enumerate(zip(passages, texts, strict=True)):
            self.wants_blank |= passage.blank_before
            together = _kept(passages, texts, index) if passage.level else 1
            if self.row and len(self.row) + self.wants_blank + together > self.height:
                self.turn()
            if self.row and self.wants_blank:
                self.row.append("")
            begun.append(len(self.done))
            for line in lines:
                if len(self.row) == self.height:
                    self.turn()
                self.row.append(line)
            self.wants_blank = passage.blank_after
        return begun

    def turn(self) -> None:
        """Begin a page."""
        if self.row:
            self.done.append(self.row)
        self.row, self.wants_blank = [], False

    def numbered(self) -> tuple[Page, ...]:
        """Return the pages whole, with their numbers at the right of the last line."""
        self.turn()
        return tuple(
            (*page, *[""] * (self.height - len(page)), number(at).rjust(self.cells, BLANK))
            for at, page in enumerate(self.done, 1)
        )


def _kept(passages: Sequence[Passage], texts: Sequence[list[str]], index: int) -> int:
    """Return how many lines stay with a heading: its own, and the first of what it is over."""
    lines = 0
    for at in range(index, len(passages)):
        passage = passages[at]
        if at > index and (passage.blank_before or passages[at - 1].blank_after):
            lines += 1
        if passage.level is None:
            return lines + min(1, len(texts[at]))
        lines += len(texts[at])
    return lines


def contents_line(heading: Passage, page: int, cells: int) -> Passage:
    """Return an entry of the contents: its words, guide dots, the page at the right."""
    indent = 2 * ((heading.level or 2) - 2)
    text = heading.text.replace("\n", BLANK)
    entry = Passage(text=text, first=indent, over=6)
    *whole, last = entry.lines(cells - NUMBER_WIDTH) or [""]
    shown = number(page)
    dots = cells - len(last) - len(shown) - 2
    last = f"{last}{BLANK}{GUIDE * dots if dots > 1 else BLANK * dots}{BLANK}{shown}"
    # Lines are set: their blanks are where they must be.
    return Passage(text="\n".join([*whole, last]).replace(BLANK, "\u00a0"))
