"""A WebM (RFC 8794, EBML, and RFC 9559, Matroska): its length, and whether it holds video."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from plugins.catalogue.media_faults import WHOLE_AGAIN, Bytes, UnfitRecordingError, cut_short

SEGMENT, INFO, TRACKS, TRACK = 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE
SCALE, DURATION, TRACK_TYPE = 0x2AD7B1, 0x4489, 0x83
VIDEO_TRACK = 1


def _elements(data: Bytes, at: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield the number of each element, and where its content begins and ends."""
    while at < end:
        marker, number, at = _varied(data, at)
        number |= marker
        marker, size, at = _varied(data, at)
        # All ones: the length was not known when it was written, and it goes on to the end.
        ends = end if size == marker - 1 else at + size
        if ends > end:
            raise cut_short("its parts are longer than the file")
        yield number, at, ends
        at = ends


def _varied(data: Bytes, at: int) -> tuple[int, int, int]:
    """Return a number of varied length: its marker bit, its value, and where it ends."""
    if at >= len(data) or data[at] == 0:
        raise UnfitRecordingError("is damaged.", WHOLE_AGAIN)
    length = 9 - data[at].bit_length()
    value = int.from_bytes(data[at : at + length], "big")
    marker = 1 << 7 * length
    return marker, value & (marker - 1), at + length


def webm_facts(data: Bytes) -> tuple[float | None, bool]:
    """Return the length in seconds, if it is written down, and whether it is video."""
    scale, length, is_video = 1_000_000, None, False
    for number, begins, ends in _elements(data, 0, len(data)):
        if number != SEGMENT:
            continue
        for part, start, stop in _elements(data, begins, ends):
            if part == INFO:
                facts = {n: data[a:b] for n, a, b in _elements(data, start, stop)}
                scale = int.from_bytes(facts[SCALE], "big") if SCALE in facts else scale
                if value := facts.get(DURATION):
                    length = struct.unpack(">f" if len(value) == 4 else ">d", value)[0]  # noqa: PLR2004
            elif part == TRACKS:
                tracks = _elements(data, start, stop)
                is_video = any(_is_video_track(data, track) for track in tracks)
    return (length * scale / 1e9 if length else None), is_video


def _is_video_track(data: Bytes, track: tuple[int, int, int]) -> bool:
    number, begins, ends = track
    return number == TRACK and any(
        part == TRACK_TYPE and data[start] == VIDEO_TRACK
        for part, start, _ in _elements(data, begins, ends)
    )
