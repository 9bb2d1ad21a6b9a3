"""Pieces of text as cells, each by its table, where liblouis needs a hand.

What comes out has two marks for the layout: U+00A0 is a blank at which no line may end, and a line
feed ends one.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from plugins.alternative_formats.braille_louis import UNCONTRACTED, Translation, louis

BLANK = "\u2800"
NO_BREAK = "\u00a0"
NUMBER = "⠼"
# Between the groups of one number. Rules of Unified English Braille, 6.6.
NUMERIC_SPACE = "⠐"
OPENING, CLOSING = "‘’"
# What tells a letter from the digit of the same cell, where liblouis leaves it out: in Welsh
# dots 5 and 6, in Polish dot 6.
SMALL_LETTER = {"cy-cy-g1.utb": "⠰", "cy-cy-g2.ctb": "⠰", "Pl-Pl-g1.utb": "⠠"}
AFTER_DIGIT = re.compile(r"\d[a-j]")
LIKE_DIGITS = "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚"
BLANKS = re.compile(r"[⠐\u2800\u00a0]⠼?")
# Addresses and the like are written letter by letter. The same, 10.12.3.
LITERAL = re.compile(r"\S+@\S+|\b(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)+/\S*")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that one table writes."""

    text: str
    table: str
    literal: bool


def is_unified(table: str) -> bool:
    """Tell whether a table is one of Unified English Braille."""
    return table.startswith("en-ueb")


def cells_of_pieces(table: str, pieces: Sequence[Piece]) -> str:
    """Return the cells of pieces that the same table writes, translated as one text."""
    library = louis()
    if library is None:
        raise RuntimeError("liblouis is not installed.")
    text = _with_apostrophes("".join(piece.text for piece in pieces))
    # Other tables here contract nothing, and some write other signs where they are told not to.
    forms = _forms(pieces, text) if is_unified(table) else None
    done = library.translated(text, table, forms)
    if table in SMALL_LETTER and AFTER_DIGIT.search(text):
        done = _with_small_letters(done, text, SMALL_LETTER[table])
    return _marked(done, text, table)


def _with_apostrophes(text: str) -> str:
    """Return text in which a mark that opened no quotation is an apostrophe.

    Print has one letter for both, braille has not.
    """
    if CLOSING not in text:
        return text
    open_marks = 0
    letters = list(text)
    for index, letter in enumerate(text):
        open_marks += letter == OPENING
        if letter == CLOSING:
            if open_marks and not text[index + 1 : index + 2].isalnum():
                open_marks -= 1
            else:
                letters[index] = "'"
    return "".join(letters)


def _forms(pieces: Sequence[Piece], text: str) -> array[int] | None:
    """Return how each letter is to be written; None where all are as ever."""
    literal = [match.span() for match in LITERAL.finditer(text)]
    start = 0
    for piece in pieces:
        if piece.literal:
            literal.append((start, start + len(piece.text)))
        start += len(piece.text)
    forms = array("H", bytes(2 * len(text)))
    for begin, end in literal:
        forms[begin:end] = array("H", [UNCONTRACTED]) * (end - begin)
    return forms if literal else None


def _marked(done: Translation, text: str, table: str) -> str:
    """Return cells whose blanks tell what stood there: a space, U+00A0 or the end of a line.

    Unified English Braille joins the groups of one number, and no two numbers: liblouis tells
    them apart by U+00A0 from its version 3.29 on.
    """
    unified = is_unified(table)

    def blank(match: re.Match[str]) -> str:
        at = done.sources[match.start()]
        cell, number = match[0][0], match[0][1:]
        if cell == NUMERIC_SPACE:
            return BLANK + NUMBER if text[at] == " " else match[0]
        if text[at] == NO_BREAK and number and unified and text[at - 1 : at].isdecimal():
            return NUMERIC_SPACE
        if text[at] == "\n":
            return text[at] + number
        # A blank from no space is of the sign before it or behind it, as at the Welsh "%".
        return (BLANK if text[at].isspace() and text[at] != NO_BREAK else NO_BREAK) + number

    spaced = done.cells.count(BLANK) == text.count(" ") and "\n" not in text
    if not spaced or NO_BREAK in done.cells or (unified and NUMERIC_SPACE in done.cells):
        return BLANKS.sub(blank, done.cells)
    return done.cells


def _with_small_letters(done: Translation, text: str, sign: str) -> Translation:
    """Return cells in which a letter behind a digit cannot be read as one: "9am" as "91m"."""
    cells: list[str] = []
    sources = array("i")
    for cell, at in zip(done.cells, done.sources, strict=True):
        marked = cells[-1:] == [sign]
        if not marked and at and AFTER_DIGIT.match(text, at - 1) and cell in LIKE_DIGITS:
            cells.append(sign)
            sources.append(at)
        cells.append(cell)
        sources.append(at)
    return Translation("".join(cells), sources)
