"""A build with no new episode reads no recording again."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from plugins.benchmark.program_copy import program_without_cache
from tests.podcast.test_feed import FOLDER, edit
from tests.small_site import SmallSite

Build: TypeAlias = Callable[[str], dict[str, bytes]]
MEDIA = (".mp3", ".mp4", ".m4a")
# Python runs a module of this name before the program, in each process of it.
WATCH = """\
import os, sys
def watch(event, given):
    if event == "open" and str(given[0]).endswith((".mp3", ".mp4", ".m4a")):
        with open(os.environ["OPENED"], "a") as log:
            print(given[0], file=log)
sys.addaudithook(watch)
"""


@pytest.fixture
def build(show_site: SmallSite, tmp_path: Path) -> Build:
    """Give a way to build the show's site, with a memory that no other build shares."""
    program = program_without_cache(tmp_path / "program")

    def built(name: str) -> dict[str, bytes]:
        output = tmp_path / name
        command = [sys.executable, str(program), "build", "--content", str(show_site.root)]
        command += ["--output", str(output), "--as-of", "2026-11-21"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return published(output)

    return built


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the file in which builds list the recordings that they open."""
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch/sitecustomize.py").write_text(WATCH)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "watch"))
    monkeypatch.setenv("OPENED", str(tmp_path / "opened.txt"))
    return tmp_path / "opened.txt"


def settled(site: SmallSite) -> list[Path]:
    """Let all files of a site be older than a build's doubts; return its recordings."""
    then = time.time() - 60
    for file in site.root.rglob("*.*"):
        os.utime(file, (then, then))
    return sorted(file for file in site.root.rglob("*") if file.suffix in MEDIA)


def spoiled(file: Path) -> None:
    """Write nonsense into a file that looks unchanged: whoever reads it will notice."""
    before = file.stat()
    file.write_bytes(b"?" * before.st_size)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def published(output: Path) -> dict[str, bytes]:
    """Return every feed, and every recording, that is published."""
    found = [file for file in output.rglob("*") if file.suffix in {*MEDIA, ".xml", ".json"}]
    return {file.relative_to(output).as_posix(): file.read_bytes() for file in sorted(found)}


def test_a_rebuild_reads_no_recording_but_that_of_a_changed_episode(
    show_site: SmallSite, build: Build, opened: Path
) -> None:
    recordings = settled(show_site)
    before = build("first")
    assert read(opened) >= {file.name for file in recordings}
    for file in recordings:
        if file.name != "trailer.mp3":
            spoiled(file)
    assert build("second") == before
    assert read(opened) == set()
    edit(show_site, f"{FOLDER}/trailer.md", "What is Town Talk?", "What is it all about?")
    assert build("third") != before
    assert read(opened) & {file.name for file in recordings} == {"trailer.mp3"}


def read(opened: Path) -> set[str]:
    """Return the names of the recordings that were opened since it was last asked."""
    found = opened.read_text(encoding="utf-8").splitlines() if opened.exists() else []
    opened.unlink(missing_ok=True)
    return {Path(line).name for line in found}
