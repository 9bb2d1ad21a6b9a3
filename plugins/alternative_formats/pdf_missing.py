"""What large print cannot show of a document: signs that are in no typeface."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from plugins.alternative_formats.document import Document, words_of
from plugins.alternative_formats.format import Uncarried
from plugins.alternative_formats.typefaces import typefaces

REMEDY = "Write it in other letters, or in words."


def unprintable(document: Document) -> Iterator[Uncarried]:
    """Yield each sign that cannot be printed, with the word in which it stands first."""
    text = "\n".join(words_of(line) for line in document.lines())
    for sign in typefaces().missing(text):
        yield Uncarried(
            near=_word_around(text, sign),
            fault=f"the PDF cannot print {_named(sign)}: no typeface has it.",
            remedy=REMEDY,
        )


def _word_around(text: str, sign: str) -> str:
    start = text.index(sign)
    before = text[:start].split()[-1:] if start and not text[start - 1].isspace() else []
    after = text[start + len(sign) :].split()[:1]
    follows = after if text[start + len(sign) :][:1].strip() else []
    return "".join((*before, sign, *follows))


def _named(sign: str) -> str:
    name = unicodedata.name(sign, "without a name").lower()
    shown = f"“{sign}” " if sign.isprintable() else ""
    return f"the character {shown}({name}, U+{ord(sign):04X})"
