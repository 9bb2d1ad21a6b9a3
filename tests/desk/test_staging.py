"""The last good site stays until the next one is whole, whatever happens in between."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from plugins.desk.lock import alone
from plugins.desk.staging import Stage, exchange, recover, staged


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Give an output folder with a good site in it."""
    output = tmp_path / "output"
    output.mkdir()
    (output / "index.html").write_text("old")
    return output


def nobody_waits() -> None:
    raise AssertionError


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_good_build_takes_the_place_of_the_last_one(output: Path) -> None:
    (output / "gone.html").write_text("of an item that was deleted")
    with staged(output, waiting=nobody_waits) as folder:
        (folder / "index.html").write_text("new")
        assert (output / "index.html").read_text() == "old"
    assert names(output) == ["index.html"]
    assert (output / "index.html").read_text() == "new"
    assert names(output.parent) == ["output"]


def test_a_failing_build_leaves_the_last_good_one(output: Path) -> None:
    def fail() -> None:
        with staged(output, waiting=nobody_waits) as folder:
            (folder / "index.html").write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (output / "index.html").read_text() == "old"
    assert names(output.parent) == ["output"]


def test_everybody_can_read_the_site_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        with staged(tmp_path / "output", waiting=nobody_waits) as folder:
            (folder / "news").mkdir()
            (folder / "news" / "index.html").write_text("new")
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "output").rglob("*")}
    assert modes == {"news": 0o755, "index.html": 0o644}
    assert (tmp_path / "output").stat().st_mode & 0o777 == 0o755


def test_a_build_killed_between_the_renames_is_put_right(output: Path) -> None:
    stage = Stage(output)
    stage.new.mkdir()
    output.rename(stage.old)  # Here it was killed.
    recover(stage)
    assert (output / "index.html").read_text() == "old"
    assert names(output.parent) == ["output"]


def test_a_build_killed_after_the_renames_is_put_right(output: Path) -> None:
    stage = Stage(output)
    stage.old.mkdir()
    (stage.old / "index.html").write_text("older")
    recover(stage)
    assert (output / "index.html").read_text() == "old"
    assert names(output.parent) == ["output"]


def test_the_exchange_needs_no_earlier_site(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "output")
    stage.new.mkdir()
    exchange(stage)
    assert names(tmp_path) == ["output"]


def test_a_second_build_waits_and_says_so(tmp_path: Path) -> None:
    lock = tmp_path / "folder" / "lock"
    inside = threading.Event()
    told: list[str] = []
    order: list[str] = []

    def second() -> None:
        with alone(lock, waiting=lambda: told.append("waiting")):
            order.append("second")

    with alone(lock, waiting=nobody_waits):
        thread = threading.Thread(target=second)
        thread.start()
        while not told:
            inside.wait(0.01)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]
    assert told == ["waiting"]
    assert not lock.exists()


def test_a_lock_that_a_killed_build_left_holds_nobody_up(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    lock.write_text("")
    with alone(lock, waiting=nobody_waits):
        assert lock.exists()
    assert not lock.exists()
