"""Numbers in groups, like telephone numbers, amid words that run from right to left."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

TAG = re.compile(r"(<[^>]*>)")
GAP = re.compile(r"(?<=\d) (?=\d)")
NO_BREAK_SPACE = "\u00a0"


def numbers_together(words: str) -> Markup:
    """Return HTML with the gaps between groups of digits made no-break spaces.

    Between numbers, the Unicode bidirectional algorithm (UAX 9, rule W4) takes a no-break space as
    part of the number, and a space as a break: 0116 496 0123 would stand as 0123 496 0116.
    Text that is not marked as HTML is escaped first.
    """
    return Markup("").join(
        Markup(piece if piece.startswith("<") else GAP.sub(NO_BREAK_SPACE, piece))  # noqa: S704
        for piece in TAG.split(str(escape(words)))
    )
