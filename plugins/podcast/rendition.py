"""The published recordings of an episode: tagged copies, and of a film its sound alone.

Tags change a file, so each copy is tagged first and measured afterwards.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from plugins.catalogue.known_files import KnownFiles
from plugins.podcast.sound import Sound, measure_sound
from plugins.podcast.sound_facts import Recorded, RecordingFacts, sri
from plugins.podcast.tagging import Tags, cover_of
from plugins.podcast.tagging_mp3 import write_mp3
from plugins.podcast.tagging_mp4 import write_mp4

RECIPE = 2  # Another number where the making changes.
KEPT = 30 * 24 * 3600.0  # seconds
MAKERS = ("av", "mutagen", "pillow")  # programs whose versions change the bytes


@dataclass(frozen=True, kw_only=True)
class Rendition(RecordingFacts):
    """A recording as it is published."""

    file: Path
    digest: str  # SHA-256, in hexadecimal digits


@dataclass(frozen=True)
class Press:
    """Makes renditions, and keeps them in a folder by everything that their bytes come from."""

    folder: Path
    known: KnownFiles

    def tagged(self, source: Path, recorded: Recorded, tags: Tags, cover: Path | None) -> Rendition:
        """Return the tagged copy of a recording."""
        suffix = source.suffix.lower()

        def write(target: Path, whole: Tags) -> None:
            if suffix == ".mp3":
                write_mp3(source, target, whole, lacks_header=recorded.sound.lacks_header)
            else:
                write_mp4(source, target, whole)

        if suffix == ".webm":
            # Its tags are in no app's use, and browsers play it as it is.
            return Rendition(
                file=source,
                digest=recorded.digest,
                integrity=recorded.integrity,
                sound=recorded.sound,
            )
        return self._made(recorded, tags, cover, suffix, "tagged", write)

    def sound_only(
        self, film: Path, recorded: Recorded, tags: Tags, cover: Path | None
    ) -> Rendition:
        """Return the sound of a film, not encoded again."""

        def write(target: Path, whole: Tags) -> None:
            write_mp4(film, target, whole, only_sound=True)

        return self._made(recorded, tags, cover, ".m4a", "sound", write)

    def _made(  # noqa: PLR0913, PLR0917 - the ingredients
        self,
        recorded: Recorded,
        tags: Tags,
        cover: Path | None,
        suffix: str,
        kind: str,
        write: Callable[[Path, Tags], None],
    ) -> Rendition:
        picture = self.known.digest(cover) if cover else ""
        key = _key(recorded.digest, repr(tags), _digests(tags), picture, kind, suffix)
        place = self.folder / key[:2] / key
        kept = _kept(place, suffix)
        if kept is not None:
            return kept
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.folder) as room:
            made = Path(room, f"recording{suffix}")
            write(made, replace(tags, cover=cover_of(cover.read_bytes()) if cover else None))
            rendition = _measured(made, may_be_silent=not recorded.sound.sound_seconds)
            target = place / made.name
            made.replace(target)
            rendition = replace(rendition, file=target)
            _keep(rendition, Path(room, "facts.json"), place / "facts.json")
        return rendition


def clear_out(folder: Path) -> None:
    """Forget what no build has used for a month: recordings are large."""
    oldest = time.time() - KEPT
    for facts in folder.glob("recordings/*/*/facts.json"):
        if facts.stat().st_mtime < oldest:
            shutil.rmtree(facts.parent, ignore_errors=True)
    for made in folder.glob("transcripts/*/*.json"):
        if made.stat().st_mtime < oldest:
            made.unlink(missing_ok=True)


def has_sound_apart(sound: Sound) -> bool:
    """Tell whether a film's sound can be had alone without encoding it again."""
    return sound.width is not None and "mp4a.40" in sound.codecs


def _measured(file: Path, *, may_be_silent: bool) -> Rendition:
    data = file.read_bytes()
    sound = measure_sound(file, may_be_silent=may_be_silent)
    digest = hashlib.sha256(data).hexdigest()
    return Rendition(file=file, digest=digest, integrity=sri(data), sound=sound)


def _key(*ingredients: str) -> str:
    versions = [importlib.metadata.version(name) for name in MAKERS]
    whole = json.dumps([RECIPE, *versions, *ingredients])
    return hashlib.sha256(whole.encode()).hexdigest()


def _digests(tags: Tags) -> str:
    pictures = [one.picture for one in tags.chapters if one.picture]
    return " ".join(hashlib.sha256(picture).hexdigest() for picture in pictures)


def _keep(rendition: Rendition, made: Path, place: Path) -> None:
    stat = rendition.file.stat()
    facts = {
        "size": stat.st_size,
        "changed": stat.st_mtime_ns,
        "digest": rendition.digest,
        "integrity": rendition.integrity,
        "sound": asdict(rendition.sound),
    }
    made.write_text(json.dumps(facts, sort_keys=True))
    # Written last: without its facts a recording is made again.
    made.replace(place)


def _kept(place: Path, suffix: str) -> Rendition | None:
    """Return what was made before; None where it is absent, or is not what was made."""
    file = place / f"recording{suffix}"
    try:
        facts: dict[str, Any] = json.loads((place / "facts.json").read_text("utf-8"))
        stat = file.stat()
    except (FileNotFoundError, ValueError):
        return None
    if [stat.st_size, stat.st_mtime_ns] != [facts.get("size"), facts.get("changed")]:
        return None
    (place / "facts.json").touch()
    sound = Sound(**facts["sound"])
    return Rendition(file=file, digest=facts["digest"], integrity=facts["integrity"], sound=sound)
