"""The end of the program, without taking its memory apart object by object."""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def leaving() -> Iterator[None]:
    """Where the block ends well, so does the process: at once when all is done that runs at exit.

    Python would free each object of a large site by itself, and that takes a while. All other ends
    are left to it, which knows their exit codes.
    """
    ends_well = False

    def leave() -> None:
        if not ends_well:
            return
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except (OSError, ValueError):
            return  # Python says so, and with which exit code.
        os._exit(0)

    atexit.register(leave)  # Whoever comes first is called last.
    yield
    ends_well = True
