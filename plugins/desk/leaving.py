"""The end of the program, without taking its memory apart object by object."""

from __future__ import annotations

import atexit
import os
import sys
from types import TracebackType


class Leaving:
    """Where the block ends well, so does the process: at once when all is done that runs at exit.

    Python would free each object of a large site by itself, and that takes a while.
    """

    def __init__(self) -> None:
        """Be the first who is to be called at the end, for then it is called last."""
        self._ends_well = False
        atexit.register(self._leave)

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave all other ends to Python, which knows their exit codes."""
        self._ends_well = kind is None

    def _leave(self) -> None:
        if not self._ends_well:
            return
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except (OSError, ValueError):
            return  # Python says so, and with which exit code.
        os._exit(0)
