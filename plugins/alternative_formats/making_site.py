"""The files of all plans: what is missing is made, and all of it is written into the site."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from plugins.alternative_formats.cache import Made
from plugins.alternative_formats.making import Job, Shop, Wanted, make_all
from plugins.alternative_formats.planning import Plan, PlannedFile
from plugins.alternative_formats.planning_site import SitePlans
from plugins.catalogue.keeping import link

STAGE = "Making other formats"
# To start two workers takes as long as to make a few documents here.
WORTH = 8


class Progress(Protocol):
    """Is told how far the making is."""

    def begin(self, stage: str, total: int | None = None) -> None:
        """Note that a stage begins, of so many things."""

    def step(self) -> None:
        """Note that one of them is done."""


@dataclass(frozen=True)
class MadeFiles:
    """The files of a site, in the cache."""

    plans: SitePlans
    made: Mapping[str, Made]  # by key

    def write(self, output: Path) -> None:
        """Write every published file."""
        for plan in self.plans.all():
            for file in plan.files:
                if file.place is not None:
                    link(self.plans.cache.file(file.key), output / file.place)

    @property
    def used(self) -> dict[str, tuple[str, ...]]:
        """The keys that each item uses, by its path."""
        return {
            path: tuple(sorted({file.key for plan in plans for file in plan.files}))
            for path, plans in self.plans.plans.items()
            if plans
        }


def make_files(plans: SitePlans, shop: Shop, workers: int, progress: Progress) -> MadeFiles:
    """Make what is missing, and return every file's facts."""
    known = {file.key: plans.cache.find(file.key) for plan in plans.all() for file in plan.files}
    made = {key: found for key, found in known.items() if found is not None}
    due = {id(plan): missing for plan in plans.all() if (missing := _missing(plan, made))}
    if not due:
        return MadeFiles(plans, made)
    progress.begin(STAGE, sum(len(missing) for missing in due.values()))
    jobs = (_job(plan, due[id(plan)], plans) for plan in plans.all() if id(plan) in due)
    helpers = min(workers, len(due)) if len(due) >= WORTH else 0
    for job, result in make_all(jobs, shop, helpers):
        for wanted in job.wanted:
            made[wanted.key] = result[wanted.format]
            plans.cache.note(result[wanted.format])
            progress.step()
    return MadeFiles(plans, made)


def _missing(plan: Plan, made: Mapping[str, Made]) -> tuple[PlannedFile, ...]:
    """Return what is to be made: published files, and what these are made from."""
    names: set[str] = set()
    in_order = sorted(plan.files, key=lambda file: file.step)
    for file in reversed(in_order):
        needed = file.place is not None or file.format.name in names
        if needed and file.key not in made:
            names |= {file.format.name, *file.needs}
    return tuple(file for file in in_order if file.format.name in names and file.key not in made)


def _job(plan: Plan, missing: Sequence[PlannedFile], plans: SitePlans) -> Job:
    return Job(
        subject=plan.item.path,
        document=plans.documents.of(plan.item.path, easy_read=plan.easy_read),
        wanted=tuple(
            Wanted(format=file.format.name, key=file.key, needs=file.needs) for file in missing
        ),
    )


def cores() -> int:
    """Return on how many processors this process may run."""
    if hasattr(os, "sched_getaffinity"):  # macOS has none.
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Silent:
    """Is told, and says nothing."""

    def begin(self, stage: str, total: int | None = None) -> None:
        """Say nothing."""

    def step(self) -> None:
        """Say nothing."""
