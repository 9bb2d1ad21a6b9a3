"""The same content, settings and day give the same bytes, wherever and however it is built."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from plugins.benchmark.program_copy import program_without_cache
from tests.small_site import PROJECT, TODAY

ELSEWHERE = {
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "pl_PL.UTF-8",
    "LANG": "ur_PK.UTF-8",
    "PYTHONHASHSEED": "4711",
    "HOME": "/nonexistent",
}


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def differing(one: Path, other: Path) -> list[str]:
    """Return the files that two folders do not share to the last byte."""
    first, second = digests(one), digests(other)
    return [name for name in sorted(first | second) if first.get(name) != second.get(name)]


def test_another_machines_clock_language_and_folder_change_nothing(
    demo: Path, tmp_path: Path
) -> None:
    output = tmp_path / "another place" / "site"
    # It has no cache either: every picture and every format is made again.
    program = program_without_cache(output.parent)
    command = [sys.executable, str(program), "build", "--content", str(PROJECT / "content")]
    command += ["--output", str(output), "--as-of", TODAY.isoformat()]
    subprocess.run(
        command, cwd=output.parent, env=os.environ | ELSEWHERE, check=True, capture_output=True
    )
    assert differing(demo, output) == []
    assert len(list(output.rglob("*.pdf"))) > 50


def test_pelicans_own_command_gives_the_same_site(demo: Path, tmp_path: Path) -> None:
    output = tmp_path / "pelican"
    settings = f'CATALOGUE={{"AS_OF": "{TODAY}", "DRAFTS": false, "SITE_URL": null}}'
    for name in ("pelicanconf.py", "publishconf.py"):
        command = [sys.executable, "-m", "pelican", "content", "-s", name, "-o", str(output)]
        done = subprocess.run(
            [*command, "--fatal=warnings", "-e", settings],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert differing(demo, output) == []
