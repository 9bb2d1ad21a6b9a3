"""What tells from outside that a file is the one it was: its time, size and number on the disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from stat import S_ISDIR
from typing import TypeAlias

Stamp: TypeAlias = tuple[int, int, int]  # modified (ns), size (bytes), inode
# A file that changed this shortly before it was looked at may change again within one tick.
TICK_NS = 20_000_000


def stamp_of(path: str) -> Stamp | None:
    """Return a file's stamp; None where there is none."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def stamps_under(folder: str) -> Iterator[tuple[str, Stamp]]:
    """Yield the path and stamp of each file below a folder, links followed."""
    folders = [folder]
    seen: set[tuple[int, int]] = set()
    while folders:
        place = folders.pop()
        try:
            entries = os.scandir(place)
        except OSError:
            continue
        with entries:
            for entry in entries:
                try:
                    found = entry.stat()
                except OSError:  # a link that leads nowhere
                    continue
                if S_ISDIR(found.st_mode):
                    number = (found.st_dev, found.st_ino)
                    if number not in seen and entry.name != "__pycache__":
                        seen.add(number)
                        folders.append(entry.path)
                else:
                    yield entry.path, (found.st_mtime_ns, found.st_size, found.st_ino)
