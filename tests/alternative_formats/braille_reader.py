"""Reads braille back: cells to words by liblouis, and the words that a document should give.

A table may be read back by less than it was written by. Where it is, and why, stands in LOSSY.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product

from plugins.alternative_formats.braille_links import said
from plugins.alternative_formats.braille_louis import cells_of, louis
from plugins.alternative_formats.braille_pages import Page
from plugins.alternative_formats.braille_tables import ENGLISH, Sheet, written
from plugins.alternative_formats.document import (
    Block,
    Divider,
    Document,
    Facts,
    Figure,
    Heading,
    ListOf,
    Paragraph,
    Preformatted,
    Quotation,
    Row,
    Runs,
    Table,
    words_of,
)
from plugins.catalogue.dates import day

BLANK = "\u2800"
NOTE_SIGNS = re.compile("⠈⠨[⠣⠜]")
NUMBER = "⠼"
JOINED_NUMBER = re.compile("(?<=[⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚])⠐(?=[⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚])")
DIVIDER = "⠒" * 12
# Characters that these tables write, but read back as others, or as nothing:
# liblouis 3.24 has no rules of reading for most marks of Welsh, Polish and Urdu, writes the
# vowels of Gujarati alike beside consonants and alone, and takes the do-chashmi he of Urdu for a
# quotation mark. Words with these are judged by the cells that liblouis gives them alone.
LOSSY = {
    "cy-cy-g1.utb": re.compile(r"[^a-zâêîôûŵ']|ae", re.IGNORECASE),
    "Pl-Pl-g1.utb": re.compile(r"[^a-ząćęłńóśźż]", re.IGNORECASE),
    "ur-pk-g1.utb": re.compile(r"[^\u0600-\u06ff]|[ھہةؤئء\u064b-\u0652»«؟]|\d"),
    "ar-ar-g1.utb": re.compile(r"[^\u0600-\u06ff]|[\u064b-\u0652]|\d"),
    "gu-in-g1.utb": re.compile(r"."),
    ENGLISH[0]: re.compile(r"[^A-Za-z0-9 .,'()-]"),
    ENGLISH[1]: re.compile(r"[^A-Za-z0-9 .,'()-]"),
}
SAME = str.maketrans(
    {"‘": "'", "’": "'", "′": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-"}
)


@cache
def back(cells: str, table: str) -> str:
    """Return the words of cells."""
    library = louis()
    assert library
    if not cells:
        return ""
    letters = array("I", cells.encode("utf-32-le"))
    room = 40 * len(letters) + 100
    taken, given = ctypes.c_int(len(letters)), ctypes.c_int(room)
    read = array("I", bytes(4 * room))
    done = library._library.lou_backTranslateString(  # noqa: SLF001 - the product only writes.
        f"unicode.dis,{table}".encode(),
        ctypes.c_void_p(letters.buffer_info()[0]),
        ctypes.byref(taken),
        ctypes.c_void_p(read.buffer_info()[0]),
        ctypes.byref(given),
        None,
        None,
        0,
    )
    assert done
    return "".join(map(chr, read[: given.value]))


def tokens(pages: Iterable[Page]) -> list[str]:
    """Return the words of pages, in cells: those that lines divide are whole again."""
    rows = [row for page in pages for row in page[:-1] if row.strip(BLANK) != DIVIDER]
    words: list[str] = []
    goes_on = False
    for row in rows:
        first, *others = row.strip(BLANK).split(BLANK) if row.strip(BLANK) else [""]
        if goes_on:
            words[-1] = words[-1][:-1] + first
        else:
            words.append(first)
        words += others
        goes_on = words[-1].endswith("⠐") and bool(row)
    bare = (NOTE_SIGNS.sub("", word) for word in words)
    return [part for word in bare for part in _numbers(word) if part]


def _numbers(word: str) -> list[str]:
    """Return the groups of a number as words: print has spaces there."""
    first, *others = JOINED_NUMBER.split(word)
    return [first, *(NUMBER + other for other in others)]


def _named(text: str, table: str) -> str:
    """Return text with pictures among its letters by their names, as braille has them."""
    text = unicodedata.normalize("NFC", re.sub("[\u00ad\u200b]", "", text))
    ways = [(letter, (written(letter, table, ENGLISH[0]) or ("",))[0]) for letter in text]
    return "".join(way if way.startswith("[") or not way else letter for letter, way in ways)


def _same(text: str) -> str:
    text = (
        unicodedata.normalize("NFKC", text.replace("\u00a0", " "))
        .translate(SAME)
        .replace("...", "…")
    )
    digits = "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text
    )
    return digits.casefold().replace("…", "...").replace("\u200d", "").replace("\u00ad", "")


@cache
def is_read_as(cells: str, word: str, tables: tuple[str, ...]) -> bool:
    """Tell whether cells say a word, all by one table or its parts by one each."""
    if _is_one(cells, word, tables):
        return True
    for at, table, way in product(range(1, len(word)), tables, {word, _written(word, tables[0])}):
        begun = cells_of(way[:at], table)
        rest = cells[len(begun) :]
        if rest and cells.startswith(begun) and is_read_as(rest, way[at:], tables):
            return True
    return False


def _written(word: str, table: str) -> str:
    """Return a word with the marks of a table's own script."""
    return "".join((written(letter, table, ENGLISH[0]) or "?")[0] for letter in word)


def _is_one(cells: str, word: str, tables: tuple[str, ...]) -> bool:
    """Tell whether cells say a word by one table; where reading it is lossy, whether it is so."""
    ways = {word, _written(word, tables[0])}
    ways |= {way.replace("’", "'") for way in ways}
    for table in tables:
        if any(_same(back(cells, table)) == _same(way) for way in ways):
            return True
        for way in ways:
            if LOSSY[table].search(way) and _unmarked(cells) == _unmarked(cells_of(way, table)):
                return True
    return False


def _unmarked(cells: str) -> str:
    """Return cells without the signs that tell a letter from a digit, where we add them."""
    return re.sub("(?<=[⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚])[⠠⠰](?=[⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚])", "", cells).replace("\u00a0", BLANK)


def unread(document: Document, pages: Iterable[Page], sheet: Sheet) -> list[tuple[str, str]]:
    """Return words of a document beside what their cells say, where these differ."""
    own = sheet.table(document.language) or sheet.english
    tables = tuple(dict.fromkeys((own, sheet.english, *ENGLISH)))
    expected = [
        word for line in lines(document) for word in _dashed(_named(line, own), own).split()
    ]
    found = tokens(pages)
    for word in expected:
        # The Welsh "%" stands apart from its number.
        counts = range(1, 2 + cells_of(word, own).count(BLANK))
        read = (n for n in counts if is_read_as(BLANK.join(found[:n]), word, tables))
        count = next(read, None)
        if count is None:
            # What comes after may only be out of step.
            return [(word, " ".join(found[:2]))]
        del found[:count]
    return [("", cells) for cells in found]


def _dashed(line: str, table: str) -> str:
    """Return a line as its table dashes it: that of Gujarati writes " -- " without its spaces."""
    return line if BLANK in cells_of("ક -- ક", table) else re.sub(" +-- +", "--", line)


def lines(document: Document) -> Iterator[str]:
    """Yield what the braille of a document says, in order."""
    labels = document.labels
    yield document.title
    yield document.publisher
    yield day(document.issued, document.language)
    yield document.address
    yield labels.by_computer
    yield from _blocks(document, document.blocks)
    if document.notes:
        yield labels.notes
    for note in document.notes:
        yield f"[{note.number}]"
        yield from _blocks(document, note.blocks)


def _text(runs: Runs) -> str:
    return words_of(tuple(said(runs)))


def _blocks(document: Document, blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from _block(document, block)


def _block(document: Document, block: Block) -> Iterator[str]:
    match block:
        case Heading(words=words) | Paragraph(words=words):
            yield _text(words)
        case ListOf():
            yield from _list(document, block)
        case Table():
            yield from _rows(block)
        case Quotation():
            yield from _blocks(document, block.blocks)
        case Figure():
            yield from _figure(document, block)
        case Preformatted():
            yield block.text
        case Facts():
            for term, told in block.entries:
                yield _term(term)
                yield from _blocks(document, told)
        case Row():
            yield from _blocks(document, (block.figure, *block.blocks))
        case _:
            assert isinstance(block, Divider)


def _list(document: Document, block: ListOf) -> Iterator[str]:
    for number, entry in enumerate(block.entries, block.start or 0):
        told = list(filter(str.strip, _blocks(document, entry)))
        yield f"{number}." if told and block.start is not None else ""
        yield from told


def _rows(block: Table) -> Iterator[str]:
    for row in block.rows:
        cells = zip(block.head, row, strict=True)
        yield "; ".join(_term(head) + _text(cell) for head, cell in cells if _text(cell).strip())


def _figure(document: Document, block: Figure) -> Iterator[str]:
    labels = document.labels
    yield labels.picture.format(alt=block.alt) if block.alt else ""
    yield block.caption or ""
    yield labels.credit.format(name=block.credit) if block.credit else ""


def _term(term: Runs) -> str:
    words = words_of(term).rstrip()
    said_of = _text(term)
    return "" if not words else said_of + (" " if words.endswith((":", "?")) else ": ")
