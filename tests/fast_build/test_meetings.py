"""Two builds at once, one that is killed, and one whose memory is damaged."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from plugins.fast_build import state
from tests.fast_build.builds import build, clean_build, differences, tree
from tests.fast_build.edits import Edit
from tests.fast_build.killing import killed
from tests.fast_build.plain_site import Item, PlainSite
from tests.fast_build.play import Play

# A build that does not wait is over long before.
A_WHILE = 0.5  # seconds


def test_of_two_builds_at_once_the_second_waits_for_the_first(tmp_path: Path) -> None:
    site = PlainSite.at(tmp_path / "site")
    with _paused(site, "news") as go_on:
        site.put("articles/flu.md", Item(site.items["articles/flu.md"].fields, "Other words"))
        second, ended = _begin(site)
        assert not select.select([ended], [], [], A_WHILE)[0], "it did not wait"
        go_on()
        assert os.waitpid(second, 0)[1] == 0
    clean_build(site, tmp_path / "clean")
    assert not differences(tree(site.output), tree(tmp_path / "clean"))


def _begin(site: PlainSite) -> tuple[int, int]:
    """Begin a build in a process of its own; return that, and what is closed when it ends."""
    ended, open_while_it_runs = os.pipe()
    child = os.fork()
    if not child:
        code = 1
        try:
            build(site)
            code = 0
        finally:
            os._exit(code)
    os.close(open_while_it_runs)
    return child, ended


@contextmanager
def _paused(site: PlainSite, before: str) -> Iterator[Any]:
    """Let a process build, and stop before it makes a folder of this name till it may go on."""
    reached, says_reached = os.pipe()
    may_go_on, says_go_on = os.pipe()

    waited: list[str] = []

    def wait(event: str, arguments: tuple[Any, ...]) -> None:
        here = event == "os.mkdir" and str(arguments[0]).endswith(f"output/{before}")
        if here and not waited:
            waited.append(before)
            os.write(says_reached, b"!")
            os.read(may_go_on, 1)

    child = os.fork()
    if not child:
        code = 1
        try:
            sys.addaudithook(wait)
            build(site)
            code = 0
        finally:
            os._exit(code)
    assert os.read(reached, 1)
    try:
        yield lambda: os.write(says_go_on, b"!")
    finally:
        assert os.waitpid(child, 0)[1] == 0


@pytest.mark.parametrize("halfway", [False, True], ids=["between files", "within a file"])
def test_wherever_a_first_build_is_killed_the_next_is_right(halfway: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a parameter of the test
    moments = 0
    while True:
        site = PlainSite.at(tmp_path / f"site{moments}")
        if not killed(lambda: build(site), 1 + 5 * moments, halfway=halfway):  # noqa: B023 - at once
            break
        build(site)
        clean_build(site, tmp_path / "clean")
        assert not differences(tree(site.output), tree(tmp_path / "clean"))
        moments += 1
    assert moments > 5


def test_words_that_nobody_shows_any_more_do_not_pile_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "SPARE", 0)
    site = PlainSite.at(tmp_path / "site")
    build(site)
    (words,) = site.path("kept").rglob("bodies")
    first = words.stat().st_size
    sizes = []
    for number in range(12):
        site.put(
            "articles/flu.md", Item(site.items["articles/flu.md"].fields, f"{number} " * first)
        )
        build(site)
        sizes.append(words.stat().st_size)
    assert sizes[0] > 2 * first
    assert max(sizes) < 12 * first
    clean_build(site, tmp_path / "clean")
    assert not differences(tree(site.output), tree(tmp_path / "clean"))


@pytest.mark.parametrize("row", [(), (b"an older form",), (b"1", b"2", 3, {}, 5, 6, 7)])
def test_a_state_of_another_form_is_begun_anew(row: tuple[object, ...], tmp_path: Path) -> None:
    site = PlainSite.at(tmp_path / "site")
    build(site)
    (kept,) = site.path("kept").rglob("state")
    other = state.State(kept)
    other._program.put("", row)  # noqa: SLF001 - as another version writes it
    other._store.keep()  # noqa: SLF001
    other.close()
    site.put("articles/flu.md", Item(site.items["articles/flu.md"].fields, "Other words"))
    build(site)
    clean_build(site, tmp_path / "clean")
    assert not differences(tree(site.output), tree(tmp_path / "clean"))


@pytest.mark.parametrize("damage", range(4), ids=["cut", "altered", "gone", "another version's"])
def test_damaged_memory_is_not_trusted(damage: int, tmp_path: Path) -> None:
    play = Play(tmp_path)
    kept = len([path for path in play.site.path("kept").rglob("*") if path.is_file()])
    for which in range(kept):
        for place in (0, 7, 40, 333, 2001):
            edits = ("and", "body", "state") if place else ("state", "delete")
            play.edits(Edit(kind, which, 4 * place + damage) for kind in edits)
