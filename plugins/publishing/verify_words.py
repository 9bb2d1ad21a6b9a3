"""Text to words that can be compared, however they are written, set or divided."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TypeVar

# Accents, which stand apart once a text is normalised; and signs that nobody sees, by which a
# program divides a word or turns its direction.
UNSEEN = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]+")
WORD = re.compile(r"[^\W_]+")
Kept = TypeVar("Kept")
LONG = 4  # letters of a word that says something


def words(text: str) -> list[str]:
    """Return the words in order, without capitals and accents."""
    if not text.isascii():
        text = UNSEEN.sub("", unicodedata.normalize("NFKD", text))
    return WORD.findall(text.casefold())


def telling(run: Iterable[str]) -> int:
    """Return how many different words of a run say something: no numbers, no "and"."""
    return len({word for word in run if len(word) >= LONG and not word.isdigit()})


class Vocabulary:
    """The words that the public may read, and their order."""

    def __init__(self) -> None:
        """Begin without any."""
        self._words: set[str] = set()
        self._texts: set[str] = set()
        self._all: str | None = None

    def add(self, text: str, *, runs: bool = True) -> None:
        """Take a text's words in; without `runs` each by itself alone."""
        found = words(text)
        self._words.update(found)
        if runs:
            self._texts.add(f" {' '.join(found)} ")
            self._all = None

    def holds(self, run: Iterable[str]) -> bool:
        """Tell whether the public may read these words in this order."""
        if self._all is None:
            self._all = "\n".join(self._texts)
        return f" {' '.join(run)} " in self._all

    def remove_from(self, kept: dict[tuple[str, ...], Kept], size: int) -> None:
        """Take the runs of this many words that the public may read out of a dictionary."""
        for text in self._texts if kept else ():
            row = text.split()
            for run in zip(*(row[at:] for at in range(size)), strict=False):
                kept.pop(run, None)

    def parts(self) -> frozenset[str]:
        """Return all words, and their beginnings and ends.

        Search indexes hold stems of words, and the end of a line divides them.
        """
        parts = (
            part
            for word in self._words
            for at in range(1, len(word) + 1)
            for part in (word[:at], word[at - 1 :])
        )
        return frozenset(parts)
