"""The commands: publish.yaml is read, one publish at a time, each target with its judges."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from plugins.publishing.disk import disk_faults
from plugins.publishing.lock import held
from plugins.publishing.manifest import Manifest
from plugins.publishing.publish_file import AnySettings, PublishFile, read_publish_file
from plugins.publishing.release_folder import ReleaseFolder
from plugins.publishing.steps import Judges, PublicSite, Work, publish
from plugins.publishing.steps_back import roll_back
from plugins.publishing.steps_judges import judges_of
from plugins.publishing.steps_words import release_lines
from plugins.publishing.target import Around, Target, Teller
from plugins.publishing.targets import around, opened

# Given the address that a target has of its own, if any, returns the site to publish there.
SiteAt: TypeAlias = Callable[[str | None], PublicSite]


@dataclass(frozen=True)
class Chosen:
    """One target of one publish.yaml, ready to be asked."""

    file: PublishFile
    settings: AnySettings
    around: Around
    target: Target
    judges: Judges

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other publishes of this machine to the target away, from their first step on."""

        def waiting(who: str) -> None:
            self.around.teller.say(f"Another publish goes on: {who}. Waiting for it…")

        place = self.around.cache.with_name(f"{self.around.cache.name}.lock")
        with held(place, patience=self.settings.wait, waiting=waiting):
            yield


def chosen_target(file: Path, name: str | None, teller: Teller, *, at_once: bool = False) -> Chosen:
    """Return the target of this name in publish.yaml; with no name, the one that is meant.

    `at_once` is for a story that goes: judges whose programs are missing do not stop that.
    """
    read = read_publish_file(file)
    name, settings = read.target(name)
    here = around(read.root, name, teller)
    with disk_faults(here.cache):
        target = opened(name, settings, here)
    return Chosen(
        read, settings, here, target, judges_of(target, settings, read, here, at_once=at_once)
    )


def publish_to(chosen: Chosen, site_at: SiteAt, *, dry_run: bool = False) -> Manifest:
    """Publish a site to the target; return the release that is live."""
    with disk_faults(chosen.around.cache), chosen.alone():
        work = Work(
            site=site_at(chosen.settings.url),
            target=chosen.target,
            folder=ReleaseFolder(chosen.around.cache),
            judges=chosen.judges,
            teller=chosen.around.teller,
            keep=chosen.settings.keep,
            dry_run=dry_run,
        )
        return publish(work)


def roll_back_on(chosen: Chosen, release: str | None) -> Manifest:
    """Make an earlier release live; return it."""
    with disk_faults(chosen.around.cache):
        return roll_back(chosen.target, chosen.judges, release, chosen.around.teller)


def list_releases(chosen: Chosen) -> None:
    """Say which releases are on the target."""
    target = chosen.target
    with disk_faults(chosen.around.cache):
        for line in release_lines(target.releases(), target.live(), target.name):
            chosen.around.teller.say(line)
