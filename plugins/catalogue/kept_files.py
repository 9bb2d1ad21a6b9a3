"""What a room wrote into the site that was built before, used again where nobody has touched it.

Only names, sizes and times are remembered, and nothing of what stands in the files.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from plugins.catalogue.keeping import digest, link, write_whole

Stamp = list[int]  # A file's size, and when it was written, in nanoseconds.
SIZE = 0


class KeptFiles:
    """The files of one room, by their paths from the site's root."""

    def __init__(self, before: Path, note: Path | None, made_by: str) -> None:
        """Look which of them are as they were, if the same recipe has made them.

        Without a note, nothing is remembered.
        """
        self.before = before
        self._note = note
        self._made_by = made_by
        self.keys: Mapping[str, str] = {}  # what the room wanted to remember
        self.names: frozenset[str] = frozenset()
        self.right: Mapping[str, Stamp] = {}
        try:
            known = json.loads(note.read_bytes() if note else b"")
            if known["made_by"] == made_by:
                files: dict[str, Stamp] = known["files"]
                right = {
                    name: at for name, at in files.items() if stamp_of(f"{before}/{name}") == at
                }
                self.keys, self.names, self.right = dict(known["keys"]), frozenset(files), right
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            pass  # Nothing was kept, or the note of it is not whole.

    def carry(self, name: str, output: Path) -> None:
        """Let a file that is right stand in the new site, which may be the old one."""
        if output != self.before:
            link(f"{self.before}/{name}", f"{output}/{name}")

    def write(self, name: str, output: Path, make: Callable[[], bytes]) -> None:
        """Let a file stand in the new site whose name tells what is in it."""
        if name in self.right:
            self.carry(name, output)
        else:
            put(output / name, make())

    def settle(self, output: Path, names: Iterable[str], **keys: str) -> None:
        """Remember what stands in the new site; of the old one goes what is not made any more."""
        stamps = {name: stamp_of(f"{output}/{name}") for name in sorted(names)}
        if output == self.before:
            for name in self.names - stamps.keys():
                (output / name).unlink(missing_ok=True)
        if self._note is not None:
            note = {"made_by": self._made_by, "keys": keys, "files": stamps}
            write_whole(self._note, json.dumps(note).encode())


def kept_in(settings: Mapping[str, Any], room: str) -> Path | None:
    """Return the folder for what a room keeps of a content folder, where builds keep anything."""
    keeping = settings.get("FAST_BUILD", {})
    if not keeping.get("STATE"):
        return None
    root = settings["publication"].root
    folder = Path(keeping["STATE"]) / room / digest(str(root))[:16]
    if keeping.get("ANEW"):
        shutil.rmtree(folder, ignore_errors=True)
    return folder


def kept_files(settings: Mapping[str, Any], output: Path, room: str, made_by: str) -> KeptFiles:
    """Return what a room wrote in the build before, where builds keep anything."""
    keeping = settings.get("FAST_BUILD", {})
    before = Path(keeping.get("KEPT_OUTPUT") or output).absolute()
    if not keeping.get("STATE"):
        return KeptFiles(before, None, made_by)
    note = Path(keeping["STATE"]) / room / f"{digest(str(before))[:16]}.json"
    if keeping.get("ANEW"):
        note.unlink(missing_ok=True)
    return KeptFiles(before, note, made_by)


def stamp_of(file: Path | str) -> Stamp | None:
    """Return a file's stamp; None where it is not there."""
    try:
        found = os.stat(file)  # noqa: PTH116 - asked of each file of a large site
    except OSError:
        return None
    return [found.st_size, found.st_mtime_ns]


def put(file: Path, content: bytes) -> None:
    """Write a file. One that stands there may be linked into another site: it is not changed."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    file.write_bytes(content)
