"""A running program and all that it has started, as the kernel accounts for them."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Self

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
KILOBYTES = re.compile(rb"^(?:Pss|VmHWM):\s+(\d+) kB", re.MULTILINE)
# Often at first, so that a short program is seen; then seldom, so that a long one is not slowed.
EAGER, EAGER_FOR, CALM = 0.01, 1.0, 0.1  # seconds


def processes(root: int) -> list[int]:
    """Return a process and its descendants, those that are still there."""
    found = [root]
    for process in found:
        found.extend(_children(process))
    return found


def _children(process: int) -> Iterator[int]:
    try:
        for thread in (PROC / str(process) / "task").iterdir():
            yield from map(int, (thread / "children").read_bytes().split())
    except OSError:
        return  # It has just ended.


def cpu_seconds(root: int) -> float:
    """Return the work of a tree so far, of children that have ended too."""
    return sum(_ticks(process) for process in processes(root)) / TICKS


def _ticks(process: int) -> int:
    try:
        stat = (PROC / str(process) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    # The name in brackets may hold spaces; utime, stime and those of children are 14 to 17.
    return sum(map(int, stat.rpartition(")")[2].split()[11:15]))


def _kilobytes(process: int, file: str) -> int:
    try:
        found = KILOBYTES.search((PROC / str(process) / file).read_bytes())
    except OSError:
        return 0
    return int(found[1]) if found else 0


class Peak:
    """Watches the memory of a process tree from a thread of its own, as a context manager.

    A lone process is asked for its own high-water mark, which misses nothing; of several, the
    proportional set sizes are added at each look, so that shared pages count once.
    """

    def __init__(self, root: int) -> None:
        """Name the tree."""
        self._root = root
        self._kilobytes = 0
        self._over = Event()
        self._thread = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        """Begin to watch."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self._over.set()
        self._thread.join()

    @property
    def megabytes(self) -> float:
        """The most that was seen; 0 where the system has no /proc."""
        return self._kilobytes * 1024 / 1_000_000

    def _watch(self) -> None:
        began = time.monotonic()
        while not self._over.is_set():
            tree = processes(self._root)
            seen = [_kilobytes(process, "status") for process in tree[:1]]
            if len(tree) > 1:
                seen = [max(*seen, sum(_kilobytes(one, "smaps_rollup") for one in tree))]
            self._kilobytes = max(self._kilobytes, *seen)
            self._over.wait(EAGER if time.monotonic() - began < EAGER_FOR else CALM)
