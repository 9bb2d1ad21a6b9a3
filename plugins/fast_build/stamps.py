"""What tells from outside that a file is the one it was: its time, size and number on the disk."""

from __future__ import annotations

import os
from operator import attrgetter
from stat import S_ISDIR

TYPE_CHECKING = False  # That of typing takes longer to load than all the rest here.
if TYPE_CHECKING:
    from collections.abc import Callable

Stamp = tuple[int, int, int]  # modified (ns), size (bytes), inode
stamp_in: Callable[[os.stat_result], Stamp] = attrgetter("st_mtime_ns", "st_size", "st_ino")
# A file that changed this shortly before it was looked at may change again within one tick.
TICK_NS = 20_000_000


def stamp_of(path: str) -> Stamp | None:
    """Return a file's stamp; None where there is none."""
    try:
        return stamp_in(os.stat(path))
    except (OSError, ValueError):
        return None


def stamps_under(folder: str) -> dict[str, Stamp]:
    """Return the stamp of each file below a folder by its path, links followed."""
    stamps: dict[str, Stamp] = {}
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
                    stamps[entry.path] = stamp_in(found)
    return stamps
