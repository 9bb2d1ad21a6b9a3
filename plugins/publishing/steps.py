"""`./run publish`: check, build, verify, send, switch and confirm; each step can stop it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from plugins.catalogue.publication import Publication
from plugins.publishing.carry import parts_of_pages
from plugins.publishing.fault import PublishFault
from plugins.publishing.manifest import Manifest, difference
from plugins.publishing.release import next_number, to_go_back_to
from plugins.publishing.release_folder import ReleaseFolder
from plugins.publishing.scheduled import due
from plugins.publishing.steps_words import amounts, changes, listed
from plugins.publishing.target import Target, Teller


class PublicSite(Protocol):
    """The site to publish; the desk gives it."""

    def check(self, teller: Teller) -> None:
        """Raise whatever is wrong in the content."""

    def build(self, site: Path, teller: Teller) -> Publication:
        """Write the site into a folder, as the public sees it."""

    def built_from(self, publication: Publication) -> Mapping[str, str]:
        """Return what it was made of."""


@dataclass(frozen=True)
class Judges:
    """Who looks at what was built, and at what is live; each returns what it finds wrong."""

    # `confirm` is told of what was live before, too: where that has more, it must be gone.
    verify: Callable[[Path, Publication, Mapping[str, str]], Sequence[object]]
    confirm: Callable[[Manifest, Manifest | None], Sequence[object]]
    # Run when another release has become live: the `after` command of publish.yaml.
    switched: Callable[[], None]
    # Takes what no release may hold any more off the target; says what.
    withdraw: Callable[[Manifest, Teller], None]
    # Adds to the site what the host reads in it, and to the release what lies beside the site.
    finish: Callable[[ReleaseFolder, Publication, Mapping[str, str]], None]


@dataclass(frozen=True)
class Work:
    """All that one publish needs."""

    site: PublicSite
    target: Target
    folder: ReleaseFolder
    judges: Judges
    teller: Teller
    keep: int = 5
    dry_run: bool = False


class UnfitSite(PublishFault):
    """What was built is not as it should be; nothing was published."""

    exitcode = 1

    def __init__(self, findings: Sequence[object]) -> None:
        """Keep what was found."""
        self.findings = tuple(findings)
        count = "1 problem" if len(findings) == 1 else f"{len(findings)} problems"
        remedy = "Nothing was published; what was live is live."
        super().__init__(f"{listed(findings)}\n{count} in what was built.", remedy)


def publish(work: Work) -> Manifest:
    """Publish the site; return the release that is live now.

    Where a step fails, what was live stays live, or is live again.
    """
    steps = _Steps(work.teller, 3 if work.dry_run else 6)
    steps.begin("Checking the content")
    work.site.check(work.teller)
    steps.begin("Building the site")
    publication = work.site.build(work.folder.site, work.teller)
    steps.begin("Looking at what was built")
    built = _verified(work, publication)
    if work.dry_run:
        return _only_shown(work, built, publication)
    with work.target.lock():
        return _released(work, built, publication, steps)


def _verified(work: Work, publication: Publication) -> Manifest:
    built_from = work.site.built_from(publication)
    findings = work.judges.verify(work.folder.site, publication, built_from)
    if findings:
        raise UnfitSite(findings)
    work.judges.finish(work.folder, publication, built_from)
    return work.folder.manifest(publication, built_from)


def _only_shown(work: Work, built: Manifest, publication: Publication) -> Manifest:
    live = work.target.live()
    _say_due(work, live, publication)
    for line in changes(difference(live, parts_of_pages(live, built)), work.target.name):
        work.teller.say(line)
    return built


def _say_due(work: Work, live: Manifest | None, publication: Publication) -> None:
    """Say what the days since the live release bring and take, whatever else has changed."""
    since = live.built_from.get("as_of") if live else None
    if since is not None:
        for line in due(publication, date.fromisoformat(since)).lines():
            work.teller.say(line)


def _released(work: Work, built: Manifest, publication: Publication, steps: _Steps) -> Manifest:
    for line in work.target.mend():
        work.teller.say(f"Mended: {line}")
    releases, live = work.target.releases(), work.target.live()
    _say_due(work, live, publication)
    if live is not None and not changed(live, built) and not work.judges.confirm(live, None):
        _tidy(work, live)
        work.teller.say(f"Nothing has changed since release {int(live.release)}: it stays live.")
        return live
    release = parts_of_pages(live, replace(built, release=next_number(releases)))
    _send(work, live, release, steps)
    steps.begin("Making it live")
    work.target.activate(release.release)
    steps.begin("Looking at what is live")
    _confirm(work, live, release)
    work.teller.say(f"Release {int(release.release)} is live{_at(work.target)}.")
    _tidy(work, release)
    return release


def _send(work: Work, live: Manifest | None, release: Manifest, steps: _Steps) -> None:
    done = difference(live, release)
    steps.begin(f"Sending it to {work.target.name}", len(release.entries))
    work.folder.seal(release)
    work.target.send(work.folder.place, release, work.teller)
    work.teller.say(amounts(done))


def changed(live: Manifest, built: Manifest) -> bool:
    """Tell whether the target would get anything but what it has."""
    own = replace(live, entries=tuple(entry for entry in live.entries if not entry.carried))
    found = difference(own, built)
    moved = bool(found.added or found.changed or found.removed)
    # A story may lose a use, or go, without a file of the site being another.
    return moved or own.tombstones != built.tombstones or _uses(own) != _uses(built)


def _uses(release: Manifest) -> Mapping[str, tuple[str, ...]]:
    return {address: story.uses for address, story in release.stories.items()}


def _confirm(work: Work, before: Manifest | None, release: Manifest) -> None:
    """Look at what is live; where it is not the release, make live what was live before."""
    try:
        work.judges.switched()
        findings = work.judges.confirm(release, before)
    except PublishFault as error:
        findings = (error,)
    if not findings:
        return
    fault = f"Release {int(release.release)} was live, and not as it should be."
    again = _gone_back(work, before, release)
    raise PublishFault(f"{fault}\n{listed(findings)}", again)


def _gone_back(work: Work, before: Manifest | None, release: Manifest) -> str:
    """Make live what was live before; say what is live now."""
    if before is None:
        return _stays("There is no release before it.")
    try:
        # A failing host is no reason to show a story again whose consent has ended.
        work.judges.withdraw(release, work.teller)
        to_go_back_to(work.target.releases(), release, before.release)
    except PublishFault as error:
        return _stays(error.fault)
    work.target.activate(before.release)
    return f"Release {int(before.release)} is live again.{_switched_back(work)}"


def _stays(why: str) -> str:
    return f"It stays live: {why[:1].lower()}{why[1:]} Mend what was found, and publish again."


def _switched_back(work: Work) -> str:
    try:
        work.judges.switched()
    except PublishFault as error:
        return f"\n    {error.fault}"
    return ""


def _tidy(work: Work, live: Manifest) -> None:
    work.judges.withdraw(live, work.teller)
    work.target.prune(work.keep)


def _at(target: Target) -> str:
    return f" at {target.url}/" if target.url else f" on {target.name}"


class _Steps:
    """Announces each step, and how many there are."""

    def __init__(self, teller: Teller, count: int) -> None:
        self._teller = teller
        self._count = count
        self._begun = 0

    def begin(self, what: str, total: int | None = None) -> None:
        self._begun += 1
        self._teller.begin(f"{self._begun} of {self._count}: {what}", total)
