"""A recording: bytes, media type, length in seconds, sound or video. Measured, never typed.

mutagen's lengths are checked where they are known to be false: an MP3 of changing bit rate without
a header, an MP3 cut short, an MP4 in fragments, and WebM.
"""

from __future__ import annotations

import mmap
import re
from dataclasses import dataclass
from pathlib import Path

import mutagen
from mutagen import MutagenError

from plugins.catalogue.media_faults import SAVE_AGAIN, WHOLE_AGAIN, Bytes, UnfitRecordingError
from plugins.catalogue.media_mp3 import TOLERANCE, frame, mp3_seconds
from plugins.catalogue.media_mp4 import mp4_facts
from plugins.catalogue.media_webm import webm_facts

__all__ = ["MEDIA_TYPES", "TOLERANCE", "Media", "UnfitRecordingError", "measure", "tags_of"]

LARGEST = 2_000_000_000  # bytes; a film of two hours that telephones can load has a quarter of it
SMALLER = (
    "Export it again with a lower bit rate, or put it on a host for media and name its address."
)
# Apple's table of media types for podcasts; browsers agree with all of them.
MEDIA_TYPES = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/x-m4a",
    ".mp4": "video/mp4",
    ".m4v": "video/x-m4v",
    ".webm": "video/webm",
}


@dataclass(frozen=True)
class Media:
    """What is true of a recording."""

    bytes: int
    media_type: str
    seconds: float | None  # None: a WebM whose program did not write it down
    is_video: bool


def measure(file: Path) -> Media:
    """Return what is true of a recording; UnfitRecordingError says why it cannot be used."""
    size = file.stat().st_size
    if size == 0:
        raise UnfitRecordingError("is empty.", WHOLE_AGAIN)
    if size > LARGEST:
        raise UnfitRecordingError("is larger than 2 GB.", SMALLER)
    suffix = file.suffix.lower()
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as data:
        _agree(suffix, _kind(data))
        if suffix == ".mp3":
            length, is_video = mp3_seconds(file, data), False
        elif suffix == ".webm":
            length, is_video = webm_facts(data)
        else:
            length, is_video = mp4_facts(data, suffix)
    return Media(size, MEDIA_TYPES[suffix], length, is_video)


def tags_of(file: Path) -> str:
    """Return every word in a recording's tags (title, artist and the like), one a line."""
    try:
        opened = mutagen.File(file)
    except MutagenError:
        return ""
    return str(opened.tags.pprint()) if opened is not None and opened.tags else ""


def _kind(data: Bytes) -> str:
    """Return what the file is by its first bytes, whatever its name says."""
    start = data[:16]
    if start[4:8] == b"ftyp":
        return "MP4"
    if start[:4] == b"\x1a\x45\xdf\xa3":
        return "WebM" if b"webm" in data[:64] else "Matroska (MKV)"
    if start[:4] == b"RIFF":
        return {b"WAVE": "WAV", b"AVI ": "AVI"}.get(start[8:12], "RIFF")
    known = {b"OggS": "Ogg", b"fLaC": "FLAC", b"ID3": "MP3", b"#!AMR": "AMR", b"%PDF": "PDF"}
    for mark, kind in known.items():
        if start.startswith(mark):
            return kind
    if frame(data, 0):
        return "MP3"
    return "AAC" if re.match(b"\xff[\xf0\xf1\xf8\xf9]", start) else ""  # ADTS


def _agree(suffix: str, kind: str) -> None:
    wanted = {".mp3": "MP3", ".webm": "WebM"}.get(suffix, "MP4")
    if kind == wanted:
        return
    names = {"MP4": ".mp4 for video or .m4a for sound", "MP3": ".mp3", "WebM": ".webm"}
    if kind in names:
        fault = f"is in truth {kind}, whatever its name says."
        raise UnfitRecordingError(fault, f"Let its name end in {names[kind]}.")
    if kind:
        raise UnfitRecordingError(f"is in truth {kind}, whatever its name says.", SAVE_AGAIN)
    raise UnfitRecordingError("is not sound or video, or is damaged.", SAVE_AGAIN)
