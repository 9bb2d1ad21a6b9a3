"""What is live is compared with what was released: page by page, over the network."""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from plugins.publishing.confirm_answers import ANSWERS, REMEDY, Wanted, fault_in
from plugins.publishing.confirm_asking import Answer, Patience, Question, answers
from plugins.publishing.manifest import Entry, Manifest
from plugins.publishing.verify_finding import Finding

__all__ = ["Patience", "confirm", "confirm_files"]

REDIRECTS = "redirects.json"
# What a host reads itself: marks, lists, what it sends in place of the file that is asked for,
# and the page that it gives where nothing is found.
NO_ADDRESS = re.compile(r"(^|/)\.|^_redirects$|^404\.html$|\.(br|gz)$")
NEVER_THERE = "an-address-that-never-was/index.html"
FIRST = ("index.html", "sitemap.xml", REDIRECTS)
TEXT = ("text/", "application/xml", "application/rss+xml", "application/atom+xml")
DATA = "application/json"
MOST_TEXTS = 3_000
MOST_OTHERS = 100
MOST_TAKEN = 300
SHOWN = 20  # findings; more of the same kind say no more
EVERYWHERE = {
    "fault": "the host answers 200 for an address that never was.",
    "remedy": "Let it answer 404 with the site's 404.html, or withdrawn pages seem to be there.",
}


def confirm(
    url: str,
    manifest: Manifest,
    *,
    before: Manifest | None = None,
    site: Path | None = None,
    patience: Patience | None = None,
) -> tuple[Finding, ...]:
    """Return what is not live as the manifest says; what was wrong is asked again for a while.

    Pages, feeds and data are compared whole, a sample of the rest by size. `before` tells what
    must be gone, and `site` has the release's files, to say where they differ.
    """
    patience = patience or Patience()
    until = time.monotonic() + patience.seconds
    wanted = Wanted(url, manifest, {}, before, site)
    asked: Sequence[Question] = questions(manifest, before)
    found: Mapping[Question, Finding] = {}
    for turn in range(patience.rounds):
        if turn and not _paused(patience.pause * 2 ** (turn - 1), until):
            break
        got = answers(url, asked, patience, until - time.monotonic())
        wanted = _with_redirects(wanted, got)
        found = _faults(wanted, got)
        asked = tuple(found)
        if not found:
            return ()
    return _told(url, found)


def confirm_files(unlike: Sequence[str]) -> tuple[Finding, ...]:
    """Return findings of the files that a target has read back, and that are not the release's."""
    fault = "this is not the file of the release, or it is not there."
    found = [Finding(path, fault, REMEDY) for path in unlike[:SHOWN]]
    if len(unlike) > SHOWN:
        rest = f"{len(unlike) - SHOWN:,} more files are not as they should be."
        found.append(Finding(unlike[SHOWN], rest, REMEDY))
    return tuple(found)


def questions(manifest: Manifest, before: Manifest | None = None) -> tuple[Question, ...]:
    """Return what is asked of a site: the same for the same release."""
    entries = [entry for entry in manifest.entries if not NO_ADDRESS.search(entry.path)]
    texts = sorted((one for one in entries if _is_text(one)), key=_by_weight)[:MOST_TEXTS]
    others = sorted((one for one in entries if not _is_text(one)), key=_by_chance)[:MOST_OTHERS]
    gone = before.by_path.keys() - manifest.by_path.keys() if before else set()
    known = (path for path in gone if not NO_ADDRESS.search(path))
    taken = sorted(known, key=lambda path: (not path.endswith(".html"), path))[:MOST_TAKEN]
    return (
        *(Question(entry.path) for entry in texts),
        Question(NEVER_THERE),
        *(Question(entry.path, only_size=True) for entry in others),
        *(Question(path) for path in taken),
    )


def _is_text(entry: Entry) -> bool:
    return entry.type.startswith(TEXT) or entry.type == DATA


def _by_weight(entry: Entry) -> tuple[int, str]:
    """Let the home page and feeds come first; which of the rest is left out is chance."""
    is_first = entry.path in FIRST or entry.path.endswith(".xml")
    return (0 if is_first else 1, _by_chance(entry))


def _by_chance(entry: Entry) -> str:
    return hashlib.sha256(entry.path.encode()).hexdigest()


def _paused(seconds: float, until: float) -> bool:
    """Wait for caches to look again; False where no time is left for that."""
    if time.monotonic() + seconds >= until:
        return False
    time.sleep(seconds)
    return True


def _with_redirects(wanted: Wanted, got: Mapping[Question, Answer]) -> Wanted:
    """Take the redirects from the live site, once that is the release's own list."""
    entry = wanted.manifest.by_path.get(REDIRECTS)
    answer = got.get(Question(REDIRECTS))
    if entry is None or answer is None or answer.sha256 != entry.sha256:
        return wanted
    listing: Iterable[Mapping[str, str]] = json.loads(answer.data)["redirects"]
    redirects = {one["from"]: one["to"] for one in listing}
    return Wanted(wanted.url, wanted.manifest, redirects, wanted.before, wanted.site)


def _faults(wanted: Wanted, got: Mapping[Question, Answer]) -> Mapping[Question, Finding]:
    found: dict[Question, Finding] = {}
    for question, answer in got.items():
        fault = fault_in(wanted, question, answer)
        if fault is not None:
            is_made_up = question.path == NEVER_THERE and answer.status != 0
            found[question] = Finding(fault.path, **EVERYWHERE) if is_made_up else fault
    return found


def _told(url: str, found: Mapping[Question, Finding]) -> tuple[Finding, ...]:
    findings = tuple(found.values())
    faults = {finding.fault for finding in findings}
    if len(findings) > 1 and len(faults) == 1 and findings[0].remedy == ANSWERS:
        return (Finding(url, findings[0].fault, ANSWERS),)
    if len(findings) <= SHOWN:
        return findings
    rest = f"{len(findings) - SHOWN:,} more addresses are not as they should be."
    return (*findings[:SHOWN], Finding(url, rest, REMEDY))
