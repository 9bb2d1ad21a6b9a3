"""Builds in turn: each case by each site maker, one after the other, round after round."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.benchmark.cases import CASES, Scene, restore
from plugins.benchmark.corpus import corpus
from plugins.benchmark.cost import Cost
from plugins.benchmark.figures import Figure
from plugins.benchmark.floors import FLOOR, floors
from plugins.benchmark.maker import Maker, Site
from plugins.benchmark.tool import cost_of
from plugins.benchmark.watching import watched

WATCH = "watch"
SAVES = 5


@dataclass(frozen=True)
class Plan:
    """What is measured in one setting at one size."""

    setting: str
    items: int
    makers: Sequence[Maker]
    cases: Callable[[Maker], Sequence[str]]  # those that a maker takes part in
    rounds: int
    saves: int = SAVES
    floors: bool = False  # whether to measure what no build can do without


def measured(plan: Plan, folder: Path) -> Iterator[Figure]:
    """Write the site for each maker, and give a figure for each build, in turn."""
    items = corpus(plan.items)
    sites = [Site(maker, folder / maker.name) for maker in plan.makers]
    for site in sites:
        site.write(items)
    _make_what_is_kept(sites)
    templates = {site.maker.name: site.template.read_text(encoding="utf-8") for site in sites}
    for number in range(plan.rounds):
        scene = Scene(items, number)
        for case in [*CASES, WATCH]:
            for site in sites:
                if case in plan.cases(site.maker):
                    cost = _cost(site, scene, case, plan.saves)
                    yield Figure(plan.setting, plan.items, site.maker.name, case, cost)
        for site in sites:
            restore(site, scene, templates[site.maker.name])
        for floor, cost in floors(sites[0]) if plan.floors else ():
            yield Figure(plan.setting, plan.items, FLOOR, floor, cost)


def _make_what_is_kept(sites: list[Site]) -> None:
    """Let the first maker make what no build is without, and give it to all."""
    made = sites[0].maker.made
    if made is not None:
        _build(sites[0])
        for other in sites[1:]:
            shutil.copytree(sites[0].folder / made, other.folder / made)


def _cost(site: Site, scene: Scene, case: str, saves: int) -> Cost:
    if case != "cold" and not site.is_built:
        _build(site)
    if case == WATCH:
        return watched(site, scene.edited, saves)
    CASES[case].change(site, scene)
    cost = _build(site)
    CASES[case].check(site, scene)
    return cost


def _build(site: Site) -> Cost:
    # What the last program left to be written is not this one's to wait for.
    os.sync()
    return cost_of(site.maker.build(site.folder), site.works_in)
