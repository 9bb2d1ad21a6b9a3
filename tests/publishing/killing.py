"""Publishes that are killed, at once and without a word, as by a machine that is switched off."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path


def killed_after(seconds: float, work: Callable[[], object], *, children: bool = True) -> None:
    """Run something in a process of its own, and kill it, with all that it has started or alone."""
    worker = get_context("fork").Process(target=work)
    worker.start()
    time.sleep(seconds)
    pid = worker.pid or 0
    for one in (pid, *(_below(pid) if children else ())):
        with contextlib.suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)
    worker.join()


def _below(pid: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            parent = int(stat.read_text().rsplit(")", 1)[1].split()[1])
            parents.setdefault(parent, []).append(int(stat.parent.name))
    found = [pid]
    for one in found:
        found += parents.get(one, [])
    return found[1:]
