"""An item that can be heard: what the room that reads items out gives to rooms that list them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from plugins.catalogue.item import Item


@dataclass(frozen=True, kw_only=True)
class SpokenItem:
    """One item, read out.

    settings["SPOKEN_ITEMS"](settings) gives them all, from the moment that pages are written, the
    newest first.
    """

    item: Item
    url: str  # from the site's root: "/news/flu-clinics/flu-clinics.mp3"
    file: Path  # the MP3, whose bytes never change under this digest
    digest: str  # SHA-256 of it, in hexadecimal digits
    bytes: int
    seconds: float
    cues_url: str | None  # of the WebVTT that says when each sentence is read
    cues: Path | None  # that WebVTT; None: nobody knows
    reader: str | None  # the person who reads; None: the computer's voice
