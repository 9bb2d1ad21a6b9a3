"""Publishes killed at random moments, while visitors read: nobody is given half a site.

PUBLISH_KILLS=200 kills as many as have been killed for the record; a day's run kills fewer.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
import time
from multiprocessing.process import BaseProcess as Process
from pathlib import Path

from tests.publishing.conftest import Publishing
from tests.publishing.pages_site import SAYS, WORDS
from tests.publishing.publisher import work
from tests.publishing.visitors import Visitors, served

KILLS = int(os.environ.get("PUBLISH_KILLS", "20"))
STORY = "stories/margaret.md"


def started(publishing: Publishing, what: str) -> Process:
    """Return a process that publishes: all that it imports is there when it begins."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.publishing.publisher"])
    arguments = (str(publishing.root), str(publishing.content.root), what)
    process = context.Process(target=work, args=arguments)
    process.start()
    return process


def done(publishing: Publishing, what: str) -> float:
    """Let a process publish to its end; return the seconds that it took."""
    began = time.monotonic()
    process = started(publishing, what)
    process.join()
    assert process.exitcode == 0
    return time.monotonic() - began


def killed(publishing: Publishing, what: str, after: float) -> bool:
    """Kill a publish after some seconds; tell whether it was still at work."""
    process = started(publishing, what)
    time.sleep(after)
    process.kill()
    process.join()
    # There may be no release to go back to: that is said, and no fault.
    assert process.exitcode in {0, -signal.SIGKILL} or (what, process.exitcode) == ("back", 2)
    return process.exitcode == -signal.SIGKILL


def tell_story(publishing: Publishing, *, withdrawn: bool) -> None:
    ended = ", withdrawn: 2026-11-20" if withdrawn else ""
    consent = f"{{reference: PS-1, given: 2026-01-05, uses: [website]{ended}}}"
    publishing.content.item(STORY, consent=consent)


def holding(folder: Path, words: str) -> list[Path]:
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return [path for path in files if words.encode() in path.read_bytes()]


def assert_all_is_mended(publishing: Publishing, edition: int) -> None:
    """Whatever was killed before: each release is whole, the newest is live, nothing is left."""
    target = publishing.folder
    live, releases = target.live(), target.releases()
    assert live == releases[-1]
    assert target.unlike(live) == ()
    found = SAYS.search(publishing.page())
    assert found
    assert int(found[1]) == edition
    names = {path.name for path in publishing.public.iterdir()}
    assert names == {".lock", "current", "releases"}
    folders = {path.name for path in (publishing.public / "releases").iterdir()}
    assert folders == {one.release for one in releases}
    for one in releases:
        site = target.site(one.release)
        on_disk = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
        assert on_disk == set(one.by_path), one.release


def test_publishes_that_are_killed_at_any_moment_harm_nobody(publishing: Publishing) -> None:
    chance = random.Random(20261121)  # noqa: S311 - the same moments in each run
    tell_story(publishing, withdrawn=False)
    done(publishing, "1")
    seconds = max(done(publishing, str(edition)) for edition in (2, 3))
    edition, struck, backs = 3, 0, 0
    root = publishing.public / "current/site"
    with served(root, publishing.root / "nginx") as port, Visitors(port) as visitors:
        while struck < KILLS:
            edition += 1
            back = chance.random() < 0.2
            withdrawn = edition % 4 == 0
            if not back:
                tell_story(publishing, withdrawn=withdrawn)
            moment = chance.uniform(0, seconds * (0.5 if back else 1.1))
            hit = killed(publishing, "back" if back else str(edition), moment)
            struck += hit
            backs += back and hit
            if struck % 5 == 0:
                tell_story(publishing, withdrawn=withdrawn)
                edition += 1
                done(publishing, str(edition))
                assert_all_is_mended(publishing, edition)
                if withdrawn:
                    assert holding(publishing.public, WORDS) == []
    sys.stdout.write(
        f"{struck} killed ({backs} on their way back), {visitors.answers:,} answers,"
        f" {visitors.pages:,} pages with their parts, {len(visitors.editions)} editions seen,"
        f" slowest page {visitors.slowest:.2f} s, a whole publish {seconds:.2f} s\n"
    )
    assert visitors.bad == []
    assert visitors.mixed == []
    assert visitors.answers > 10 * KILLS
    assert len(visitors.editions) > 1
