"""A build in a process of its own, which begins with the libraries loaded.

Each build gets a fresh Pelican and the plugins' code as it stands on the disk now, and a build
that breaks takes nothing with it.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
import sys
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext

from plugins.catalogue.problem import ContentError
from plugins.desk.fault import MachineFault
from plugins.desk.order import Order
from plugins.desk.outcome import Outcome

# Only what others have written: our own modules must be read anew each time.
LIBRARIES = ["babel.dates", "icalendar", "lxml.etree", "PIL.Image", "pelican", "pydantic", "typst"]
BROKEN = Outcome(fault="The build broke. The terminal says where.")


def warm_processes() -> ForkServerContext:
    """Return what starts processes that have the libraries loaded."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(LIBRARIES)
    return context


async def built_apart(order: Order, context: ForkServerContext) -> Outcome:
    """Build the site in a process of its own and return how it ended."""
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_build, args=(order, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        return await asyncio.to_thread(_received, ours)
    finally:
        process.terminate()


def _received(connection: Connection) -> Outcome:
    try:
        outcome: Outcome = connection.recv()
    except EOFError:  # It ended without a word: its traceback stands in the terminal.
        return BROKEN
    return outcome


def _build(order: Order, connection: Connection) -> None:
    """Build, and send how it ended. Runs in the other process."""
    from plugins.desk.build import build, problems_listed  # noqa: PLC0415 - loads Pelican
    from plugins.desk.progress import telling  # noqa: PLC0415

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends us.
    try:
        with problems_listed(order), telling() as teller:
            build(order, teller)
    except ContentError as error:
        print(error, file=sys.stderr, flush=True)
        connection.send(Outcome(problems=error.problems))
    except MachineFault as fault:
        print(fault, file=sys.stderr, flush=True)
        connection.send(Outcome(fault=str(fault)))
    else:
        connection.send(Outcome())
