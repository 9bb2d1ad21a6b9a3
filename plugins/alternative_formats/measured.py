"""What a build measured of its formats, for the accessibility statement.

It is counted from the plans of all items. The plan of the statement itself is made from its words
without these numbers, so that they do not depend on themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plugins.alternative_formats.format import Gap
from plugins.alternative_formats.planning import Plan
from plugins.catalogue.item import Item
from plugins.catalogue.publication import Publication

# What readers choose by, and the file by which it is counted; the English of each.
FORMATS: Mapping[str, str] = {
    "large-print": "Large print on the screen",
    "pdf": "Large print on paper (PDF)",
    "epub": "E-book (EPUB)",
    "brf": "Braille (BRF and PEF)",
    "mp3": "Audio (MP3)",
    "txt": "Plain text",
}
OTHER_FORMATS = ("Easy Read", "British Sign Language", "Read aloud by a person")


@dataclass(frozen=True, kw_only=True)
class Lack:
    """How many items of a language cannot have a format, and why."""

    why: Gap
    language: str
    items: int


@dataclass(frozen=True, kw_only=True)
class Measured:
    """The numbers of one build."""

    items: int  # pages that have words of their own
    formats: Mapping[str, int]  # items that have it, by name, in the order of FORMATS
    languages: Mapping[str, int]  # items in each, the site's own language first
    lacks: tuple[Lack, ...]
    easy_read: int
    signed: int  # with a film in British Sign Language
    read_by_people: int
    pictures: int
    pictures_without_words: int  # those that decorate do not count
    recordings: int
    recordings_without_transcript: int

    @property
    def counted(self) -> tuple[tuple[str, int], ...]:
        """The English of each format and how many items have it, those made by people last."""
        by_people = (self.easy_read, self.signed, self.read_by_people)
        made = ((FORMATS[name], count) for name, count in self.formats.items())
        return (*made, *zip(OTHER_FORMATS, by_people, strict=True))


def measured_of(publication: Publication, plans: Iterable[Plan]) -> Measured:
    """Return the numbers of all plans of a publication."""
    every = tuple(plans)
    plain = tuple(plan for plan in every if not plan.easy_read)
    items = tuple(plan.item for plan in plain)
    own = publication.site.lang
    return Measured(
        items=len(items),
        formats={name: sum(_has(plan, name) for plan in plain) for name in FORMATS},
        languages=_languages(items, own),
        lacks=_lacks(plain, own),
        easy_read=len(every) - len(plain),
        signed=sum(item.bsl is not None for item in items),
        read_by_people=sum(plan.reader is not None for plan in plain),
        pictures=sum(len(item.images) + len(item.body.pictures) for item in items),
        pictures_without_words=sum(map(_pictures_without_words, items)),
        recordings=sum(len(item.recordings) for item in items),
        recordings_without_transcript=sum(
            not recording.transcript for item in items for recording in item.recordings
        ),
    )


def _has(plan: Plan, name: str) -> bool:
    return plan.has_large_print if name == "large-print" else plan.file(name) is not None


def _languages(items: Iterable[Item], own: str) -> Mapping[str, int]:
    counted = Counter(item.lang or own for item in items)
    return {lang: counted[lang] for lang in sorted(counted, key=lambda lang: (lang != own, lang))}


def _lacks(plans: Iterable[Plan], own: str) -> tuple[Lack, ...]:
    counted = Counter((gap.why, plan.item.lang or own) for plan in plans for gap in plan.gaps)
    return tuple(
        Lack(why=why, language=lang, items=count) for (why, lang), count in sorted(counted.items())
    )


def _pictures_without_words(item: Item) -> int:
    fields = sum(not image.alt and not image.decorative for image in item.images)
    return fields + sum(not picture.text for picture in item.body.pictures)
