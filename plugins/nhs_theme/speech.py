"""A transcript as people read it: one paragraph for each turn of a speaker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

LONG = 60.0  # seconds, after which a new paragraph helps the eye even while one person speaks


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
class Turn:
    """What one speaker says until another begins."""

    start: float
    speaker: str | None
    text: str
    continues: bool = False  # the same speaker goes on: the name is not said again


def turns(cues: Iterable[Cue]) -> tuple[Turn, ...]:
    """Return the cues joined into paragraphs."""
    made: list[Turn] = []
    for cue in cues:
        last = made[-1] if made else None
        same = last is not None and cue.speaker in {None, last.speaker}
        if last is not None and same and cue.start - last.start < LONG:
            made[-1] = Turn(last.start, last.speaker, f"{last.text} {cue.text}", last.continues)
        elif last is not None and same:
            made.append(Turn(cue.start, last.speaker, cue.text, continues=True))
        else:
            made.append(Turn(cue.start, cue.speaker, cue.text))
    return tuple(made)
