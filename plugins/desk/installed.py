"""What is installed, and from which lock files: a copy of each stands beside what came of it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Environment:
    """Where things are installed. A copy of a lock file stands beside what was made from it."""

    root: Path

    @property
    def python(self) -> Path:
        """The environment's own Python."""
        return self.root / ".venv" / "bin" / "python"

    @property
    def made_at(self) -> Path:
        """Where the environment was made: its programs do not survive a move."""
        return self.root / ".venv" / ".made-from" / "root"

    def stamp(self, lock_file: str) -> Path:
        """Return where the copy of a lock file stands once it is installed."""
        folder = "node_modules" if lock_file.endswith(".json") else ".venv"
        return self.root / folder / ".made-from" / lock_file

    @property
    def with_judges(self) -> Path:
        """Stands where npm's parts for tests are installed too."""
        return self.root / "node_modules" / ".made-from" / "judges"

    def is_installed(self, lock_file: str) -> bool:
        """Tell whether what is installed was made from this very lock file."""
        stamp = self.stamp(lock_file)
        return stamp.is_file() and stamp.read_bytes() == (self.root / lock_file).read_bytes()

    def note(self, lock_file: str) -> None:
        """Note that all of a lock file is installed. Always the last step."""
        write_whole(self.stamp(lock_file), (self.root / lock_file).read_bytes())

    def forget(self, lock_file: str) -> None:
        """Take the note back, so that an interrupted installation is noticed and redone."""
        self.stamp(lock_file).unlink(missing_ok=True)


def say(line: str) -> None:
    """Tell how far it is, apart from what a task itself writes."""
    print(line, file=sys.stderr, flush=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".new")
    draft.write_bytes(content)
    draft.replace(path)
