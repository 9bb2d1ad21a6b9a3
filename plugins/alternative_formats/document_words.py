"""Our own words in a document's language; English, and marked so, where it has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from functools import lru_cache
from typing import Literal

from plugins.alternative_formats.document import Labels, Run, Runs
from plugins.alternative_formats.document_lines import line, plain
from plugins.catalogue import dates
from plugins.catalogue.interface_words import SOURCE, Words
from plugins.catalogue.labels import SECTIONS
from plugins.catalogue.site import Site

# What no template says, and translations need all the same.
PHRASES = (
    "Who meets",
    "Series",
    "Podcast",
    "First date",
    "Tested by {name} on {day}",
)


def every_phrase() -> tuple[tuple[str, ...], ...]:
    """Return every English phrase that only documents say."""
    return tuple((words,) for words in (*PHRASES, *_standard_labels().values()))


def _standard_labels() -> Mapping[str, str]:
    standard = Labels()
    return {
        label.name: getattr(standard, label.name)
        for label in fields(Labels)
        if label.name != "language"
    }


@lru_cache
def labels_in(lang: str, words: Words) -> Labels:
    """Return what formats add, in this language if it has all of it, or in English."""
    standard = _standard_labels()
    if not all(words.has(lang, text) for text in standard.values()):
        return Labels(language=lang if _is_english(lang) else SOURCE)
    said = {name: words.pattern(lang, text).text for name, text in standard.items()}
    return Labels(language=lang, **said)


def direction_of(site: Site, lang: str) -> Literal["ltr", "rtl"]:
    """Return the direction of a language's script."""
    known = site.language(lang)
    return _usual_direction(lang) if known is None else known.direction


@lru_cache
def _usual_direction(lang: str) -> Literal["ltr", "rtl"]:
    return "rtl" if dates.locale_of(lang).character_order == "right-to-left" else "ltr"


def _is_english(lang: str) -> bool:
    return lang.partition("-")[0] == SOURCE.partition("-")[0]


@dataclass(frozen=True)
class Tongue:
    """What we say in one language on one site."""

    words: Words
    site: Site
    lang: str

    def say(self, text: str, plural: str | None = None, n: int = 1, **values: str) -> Run:
        """Return our own words; n chooses between text and plural."""
        said = self.words.plain(self.lang, text, plural, n, **values)
        return self.run(said.text, said.language)

    def term(self, text: str) -> Runs:
        """Return our own words as a line."""
        return line(self.say(text))

    def run(self, text: str, lang: str | None) -> Run:
        """Return words in a language, which is marked where it is not this one."""
        return Run(text=text, language=None if lang in {None, self.lang} else lang)

    def of_site(self, text: str) -> Run:
        """Return words of site.yaml: translated where it does so itself, or as they are."""
        known = self.site.language(self.lang)
        if known is not None and text in known.words:
            return Run(text=known.words[text])
        return self.run(text, self.site.lang)

    def dated(self, name: str, value: date | None) -> Runs:
        """Return "Published: 3 November 2026"; nothing where there is no day."""
        return line(self.say(name), f" {self.day(value)}") if value else ()

    def name_of(self, lang: str) -> str:
        """Return a language's name in this one: "English"."""
        known = dates.locale_of(lang).get_language_name(self.lang.replace("-", "_"))
        return known or lang

    def section(self, kind: str) -> str:
        """Return what readers call a kind: the organisation's name of it, or ours."""
        if kind in self.site.labels:
            return plain(self.of_site(self.site.labels[kind]).text)
        return self.words.plain(self.lang, SECTIONS[kind]).text

    def day(self, value: date) -> str:
        """Return "3 November 2026"."""
        return dates.day(value, self.lang)

    def weekday(self, value: date) -> str:
        """Return "Tuesday 24 November 2026"."""
        return dates.weekday(value, self.lang)

    def clock(self, value: datetime | str) -> str:
        """Return "10am" of a moment, or of the hour as an agenda has it: "10:00"."""
        hour = time.fromisoformat(value) if isinstance(value, str) else value
        return dates.clock(hour, self.lang)

    def hours(self, start: datetime, end: datetime) -> tuple[Run, ...]:
        """Return "10am to 12:30pm"."""
        until = self.say("to")
        return (Run(text=f"{self.clock(start)} "), until, Run(text=f" {self.clock(end)}"))
