"""What is true of a recording and which chapters it holds, remembered by its content."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from plugins.catalogue.known_files import KnownFiles
from plugins.podcast.chapters import FileChapter, chapters_in
from plugins.podcast.sound import Sound, measure_sound

RECIPE = "sound 2"  # Another number where measuring changes: older facts are forgotten.


@dataclass(frozen=True, kw_only=True)
class RecordingFacts:
    """What a feed says of a recording."""

    sound: Sound
    integrity: str | None = None  # W3C Subresource Integrity; None: nobody has read it


@dataclass(frozen=True, kw_only=True)
class Recorded(RecordingFacts):
    """An editor's recording."""

    digest: str  # SHA-256, in hexadecimal digits
    chapters: tuple[FileChapter, ...] = ()


def recorded(file: Path, known: KnownFiles, *, may_be_silent: bool = False) -> Recorded:
    """Return what is true of a recording, read only where it is new; or UnfitRecordingError."""
    digest = known.digest(file)
    what = f"{RECIPE} {file.suffix.lower()}{' silent' if may_be_silent else ''}"
    kept = known.recall(digest, what)
    if kept is None:
        sound = measure_sound(file, may_be_silent=may_be_silent)
        integrity, chapters = _sri_of(file), chapters_in(file)
        found = Recorded(sound=sound, integrity=integrity, digest=digest, chapters=chapters)
        known.keep(digest, what, _kept(found))
        return found
    chapters = tuple(_chapter(one) for one in kept["chapters"])
    sound = Sound(**kept["sound"])
    return Recorded(sound=sound, integrity=kept["integrity"], digest=digest, chapters=chapters)


def sri(data: bytes) -> str:
    """Return the integrity of a file, as browsers and apps check it."""
    return f"sha384-{base64.b64encode(hashlib.sha384(data).digest()).decode()}"


def _sri_of(file: Path) -> str:
    with file.open("rb") as opened:
        found = hashlib.file_digest(opened, "sha384").digest()
    return f"sha384-{base64.b64encode(found).decode()}"


def _kept(found: Recorded) -> dict[str, Any]:
    chapters = [
        asdict(one) | {"picture": base64.b64encode(one.picture).decode() if one.picture else None}
        for one in found.chapters
    ]
    return {"integrity": found.integrity, "sound": asdict(found.sound), "chapters": chapters}


def _chapter(kept: dict[str, Any]) -> FileChapter:
    chapter = FileChapter(**kept)
    picture = kept["picture"]
    return replace(chapter, picture=base64.b64decode(picture)) if picture else chapter
