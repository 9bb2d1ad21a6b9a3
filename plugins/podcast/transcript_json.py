"""Transcripts as the podcast namespace's JSON, version 1.0.0."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any, cast

from webvtt.models import Caption

from plugins.catalogue.captions import problems_of_times, text_of
from plugins.catalogue.problem import ContentError, Problem
from plugins.podcast.transcript import ENDS_OF_SENTENCES, Line, Transcript, likely_end, plain
from plugins.podcast.transcript_vtt import clock

SHAPE = (
    'Write {"version": "1.0.0", "segments": [...]}, each segment with startTime, endTime,'
    " speaker and body, or give the transcript as WebVTT."
)
LONGEST = 84  # characters of words that are joined: two rows of a caption
LATEST = 360_000  # seconds: nothing lasts a hundred hours
GAP = re.compile(r"[\s,]*")


def lines_of_json(data: bytes, path: str, length: float | None) -> tuple[Line, ...]:
    """Return what is said, or raise ContentError."""
    text = text_of(data, path)
    segments = _segments(text, path)
    faults = [(number, fault) for number, one in enumerate(segments) if (fault := _fault(one))]
    if faults:
        rows = _rows(text)
        raise ContentError(
            Problem(path, rows[number], f"segment {number + 1} {fault}", SHAPE)
            for number, fault in faults
        )
    lines = list(_lines(segments, length))
    _must_be_in_order(lines, text, path, length)
    return tuple(_joined(lines))


def as_json(transcript: Transcript) -> str:
    """Return a timed transcript as JSON."""
    segments = [
        ({"speaker": line.speaker} if line.speaker else {})
        | {"startTime": start, "endTime": end, "body": line.text}
        for start, end, line in transcript.timed()
    ]
    whole = {"version": "1.0.0", "segments": segments}
    return f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n"


def _segments(text: str, path: str) -> list[Any]:
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        raise ContentError([Problem(path, error.lineno, "this is not JSON.", SHAPE)]) from error
    except RecursionError as error:
        fault = "too many brackets stand inside one another."
        raise ContentError([Problem(path, 1, fault, SHAPE)]) from error
    segments = whole.get("segments") if isinstance(whole, dict) else None
    if not isinstance(segments, list):
        raise ContentError([Problem(path, 1, "there is no list of segments here.", SHAPE)])
    return segments


def _fault(segment: object) -> str | None:
    if not isinstance(segment, dict):
        return "is not a group of fields."
    if not isinstance(segment.get("body"), str):
        return "has no body, the words that are said."
    start, end, speaker = (segment.get(name) for name in ("startTime", "endTime", "speaker"))
    if not _is_time(start):
        return "has no startTime in seconds."
    if end is not None and not (_is_time(end) and end >= start):
        return "has an endTime that is before its startTime, or no number."
    return None if speaker is None or isinstance(speaker, str) else "has a speaker without a name."


def _is_time(value: object) -> bool:
    # To Python true is an int, and its reader of JSON takes NaN and Infinity.
    return type(value) in {int, float} and 0 <= cast("float", value) < LATEST


def _rows(text: str) -> list[int]:
    """Return the line on which each segment begins."""
    found = re.search(r'"segments"\s*:\s*\[\s*', text)
    at, row = (found.end() if found else 0), 1
    row += text.count("\n", 0, at)
    rows = []
    decoder = json.JSONDecoder()
    while text[at] != "]":
        rows.append(row)
        _, ends = decoder.raw_decode(text, at)
        gap = GAP.match(text, ends)
        ends = gap.end() if gap else ends
        row += text.count("\n", at, ends)
        at = ends
    return rows


def _lines(segments: Sequence[Mapping[str, Any]], length: float | None) -> Iterator[Line]:
    """Yield a line for each segment; one without an end lasts until the next begins."""
    for segment, after in zip_longest(segments, segments[1:]):
        words, start = plain(segment["body"]), round(float(segment["startTime"]), 3)
        told = likely_end(start, words)
        end = after["startTime"] if after else min(told, max(length or told, start))
        end = max(segment.get("endTime", end) or end, start + 0.001)
        yield Line(words, plain(segment.get("speaker") or "") or None, start, round(end, 3))


def _must_be_in_order(lines: Sequence[Line], text: str, path: str, length: float | None) -> None:
    timed = Transcript(tuple(lines)).timed()
    captions = [(0, Caption(clock(start), clock(end))) for start, end, _ in timed]
    if any(problems_of_times(captions, path, length)):
        numbered = [(row, one) for row, (_, one) in zip(_rows(text), captions, strict=True)]
        raise ContentError(problems_of_times(numbered, path, length))


def _joined(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield lines of readable length where the source gives each word a segment of its own."""
    held: Line | None = None
    for line in lines:
        if not line.text:
            continue
        if held and _is_next_word(held, line):
            held = replace(held, text=f"{held.text} {line.text}", end=line.end)
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _is_next_word(before: Line, line: Line) -> bool:
    return (
        " " not in line.text
        and line.speaker == before.speaker
        and before.text[-1] not in ENDS_OF_SENTENCES
        and len(before.text) + len(line.text) < LONGEST
    )
