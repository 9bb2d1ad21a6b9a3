"""Transcripts as SRT, with speakers as the podcast namespace writes them: "Asha: Hello"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

import webvtt
from webvtt.errors import MalformedCaptionError
from webvtt.models import Caption, Timestamp

from plugins.catalogue.captions import problems_of_times, seconds_of, text_of
from plugins.catalogue.problem import ContentError, Problem
from plugins.podcast.transcript import Line, Transcript, is_sound, plain, split_label
from plugins.podcast.transcript_vtt import clock

TIMES = "Write it like 00:01:05,000 --> 00:01:09,500, with a number above it and the words below."
TIME_ROW = re.compile(r"\s*(\d+:\d\d?:\d\d?[,.]\d+)\s*-->\s*(\d+:\d\d?:\d\d?[,.]\d+)")
TAG = re.compile(r"</?(?:b|i|u|s|font)(?:\s[^>]*)?>|\{\\an?\d+\}", re.IGNORECASE)
# podcast-namespace, transcripts: two rows of 32 characters are the most on a card.
ROW, ROWS = 32, 2
SHORTEST = 0.3  # seconds: nobody reads a card in less


def lines_of_srt(data: bytes, path: str, length: float | None) -> tuple[Line, ...]:
    """Return what is said, or raise ContentError."""
    captions = _captions(text_of(data, path), path)
    if problems := tuple(problems_of_times(captions, path, length)):
        raise ContentError(problems)
    return tuple(_lines(caption for _, caption in captions))


def as_srt(transcript: Transcript) -> str:
    """Return a timed transcript as SRT, in cards that are short enough to read at a glance."""
    return "\n".join(
        f"{number}\n{clock(start, ',')} --> {clock(end, ',')}\n{words}\n"
        for number, (start, end, words) in enumerate(_cards(transcript), 1)
    )


def _lines(captions: Iterator[Caption]) -> Iterator[Line]:
    speaker: str | None = None
    for caption in captions:
        start, end = seconds_of(caption)
        for named, words in _by_label(caption.lines):
            # A speaker is named where they begin, and goes on until another one is named.
            speaker = named or speaker
            yield Line(words, None if is_sound(words) else speaker, start, end)


def _by_label(rows: Sequence[str]) -> Iterator[tuple[str | None, str]]:
    """Yield the words of each speaker of one card; a row may begin with a name."""
    speaker: str | None = None
    words: list[str] = []
    for row in rows:
        named, rest = split_label(plain(TAG.sub("", row)))
        if named and words:
            yield speaker, plain(" ".join(words))
            words = []
        speaker = named or speaker
        words.append(rest)
    yield speaker, plain(" ".join(words))


def _captions(text: str, path: str) -> list[tuple[int, Caption]]:
    """Return each caption with the line of its times."""
    rows = text.split("\n")
    marked = [number for number, row in enumerate(rows, 1) if "-->" in row]
    problems = list(_unreadable(rows, marked, path))
    if problems:
        raise ContentError(problems)
    # The reader wants a number above the first caption, and some programs leave it out.
    listed = rows[marked[0] - 1 :]
    captions = webvtt.from_buffer((f"{row}\n" for row in ("1", *listed)), format="srt").captions
    if len(captions) != len(marked):
        numbered = (row for row in marked[1:] if not rows[row - 2].strip().isdecimal())
        fault = "no number stands above these times."
        raise ContentError([Problem(path, next(numbered, marked[0]), fault, TIMES)])
    return list(zip(marked, captions, strict=True))


def _unreadable(rows: list[str], marked: list[int], path: str) -> Iterator[Problem]:
    if rows[0].startswith("WEBVTT"):
        yield Problem(path, 1, "this is WebVTT, whatever its name says.", "Let it end in .vtt.")
    elif not marked:
        yield Problem(path, 1, "there are no times in this file.", TIMES)
    else:
        for number, following in pairwise([*marked, len(rows) + 2]):
            row = rows[number - 1]
            if not _is_readable(row):
                fault = f'the times "{row.strip()[:60]}" cannot be read.'
                yield Problem(path, number, fault, TIMES)
            # The row above the next times is its number.
            elif not any(map(str.strip, rows[number : following - 2])):
                yield Problem(path, number, "these times have no words.", TIMES)


def _is_readable(row: str) -> bool:
    found = TIME_ROW.match(row)
    try:
        for time in found.groups() if found else ():
            Timestamp.from_string(time.replace(",", "."))
    except MalformedCaptionError:
        return False
    return found is not None


def _cards(transcript: Transcript) -> Iterator[tuple[float, float, str]]:
    """Yield start, end and words of each card; a long line's time is shared by its letters."""
    lines = list(transcript.timed())
    speaker: str | None = None
    for (start, end, line), after in zip_longest(lines, lines[1:]):
        label = f"{line.speaker}: " if line.speaker and line.speaker != speaker else ""
        speaker = line.speaker or speaker
        # In SRT an arrow would be read as times, and there is no way to write it otherwise.
        rows = _rows(f"{label}{line.text}".replace("-->", "→"))
        # Where somebody else begins meanwhile, later cards would stand after theirs.
        alone = after is None or end <= after[0]
        slow = (end - start) * ROWS >= SHORTEST * len(rows)
        yield from _timed(start, end, _cut(rows, ROWS if alone and slow else len(rows)))


def _timed(start: float, end: float, cards: Sequence[str]) -> Iterator[tuple[float, float, str]]:
    letters = sum(map(len, cards))
    passed = 0
    for card in cards:
        begins = start + (end - start) * passed / letters
        passed += len(card)
        yield begins, start + (end - start) * passed / letters, card


def _rows(text: str) -> list[str]:
    """Return text in short rows; a word that is longer than a row stays whole."""
    rows: list[str] = []
    for word in text.split():
        if rows and len(rows[-1]) + 1 + len(word) <= ROW:
            rows[-1] += f" {word}"
        else:
            rows.append(word)
    return rows


def _cut(rows: list[str], size: int) -> list[str]:
    return ["\n".join(rows[at : at + size]) for at in range(0, len(rows), size)]
