"""`run` with the part of the desk that it starts, and nothing to install: quick and offline."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[2]
DESK = (
    "__init__.py",
    "environment.py",
    "fault.py",
    "installed.py",
    "lock.py",
    "npm_parts.py",
    "python_packages.py",
    "system_parts.py",
    "tool.py",
)
# Says what it was given, so that tests see what the script hands over.
TASKS = "import os, sys\nprint('TASKS', os.getcwd(), sys.argv[1:])\n"
# A package without parts, as npm itself would lock it.
PACKAGE = '{"name": "bare", "version": "1.0.0"}\n'
LOCK = '{"name": "bare", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": {}}}\n'
TOOLS = ("sh", "readlink", "dirname", "cmp")


@dataclass(frozen=True)
class BareProgram:
    """A folder with `run` in it."""

    root: Path

    @classmethod
    def at(cls, root: Path) -> BareProgram:
        """Copy the script and what it starts; the lock files are empty."""
        (root / "plugins" / "desk").mkdir(parents=True)
        shutil.copy(PROJECT / "run", root / "run")
        shutil.copy(PROJECT / "plugins" / "__init__.py", root / "plugins")
        for name in DESK:
            shutil.copy(PROJECT / "plugins" / "desk" / name, root / "plugins" / "desk")
        (root / "tasks.py").write_text(TASKS)
        (root / "package.json").write_text(PACKAGE)
        (root / "package-lock.json").write_text(LOCK)
        (root / "system-parts.txt").write_text("# Nothing.\n")
        for name in ("", "-build", "-test", "-node"):
            (root / f"requirements{name}.txt").write_text("# Nothing.\n")
        return cls(root)

    def run(
        self, *words: str, cwd: Path | None = None, variables: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Call the script."""
        return subprocess.run(
            [self.root / "run", *words],
            cwd=cwd,
            env={**os.environ, **(variables or {})},
            capture_output=True,
            text=True,
            check=False,
        )


def path_without(folder: Path, *more: str) -> str:
    """Return a PATH of the few programs that the script itself needs, and `more`."""
    folder.mkdir()
    for name in (*TOOLS, *more):
        found = shutil.which(name)
        assert found, name
        (folder / name).symlink_to(found)
    return str(folder)
