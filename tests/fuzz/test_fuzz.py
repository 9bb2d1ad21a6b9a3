"""Thousands of damaged inputs at every door: no traceback, no hang, no gigabyte, no half file.

A quick run takes a share of them. `FUZZ=5000 ./run test tests/fuzz/test_fuzz.py` takes so many
in all, and takes minutes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.doors import doors
from tests.small_site import PROJECT

WANTED = int(os.environ.get("FUZZ", "0"))
SHARES = {name: door.share for name, door in doors().items()}


def count_of(name: str) -> int:
    """Return how many inputs a door is given."""
    return max(SHARES[name], WANTED * SHARES[name] // sum(SHARES.values()) + 1)


@pytest.mark.parametrize("name", SHARES)
def test_nothing_breaks(name: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.fuzz.child", name, str(count_of(name)), str(tmp_path)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    report = json.loads(done.stdout.splitlines()[-1])
    faults = "\n\n".join(report["faults"].values())
    assert not faults, f"{faults}\nThe inputs are in {tmp_path}"
    assert report["read"] >= count_of(name) * 0.8  # hypothesis draws some twice, and leaves them
    assert report["slowest"] < 5
