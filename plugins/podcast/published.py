"""An episode with the addresses and true facts of everything that is published with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from plugins.catalogue.item import Item

Medium: TypeAlias = Literal["audio", "video"]


@dataclass(frozen=True, kw_only=True)
class Enclosure:
    """A recording as listeners get it: measured after its tags were written."""

    url: str  # whole, with https://
    bytes: int
    media_type: str  # "audio/mpeg"
    seconds: float | None = None
    sri: str | None = None  # W3C Subresource Integrity: "sha384-" and the digest in base64
    width: int | None = None
    height: int | None = None
    codecs: str | None = None  # RFC 6381: "avc1.64001F, mp4a.40.2"
    bitrate: int | None = None  # bits a second, on average
    language: str | None = None  # None: the site's own
    title: str | None = None  # what tells it from the others: "Sound only"

    @property
    def medium(self) -> Medium:
        """Whether it is sound or video."""
        return "video" if self.media_type.startswith("video/") else "audio"


@dataclass(frozen=True, kw_only=True)
class Link:
    """A file that goes with an episode, such as a transcript."""

    url: str  # whole, with https://
    media_type: str
    language: str | None = None
    rel: Literal["captions"] | None = None  # captions: it has times


@dataclass(frozen=True, kw_only=True)
class PublishedChapter:
    """A chapter, from wherever its episode had it."""

    start: float  # seconds
    title: str
    url: str | None = None
    image_url: str | None = None
    hidden: bool = False  # Not in the list of chapters, as for a picture that only changes.


@dataclass(frozen=True, kw_only=True)
class PublishedEpisode:
    """An episode as a feed can speak of it."""

    item: Item  # an episode, a patient story that is one, or any item that is read out
    enclosure: Enclosure
    alternates: tuple[Enclosure, ...] = ()  # every other recording of the same episode
    transcripts: tuple[Link, ...] = ()
    chapters_url: str | None = None
    chapters: tuple[PublishedChapter, ...] = ()

    @property
    def recordings(self) -> Iterator[Enclosure]:
        """Every recording, the main one first."""
        yield self.enclosure
        yield from self.alternates

    def in_medium(self, medium: Medium) -> PublishedEpisode | None:
        """Return the episode with its first sound or video as the enclosure; None without any."""
        fit = [one for one in self.recordings if one.medium == medium]
        if not fit:
            return None
        # One in the show's own language comes before a dubbed one.
        chosen = min(fit, key=lambda one: one.language is not None)
        others = tuple(one for one in self.recordings if one is not chosen)
        return replace(self, enclosure=chosen, alternates=others)
