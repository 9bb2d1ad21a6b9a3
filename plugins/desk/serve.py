"""`./run serve`: builds, shows the site in the browser, and builds again at each save."""

from __future__ import annotations

import asyncio
import signal
from dataclasses import dataclass, replace
from pathlib import Path

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from watchfiles import awatch

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
    preview = Preview(folder, await builders.quick.build())
    server = HTTPServer(application(preview))
    server.add_sockets(sockets)
    print(f"The site is at {address}/  Ctrl-C ends it.", flush=True)
    try:
        await _build_at_each_save(order, preview, builders)
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


async def _build_at_each_save(order: Order, preview: Preview, builders: Builders) -> None:
    watched = [order.content, *(PROJECT / name for name in (*CODE, *WATCHED))]
    rest = asyncio.create_task(_make_the_rest(preview, builders.whole))
    async for changes in awatch(*watched, step=SETTLED):
        if any(Path(name).is_relative_to(PROJECT / code) for _, name in changes for code in CODE):
            builders.end()
        names = sorted({shown(Path(name)) for _, name in changes})
        others = f" and {len(names) - 1} more" if len(names) > 1 else ""
        print(f"\n{names[0]}{others} changed.", flush=True)
        rest.cancel()
        builders.whole.end()  # It has begun what this save may change again.
        preview.show(await builders.quick.build())
        rest = asyncio.create_task(_make_the_rest(preview, builders.whole))


async def _make_the_rest(preview: Preview, whole: Builder) -> None:
    """Build with all that takes long, where the site that is shown does without some of it."""
    if preview.outcome.is_good and preview.outcome.left_out:
        preview.show(await whole.build())
