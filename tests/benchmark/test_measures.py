"""What a program costs is counted with all that it has started."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from plugins.benchmark.fault import BenchFault
from plugins.benchmark.process_tree import cpu_seconds, processes
from plugins.benchmark.tool import Running, cost_of, running

HOLD = "held = bytearray(60_000_000); import time; time.sleep(0.5)"
TWO_HOLD = f"""
import subprocess, sys
both = [subprocess.Popen([sys.executable, "-c", {HOLD!r}]) for _ in range(2)]
sys.exit(sum(one.wait() for one in both))
"""
SHARE = """
import os, time
held = bytearray(60_000_000)
children = [os.fork() for _ in range(1)]
time.sleep(0.5)
if children[0]:
    os.wait()
"""
WORK = "sum(range(6_000_000))"
CHILD_WORKS = f'import subprocess, sys; subprocess.run([sys.executable, "-c", "{WORK}"])'


def test_memory_of_programs_at_one_time_is_added(tmp_path: Path) -> None:
    one = cost_of([sys.executable, "-c", HOLD], tmp_path).peak_megabytes
    assert 60 < one < 110
    assert cost_of([sys.executable, "-c", TWO_HOLD], tmp_path).peak_megabytes > 120


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what is shared")
def test_memory_that_two_processes_share_counts_once(tmp_path: Path) -> None:
    assert cost_of([sys.executable, "-c", SHARE], tmp_path).peak_megabytes < 110


def test_the_work_of_children_counts(tmp_path: Path) -> None:
    idle = cost_of([sys.executable, "-c", "pass"], tmp_path).cpu_seconds
    assert cost_of([sys.executable, "-c", CHILD_WORKS], tmp_path).cpu_seconds > idle


def test_a_program_that_fails_is_told_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(BenchFault, match="no flour"):
        cost_of([sys.executable, "-c", "raise SystemExit('no flour')"], tmp_path)


def test_a_program_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BenchFault, match="no-such-maker is not installed"):
        cost_of(["no-such-maker"], tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc")
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
