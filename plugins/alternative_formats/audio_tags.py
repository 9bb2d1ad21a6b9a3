"""The tags of a spoken item: ID3 2.3, with a chapter for each part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import mutagen.id3

from plugins.catalogue.media_id3 import language_code, link, said_in, tag_bytes

id3: Any = mutagen.id3  # It knows no types.
UTF_16 = 1  # ID3 2.3 knows no UTF-8


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the sound, by its heading."""

    title: str
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """What a player shows."""

    title: str
    artist: str
    album: str
    issued: date
    language: str
    comment: str
    address: str
    seconds: float
    chapters: tuple[Chapter, ...] = ()


def tag_of(tags: Tags) -> bytes:
    """Return a whole tag, to stand before the sound."""
    return tag_bytes(_frames(tags))


def _frames(tags: Tags) -> Iterator[Any]:
    yield id3.TIT2(encoding=UTF_16, text=tags.title)
    yield id3.TPE1(encoding=UTF_16, text=tags.artist)
    yield id3.TPUB(encoding=UTF_16, text=tags.artist)
    yield id3.TALB(encoding=UTF_16, text=tags.album)
    yield id3.TDRC(encoding=0, text=tags.issued.isoformat())
    yield id3.TCON(encoding=0, text="Speech")
    yield id3.TLEN(encoding=0, text=str(round(tags.seconds * 1000)))
    if code := language_code(tags.language):
        yield id3.TLAN(encoding=0, text=code)
    yield id3.COMM(encoding=UTF_16, desc="", text=tags.comment, **said_in(tags.language))
    yield id3.WOAF(url=link(tags.address))
    yield from _chapters(tags.chapters)


def _chapters(chapters: tuple[Chapter, ...]) -> Iterator[Any]:
    """Yield the chapters and their table: ID3v2 Chapter Frame Addendum 1.0."""
    if not chapters:
        return
    names = [f"part{number:03}" for number in range(len(chapters))]
    flags = id3.CTOCFlags.TOP_LEVEL | id3.CTOCFlags.ORDERED
    yield id3.CTOC(element_id="parts", flags=flags, child_element_ids=names, sub_frames=[])
    for name, one in zip(names, chapters, strict=True):
        title = id3.TIT2(encoding=UTF_16, text=one.title)
        yield id3.CHAP(
            element_id=name,
            start_time=round(one.start * 1000),
            end_time=round(one.end * 1000),
            sub_frames=[title],
        )
