"""A new site beside the old one, and the exchange of the two: readers never see half a site."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from stat import S_IMODE

from plugins.desk.lock import alone

FOLDER, FILE = 0o755, 0o644


@dataclass(frozen=True)
class Stage:
    """The names beside an output folder that one build works with."""

    output: Path

    def _beside(self, what: str) -> Path:
        return self.output.with_name(f".{self.output.name}.{what}")

    @property
    def new(self) -> Path:
        """The site in the making."""
        return self._beside("new")

    @property
    def old(self) -> Path:
        """The site before, while the two are exchanged."""
        return self._beside("old")

    @property
    def lock(self) -> Path:
        """The file by which builds into the same folder wait for each other."""
        return self._beside("lock")


Note = Callable[[str, os.stat_result], None]


@contextmanager
def staged(
    output: Path, *, waiting: Callable[[], None], note: Note = lambda *_: None
) -> Iterator[Path]:
    """Give an empty folder to build in; it becomes the output only if the block ends well.

    `note` is then told of each file, by its path in the output.
    """
    stage = Stage(output)
    with alone(stage.lock, waiting=waiting):
        recover(stage)
        stage.new.mkdir()
        try:
            yield stage.new
            _plain_modes(stage, note)
            exchange(stage)
        finally:
            shutil.rmtree(stage.new, ignore_errors=True)


def recover(stage: Stage) -> None:
    """Put right what a build that was killed has left behind."""
    if stage.old.exists() and not stage.output.exists():
        stage.old.rename(stage.output)  # It was killed between the two renames.
    for leftover in (stage.old, stage.new):
        if leftover.exists():
            shutil.rmtree(leftover)


def exchange(stage: Stage) -> None:
    """Make the new site the output. Each rename is done wholly or not at all."""
    if stage.output.exists():
        stage.output.rename(stage.old)
    stage.new.rename(stage.output)
    shutil.rmtree(stage.old, ignore_errors=True)


def _plain_modes(stage: Stage, note: Note) -> None:
    """Let everybody read: a web server runs under another name, whatever the editor's umask."""
    stage.new.chmod(FOLDER)
    new, output = str(stage.new), str(stage.output)
    folders = [new]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                is_folder = entry.is_dir(follow_symlinks=False)
                mode = FOLDER if is_folder else FILE
                found = entry.stat()
                # To look is faster than to change, and most files are as they should be.
                if S_IMODE(found.st_mode) != mode:
                    os.chmod(entry.path, mode)  # noqa: PTH101 - a Path for each costs more
                if is_folder:
                    folders.append(entry.path)
                else:
                    note(f"{output}{entry.path[len(new) :]}", found)
