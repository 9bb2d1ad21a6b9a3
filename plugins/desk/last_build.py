"""What the last build rested on: where all of it is as it was, there is nothing to build.

It is asked before anything large is loaded, so that this answer comes at once.
"""

from __future__ import annotations

import os
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from time import time_ns

from plugins.desk.order import PROJECT, Order, today
from plugins.fast_build import unchanged
from plugins.fast_build.stamps import TICK_NS, Stamp, stamp_in

RECORDS = PROJECT / ".cache" / "desk"
PROGRAM = ("plugins", "theme")
BESIDE = (
    "pelicanconf.py",
    "publishconf.py",
    "requirements.txt",
    "system-parts.txt",
    ".venv/.made-from/system-parts.txt",
    "node_modules/.made-from/package-lock.json",
)


class Files(dict[str, Stamp]):
    """The files of a site by their paths, each with its stamp."""

    def note(self, path: str, found: os.stat_result) -> None:
        """Add a file as it was found."""
        self[path] = stamp_in(found)


class Inputs:
    """Everything that a build may read, as it is before the build."""

    def __init__(self, order: Order) -> None:
        """Look at it."""
        self.asked = _asked(order)
        self.began_ns = time_ns()
        self.folders = [str(order.content), *(str(PROJECT / name) for name in PROGRAM)]
        self.stamps = unchanged.look(self.folders)

    def remember(self, order: Order, outputs: Files) -> None:
        """Note that just these files have been built into the order's output."""
        record = _record(order)
        newest = max((stamp[0] for stamp in self.stamps.values()), default=0)
        if newest >= self.began_ns - TICK_NS:
            return  # What was saved in this moment may be saved again in the same.
        record.parent.mkdir(parents=True, exist_ok=True)
        beside = [str(PROJECT / name) for name in BESIDE]
        unchanged.record(record, self.asked, self.folders, self.stamps, beside, outputs)


def forget(order: Order) -> None:
    """Remember nothing of the output: it is about to change."""
    _record(order).unlink(missing_ok=True)


def is_built(order: Order) -> bool:
    """Tell whether the order's output is what building it now would give."""
    return not order.anew and unchanged.is_unchanged(_record(order), _asked(order))


def _record(order: Order) -> Path:
    name = blake2b(str(order.output).encode(), digest_size=8).hexdigest()
    return RECORDS / f"{name}.built"


def _asked(order: Order) -> str:
    """Return the order as text; tomorrow the same words ask for another day's site."""
    return repr(replace(order, as_of=order.as_of or today(), anew=False))
