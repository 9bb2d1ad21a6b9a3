"""Which table of liblouis writes which language, and what it does with characters it lacks."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from plugins.alternative_formats.braille_louis import carries, is_table
from plugins.catalogue.site_formats import Braille

ENGLISH = ("en-ueb-g1.ctb", "en-ueb-g2.ctb")
# Uncontracted, all but English: read back, these give the words again. The contracted tables of
# Welsh, Urdu and Arabic do not, and their own heads say that nobody has confirmed them.
TABLES = {
    "ar": "ar-ar-g1.utb",
    "cy": "cy-cy-g1.utb",
    "gu": "gu-in-g1.utb",
    "pl": "Pl-Pl-g1.utb",
    "ur": "ur-pk-g1.utb",
}
OTHER_SCRIPTS = ("ar-ar-g1.utb", "ar-ar-g2.ctb", "gu-in-g1.utb", "ur-pk-g1.utb", "ur-pk-g2.ctb")
# What says the same in a script that has marks of its own, and in print that has fewer.
INSTEAD = {
    ".": "۔",
    ",": "،",
    ";": "؛",
    "?": "؟",
    "“": '«"',
    "”": '»"',
    "‘": "'",
    "’": "'",
    "–": "-—",
    "—": "-–",
    "\u2010": "-",
    "\u2011": "-",
    "\u2212": "-",
    "\u2044": "/",
    "\t": " ",
    "•": "·*",
    "\u202f": "\u00a0",
    # The same letters, as Arabic and Urdu keyboards write them.
    "ك": "ک",
    "ک": "ك",
    "ي": "ی",
    "ى": "ی",
    "ی": "ي",
    "ه": "ہ",
    "ہ": "ه",
    "ھ": "ه",
    "ة": "ۃہ",
    "ٱ": "ا",
    "٪": "%",
    "٫": ".",
    "٬": ",",
    "ı": "i",
    # Liblouis 3.24 forgot it in Gujarati: dots 1346, as in all Bharati braille.
    "ઑ": "⠭",
    "ૉ": "⠭",
}
UNSEEN = ("Cf", "Mn", "Me", "Cc")
SKIN_TONES = range(0x1F3FB, 0x1F400)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The settings of braille: how a page is set, and what is written by which table."""

    grade: int
    cells: int
    lines: int
    tables: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, settings: Braille) -> Sheet:
        """Return settings as a value that can be compared."""
        tables = tuple(sorted(settings.tables.items()))
        return cls(settings.grade, settings.cells, settings.lines, tables)

    @property
    def english(self) -> str:
        """The table of English words in any document."""
        return self.table("en") or ENGLISH[self.grade - 1]

    def table(self, language: str) -> str | None:
        """Return the table of a language; None where there is none."""
        main = language.partition("-")[0].lower()
        chosen = dict(self.tables)
        own = ENGLISH[self.grade - 1] if main == "en" else TABLES.get(main)
        wished = (chosen.get(language), chosen.get(main), own)
        return next((name for name in wished if name and is_table(name)), None)

    def unknown_tables(self) -> list[tuple[str, str]]:
        """Return the languages and tables of the settings that liblouis does not have."""
        return [(language, name) for language, name in self.tables if not is_table(name)]


@lru_cache(maxsize=100_000)
def written(character: str, table: str, english: str) -> tuple[str, str] | None:
    """Return a character as a table writes it, and that table; None where nothing can.

    What the language's own table lacks, the English one writes: Latin letters in Urdu, and
    pictures such as a smiling face by their names.
    """
    bare = unicodedata.normalize("NFD", character)[0]
    ways = (character, *INSTEAD.get(character, ""), unicodedata.normalize("NFKC", character))
    if character.isdecimal():
        ways += (str(unicodedata.decimal(character)),)
    # Only where nobody has a sign for it does a letter lose its accent.
    for chosen, way in (*product((table, english), ways), (table, bare), (english, bare)):
        if way and all(carries(letter, chosen) for letter in way):
            return way, chosen
    kind = unicodedata.category(character)
    if kind in UNSEEN or ord(character) in SKIN_TONES:
        return "", table
    if kind.startswith("S") and (name := unicodedata.name(character, "")):
        return f"[{name.lower()}]", english
    return None
