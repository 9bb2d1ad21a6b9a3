"""A task that ended well ends its process at once, and nothing of what it had to do is lost."""

from __future__ import annotations

import subprocess
import sys

from plugins.desk.order import PROJECT

BEGIN = """\
import atexit, sys
from plugins.desk.leaving import leaving

class Kept:
    def __del__(self):
        print("taken apart")

kept = Kept()
with leaving():
    atexit.register(print, "all is done that runs at exit")
    print("Built", "x" * 100_000)
"""


def left(program: str) -> subprocess.CompletedProcess[str]:
    """Run a program to its end."""
    return subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=False
    )


def test_all_is_said_and_done_but_nothing_is_taken_apart() -> None:
    done = left(BEGIN)
    assert done.returncode == 0, done.stderr
    said = done.stdout.splitlines()
    assert [said[0][:7], said[1:]] == ["Built x", ["all is done that runs at exit"]]


def test_every_other_end_is_pythons() -> None:
    done = left(f"{BEGIN}    sys.exit(3)")
    assert done.returncode == 3
    assert done.stdout.splitlines()[1:] == ["all is done that runs at exit", "taken apart"]


def test_who_cannot_be_told_is_not_said_to_have_been_told() -> None:
    done = left(f"{BEGIN}    sys.stdout.flush()\n    sys.stdout.buffer.raw.close()\n    print(1)")
    assert done.returncode != 0
