"""One at a time: a lock that the system takes back by itself when its holder is killed."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone(path: Path, *, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock file `path` for the block; `waiting` is called once where another has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = _taken(path, waiting)
    try:
        yield
    finally:
        # Removed while it is held: whoever waits on the old file sees that it is gone.
        path.unlink(missing_ok=True)
        os.close(descriptor)


def _taken(path: Path, waiting: Callable[[], None]) -> int:
    told = False
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not told:
                waiting()
                told = True
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        if _is_still(path, descriptor):
            return descriptor
        os.close(descriptor)


def _is_still(path: Path, descriptor: int) -> bool:
    """Tell whether the locked file is the one that stands at the path now."""
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
