"""What a program costs is counted with all that it has started."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from plugins.benchmark.fault import BenchFault
from plugins.benchmark.process_tree import Peak, cpu_seconds, processes
from plugins.benchmark.tool import Running, cost_of, running

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc")
HOLD = "held = bytearray(60_000_000); __import__('time').sleep(600)"
TWO_HOLD = f"""
import subprocess, sys
both = [subprocess.Popen([sys.executable, "-c", {HOLD!r}]) for _ in range(2)]
try:
    both[0].wait()
finally:
    [one.kill() for one in both]
"""
SHARE = """
import os, time
held = bytearray(60_000_000)
os.fork()
time.sleep(600)
"""
WORK = "sum(range(6_000_000))"
CHILD_WORKS = f'import subprocess, sys; subprocess.run([sys.executable, "-c", "{WORK}"])'


def _peak(program: str, folder: Path, tree: int, above: float) -> float:
    """Watch a tree of so many processes until it has so many megabytes; return how many it had."""
    with running([sys.executable, "-c", program], folder) as it:
        while len(children := processes(it.number)) < tree:
            it.check()
            time.sleep(0.01)
        with Peak(it.number) as peak:
            while peak.megabytes < above:
                it.check()
                time.sleep(0.01)
        for child in children[1:]:
            os.kill(child, signal.SIGTERM)
    return peak.megabytes


@ON_LINUX
def test_memory_of_a_program_is_its_high_water_mark(tmp_path: Path) -> None:
    assert 60 < _peak(HOLD, tmp_path, 1, 60) < 110


@ON_LINUX
def test_memory_of_programs_at_one_time_is_added(tmp_path: Path) -> None:
    assert _peak(TWO_HOLD, tmp_path, 3, 120) > 120


@ON_LINUX
def test_memory_that_two_processes_share_counts_once(tmp_path: Path) -> None:
    assert _peak(SHARE, tmp_path, 2, 60) < 110


def test_the_work_of_children_counts(tmp_path: Path) -> None:
    idle = cost_of([sys.executable, "-c", "pass"], tmp_path).cpu_seconds
    assert cost_of([sys.executable, "-c", CHILD_WORKS], tmp_path).cpu_seconds > idle


def test_a_program_that_fails_is_told_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(BenchFault, match="no flour"):
        cost_of([sys.executable, "-c", "raise SystemExit('no flour')"], tmp_path)


def test_a_program_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BenchFault, match="no-such-maker is not installed"):
        cost_of(["no-such-maker"], tmp_path)


@ON_LINUX
def test_a_running_tree_is_known_with_its_work_and_ended_with_the_block(tmp_path: Path) -> None:
    with running(
        [sys.executable, "-c", "input() if 0 else __import__('time').sleep(60)"], tmp_path
    ) as it:
        it.check()
        assert processes(it.number)[0] == it.number
        assert cpu_seconds(it.number) >= 0
    assert not Path("/proc", str(it.number)).exists()


def test_a_watcher_that_ends_is_noticed(tmp_path: Path) -> None:
    tired = [sys.executable, "-c", "raise SystemExit('tired')"]
    with running(tired, tmp_path) as it, pytest.raises(BenchFault, match="tired"):
        _wait(it)


def _wait(it: Running) -> None:
    while True:
        it.check()
