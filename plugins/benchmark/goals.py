"""The ratios to reach, and whether a run has reached them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from plugins.benchmark.figures import Figures, Key

GROWTH = 1.05
FROM = 1000  # Below, what a program needs to start hides how it grows.
SECONDS, MEGABYTES = "seconds", "peak_megabytes"


@dataclass(frozen=True)
class Goal:
    """A measure of ours, as a part of another maker's or as it is."""

    words: str
    setting: str
    case: str
    limit: float
    other: str | None = None
    others_case: str | None = None  # the same unless another is named
    measure: str = SECONDS


@dataclass(frozen=True)
class Verdict:
    """A goal, and what was measured."""

    words: str
    limit: str
    measured: str
    reached: bool
    by_work: str = ""  # the same ratio of the seconds of work: it hardly knows other programs


GOALS = (
    Goal("cold", "plain", "cold", 0.8, "eleventy"),
    Goal("cold", "plain", "cold", 1.5, "hugo"),
    Goal("cold", "plain", "cold", 0.28, "pelican"),
    Goal("clean checkout, conversions kept", "plain", "kept", 0.9, "hugo", "cold"),
    Goal("nothing changed", "plain", "nothing", 0.02, "hugo"),
    Goal("one body edited, new process", "plain", "body", 0.10, "hugo"),
    Goal("one body edited while watching", "plain", "watch", 0.1),
    Goal("one body edited while watching", "plain", "watch", 0.25, "hugo"),
    Goal("peak memory, cold", "plain", "cold", 0.15, "hugo", None, MEGABYTES),
    Goal("real theme, cold", "theme", "cold", 0.25, "pelican"),
    Goal("real theme, one body edited", "theme", "body", 0.05, "pelican"),
    Goal("all formats but audio, one body edited", "formats", "body", 2.0),
)


def verdicts(figures: Figures) -> Iterator[Verdict]:
    """Give a verdict on each goal that was measured, at the largest size it was measured at."""
    for goal in GOALS:
        verdict = _verdict(goal, figures)
        if verdict:
            yield verdict
    yield from _growths(figures)


def _verdict(goal: Goal, figures: Figures) -> Verdict | None:
    for items in reversed(figures.sizes(goal.setting)):
        ours = figures.cost(goal.setting, items, "ours", goal.case)
        if ours is None:
            continue
        found = float(getattr(ours, goal.measure))
        words = f"{goal.words}, {items:,} items"
        if goal.other is None:
            return Verdict(words, f"{goal.limit:g} s", f"{found:.3f} s", found <= goal.limit)
        pair = figures.pair(
            Key(goal.setting, items, "ours", goal.case),
            Key(goal.setting, items, goal.other, goal.others_case or goal.case),
        )
        if pair is not None:
            mine, theirs, together = pair
            ratio = float(getattr(mine, goal.measure)) / float(getattr(theirs, goal.measure))
            apart = "" if together else " (of two runs)"
            limit = f"{goal.limit:g} of {goal.other}"
            work = mine.cpu_seconds / theirs.cpu_seconds if goal.measure == SECONDS else None
            return Verdict(
                words,
                limit,
                f"{ratio:.3f}{apart}",
                ratio <= goal.limit,
                f"{work:.3f}" if work is not None else "",
            )
    return None


def _growths(figures: Figures) -> Iterator[Verdict]:
    for setting in ("plain", "theme"):
        sizes = [size for size in figures.sizes(setting) if size >= FROM]
        if len(sizes) > 1:
            yield from _growth(figures, setting, sizes[0], sizes[-1])


def _growth(figures: Figures, setting: str, few: int, many: int) -> Iterator[Verdict]:
    cases = sorted(
        {one.case for one in figures.all() if (one.setting, one.maker) == (setting, "ours")}
    )
    for case in cases:
        small = figures.cost(setting, few, "ours", case)
        large = figures.cost(setting, many, "ours", case)
        if small and large:
            power = math.log(large.seconds / small.seconds) / math.log(many / few)
            words = f"growth from {few:,} to {many:,}, {setting}, {case}"
            yield Verdict(words, f"exponent {GROWTH}", f"{power:.2f}", power <= GROWTH)
