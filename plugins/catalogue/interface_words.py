"""Our own words in a reader's language, from the theme's locale/<language>.po."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from markupsafe import Markup, escape

SOURCE = "en-GB"  # the language of the words in the templates


class TranslationError(Exception):
    """A translation cannot be read. Pelican exits with `exitcode`: the content is not at fault."""

    exitcode = 2


@dataclass(frozen=True, slots=True)
class Said:
    """Plain words, and the language that they are in."""

    text: str
    language: str


def read_catalogue(path: Path) -> Catalog:
    """Return one language's words, or say what is wrong in its file."""
    try:
        with path.open("rb") as stream:
            return read_po(stream, locale=path.stem, abort_invalid=True)
    except PoFileError as error:
        message = f"{path} cannot be read as a translation: {error}. Correct that line."
        raise TranslationError(message) from error


def _compiled(catalogue: Catalog) -> GNUTranslations:
    stream = BytesIO()
    write_mo(stream, catalogue)
    stream.seek(0)
    return GNUTranslations(stream)


class Words:
    """Translations of the interface, by language."""

    def __init__(self, catalogues: Mapping[str, Catalog]) -> None:
        """Keep the catalogues, by language code."""
        self._messages = {
            lang: frozenset(
                message.id if isinstance(message.id, str) else message.id[0]
                for message in catalogue
                if message.id and message.string
            )
            for lang, catalogue in catalogues.items()
        }
        self._translations = {lang: _compiled(found) for lang, found in catalogues.items()}
        self._kept: dict[tuple[str, str, str | None, int], Markup] = {}

    @classmethod
    def from_folder(cls, folder: Path) -> Words:
        """Read every .po file of the folder."""
        return cls({path.stem: read_catalogue(path) for path in sorted(folder.glob("*.po"))})

    def has(self, lang: str, text: str) -> bool:
        """Tell whether the language has its own words for this text."""
        return text in self._messages.get(lang, ())

    def say(
        self, lang: str, text: str, plural: str | None = None, n: int = 1, **values: object
    ) -> Markup:
        """Return the text as HTML in this language, its {values} filled in and escaped.

        Where the language has no words for it, the English stands there, marked as English,
        so that a screen reader speaks it with the right voice. Strip the tags for an attribute.
        """
        if values:
            return self._said(lang, text, plural, n, values)
        # Each page says the same few dozen phrases.
        key = (lang, text, plural, n)
        if key not in self._kept:
            self._kept[key] = self._said(lang, text, plural, n, {})
        return self._kept[key]

    def _said(
        self, lang: str, text: str, plural: str | None, n: int, values: Mapping[str, object]
    ) -> Markup:
        found, known = self._found(lang, text, plural, n)
        said = escape(found).format(n=n, **values)
        if known or _is_english(lang):
            return said
        return Markup('<span lang="{}" dir="ltr">{}</span>').format(SOURCE, said)

    def plain(
        self, lang: str, text: str, plural: str | None = None, n: int = 1, **values: object
    ) -> Said:
        """Return the same as plain text, and the language that it is in: English, if need be."""
        found, known = self._found(lang, text, plural, n)
        return Said(found.format(n=n, **values), lang if known or _is_english(lang) else SOURCE)

    def pattern(self, lang: str, text: str) -> Said:
        """Return the plain text with its {values} still to be filled in."""
        found, known = self._found(lang, text, None, 1)
        return Said(found, lang if known or _is_english(lang) else SOURCE)

    def _found(self, lang: str, text: str, plural: str | None, n: int) -> tuple[str, bool]:
        """Return the words, and whether they are the language's own."""
        if not self.has(lang, text):
            return (text if plural is None or n == 1 else plural), False
        if plural is None:
            return self._translations[lang].gettext(text), True
        return self._translations[lang].ngettext(text, plural, n), True


def _is_english(lang: str) -> bool:
    return lang.partition("-")[0] == SOURCE.partition("-")[0]
