"""Transcripts as plain text, a paragraph for each turn: "Asha: Hello, and welcome."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from plugins.catalogue.captions import text_of
from plugins.podcast.transcript import (
    Line,
    Transcript,
    is_sound,
    likely_end,
    paragraphs_of,
    plain,
    split_label,
)

# [00:12:03] or (12:03) before a paragraph, as programs that write speech down put it.
CLOCK = re.compile(r"[\[(](?:(\d{1,2}):)?(\d{1,2}):(\d\d(?:\.\d{1,3})?)[\])]\s*")


def lines_of_text(data: bytes, path: str, length: float | None) -> tuple[Line, ...]:
    """Return what is said, or raise ContentError."""
    lines: list[Line] = []
    speaker: str | None = None
    for paragraph in re.split(r"\n[^\S\n]*\n", text_of(data, path)):
        for start, named, words in _parts(paragraph):
            # A paragraph without a name goes on with the same speaker.
            speaker = named or speaker
            lines.append(Line(words, None if is_sound(words) else speaker, start))
    return _with_ends(lines, length)


def as_text(transcript: Transcript) -> str:
    """Return a transcript as text; a name stands where the speaker changes."""
    paragraphs = []
    speaker: str | None = None
    for line in paragraphs_of(transcript):
        named = line.speaker if line.speaker != speaker else None
        speaker = line.speaker or speaker
        paragraphs.append(f"{named}: {line.text}" if named else line.text)
    return "\n\n".join(paragraphs) + "\n"


def _parts(paragraph: str) -> Iterator[tuple[float | None, str | None, str]]:
    """Yield start, speaker and words of each part; a row with a time or a name begins one."""
    start: float | None = None
    speaker: str | None = None
    words: list[str] = []
    for row in paragraph.split("\n"):
        clock = CLOCK.match(row.strip())
        named, rest = split_label(plain(row.strip()[clock.end() :] if clock else row))
        if clock or named:
            if any(words):
                yield start, speaker, plain(" ".join(words))
            start, speaker, words = _seconds(clock), named, []
        words.append(rest)
    if any(words):
        yield start, speaker, plain(" ".join(words))


def _seconds(clock: re.Match[str] | None) -> float | None:
    if clock is None:
        return None
    hours, minutes, seconds = clock.groups(default="0")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def _with_ends(lines: Sequence[Line], length: float | None) -> tuple[Line, ...]:
    """Return lines with times where each has its own, and without any otherwise."""
    starts = [line.start for line in lines if line.start is not None]
    if not starts or len(starts) < len(lines) or starts != sorted(set(starts)):
        # Half the times make no captions, and would mislead.
        return tuple(replace(line, start=None) for line in lines)
    last = length if length and length > starts[-1] else likely_end(starts[-1], lines[-1].text)
    ends = [*starts[1:], last]
    return tuple(replace(line, end=end) for line, end in zip(lines, ends, strict=True))
