"""Lines of text as braille: each word by the table of its language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from plugins.alternative_formats.braille_cells import Piece, cells_of_pieces, is_unified
from plugins.alternative_formats.braille_links import said
from plugins.alternative_formats.braille_louis import carries
from plugins.alternative_formats.braille_tables import OTHER_SCRIPTS, Sheet, written
from plugins.alternative_formats.document import Run, Runs

# All six dots, where nothing else can be written: editors have been told.
UNKNOWN = "⠿"
# Where print may divide a word or draw it out: a table may write a blank for these.
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff\u0640"))
# Transcriber's notes. Rules of Unified English Braille, 3.27.
NOTE = ("⠈⠨⠣", "⠈⠨⠜")
LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the words of one document."""

    sheet: Sheet
    language: str

    def line(self, runs: Runs) -> str:
        """Return the cells of a line of text."""
        pieces = [piece for run in said(runs) for piece in self._pieces(run)]
        return "".join(
            cells_of_pieces(table, list(group)) for table, group in groupby(pieces, _table)
        )

    def plain(self, text: str, language: str | None = None) -> str:
        """Return the cells of plain words."""
        return self.line((Run(text=text, language=language),))

    def note(self, runs: Runs, language: str) -> str:
        """Return a transcriber's note, which begins in that language, between its signs."""
        if is_unified(self.sheet.table(language) or ""):
            return self.line(runs).join(NOTE)
        return self.line((Run(text="["), *runs, Run(text="]")))

    def _pieces(self, run: Run) -> Iterator[Piece]:
        english = self.sheet.english
        own = self.sheet.table(run.language or self.language)
        table = own or self.sheet.table(self.language) or english
        text = composed(run.text)
        # Without a table of its own it must not be contracted by another language's rules.
        literal = run.code or own is None
        mixed = table in OTHER_SCRIPTS and LATIN.search(text)
        if not mixed and all(carries(letter, table) for letter in set(text)):
            yield Piece(text, table, literal)
            return
        for word in re.split(r"(\s+)", text):
            yield from (Piece(way, by, literal) for way, by in _ways(word, table, english))


def composed(text: str) -> str:
    """Return text with its accents on their letters, and without what is not seen."""
    return unicodedata.normalize("NFC", text).translate(UNSEEN)


def _ways(word: str, table: str, english: str) -> list[tuple[str, str]]:
    """Return the letters of a word as they are written, each with its table.

    A word in Latin letters is all in English braille, with the marks in it: an e-mail address in
    Arabic. Its readers know no other braille of these letters.
    """
    own = [written(letter, table, english) or (UNKNOWN, english) for letter in word]
    foreign = [written(letter, english, english) for letter in word]
    lacking = any(
        by == english for letter, (_, by) in zip(word, own, strict=True) if letter.isalpha()
    )
    latin = table in OTHER_SCRIPTS and LATIN.search(word)
    if (lacking or latin) and all(foreign):
        return [way for way in foreign if way]
    return own


def _table(piece: Piece) -> str:
    return piece.table
