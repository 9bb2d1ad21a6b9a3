"""What a published recording says of itself, whatever its format; and its cover."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from PIL import Image

from plugins.catalogue.picture import (
    BROKEN,
    FORMATS,
    SAVE_AGAIN,
    UnfitPictureError,
    read_picture,
)
from plugins.podcast.chapters import FileChapter

LARGEST_COVER = 500_000  # bytes: apps refuse larger pictures
COVER_SIDE = 1400  # pixels


@dataclass(frozen=True, kw_only=True)
class Tags:
    """The facts of an episode that travel in its file."""

    title: str
    show: str
    author: str
    date: date
    summary: str
    seconds: float
    page: str  # whole addresses, with https://
    feed: str
    guid: str
    season: int | None = None
    episode: int | None = None
    people: tuple[tuple[str, str], ...] = ()  # what they do in it, and their name
    language: str | None = None  # as in HTML: "en-GB"
    copyright: str | None = None
    licence: str | None = None  # its address
    words: str | None = None  # everything that is said
    chapters: tuple[FileChapter, ...] = ()
    cover: bytes | None = field(default=None, repr=False)  # JPEG


@lru_cache(maxsize=16)
def cover_of(picture: bytes, side: int = COVER_SIDE) -> bytes:
    """Return a picture as the JPEG that players show: RGB, and small enough for all of them.

    UnfitPictureError says why it cannot be had.
    """
    read_picture(picture, side)  # It refuses what is enormous, and most that is damaged.
    try:
        with Image.open(io.BytesIO(picture), formats=FORMATS) as opened:
            image = opened.convert("RGB")
    except BROKEN as error:
        raise UnfitPictureError("is damaged.", SAVE_AGAIN) from error
    image.thumbnail((side, side), Image.Resampling.LANCZOS)
    for quality in (88, 80, 70, 55, 40, 25, 10):
        made = io.BytesIO()
        image.save(made, "JPEG", quality=quality, optimize=True)
        if made.tell() <= LARGEST_COVER:
            break
    return made.getvalue()
