"""A file that one room makes of a file in the content, for another room to publish instead."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from plugins.catalogue.media import Media


@dataclass(frozen=True)
class PreparedFile:
    """What is published in place of a file in the content."""

    media: Media
    suffix: str  # ".mp3": what it ends in, which may not be what the editor's ends in
    digest: str  # SHA-256 of what is published, in hexadecimal digits
    file: Path | None = None  # where its bytes are
    data: bytes | None = None  # or the bytes
    url: str | None = None  # or where it lies on another host, with https://
