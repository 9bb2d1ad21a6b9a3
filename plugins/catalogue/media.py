"""A recording: bytes, media type, length in seconds, sound or video. Measured, never typed.

The only reader through mutagen, whose lengths are checked where they are known to be false: an
MP3 of changing bit rate without a header, an MP3 cut short, an MP4 in fragments, and WebM.
"""

from __future__ import annotations

import mmap
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import mutagen
from mutagen import MutagenError
from mutagen.mp3 import MP3

# Apple's table of media types for podcasts; browsers agree with all of them.
MEDIA_TYPES = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/x-m4a",
    ".mp4": "video/mp4",
    ".m4v": "video/x-m4v",
    ".webm": "video/webm",
}
PLAYABLE = {b"mp4a", b"Opus", b"fLaC", b".mp3", b"avc1", b"avc3", b"av01", b"vp09"}
PLACE_MARKS = (b"\xa9xyz", b"com.apple.quicktime.location", b"loci")
TOLERANCE = 1.0  # seconds
Bytes: TypeAlias = "mmap.mmap | bytes"

SAVE_AGAIN = "Save it again in the program that made it, as MP3 for sound or MP4 (H.264) for video."
WHOLE_AGAIN = "Copy it again from where it came, and play it to its end."


@dataclass(frozen=True)
class Media:
    """What is true of a recording."""

    bytes: int
    media_type: str
    seconds: float | None  # None: a WebM whose program did not write it down
    is_video: bool


class UnfitRecordingError(ValueError):
    """The recording cannot be published; fault follows the file's name."""

    def __init__(self, fault: str, remedy: str) -> None:
        """Keep both, for the editor."""
        super().__init__(fault)
        self.fault = fault
        self.remedy = remedy


def measure(file: Path) -> Media:
    """Return what is true of a recording; UnfitRecordingError says why it cannot be used."""
    size = file.stat().st_size
    if size == 0:
        raise UnfitRecordingError("is empty.", WHOLE_AGAIN)
    suffix = file.suffix.lower()
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as data:
        _agree(suffix, _kind(data))
        if suffix == ".mp3":
            length, is_video = _mp3(file, data), False
        elif suffix == ".webm":
            length, is_video = _webm(data)
        else:
            length, is_video = _mp4(data, suffix)
    return Media(size, MEDIA_TYPES[suffix], length, is_video)


def tags_of(file: Path) -> str:
    """Return every word in a recording's tags (title, artist and the like), one a line."""
    try:
        opened = mutagen.File(file)
    except MutagenError:
        return ""
    return str(opened.tags.pprint()) if opened is not None and opened.tags else ""


def _kind(data: Bytes) -> str:
    """Return what the file is by its first bytes, whatever its name says."""
    start = data[:16]
    if start[4:8] == b"ftyp":
        return "MP4"
    if start[:4] == b"\x1a\x45\xdf\xa3":
        return "WebM" if b"webm" in data[:64] else "Matroska (MKV)"
    if start[:4] == b"RIFF":
        return {b"WAVE": "WAV", b"AVI ": "AVI"}.get(start[8:12], "RIFF")
    known = {b"OggS": "Ogg", b"fLaC": "FLAC", b"ID3": "MP3", b"#!AMR": "AMR", b"%PDF": "PDF"}
    for mark, kind in known.items():
        if start.startswith(mark):
            return kind
    if _frame(data, 0):
        return "MP3"
    return "AAC" if start[0] == 0xFF and start[1] & 0xF6 == 0xF0 else ""  # noqa: PLR2004 - ADTS


def _agree(suffix: str, kind: str) -> None:
    wanted = {".mp3": "MP3", ".webm": "WebM"}.get(suffix, "MP4")
    if kind == wanted:
        return
    names = {"MP4": ".mp4 for video or .m4a for sound", "MP3": ".mp3", "WebM": ".webm"}
    if kind in names:
        fault = f"is in truth {kind}, whatever its name says."
        raise UnfitRecordingError(fault, f"Let its name end in {names[kind]}.")
    if kind:
        raise UnfitRecordingError(f"is in truth {kind}, whatever its name says.", SAVE_AGAIN)
    raise UnfitRecordingError("is not sound or video, or is damaged.", SAVE_AGAIN)


# MP3: ISO/IEC 11172-3 and 13818-3, layer III.
BIT_RATES = {
    1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
SAMPLE_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
FRAME = re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb]")


def _frame(data: Bytes, at: int) -> tuple[int, float] | None:
    """Return the bytes and seconds of the frame that begins here, or None where none does."""
    head = data[at : at + 4]
    if len(head) < 4 or not FRAME.match(head):  # noqa: PLR2004 - a header is four bytes
        return None
    version, rate, sampling = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if rate in {0, 15} or sampling == 3 or version == 1:  # noqa: PLR2004 - reserved values
        return None
    samples = 1152 if version == 3 else 576  # noqa: PLR2004 - MPEG 1; 2 and 2.5 have half
    hertz = SAMPLE_RATES[version][sampling]
    bits = BIT_RATES[1 if version == 3 else 2][rate] * 1000  # noqa: PLR2004
    return samples // 8 * bits // hertz + (head[2] >> 1 & 1), samples / hertz


def _mp3(file: Path, data: Bytes) -> float | None:
    """Return the length that its frames add up to: a header may be absent, or promise more."""
    try:
        # mutagen knows no types.
        promised: Any = MP3(file).info  # type: ignore[no-untyped-call]
    except MutagenError as error:
        raise UnfitRecordingError("is damaged: no sound was found in it.", SAVE_AGAIN) from error
    seconds = _seconds_of_frames(data)
    # Only a header says how long the whole was; without one mutagen guesses from the first frame.
    has_header = str(promised.bitrate_mode) != "BitrateMode.UNKNOWN"
    if has_header and promised.length > seconds + TOLERANCE:
        raise _cut_short(f"of {_clock(promised.length)} only {_clock(seconds)} are there")
    return seconds


def _seconds_of_frames(data: Bytes) -> float:
    at = _after_tag(data)
    seconds = 0.0
    first = True
    end = len(data)
    while at < end:
        frame = _frame(data, at)
        if frame is None:
            match = FRAME.search(data, at + 1)
            if match is None:
                break
            at = match.start()
            continue
        size, duration = frame
        if at + size > end:
            break
        # The first frame may hold a table of contents instead of sound.
        if not (first and re.search(rb"Xing|Info|VBRI", data[at : at + size])):
            seconds += duration
        first = False
        at += size
    return seconds


def _after_tag(data: Bytes) -> int:
    if data[:3] != b"ID3":
        return 0
    a, b, c, d = data[6:10]  # Seven bits each: ID3v2, 6.2
    return 10 + (a << 21 | b << 14 | c << 7 | d)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s"


def _cut_short(how: str) -> UnfitRecordingError:
    return UnfitRecordingError(f"is cut short: {how}.", WHOLE_AGAIN)


# MP4: ISO/IEC 14496-12.
Box: TypeAlias = tuple[bytes, int, int]  # name, and where its content begins and ends


def _boxes(data: Bytes, at: int, end: int) -> Iterator[Box]:
    while at + 8 <= end:
        size, name = struct.unpack(">I4s", data[at : at + 8])
        begins = at + 8
        if size == 1:
            size, begins = struct.unpack(">Q", data[at + 8 : at + 16])[0], at + 16
        ends = end if size == 0 else at + size
        if ends > end or ends < begins:
            raise _cut_short("its parts are longer than the file")
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


def _mp4(data: Bytes, suffix: str) -> tuple[float, bool]:
    try:
        movie = next((box for box in _boxes(data, 0, len(data)) if box[0] == b"moov"), None)
        if movie is None:
            raise _cut_short("its table of contents, which comes last, is missing")
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


# WebM: RFC 8794 (EBML) and RFC 9559 (Matroska).
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
            raise _cut_short("its parts are longer than the file")
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


def _webm(data: Bytes) -> tuple[float | None, bool]:
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
