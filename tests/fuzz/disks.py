"""Disks that are full, or that nobody may write, for tests of what is said of them."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest


@contextlib.contextmanager
def small_disk(place: Path, size: int, options: str = "") -> Iterator[Path]:
    """Mount a disk of so many bytes; the test is passed over where nobody may."""
    place.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}{options}", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=False)


def remounted(disk: Path, options: str) -> None:
    """Let the disk be larger, or only read: "size=64m", "ro"."""
    subprocess.run(["mount", "-o", f"remount,{options}", str(disk)], check=True)


def filled(disk: Path) -> Path:
    """Leave no room on the disk; return the file that takes it."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))
    return filler
