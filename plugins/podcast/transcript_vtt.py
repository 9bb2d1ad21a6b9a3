"""Transcripts as WebVTT, which browsers and Apple Podcasts read: W3C WebVTT 1."""

from __future__ import annotations

import html
from collections.abc import Iterator

from plugins.catalogue.captions import read_captions
from plugins.catalogue.problem import ContentError
from plugins.podcast.transcript import Line, Transcript


def lines_of_vtt(data: bytes, path: str, length: float | None) -> tuple[Line, ...]:
    """Return what is said, or raise ContentError."""
    captions, problems = read_captions(data, path, length)
    if captions is None:
        raise ContentError(problems)
    return tuple(Line(cue.text, cue.speaker, cue.start, cue.end) for cue in captions.cues)


def as_vtt(transcript: Transcript) -> str:
    """Return a timed transcript as WebVTT with the speakers' names."""
    return "".join(("WEBVTT\n", *_cues(transcript)))


def _cues(transcript: Transcript) -> Iterator[str]:
    for start, end, line in transcript.timed():
        # Each cue is shown by itself, so each says whose words it has.
        voice = f"<v {_escaped(line.speaker)}>" if line.speaker else ""
        yield f"\n{clock(start)} --> {clock(end)}\n{voice}{_escaped(line.text)}\n"


def clock(seconds: float, point: str = ".") -> str:
    """Return a time as captions write it: "01:02:03.500"."""
    whole, milliseconds = divmod(round(seconds * 1000), 1000)
    minutes, rest = divmod(whole, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest:02}{point}{milliseconds:03}"


def _escaped(text: str) -> str:
    # An arrow in the words would be read as times: 4.1, "cue payload text".
    return html.escape(text, quote=False)
