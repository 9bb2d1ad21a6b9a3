"""Texts as XML can hold them: what is seen stays to the last sign, what breaks a feed goes."""

from __future__ import annotations

import re

# XML 1.0, section 2.2: no other characters can stand in a document, not even escaped.
UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

TAG = re.compile("<(?=[A-Za-z/!?])")


def fit(text: str) -> str:
    """Return a text without what XML cannot hold: control characters and broken pairs."""
    return UNFIT.sub("", text)


def no_markup(text: str) -> str:
    """Return a text in which apps that take it for HTML find no tag."""
    return TAG.sub("&lt;", fit(text))


def one_line(text: str) -> str:
    """Return a text for a tag that apps show on one line."""
    return " ".join(fit(text).split())


def within(text: str, most: int) -> str:
    """Return a text of at most so many characters; where it is cut, after a word."""
    line = one_line(text)
    if len(line) <= most:
        return line
    start = line[: most - 1]
    words = start.rpartition(" ")[0] if line[most - 1] != " " else start
    return f"{words or start}…"
