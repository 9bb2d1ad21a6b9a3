"""Builds in a process beside the server: it stays for the next one, with all that it has loaded.

A build that breaks takes nothing with it, and where the program's own code has changed another
process is begun, which reads it as it stands on the disk now. The site of the last build stays in a
third process, which shows a saved page at once, also while the next build runs.
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
AT_ONCE = 2  # seconds: whatever takes longer is in the next build
MOST = 100  # builds of one process; whatever libraries keep for good does not grow past that


class Builder:
    """The processes beside the server."""

    def __init__(self, order: Order) -> None:
        """Begin none yet. The order is what to build each time."""
        self._order = order
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(LIBRARIES)
        self._process: BaseProcess | None = None
        self._builds: Connection | None = None
        self._pages: Connection | None = None
        self._count = 0

    async def build(self) -> Outcome:
        """Build the site and return how that ended."""
        if self._builds is None or self._count >= MOST:
            self.end()
            self._begin()
        self._count += 1
        outcome = await asyncio.to_thread(_outcome, self._builds)
        if outcome is None:  # It ended without a word: its traceback is in the terminal.
            self.end()
        return outcome or BROKEN

    async def show_again(self, file: Path) -> bool:
        """Write the page of an item whose words alone are new, if that can be done at once.

        All that the site shows of it is in the next build.
        """
        return await asyncio.to_thread(_is_shown, self._pages, file)

    def end(self) -> None:
        """End them; the next build begins others."""
        if self._process is not None:
            self._process.terminate()
        for connection in (self._builds, self._pages):
            if connection is not None:
                connection.close()
        self._process = self._builds = self._pages = None
        self._count = 0

    def _begin(self) -> None:
        self._builds, builds = self._context.Pipe()
        self._pages, pages = self._context.Pipe()
        # Not a daemon, which may not have processes of its own. Without us it ends by itself.
        self._process = self._context.Process(target=_run, args=(self._order, builds, pages))
        self._process.start()
        builds.close()
        pages.close()


def _outcome(builds: Connection | None) -> Outcome | None:
    if builds is None:
        return None
    try:
        builds.send("build")
        outcome: Outcome = builds.recv()
    except (EOFError, OSError):
        return None
    return outcome


def _is_shown(pages: Connection | None, file: Path) -> bool:
    if pages is None:
        return False
    try:
        pages.send(file)
        while pages.poll(AT_ONCE):
            answered, is_shown = pages.recv()
            if answered == file:
                return bool(is_shown)
    except (EOFError, OSError):
        pass  # It has ended, or there is none before the first build.
    return False


def _run(order: Order, builds: Connection, pages: Connection) -> None:
    """Build each time that it is asked for. Runs in the other process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends us.
    showing: BaseProcess | None = None
    while True:
        try:
            builds.recv()
        except EOFError:
            return
        outcome, last = _build(order)
        if last is not None:
            if showing is not None:
                showing.kill()
                showing.join()
            context = multiprocessing.get_context("fork")  # It has the site by being forked.
            showing = context.Process(target=_show, args=(last, builds, pages))
            showing.start()
        builds.send(outcome)
        del last
        gc.collect()  # A build keeps all that it makes; now nobody waits.


def _show(last: LastSite, builds: Connection, pages: Connection) -> None:
    """Show each file that is asked for. Runs in the third process, which ends with the server."""
    builds.close()  # Where the one that builds breaks, the server must see this end.
    while True:
        try:
            file = pages.recv()
            pages.send((file, last.show_again(file)))
        except (EOFError, OSError):
            return


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
