"""The output folder: what the last build wrote there and this one does not is taken away."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Output:
    """The folder."""

    folder: Path

    def remove(self, names: Iterable[str]) -> None:
        """Remove files, and folders that are empty without them."""
        for name in names:
            path = self.folder / name
            path.unlink(missing_ok=True)
            for folder in path.parents:
                if folder == self.folder:
                    break
                with suppress(OSError):  # It holds something else.
                    folder.rmdir()
