"""What a build costs: time, work and memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Cost:
    """Of a whole process tree: seconds by the clock, seconds of all cores, megabytes at the peak.

    Memory is counted as proportional set size: a page that five processes share counts once.
    """

    seconds: float
    cpu_seconds: float
    peak_megabytes: float


def middle(costs: Sequence[Cost]) -> Cost:
    """Return the median of each measure."""
    return Cost(
        seconds=median(cost.seconds for cost in costs),
        cpu_seconds=median(cost.cpu_seconds for cost in costs),
        peak_megabytes=median(cost.peak_megabytes for cost in costs),
    )
