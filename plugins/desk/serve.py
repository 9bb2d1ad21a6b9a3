"""`./run serve`: builds, shows the site in the browser, and builds again at each save."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from watchfiles import awatch
from watchfiles.main import FileChange

from plugins.desk.apart import Builder
from plugins.desk.fault import MachineFault
from plugins.desk.order import PROJECT, Order, shown
from plugins.desk.outcome import Outcome
from plugins.desk.server import Preview, application

HIGHEST_PORT = 65535
# The theme and the code too: whoever works on them sees what they change.
CODE = ("plugins", "pelicanconf.py")
WATCHED = ("theme",)
FEW = 5  # files: of more than an editor saves at once, the build alone tells
SETTLED = 20  # milliseconds without another change: one save may write several files


def serve(order: Order, port: int) -> None:
    """Serve the site until Ctrl-C. Problems are shown in the browser, and it goes on."""
    # A shell that starts us in the background has SIGINT ignored, and we would never end.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        asyncio.run(_serve(order, port))
    except KeyboardInterrupt:
        print("\nStopped.")


async def _serve(order: Order, port: int) -> None:
    if not 0 < port <= HIGHEST_PORT:
        raise MachineFault(f"--port cannot be {port}.", "Write a number such as --port 8000.")
    try:
        sockets = bind_sockets(port, "localhost")
    except OSError as error:
        fault = f"Port {port} cannot be used: {error.strerror or error}."
        raise MachineFault(fault, f"Choose another: --port {port + 1}") from error
    address = f"http://localhost:{port}"
    folder = PROJECT / ".cache" / f"preview-{port}"
    order = replace(order, output=folder, site_url=address, drafts=True)
    # Pages are shown at once; the formats that take long are made after them.
    builders = Builders(Builder(replace(order, quick=True)), Builder(order))
    # Before the first build: what is saved while it runs is to be shown too.
    saves = Saves(awatch(*_watched(order), step=SETTLED))
    await asyncio.sleep(0)  # It runs till it waits, and from then on nothing is missed.
    preview = Preview(folder, await builders.quick.build())
    server = HTTPServer(application(preview))
    server.add_sockets(sockets)
    print(f"The site is at {address}/  Ctrl-C ends it.", flush=True)
    try:
        await _build_at_each_save(saves, preview, builders)
    finally:
        builders.end()


@dataclass(frozen=True)
class Builders:
    """One that shows a save, and one that makes what the first does without."""

    quick: Builder
    whole: Builder

    def end(self) -> None:
        """End both."""
        self.quick.end()
        self.whole.end()


class Saves:
    """The changes of files from now on, also while nobody asks for them."""

    def __init__(self, watching: AsyncGenerator[set[FileChange], None]) -> None:
        """Begin to watch."""
        self._found: asyncio.Queue[set[FileChange]] = asyncio.Queue()
        self._watching = asyncio.create_task(self._watch(watching))

    async def _watch(self, watching: AsyncGenerator[set[FileChange], None]) -> None:
        async for changes in watching:
            self._found.put_nowait(changes)

    async def next(self) -> set[FileChange]:
        """Return the next changes, of the past or to come."""
        async for changes in self.until(self._watching):
            return changes
        self._watching.result()  # raises what has ended it
        raise RuntimeError(self._watching)

    async def until(self, work: asyncio.Task[Any]) -> AsyncGenerator[set[FileChange], None]:
        """Yield changes until a work is done."""
        while not work.done():
            found = asyncio.create_task(self._found.get())
            await asyncio.wait({work, found}, return_when=asyncio.FIRST_COMPLETED)
            if not found.done():
                found.cancel()  # What comes now stays for whoever asks next.
                break
            yield found.result()


def _watched(order: Order) -> list[Path]:
    return [order.content, *(PROJECT / name for name in (*CODE, *WATCHED))]


async def _build_at_each_save(saves: Saves, preview: Preview, builders: Builders) -> None:
    rest = asyncio.create_task(_make_the_rest(preview, builders.whole))
    changes = await saves.next()
    while True:
        if any(Path(name).is_relative_to(PROJECT / code) for _, name in changes for code in CODE):
            builders.end()
        _tell(changes)
        rest.cancel()
        builders.whole.end()  # It has begun what this save may change again.
        if await _are_shown_at_once(changes, preview.outcome, builders.quick):
            preview.show(preview.outcome)
            print("Its page shows that already. The rest of the site follows.", flush=True)
        building = asyncio.create_task(builders.quick.build())
        later: set[FileChange] = set()
        async for saved in saves.until(building):
            later |= saved
            if await _are_shown_at_once(saved, preview.outcome, builders.quick):
                preview.show(preview.outcome)
        outcome = await building
        if not later:
            preview.show(outcome)
            rest = asyncio.create_task(_make_the_rest(preview, builders.whole))
        elif outcome.is_good:
            # This build knows nothing of what was saved while it ran.
            await _are_shown_at_once(later, outcome, builders.quick)
            preview.show(outcome)
        # Else it may have read a file that was half saved: the next one tells.
        changes = later or await saves.next()


def _tell(changes: set[FileChange]) -> None:
    names = sorted({shown(Path(name)) for _, name in changes})
    others = f" and {len(names) - 1} more" if len(names) > 1 else ""
    print(f"\n{names[0]}{others} changed.", flush=True)


async def _are_shown_at_once(changes: set[FileChange], outcome: Outcome, builder: Builder) -> bool:
    """Write the pages of items whose words were saved, before the whole site is built."""
    files = {file for _, name in changes if (file := Path(name)).suffix == ".md"}
    if not outcome.is_good or len(files) > FEW:
        return False
    return any([await builder.show_again(file) for file in sorted(files)])


async def _make_the_rest(preview: Preview, whole: Builder) -> None:
    """Build with all that takes long, where the site that is shown does without some of it."""
    if preview.outcome.is_good and preview.outcome.left_out:
        preview.show(await whole.build())
