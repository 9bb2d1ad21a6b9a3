"""MPEG frames: samples made into them, and those of a person's reading without its tags."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

import lameenc

from plugins.catalogue.media_mp3 import frame

KILOBITS = 40  # at which speech of one channel loses nothing that a listener would miss
# 7 takes half the time of 2; in speech at this rate nobody hears which it was.
QUALITY = 7
# LAME's own delay and the decoder's: what goes in first comes out so much later.
DELAY = 576 + 529


@dataclass
class Mp3:
    """One stream of speech as it grows: only the frames stay in memory."""

    rate: int
    _frames: bytearray = field(default_factory=bytearray)
    _samples: int = 0
    _lame: Any = field(init=False)

    def __post_init__(self) -> None:
        """Begin the stream."""
        self._lame = lameenc.Encoder()
        self._lame.silence()
        self._lame.set_channels(1)
        self._lame.set_in_sample_rate(self.rate)
        self._lame.set_out_sample_rate(self.rate)
        self._lame.set_bit_rate(KILOBITS)
        self._lame.set_quality(QUALITY)

    @property
    def now(self) -> float:
        """Return when a player plays what is added next, in seconds."""
        return (self._samples + DELAY) / self.rate

    def add(self, samples: bytes) -> None:
        """Add samples of 16 bits."""
        if samples:
            self._frames += self._lame.encode(samples)
            self._samples += len(samples) // 2

    def silence(self, seconds: float) -> None:
        """Add silence."""
        self.add(bytes(2 * round(seconds * self.rate)))

    def finished(self) -> bytes:
        """Return all frames."""
        self._frames += self._lame.flush()
        return bytes(self._frames)


def recipe() -> str:
    """Return what changes the frames of the same samples."""
    return f"lameenc {version('lameenc')} {KILOBITS}k q{QUALITY}"


def frames_of(data: bytes) -> tuple[bytes, float]:
    """Return the sound of an MP3 without tags before or after it, and its seconds."""
    kept = bytearray()
    seconds = 0.0
    for at, size, length in _frames(data):
        kept += data[at : at + size]
        seconds += length
    return bytes(kept), seconds


def _frames(data: bytes) -> Iterator[tuple[int, int, float]]:
    """Yield where each whole frame begins, its bytes and its seconds."""
    at = _after_tags(data)
    follows = False  # another frame
    while 0 <= at < len(data):
        size, length = frame(data, at) or (0, 0.0)
        # Two bytes of anything may look like a frame: then no other comes after it.
        if size and at + size <= len(data) and (follows or _begins(data, at + size)):
            yield at, size, length
            at, follows = at + size, True
        else:
            at, follows = data.find(b"\xff", at + 1), False


def _begins(data: bytes, at: int) -> bool:
    return at >= len(data) or frame(data, at) is not None


def _after_tags(data: bytes) -> int:
    at = 0
    while data[at : at + 3] == b"ID3":
        a, b, c, d = data[at + 6 : at + 10]
        at += 10 + (a << 21 | b << 14 | c << 7 | d)
    return at
