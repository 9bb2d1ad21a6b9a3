"""The tags of a spoken item: ID3 2.3, with a chapter for each part."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

import mutagen.id3

id3: Any = mutagen.id3  # It knows no types.
UTF_16 = 1  # ID3 2.3 knows no UTF-8
HEAD = 10  # bytes of the tag's head, and of each frame's
# ISO 639-2 (ID3 2.3, 4.2.1 TLAN); the rest are unknown to players anyway.
LANGUAGES = {
    "ar": "ara", "bn": "ben", "cy": "wel", "de": "ger", "en": "eng", "es": "spa", "fa": "per",
    "fr": "fre", "ga": "gle", "gd": "gla", "gu": "guj", "hi": "hin", "it": "ita", "ku": "kur",
    "lt": "lit", "ne": "nep", "pa": "pan", "pl": "pol", "ps": "pus", "pt": "por", "ro": "rum",
    "ru": "rus", "so": "som", "ta": "tam", "tr": "tur", "uk": "ukr", "ur": "urd", "zh": "chi",
}  # fmt: skip


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
    made = id3.ID3()
    for one in _frames(tags):
        made.add(one)
    made.update_to_v23()
    file = io.BytesIO()
    made.save(file, v1=0, v2_version=3, padding=lambda _: 0)
    return _by_time(file.getvalue())


def _frames(tags: Tags) -> Iterator[Any]:
    language = LANGUAGES.get(tags.language.split("-", maxsplit=1)[0], "XXX")
    yield id3.TIT2(encoding=UTF_16, text=tags.title)
    yield id3.TPE1(encoding=UTF_16, text=tags.artist)
    yield id3.TPUB(encoding=UTF_16, text=tags.artist)
    yield id3.TALB(encoding=UTF_16, text=tags.album)
    yield id3.TDRC(encoding=0, text=tags.issued.isoformat())
    yield id3.TCON(encoding=0, text="Speech")
    yield id3.TLEN(encoding=0, text=str(round(tags.seconds * 1000)))
    if language != "XXX":
        yield id3.TLAN(encoding=0, text=language)
    yield id3.COMM(encoding=UTF_16, lang=language, desc="", text=tags.comment)
    yield id3.WOAF(url=quote(tags.address, safe="%/:?#[]@!$&'()*+,;=~"))
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


def _by_time(tag: bytes) -> bytes:
    """Return a tag with its chapters by their names, which count up; mutagen sorts by size.

    Many players show chapters in the order of the file.
    """
    chapters: list[bytes] = []
    others: list[bytes] = []
    at = HEAD
    while at < len(tag):
        end = at + HEAD + int.from_bytes(tag[at + 4 : at + 8], "big")  # ID3 2.3, 3.3
        (chapters if tag[at : at + 4] == b"CHAP" else others).append(tag[at:end])
        at = end
    chapters.sort(key=lambda one: one[HEAD:])
    return tag[:HEAD] + b"".join([*others, *chapters])
