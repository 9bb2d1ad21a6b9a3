"""Other programs, run and measured: the only place of the bench that starts one."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from plugins.benchmark.cost import Cost
from plugins.benchmark.fault import BenchFault
from plugins.benchmark.process_tree import Peak

Word = str | Path
UNIT = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, others kilobytes


def cost_of(command: Sequence[Word], folder: Path) -> Cost:
    """Run a program to its end and return what it took, its children with it."""
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        running = _started(command, folder, said)
        with Peak(running.pid) as peak:
            _, status, used = os.wait4(running.pid, 0)
            seconds = time.perf_counter() - began
        running.returncode = os.waitstatus_to_exitcode(status)
        if running.returncode != 0:
            raise _failed(command, said)
    return Cost(
        seconds=seconds,
        cpu_seconds=used.ru_utime + used.ru_stime,
        peak_megabytes=peak.megabytes or used.ru_maxrss * UNIT / 1_000_000,
    )


@dataclass(frozen=True)
class Running:
    """A program that is still at work."""

    number: int  # of its process
    check: Callable[[], None]  # stops the bench where the program has ended


@contextmanager
def running(command: Sequence[Word], folder: Path) -> Iterator[Running]:
    """Run a program for as long as the block lasts."""
    with tempfile.TemporaryFile() as said:
        program = _started(command, folder, said)

        def check() -> None:
            if program.poll() is not None:
                raise _failed(command, said)

        try:
            yield Running(program.pid, check)
        finally:
            _end(program)


def _end(program: subprocess.Popen[bytes]) -> None:
    program.terminate()
    try:
        program.wait(10)
    except subprocess.TimeoutExpired:
        program.kill()
        program.wait()


def first_line_of(command: Sequence[Word]) -> str:
    """Return the first line that a program says; "" where it fails or is not there."""
    try:
        done = subprocess.run(  # noqa: S603 - every command is a list of our own making.
            [str(word) for word in command], capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        return ""
    return done.stdout.partition("\n")[0].strip() if done.returncode == 0 else ""


def _started(command: Sequence[Word], folder: Path, said: IO[bytes]) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603 - every command is a list of our own making.
            [str(word) for word in command],
            cwd=folder,
            env=_usual_variables(),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
    except FileNotFoundError as error:
        fault = f"{command[0]} is not installed."
        raise BenchFault(fault, "./run bench installs what it needs: run it whole.") from error


def _usual_variables() -> dict[str, str]:
    """Return the variables, without what forbids Python to keep what it has compiled."""
    unusual = "PYTHONDONTWRITEBYTECODE"
    return {name: value for name, value in os.environ.items() if name != unusual}


def _failed(command: Sequence[Word], said: IO[bytes]) -> BenchFault:
    said.seek(0)
    words = said.read().decode("utf-8", "replace").strip().splitlines()[-12:]
    fault = f"{' '.join(map(str, command))} could not build the made-up site."
    return BenchFault(fault, "\n    ".join(["Its last words:", *words]))
