"""An MP4 (ISO/IEC 14496-12): its length, and whether browsers play what is in it."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import TypeAlias

from plugins.catalogue.media_faults import WHOLE_AGAIN, Bytes, UnfitRecordingError, cut_short

PLAYABLE = {b"mp4a", b"Opus", b"fLaC", b".mp3", b"avc1", b"avc3", b"av01", b"vp09"}
PLACE_MARKS = (b"\xa9xyz", b"com.apple.quicktime.location", b"loci")
Box: TypeAlias = tuple[bytes, int, int]  # name, and where its content begins and ends


def _boxes(data: Bytes, at: int, end: int) -> Iterator[Box]:
    while at + 8 <= end:
        size, name = struct.unpack(">I4s", data[at : at + 8])
        begins = at + 8
        if size == 1:
            size, begins = struct.unpack(">Q", data[at + 8 : at + 16])[0], at + 16
        ends = end if size == 0 else at + size
        if ends > end or ends < begins:
            raise cut_short("its parts are longer than the file")
        yield name, begins, ends
        at = ends


def _inside(data: Bytes, box: Box, *path: bytes) -> Iterator[Box]:
    """Yield the boxes at a path of names inside a box."""
    if not path:
        yield box
        return
    for child in _boxes(data, box[1], box[2]):
        if child[0] == path[0]:
            yield from _inside(data, child, *path[1:])


def mp4_facts(data: Bytes, suffix: str) -> tuple[float, bool]:
    """Return the length in seconds, and whether it is video."""
    try:
        movie = next((box for box in _boxes(data, 0, len(data)) if box[0] == b"moov"), None)
        if movie is None:
            raise cut_short("its table of contents, which comes last, is missing")
        tracks: dict[bytes, bytes] = {}
        for track in _inside(data, movie, b"trak"):
            tracks |= _track(data, track)
        seconds = _mp4_seconds(data, movie)
    except struct.error as error:
        raise UnfitRecordingError("is damaged.", WHOLE_AGAIN) from error
    _refuse_place(data, movie)
    # A sound file may carry its cover, or pictures for its chapters, as a track of pictures.
    is_video = suffix != ".m4a"
    needed = b"vide" if is_video else b"soun"
    if needed not in tracks:
        fault = "has no pictures in it, only sound." if is_video else "has no sound in it."
        raise UnfitRecordingError(fault, "Let the name of a sound file end in .m4a." if is_video
                                  else "Export it again with its sound.")  # fmt: skip
    for kind in (b"vide", b"soun") if is_video else (b"soun",):
        if kind in tracks and tracks[kind] not in PLAYABLE:
            _refuse_codec(tracks[kind])
    return seconds, is_video


def _track(data: Bytes, track: Box) -> dict[bytes, bytes]:
    """Return a track's kind and the name of its encoding."""
    kinds = [data[at + 8 : at + 12] for _, at, _ in _inside(data, track, b"mdia", b"hdlr")]
    tables = _inside(data, track, b"mdia", b"minf", b"stbl", b"stsd")
    codes = [data[at + 12 : at + 16] for _, at, _ in tables]
    return dict(zip(kinds, codes, strict=False))


def _refuse_codec(code: bytes) -> None:
    name = {b"hvc1": "HEVC (H.265)", b"hev1": "HEVC (H.265)", b"alac": "Apple Lossless"}.get(
        code, code.decode("latin-1")
    )
    remedy = "Export it as H.264 with AAC sound, which every browser and telephone plays."
    raise UnfitRecordingError(f"is encoded as {name}, which many browsers cannot play.", remedy)


def _mp4_seconds(data: Bytes, movie: Box) -> float:
    for path in ((b"mvhd",), (b"mvex", b"mehd")):
        for _, at, _ in _inside(data, movie, *path):
            long = data[at] == 1
            if path == (b"mvhd",):
                form, start = (">IQ", at + 20) if long else (">II", at + 12)
                scale, length = struct.unpack_from(form, data, start)
            else:
                length = struct.unpack_from(">Q" if long else ">I", data, at + 4)[0]
            if scale and length:
                return float(length / scale)
    raise UnfitRecordingError(
        "does not say how long it is: it was written in fragments, as for a live broadcast.",
        "Export it again as an ordinary MP4, or run: ffmpeg -i old.mp4 -c copy new.mp4",
    )


def _refuse_place(data: Bytes, movie: Box) -> None:
    """Refuse a recording that says where the telephone stood: it may be a patient's home."""
    for name, begins, ends in _boxes(data, movie[1], movie[2]):
        if name in {b"udta", b"meta"} and any(mark in data[begins:ends] for mark in PLACE_MARKS):
            raise UnfitRecordingError(
                "holds the place where it was recorded, which anybody could read out of it.",
                "Export it again without the location.",
            )
