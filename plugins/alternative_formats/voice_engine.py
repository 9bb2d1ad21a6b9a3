"""What a voice is: text in, sound out, the same sound whatever was said before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

WIDTH = 2  # bytes of a sample


class VoiceError(Exception):
    """The machine lacks the voice that the settings name."""

    exitcode = 2

    def __init__(self, fault: str, remedy: str) -> None:
        """Keep what is wrong, and what to do about it."""
        super().__init__(f"{fault}\n    {remedy}")


class Engine(Protocol):
    """A program that speaks."""

    @property
    def rate(self) -> int:
        """Return samples a second."""

    def synth(self, sentence: str, language: str) -> bytes:
        """Return the sentence as samples of 16 bits, one channel, little end first."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Samples of 16 bits, one channel."""

    samples: bytes
    rate: int


def trimmed(samples: bytes, *, quiet: int = 64) -> bytes:
    """Return samples without the silence at both ends: pauses are the script's."""
    values = memoryview(samples).cast("h")
    start, end = 0, len(values)
    step = 32
    while start < end and _still(values[start : start + step], quiet):
        start += step
    while end > start and _still(values[max(end - step, start) : end], quiet):
        end -= step
    return values[start : max(start, end)].tobytes()


def _still(values: memoryview, quiet: int) -> bool:
    return max(values) <= quiet and min(values) >= -quiet
