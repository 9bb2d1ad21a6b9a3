"""A podcast as its feed has it: what an import takes over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from xml.etree.ElementTree import Element


@dataclass(frozen=True)
class File:
    """A file that the feed names."""

    url: str
    media_type: str = ""
    language: str | None = None
    title: str | None = None


@dataclass(frozen=True)
class ImportedChapter:
    """A chapter as the feed has it."""

    start: float
    title: str
    url: str | None = None


@dataclass(frozen=True)
class Person:
    """A person as the feed names one."""

    name: str
    part: str
    url: str | None = None


@dataclass(frozen=True, kw_only=True)
class ImportedEpisode:
    """An item of the feed."""

    title: str
    guid: str
    came_out: datetime
    link: str
    notes: str  # HTML, or plain text
    enclosure: File
    alternates: tuple[File, ...] = ()
    transcripts: tuple[File, ...] = ()
    chapters_url: str | None = None
    chapters: tuple[ImportedChapter, ...] = ()
    artwork: str | None = None
    artwork_alt: str | None = None
    author: str | None = None
    people: tuple[Person, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)  # type, explicit, season, episode
    item: Element | None = None  # for what import_show.py takes over word by word


@dataclass(frozen=True, kw_only=True)
class ImportedShow:
    """The feed's channel."""

    title: str
    guid: str
    link: str
    feed_url: str | None
    description: str
    author: str
    owner: tuple[str, str] | None  # name and e-mail
    categories: tuple[str, ...]  # "Health & Fitness > Medicine"
    artwork: str | None
    artwork_alt: str | None
    people: tuple[Person, ...]
    channel: Element  # for what import_show.py takes over word by word
    episodes: tuple[ImportedEpisode, ...]
    left_out: tuple[str, ...]  # items that are none: their titles
    next_page: str | None
