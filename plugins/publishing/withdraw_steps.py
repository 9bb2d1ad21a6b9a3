"""`./run withdraw stories/margaret`: one story off every target, at once and alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeAlias

from plugins.catalogue.advice_on_withheld import on_withheld
from plugins.catalogue.load import survey
from plugins.catalogue.problem import ContentError, Problem
from plugins.catalogue.publication import Publication
from plugins.publishing.content_kept import keep, kept_of
from plugins.publishing.disk import disk_faults
from plugins.publishing.fault import PublishFault
from plugins.publishing.local_copies import LocalCopies
from plugins.publishing.manifest import Entry, Manifest
from plugins.publishing.mentions import mentions
from plugins.publishing.steps import Judges, PublicSite
from plugins.publishing.steps_commands import Chosen, publish_to
from plugins.publishing.steps_words import listed
from plugins.publishing.target import Teller
from plugins.publishing.withdraw import StoryFile, story_of, withdrawn

# Given a content folder and the address that a target has of its own, returns the site.
SiteOf: TypeAlias = Callable[[Path, str | None], PublicSite]
NEW = ".withdrawing"  # ends the name of a file in the writing


@dataclass(frozen=True)
class Withdrawal:
    """What to withdraw, and whatever is needed to do it."""

    content: Path
    story: StoryFile
    day: date
    site_of: SiteOf
    local: LocalCopies
    teller: Teller


def withdraw(work: Withdrawal, targets: Sequence[str], opened: Callable[[str], Chosen]) -> None:
    """Write the day into the story's file, and take it off each target.

    A target that fails does not keep the others from being cleaned: all faults are told last.
    """
    if _written(work.content, work.story, work.day):
        words = f"{work.story.path} says now that consent was withdrawn on {work.day}."
        work.teller.say(f"{words} Nothing else in it has changed.")
    else:
        work.teller.say(f"{work.story.path} says already that consent was withdrawn.")
    faults: list[PublishFault | ContentError] = []
    for name in targets:
        try:
            chosen = opened(name)
            with disk_faults(chosen.around.cache):
                _withdraw_from(chosen, work)
        except (PublishFault, ContentError) as error:
            work.teller.say(f"Not done on {name}.")
            if isinstance(error, ContentError):
                work.teller.say(
                    f"Mend what is told below in {work.content.name}/, and run ./run publish at"
                    " once: it takes the story off as well."
                )
            faults.append(error)
    for line in _left_to_people(work):
        work.teller.say(line)
    if faults:
        raise faults[0] if len(faults) == 1 else _Several(faults)


def _left_to_people(work: Withdrawal) -> Iterator[str]:
    yield f"{work.content.name}/{work.story.path} is still there, with its pictures and recordings."
    if left_out := _left_out(work):
        yield "These are shown without something of a story now. Give them another, when you can:"
    yield from (f"    {work.content.name}/{one.path}:{one.line}: {one.fault}" for one in left_out)
    found = list(mentions(work.content, work.story))
    if found:
        yield "Look at these, too: their own words may name the story, and they stay as they are."
    yield from (f"    {work.content.name}/{mention}" for mention in found)


def _left_out(work: Withdrawal) -> list[Problem]:
    """Return what others lack, as the content is now: who wrote in it meanwhile mends that."""
    found = survey(work.content).catalogue
    return list(on_withheld(Publication(found, work.day))) if found else []


class _Several(PublishFault):
    """More than one target failed."""

    def __init__(self, faults: Sequence[PublishFault | ContentError]) -> None:
        remedy = f"./run withdraw does what is left, and so does ./run publish.\n{faults[-1]}"
        super().__init__("\n".join(str(fault) for fault in faults[:-1]), remedy)


def _written(content: Path, story: StoryFile, day: date) -> bool:
    """Write the day into a story's file, whole or not at all; tell whether it was not there."""
    text = withdrawn(story, day)
    if text is None:
        return False
    file = content / story.path
    new = file.with_name(f".{file.name}{NEW}")
    try:
        new.write_bytes(text.encode())
        new.chmod(file.stat().st_mode)
        os.replace(new, file)  # noqa: PTH105 - reads as what it is
    except OSError as error:
        new.unlink(missing_ok=True)
        fault = f"{story.path} cannot be written: {error.strerror}."
        raise PublishFault(fault, f"Write withdrawn: {day} under its consent yourself.") from error
    return True


def _withdraw_from(chosen: Chosen, work: Withdrawal) -> None:
    target, say = chosen.target, work.teller.say
    before, live = target.releases(), target.live()
    address = _held(before, work.story)
    if live is None or address is None:
        say(f"{target.name} holds nothing of {work.story.address}: there is nothing to do.")
        return
    say(f"Withdrawing {address} from {target.name}.")
    content = _content(chosen, live, work)
    if content != work.content:
        chosen = replace(chosen, judges=_not_stopping(chosen.judges, work.teller))
    now = publish_to(chosen, lambda url: work.site_of(content, url))
    if content == work.content:
        keep(content, chosen.around.cache)
    for line in work.local.forget(_only_before(before, now, address), work.story.address):
        say(line)


def _not_stopping(judges: Judges, teller: Teller) -> Judges:
    """Let findings be told and stop nothing: the same content is live, and with the story."""

    def verify(
        site: Path, publication: Publication, built_from: Mapping[str, str]
    ) -> Sequence[object]:
        findings = judges.verify(site, publication, built_from)
        if not (site / "index.html").is_file():
            return findings
        if findings:
            teller.say(f"{listed(findings)}\nThe story goes all the same. Mend this next.")
        return ()

    return replace(judges, verify=verify)


def _held(releases: Sequence[Manifest], story: StoryFile) -> str | None:
    """Return the address by which any release knows the story; in another language it has more."""
    known = {address for release in releases for address in release.stories}
    ours = (one for one in sorted(known) if f"/{one}".endswith(f"/{story.address}"))
    return next(ours, None)


def _content(chosen: Chosen, live: Manifest, work: Withdrawal) -> Path:
    """Return the content to build: as it is live, without the story."""
    kept = kept_of(chosen.around.cache, live)
    if kept is not None:
        with suppress(PublishFault):
            _written(kept, story_of(kept, work.story.name), work.day)
            return kept
    work.teller.say(
        "This machine does not hold the content as it was last published there. So whatever has"
        " been edited since, and is no draft, is published too."
    )
    return work.content


def _only_before(releases: Sequence[Manifest], now: Manifest, address: str) -> Iterator[Entry]:
    """Give the story's files in releases as they were, whose bytes are in none that is live."""
    staying = {entry.sha256 for entry in now.entries}
    for release in releases:
        story = release.stories.get(address)
        for path in story.paths if story else ():
            entry = release.by_path.get(path)
            if entry and entry.sha256 not in staying:
                yield entry
