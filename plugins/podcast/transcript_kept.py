"""Transcripts in all formats, made once: an hour of words takes longer to read than to look up."""

from __future__ import annotations

import hashlib
import json
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from plugins.catalogue.known_files import KnownFiles
from plugins.catalogue.problem import Problem
from plugins.podcast.transcript import estimated
from plugins.podcast.transcript_formats import TranscriptFile, read_transcript, transcript_files
from plugins.podcast.transcript_text import as_text
from plugins.podcast.transcript_vtt import as_vtt

RECIPE = 2  # Another number where reading or writing changes.


@dataclass(frozen=True)
class MadeTranscript:
    """What becomes of one transcript."""

    is_timed: bool
    words: str  # everything that is said, with names
    captions: str  # WebVTT for the page; its times are only likely ones where there are none
    files: tuple[TranscriptFile, ...]


@dataclass(frozen=True)
class Transcripts:
    """A folder of made transcripts; without one, each is made anew."""

    folder: Path | None
    known: KnownFiles

    def made(
        self, root: Path, path: str, seconds: float, title: str, language: str
    ) -> tuple[MadeTranscript | None, tuple[Problem, ...]]:
        """Return what becomes of the transcript of a recording, or every problem in it."""
        file = root / path
        suffix = file.suffix.lower()
        ingredients = [RECIPE, self.known.digest(file), suffix, seconds, title, language]
        key = hashlib.sha256(json.dumps(ingredients).encode()).hexdigest()
        place = self.folder / key[:2] / f"{key}.json" if self.folder else None
        kept = _read(place) if place else None
        if kept:
            return kept, ()
        transcript, problems = read_transcript(file.read_bytes(), path, seconds)
        if transcript is None:
            return None, problems
        timed = transcript if transcript.is_timed else estimated(transcript, seconds)
        made = MadeTranscript(
            is_timed=transcript.is_timed,
            words=as_text(transcript).strip(),
            captions=as_vtt(timed),
            files=transcript_files(transcript, title, language),
        )
        if place:
            _write(place, made)
        return made, ()


def _write(place: Path, made: MadeTranscript) -> None:
    files = [asdict(one) | {"data": one.data.decode()} for one in made.files]
    text = json.dumps(asdict(made) | {"files": files}, ensure_ascii=False)
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", dir=place.parent, prefix=".new-", delete=False, encoding="utf-8"
    ) as new:
        new.write(f"{hashlib.sha256(text.encode()).hexdigest()}\n{text}")
    Path(new.name).replace(place)


def _read(place: Path) -> MadeTranscript | None:
    """Return what was made before; None where it is absent, or is not what was written."""
    try:
        checksum, _, text = place.read_text("utf-8").partition("\n")
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    if hashlib.sha256(text.encode()).hexdigest() != checksum:
        return None
    # The oldest are thrown away, and so each use counts.
    place.touch()
    kept: dict[str, Any] = json.loads(text)
    files = (TranscriptFile(**one | {"data": one["data"].encode()}) for one in kept.pop("files"))
    return MadeTranscript(**kept, files=tuple(files))
