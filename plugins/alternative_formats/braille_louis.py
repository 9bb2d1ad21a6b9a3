"""Braille cells of text, by liblouis: the library of the machine, or that which `run` unpacked."""

from __future__ import annotations

import ctypes
import ctypes.util
import re
import sys
from array import array
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock

# Dots as Unicode's braille patterns, whatever characters a table would show.
DISPLAY = "unicode.dis"
UNCARRIED_LEFT_OUT = 128  # liblouis.h: noUndefined
UNCONTRACTED = 0x1000  # liblouis.h: no_contract, of a character
SILENT = 60000  # liblouis.h: LOU_LOG_OFF. It would write to the standard error.
# Every cell of six dots, and how tables write U+00A0.
SIX_DOTS = {chr(0x2800 + dots) for dots in range(64)} | {"\u00a0"}
UNPACKED = Path(sys.prefix, "lib", "system", "usr")
# Homebrew's folders, which a Mac's own search passes over.
HOMEBREW = (Path("/opt/homebrew/lib/liblouis.dylib"), Path("/usr/local/lib/liblouis.dylib"))


@dataclass(frozen=True, slots=True)
class Translation:
    """Cells, and for each the index of the character that it comes from."""

    cells: str
    sources: array[int]


class Louis:
    """liblouis, loaded. It keeps its tables and buffers in the process: one call at a time."""

    def __init__(self, library: ctypes.CDLL, data: Path | None) -> None:
        """Take a library, and the folder of its tables where it is not the library's own."""
        self._library = library
        self._lock = Lock()
        library.lou_version.restype = ctypes.c_char_p
        library.lou_setDataPath.restype = ctypes.c_char_p
        library.lou_setLogLevel(SILENT)
        if data:
            library.lou_setDataPath(bytes(data))
        self.version = library.lou_version().decode()
        # Two bytes in some builds, four in others.
        self._letter = "I" if library.lou_charSize() == array("I").itemsize else "H"
        self._encoding = "utf-32-le" if self._letter == "I" else "utf-16-le"

    def has_table(self, name: str) -> bool:
        """Tell whether there is such a table, and it is in order."""
        with self._lock:
            return bool(self._library.lou_checkTable(_list(name)))

    def translated(
        self, text: str, table: str, forms: array[int] | None = None, mode: int = UNCARRIED_LEFT_OUT
    ) -> Translation:
        """Write text in braille. `forms` has UNCONTRACTED for each character so written, else 0."""
        if not text:  # It takes this for a mistake.
            return Translation("", array("i"))
        letters = array(self._letter, text.encode(self._encoding))
        room = 2 * len(letters) + 64
        while True:
            result = self._attempt(letters, table, forms, mode, room)
            if result is not None:
                return result
            room *= 4

    def _attempt(
        self, letters: array[int], table: str, forms: array[int] | None, mode: int, room: int
    ) -> Translation | None:
        """Write text in braille; None where the room for cells was too little."""
        cells, sources = array(self._letter, bytes(4 * room)), array("i", bytes(4 * room))
        # liblouis writes into the forms too, as far as there are cells.
        looks = (
            array("H", bytes(2 * room)) if forms is None else forms + array("H", bytes(2 * room))
        )
        taken, given = ctypes.c_int(len(letters)), ctypes.c_int(room)
        with self._lock:
            done = self._library.lou_translate(
                _list(table),
                _at(letters),
                ctypes.byref(taken),
                _at(cells),
                ctypes.byref(given),
                None if forms is None else _at(looks),
                None,
                None,
                _at(sources),
                None,
                mode,
            )
        if not done:
            raise RuntimeError(f"liblouis cannot write braille with its table {table}.")
        if taken.value < len(letters) or given.value >= room:
            return None
        return Translation("".join(map(chr, cells[: given.value])), sources[: given.value])


def _at(values: array[int]) -> ctypes.c_void_p:
    return ctypes.c_void_p(values.buffer_info()[0])


def _list(table: str) -> bytes:
    return f"{DISPLAY},{table}".encode()


@cache
def louis() -> Louis | None:
    """Return liblouis, or None where this machine has none."""
    for path, data in _places():
        try:
            return Louis(ctypes.CDLL(str(path)), data)
        except OSError:  # Made for another machine, or half of it is missing.
            continue
    return None


def _places() -> list[tuple[str | Path, Path | None]]:
    """Return where the library may be, and its tables where they are not where it expects them."""
    places: list[tuple[str | Path, Path | None]] = [
        (path, UNPACKED / "share") for path in sorted(UNPACKED.glob("lib/*/liblouis.so.[0-9]*"))
    ]
    named = ctypes.util.find_library("louis")
    return [*places, *([(named, None)] if named else []), *((path, None) for path in HOMEBREW)]


@cache
def is_table(name: str) -> bool:
    """Tell whether liblouis has a table of that name, which writes six dots."""
    library = louis()
    if library is None or not re.fullmatch(r"[\w-]+\.(?:ctb|utb|tbl)", name):
        return False
    return library.has_table(name) and set(cells_of("A1 ", name)) <= SIX_DOTS


def cells_of(text: str, table: str) -> str:
    """Return the cells of text."""
    library = louis()
    if library is None:
        raise RuntimeError("liblouis is not installed.")
    return library.translated(text, table).cells


@cache
def carries(character: str, table: str) -> bool:
    """Tell whether a table has a sign for a character: else it would write its number in hex."""
    library = louis()
    if library is None:
        return False
    whole = library.translated(character, table, mode=0).cells
    return whole == library.translated(character, table).cells and set(whole) <= SIX_DOTS
