"""Builds in a process beside the server: it stays for the next one, with all that it has loaded.

A build that breaks takes nothing with it, and where the program's own code has changed another
process is begun, which reads it as it stands on the disk now.
"""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import signal
import sys
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.catalogue.problem import ContentError
from plugins.desk.fault import MachineFault
from plugins.desk.order import Order
from plugins.desk.outcome import Outcome

if TYPE_CHECKING:
    from plugins.desk.last_site import LastSite

# Only what others have written: our own modules must be read anew when they have changed.
LIBRARIES = ["babel.dates", "icalendar", "lxml.etree", "PIL.Image", "pelican", "pydantic", "typst"]
BROKEN = Outcome(fault="The build broke. The terminal says where.")
BUILD = None  # what the process is asked for; a file asks for its page alone
MOST = 100  # builds of one process; whatever libraries keep for good does not grow past that


class Builder:
    """The process beside the server."""

    def __init__(self, order: Order) -> None:
        """Begin none yet. The order is what to build each time."""
        self._order = order
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(LIBRARIES)
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._builds = 0

    async def build(self) -> Outcome:
        """Build the site and return how that ended."""
        if self._connection is None or self._builds >= MOST:
            self.end()
            self._begin()
        self._builds += 1
        outcome = await self._answer(BUILD)
        return outcome if isinstance(outcome, Outcome) else BROKEN

    async def show_again(self, file: Path) -> bool:
        """Write the page of an item whose words alone are new, if that can be done at once.

        All that the site shows of it is in the next build.
        """
        return self._connection is not None and await self._answer(file) is True

    def end(self) -> None:
        """End the process; the next build begins another."""
        if self._process is not None and self._connection is not None:
            self._process.terminate()
            self._connection.close()
        self._process = self._connection = None
        self._builds = 0

    def _begin(self) -> None:
        self._connection, theirs = self._context.Pipe()
        # Not a daemon, which may not have processes of its own. Without us it ends by itself.
        self._process = self._context.Process(target=_builds, args=(self._order, theirs))
        self._process.start()
        theirs.close()

    async def _answer(self, wish: Path | None) -> Outcome | bool | None:
        """Return the process's answer; None where it ended without a word, but a traceback."""
        answer = await asyncio.to_thread(self._ask, wish)
        if answer is None:
            self.end()
        return answer

    def _ask(self, wish: Path | None) -> Outcome | bool | None:
        if self._connection is None:
            return None
        try:
            self._connection.send(wish)
            answer: Outcome | bool = self._connection.recv()
        except (EOFError, OSError):
            return None
        return answer


def _builds(order: Order, connection: Connection) -> None:
    """Build each time that it is asked for. Runs in the other process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends us.
    last: LastSite | None = None
    while True:
        try:
            wish: Path | None = connection.recv()
        except EOFError:
            return
        if wish is not BUILD:
            connection.send(last is not None and last.show_again(wish))
            continue
        last = None  # Two sites at once would take twice the memory.
        gc.collect()
        outcome, last = _build(order)
        connection.send(outcome)


def _build(order: Order) -> tuple[Outcome, LastSite | None]:
    from plugins.desk.build import build, problems_listed  # noqa: PLC0415 - loads Pelican
    from plugins.desk.last_site import LastSite  # noqa: PLC0415
    from plugins.desk.progress import telling  # noqa: PLC0415

    try:
        with problems_listed(order), telling() as teller:
            written = build(order, teller)
    except ContentError as error:
        print(error, file=sys.stderr, flush=True)
        return Outcome(problems=error.problems), None
    except MachineFault as fault:
        print(fault, file=sys.stderr, flush=True)
        return Outcome(fault=str(fault)), None
    # A whole site is built when its pages are shown already.
    last = LastSite(written.pelican, order.output) if order.quick else None
    return Outcome(left_out=written.left_out), last
