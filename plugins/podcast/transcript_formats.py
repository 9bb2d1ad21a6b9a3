"""One transcript to all its formats: the list of them, in the order in which feeds name them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeAlias

from plugins.catalogue.problem import ContentError, Problem
from plugins.podcast.transcript import Line, Transcript
from plugins.podcast.transcript_html import as_html
from plugins.podcast.transcript_json import as_json, lines_of_json
from plugins.podcast.transcript_srt import as_srt, lines_of_srt
from plugins.podcast.transcript_text import as_text, lines_of_text
from plugins.podcast.transcript_vtt import as_vtt, lines_of_vtt

Read: TypeAlias = Callable[[bytes, str, float | None], tuple[Line, ...]]
# How each format is read, by the end of the file's name.
SOURCES: Mapping[str, Read] = {
    ".vtt": lines_of_vtt,
    ".srt": lines_of_srt,
    ".json": lines_of_json,
    ".txt": lines_of_text,
}


@dataclass(frozen=True)
class TranscriptFile:
    """A transcript in one format, as it is published."""

    suffix: str  # ".vtt"
    media_type: str
    has_times: bool  # and so can be captions
    data: bytes


def read_transcript(
    data: bytes, path: str, length: float | None = None
) -> tuple[Transcript | None, tuple[Problem, ...]]:
    """Return the transcript of a recording of `length` seconds, or every problem in it."""
    read = SOURCES[PurePosixPath(path).suffix.lower()]
    try:
        lines = tuple(line for line in read(data, path, length) if line.text)
    except ContentError as error:
        return None, error.problems
    if not lines:
        remedy = "Write what is said, or give another file."
        return None, (Problem(path, 1, "the transcript has no words.", remedy),)
    return Transcript(lines), ()


def transcript_files(
    transcript: Transcript, title: str, language: str
) -> tuple[TranscriptFile, ...]:
    """Return a transcript in every format that it can have, the richest first.

    One without times cannot be captions, and has only the formats to read.
    """
    timed = (
        (".vtt", "text/vtt", as_vtt),
        (".srt", "application/x-subrip", as_srt),
        (".json", "application/json", as_json),
    )
    captions = [
        TranscriptFile(suffix, media_type, has_times=True, data=write(transcript).encode())
        for suffix, media_type, write in (timed if transcript.is_timed else ())
    ]
    html = as_html(transcript, title, language).encode()
    return (
        *captions,
        # Not .html: it is there for apps, and no page of the site with its frame and search.
        TranscriptFile(".htm", "text/html", has_times=False, data=html),
        TranscriptFile(".txt", "text/plain", has_times=False, data=as_text(transcript).encode()),
    )
