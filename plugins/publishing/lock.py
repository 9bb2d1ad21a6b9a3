"""One publish at a time: a lock that the system takes back by itself when its holder is killed."""

from __future__ import annotations

import fcntl
import getpass
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from plugins.publishing.fault import PublishFault

PAUSE = 0.1  # seconds between two looks at a lock that another holds
NOBODY = "another publish"


@contextmanager
def held(place: Path, *, patience: float, waiting: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock file for the block.

    Where another has it, `waiting` is called once with who; after `patience` seconds a
    PublishFault says who. The file stays: whoever waits for it waits for the right one.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    # Without O_CLOEXEC a program that we start would go on holding it after our death.
    descriptor = os.open(place, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _wait(descriptor, patience, waiting)
        _write(descriptor, this_process())
        yield
        _write(descriptor, "")
    finally:
        os.close(descriptor)


def this_process() -> str:
    """Return how another publish is told of this one."""
    return f"{_user()} on {socket.gethostname()}, process {os.getpid()}"


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # A container's user may have no name.
        return f"user {os.getuid()}"


def _wait(descriptor: int, patience: float, waiting: Callable[[str], None]) -> None:
    until = time.monotonic() + patience
    told = False
    while not _taken(descriptor):
        who = _holder(descriptor)
        if time.monotonic() >= until:
            fault = f"Another publish to this target goes on: {who}."
            raise PublishFault(fault, "Nothing was published. Try again when that one is done.")
        if not told:
            waiting(who)
            told = True
        time.sleep(PAUSE)


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(descriptor: int) -> str:
    return os.pread(descriptor, 500, 0).decode("utf-8", "replace").strip() or NOBODY


def _write(descriptor: int, text: str) -> None:
    """Say whose it is. Where the disk is full it is ours all the same."""
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, text.encode(), 0)
