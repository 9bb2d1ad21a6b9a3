"""Where in an item's file a piece of its document stands."""

from __future__ import annotations

import re
from collections.abc import Callable

LEAST = 2  # letters and digits by which a line is still found


def line_of(near: str, source: str) -> int | None:
    """Return the line at which a piece of a document's text begins; None where it is not found.

    Between the document's words stand marks of Markdown, and line ends. Where the piece is not
    there as a whole, as of a text that we have worded, its first words are looked for.
    """
    if near.strip() and (at := source.find(near.strip())) >= 0:
        return _line(source, at)
    letters, places = _letters(source, str.isalnum)
    wanted = near.split()
    while wanted:
        piece, _ = _letters("".join(wanted), str.isalnum)
        if len(piece) >= LEAST and (at := letters.find(piece)) >= 0:
            return _line(source, places[at])
        wanted.pop()
    return None


def _letters(text: str, counts: Callable[[str], bool]) -> tuple[str, list[int]]:
    """Return the letters and digits of a text, and where each stands in it."""
    places = [at for at, letter in enumerate(text) if counts(letter)]
    return "".join(text[at].lower()[:1] for at in places), places


def _line(source: str, at: int) -> int:
    return len(re.findall("\n", source[:at])) + 1
