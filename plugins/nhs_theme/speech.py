"""A transcript as people read it: a line for each caption, which can be played from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


class Cue(Protocol):
    """One caption."""

    @property
    def start(self) -> float:
        """Seconds from the beginning."""

    @property
    def speaker(self) -> str | None:
        """Who speaks, where the transcript tells."""

    @property
    def text(self) -> str:
        """The words."""


@dataclass(frozen=True)
class Line:
    """What is said at a time."""

    anchor: str  # "t-754": where the line is on its page, and the second at which it begins
    start: float
    speaker: str | None  # None: whoever spoke before
    text: str


def lines(cues: Iterable[Cue]) -> tuple[Line, ...]:
    """Return the captions as lines; a speaker's name stands where they begin to speak."""
    made: list[Line] = []
    seconds: Counter[int] = Counter()
    speaking: str | None = None
    for cue in cues:
        second = int(cue.start)
        seconds[second] += 1
        # The player reads the first number alone; two lines of one second need two addresses.
        more = f"-{seconds[second]}" if seconds[second] > 1 else ""
        named = cue.speaker if cue.speaker != speaking else None
        speaking = cue.speaker or speaking
        made.append(Line(f"t-{second}{more}", cue.start, named, cue.text))
    return tuple(made)
