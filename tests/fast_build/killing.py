"""A build that is killed, as by a power cut, when it is about to do something with a file."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

# What a build does with files; each of these may be the last thing that it begins.
DEEDS = frozenset({"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate"})


def killed(work: Callable[[], object], after: int, *, halfway: bool) -> bool:
    """Let a process of its own begin some work, and kill it at one of its deeds.

    `halfway` leaves a few bytes in a file that it was about to write. Tells whether it was killed:
    work of fewer deeds ends well.
    """
    child = os.fork()
    if not child:
        with suppress(BaseException):  # Whatever it says, only what it leaves is looked at.
            sys.addaudithook(_Counting(after, halfway=halfway))
            work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


class _Counting:
    def __init__(self, left: int, *, halfway: bool) -> None:
        self.left = left
        self.halfway = halfway

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event not in DEEDS or (event == "open" and not _writes(arguments)):
            return
        self.left -= 1
        if self.left < 0:
            if event == "open" and self.halfway and arguments[2] & os.O_TRUNC:
                self.halfway = False
                with open(arguments[0], "wb") as file:  # noqa: PTH123 - it may be any name or number
                    file.write(b"<half")
            os.kill(os.getpid(), signal.SIGKILL)


def _writes(arguments: tuple[Any, ...]) -> bool:
    flags = arguments[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))
