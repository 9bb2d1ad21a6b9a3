"""A WebVTT file as cues with times and speakers, and as the file that browsers are given."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError
from webvtt.models import Caption, Region, Style

from plugins.catalogue.front_matter import CONTROL
from plugins.catalogue.problem import ContentError, Problem

TIMES = "Write it like 00:01:05.000 --> 00:01:09.500, with an empty line before it."
HEADER = "Let the first line be WEBVTT, and the second be empty."
VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]*)>|</v>")
TAG = re.compile(r"</?(?:c|i|b|u|ruby|rt|v|lang)(?:[.\s][^>]*)?>|<(?:\d+:)?\d\d:\d\d\.\d{3}>")
STRAY = re.compile(r"<[^>]{0,20}>?")


@dataclass(frozen=True)
class Cue:
    """Words of one speaker, from start to end in seconds."""

    start: float
    end: float
    speaker: str | None
    text: str


@dataclass(frozen=True)
class Captions:
    """A file of captions that was read."""

    cues: tuple[Cue, ...]
    published: bytes  # valid WebVTT, without the editors' notes


@dataclass(frozen=True)
class _Block:
    line: int
    rows: tuple[str, ...]

    @property
    def is_cue(self) -> bool:
        # A note that an arrow stands in is a note all the same, but in its first line.
        return any("-->" in row for row in self.rows)


def read_captions(
    data: bytes, path: str, length: float | None
) -> tuple[Captions | None, tuple[Problem, ...]]:
    """Return the captions of a recording of `length` seconds, or every problem in them."""
    try:
        text = text_of(data, path)
    except ContentError as error:
        return None, error.problems
    problems = tuple(_problems(text, path, length))
    if problems:
        return None, problems
    whole = webvtt.from_string(text, strict=True)
    return Captions(tuple(_cues(whole.captions)), _published(whole)), ()


def text_of(data: bytes, path: str) -> str:
    """Return a text file's words with plain line ends; ContentError where it is not UTF-8."""
    # Notepad writes UTF-16 when asked for "Unicode", and says so in the first two bytes.
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        remedy = "Save it again as plain text with the encoding UTF-8."
        problem = Problem(path, line, "this file is not UTF-8 text.", remedy)
        raise ContentError([problem]) from error
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _problems(text: str, path: str, length: float | None) -> Iterator[Problem]:
    rows = text.split("\n")
    if not re.match(r"WEBVTT([ \t]|$)", rows[0]):
        looks_like_srt = re.match(r"\s*\d+\s*\n\d\d:\d\d:\d\d,\d{3} -->", text)
        fault = "this is SubRip (SRT), not WebVTT." if looks_like_srt else "this is not WebVTT."
        remedy = "In the times, write points instead of commas." if looks_like_srt else ""
        yield Problem(path, 1, fault, f"{HEADER} {remedy}".strip())
        return
    if any("-->" in row for row in rows[: _header_ends(rows)]):
        yield Problem(path, 2, "no empty line stands after the first line.", HEADER)
        return
    captions: list[tuple[int, Caption]] = []
    for block in _blocks(rows):
        if not block.is_cue:
            if _is_lost(block):
                fault = f'"{block.rows[0][:60]}" has no times, and would never be shown.'
                remedy = f"Write a line with its times above it. {TIMES}"
                yield Problem(path, block.line, fault, remedy)
            continue
        caption = _caption(block)
        if caption is None:
            line, row = _time_row(block)
            yield Problem(path, line, f'the times "{row.strip()}" cannot be read.', TIMES)
            continue
        captions.append((_time_row(block)[0], caption))
        yield from _of_words(block, caption, path)
    yield from problems_of_times(captions, path, length)


def _blocks(rows: list[str]) -> Iterator[_Block]:
    """Yield what stands between empty lines, after the header."""
    start = _header_ends(rows)
    block: list[str] = []
    for number, row in enumerate([*rows[start:], ""], start=start + 1):
        if row:
            block.append(row)
        elif block:
            yield _Block(number - len(block), tuple(block))
            block = []


def _header_ends(rows: list[str]) -> int:
    return rows.index("") if "" in rows else len(rows)


def _is_lost(block: _Block) -> bool:
    return not re.match(r"(NOTE|STYLE|REGION)([ \t]|$)", block.rows[0])


def _caption(block: _Block) -> Caption | None:
    """Read one cue alone, so that a broken one hides no other."""
    try:
        captions = webvtt.from_string("WEBVTT\n\n" + "\n".join(block.rows), strict=True).captions
    except (MalformedCaptionError, MalformedFileError):
        return None
    return captions[0] if len(captions) == 1 else None


def _time_row(block: _Block) -> tuple[int, str]:
    rows = [(number, row) for number, row in enumerate(block.rows, block.line) if "-->" in row]
    # Two rows of times in one block: the second has no empty line before it.
    return rows[-1]


def _of_words(block: _Block, caption: Caption, path: str) -> Iterator[Problem]:
    line = _time_row(block)[0]
    if not caption.text.strip():
        remedy = "Write what is said, or delete the times."
        yield Problem(path, line, "these times have no words.", remedy)
    for number, row in enumerate(caption.lines, line + 1):
        stray = STRAY.search(TAG.sub("", row))
        if stray:
            remedy = "Write &lt; for the sign <, or correct the tag: players leave others out."
            yield Problem(path, number, f'"{stray[0]}" would not be shown.', remedy)


def problems_of_times(
    captions: list[tuple[int, Caption]], path: str, length: float | None
) -> Iterator[Problem]:
    """Yield what is wrong with the times of captions, each given with the line of its times."""
    if not captions:
        remedy = f"Write what is said, each part under its times. {TIMES}"
        yield Problem(path, 1, "the transcript has no words.", remedy)
    before = 0.0
    for line, caption in captions:
        start, end = seconds_of(caption)
        if end <= start:
            yield Problem(path, line, f"{caption.end} is not after {caption.start}.", TIMES)
        if start < before:
            remedy = "Sort the parts by the time at which they begin."
            yield Problem(path, line, f"{caption.start} is before the part above it.", remedy)
        before = max(before, start)
        if length is not None and start > length:
            fault = f"{caption.start} is after the end of the recording, at {_clock(length)}."
            remedy = "Give the transcript of this recording, or correct the times."
            yield Problem(path, line, fault, remedy)
            return  # Whatever follows is after the end too.


def _cues(captions: list[Caption]) -> Iterator[Cue]:
    """Yield a cue for each voice of each caption."""
    for caption in captions:
        start, end = seconds_of(caption)
        speaker: str | None = None
        parts = VOICE.split("\n".join(caption.lines))
        # Words, then a voice (None where one ends), words, and so on.
        for index, part in enumerate(parts):
            if index % 2:
                speaker = html.unescape(part).strip() if part else None
            elif words := " ".join(html.unescape(TAG.sub("", part)).split()):
                yield Cue(start, end, speaker, words)


def _published(whole: webvtt.WebVTT) -> bytes:
    """Return the file without its notes: an editor's remarks are not for the public."""
    whole.header_comments, whole.footer_comments, whole.header_text = [], [], ""
    whole.metadata = []
    commented: list[Caption | Style | Region] = [*whole.captions, *whole.styles, *whole.regions]
    for part in commented:
        part.comments = []
    content: str = whole.content
    return (content.rstrip("\n") + "\n").encode()


def seconds_of(caption: Caption) -> tuple[float, float]:
    """Return when a caption begins and ends."""
    times = (caption.start_time, caption.end_time)
    start, end = (time.in_milliseconds() / 1000 for time in times)
    return start, end


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(int(minutes), 60)
    return f"{hours:02}:{minutes:02}:{rest:06.3f}"
