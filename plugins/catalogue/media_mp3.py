"""An MP3: the frames that are in it (ISO/IEC 11172-3 and 13818-3, layer III), and their length."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mutagen import MutagenError
from mutagen.mp3 import MP3

from plugins.catalogue.media_faults import SAVE_AGAIN, Bytes, UnfitRecordingError, cut_short

TOLERANCE = 1.0  # seconds
BIT_RATES = {
    1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
SAMPLE_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
FRAME = re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb]")


def frame(data: Bytes, at: int) -> tuple[int, float] | None:
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


def mp3_seconds(file: Path, data: Bytes) -> float | None:
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
        raise cut_short(f"of {_clock(promised.length)} only {_clock(seconds)} are there")
    return seconds


def _seconds_of_frames(data: Bytes) -> float:
    at = _after_tag(data)
    seconds = 0.0
    first = True
    end = len(data)
    while at < end:
        found = frame(data, at)
        if found is None:
            match = FRAME.search(data, at + 1)
            if match is None:
                break
            at = match.start()
            continue
        size, duration = found
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
