"""A copy of this program without what it keeps: it builds as on a machine that is new to it."""

from __future__ import annotations

import shutil
from pathlib import Path

from plugins.benchmark.programs import PROJECT

PARTS = ("plugins", "theme", "tasks.py", "pelicanconf.py", "publishconf.py")


def program_without_cache(folder: Path) -> Path:
    """Copy the program, so that what earlier builds have kept is out of its reach."""
    folder.mkdir(parents=True)
    for name in PARTS:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        elif source.is_file():
            shutil.copy(source, folder / name)
    (folder / "node_modules").symlink_to(PROJECT / "node_modules")
    return folder / "tasks.py"
