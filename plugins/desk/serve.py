"""`./run serve`: builds, shows the site in the browser, and builds again at each save."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace
from pathlib import Path

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from watchfiles import awatch
from watchfiles.main import FileChange

from plugins.desk.apart import Builder
from plugins.desk.fault import MachineFault
from plugins.desk.order import PROJECT, Order, shown
from plugins.desk.server import Preview, application

HIGHEST_PORT = 65535
# The theme and the code too: whoever works on them sees what they change.
CODE = ("plugins", "pelicanconf.py")
WATCHED = ("theme",)
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
    await saves.begin()
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
        """Take what watches; it does not do so before it is first asked."""
        self._watching = watching
        self._next: asyncio.Future[set[FileChange]]

    async def begin(self) -> None:
        """Begin to watch."""
        self._next = asyncio.ensure_future(anext(self._watching))
        await asyncio.sleep(0)  # It runs till it waits, and from then on nothing is missed.

    async def next(self) -> set[FileChange]:
        """Return the next changes, of the past or to come."""
        changes = await self._next
        await self.begin()
        return changes


def _watched(order: Order) -> list[Path]:
    return [order.content, *(PROJECT / name for name in (*CODE, *WATCHED))]


async def _build_at_each_save(saves: Saves, preview: Preview, builders: Builders) -> None:
    rest = asyncio.create_task(_make_the_rest(preview, builders.whole))
    while True:
        changes = await saves.next()
        if any(Path(name).is_relative_to(PROJECT / code) for _, name in changes for code in CODE):
            builders.end()
        names = sorted({shown(Path(name)) for _, name in changes})
        others = f" and {len(names) - 1} more" if len(names) > 1 else ""
        print(f"\n{names[0]}{others} changed.", flush=True)
        rest.cancel()
        builders.whole.end()  # It has begun what this save may change again.
        if await _is_shown_at_once(changes, preview, builders.quick):
            preview.show(preview.outcome)
        preview.show(await builders.quick.build())
        rest = asyncio.create_task(_make_the_rest(preview, builders.whole))


async def _is_shown_at_once(changes: set[FileChange], preview: Preview, builder: Builder) -> bool:
    """Write the page of the one item whose words were saved, before the whole site is built."""
    files = {Path(name) for _, name in changes}
    if len(files) != 1 or not preview.outcome.is_good:
        return False
    file = files.pop()
    return file.suffix == ".md" and await builder.show_again(file)


async def _make_the_rest(preview: Preview, whole: Builder) -> None:
    """Build with all that takes long, where the site that is shown does without some of it."""
    if preview.outcome.is_good and preview.outcome.left_out:
        preview.show(await whole.build())
