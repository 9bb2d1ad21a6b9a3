"""An ID3 2.3 tag from its frames, as every room writes it that publishes MP3s."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

import mutagen.id3

id3: Any = mutagen.id3  # It knows no types.
HEAD = 10  # bytes of a tag's own head, and of each frame's
# ISO 639-2, for the languages of public bodies in the United Kingdom.
CODES = {
    "ar": "ara", "bn": "ben", "cy": "wel", "de": "ger", "en": "eng", "es": "spa", "fa": "per",
    "fr": "fre", "ga": "gle", "gd": "gla", "gu": "guj", "hi": "hin", "it": "ita", "ku": "kur",
    "lt": "lit", "ne": "nep", "pa": "pan", "pl": "pol", "ps": "pus", "pt": "por", "ro": "rum",
    "ru": "rus", "so": "som", "ta": "tam", "tr": "tur", "uk": "ukr", "ur": "urd", "zh": "chi",
}  # fmt: skip


def language_code(language: str | None) -> str | None:
    """Return a language as ID3 names it, "eng" of "en-GB"; None where it is not in our list."""
    return CODES.get((language or "").partition("-")[0])


def said_in(language: str | None) -> dict[str, str]:
    """Return what a frame of words says of their language; without it, that nobody knows it."""
    code = language_code(language)
    return {"lang": code} if code else {}


def link(url: str) -> str:
    """Return an address as a tag can hold it: in ASCII."""
    return quote(url, safe="%/:?#[]@!$&'()*+,;=~")


def tag_bytes(frames: Iterable[Any]) -> bytes:
    """Return a whole tag, to stand before the sound; its chapters by the names of their frames."""
    made = id3.ID3()
    for frame in frames:
        made.add(frame)
    made.update_to_v23()
    file = io.BytesIO()
    made.save(file, v1=0, v2_version=3, padding=lambda _: 0)
    return _in_order(file.getvalue())


def _in_order(tag: bytes) -> bytes:
    """Return a tag with the chapters by their time: mutagen writes them by their size.

    Players that show chapters in the order of the file would show them in a mess.
    """
    frames = []
    at = HEAD
    while at < len(tag):
        size = int.from_bytes(tag[at + 4 : at + 8], "big")  # ID3v2.3, 3.3
        frames.append(tag[at : at + HEAD + size])
        at += HEAD + size
    # Names of chapters count up; all else stays where it was, before them.
    chapters = sorted((f for f in frames if f.startswith(b"CHAP")), key=lambda f: f[HEAD:])
    return tag[:HEAD] + b"".join([f for f in frames if not f.startswith(b"CHAP")] + chapters)
