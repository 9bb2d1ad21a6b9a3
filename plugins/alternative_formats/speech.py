"""A narration: an item's sound, and when each of its sentences is said."""

from __future__ import annotations

import json
from dataclasses import dataclass

MARK = b"narration 1\n"


@dataclass(frozen=True, slots=True)
class Narration:
    """MPEG layer III frames without tags, and the times of the document's sentences."""

    mp3: bytes
    rate: int  # samples a second
    seconds: float  # of the whole, as a player counts
    times: tuple[tuple[str, float, float], ...]  # id of the sentence, start and end in seconds
    by_computer: bool = True
    reader: str | None = None  # the person who reads


def pack(narration: Narration) -> bytes:
    """Return one file: its facts as a line of JSON, then the sound."""
    facts = {
        "rate": narration.rate,
        "seconds": narration.seconds,
        "times": narration.times,
        "by_computer": narration.by_computer,
        "reader": narration.reader,
    }
    return MARK + json.dumps(facts, ensure_ascii=False).encode() + b"\n" + narration.mp3


def unpack(packed: bytes) -> Narration:
    """Return what was packed. ValueError: these bytes were not."""
    mark, _, rest = packed.partition(b"\n")
    if mark + b"\n" != MARK:
        raise ValueError("These bytes are no narration.")
    facts, _, mp3 = rest.partition(b"\n")
    known = json.loads(facts)
    times = tuple((name, start, end) for name, start, end in known["times"])
    return Narration(
        mp3, known["rate"], known["seconds"], times, known["by_computer"], known["reader"]
    )
