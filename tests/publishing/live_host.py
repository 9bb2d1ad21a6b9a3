"""A web server of this machine that answers as hosts do, well and badly."""

from __future__ import annotations

import contextlib
import gzip
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import brotli

PACKS: Mapping[str, Callable[[bytes], bytes]] = {"br": brotli.compress, "gzip": gzip.compress}


@dataclass
class Host:
    """A folder, and in which ways its host is not as it should be."""

    folder: Path
    stale: dict[str, tuple[int, bytes]] = field(default_factory=dict)  # so often the old bytes
    status: dict[str, int] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    pack: str | None = None  # the encoding of every answer
    head: bool = True
    everything: bool = False  # answers any address with the home page
    slow: float = 0  # seconds before each answer
    asked: list[tuple[str, str]] = field(default_factory=list)
    caching: set[str] = field(default_factory=set)

    def answer(self, path: str) -> tuple[int, bytes, dict[str, str]]:
        """Return status, bytes and headers for a path without its first slash."""
        if f"/{path}" in self.moved:
            return 301, b"", {"Location": self.moved[f"/{path}"]}
        file = self.folder / path
        file = file / "index.html" if path.endswith("/") or not path else file
        if self.everything and not file.is_file():
            file = self.folder / "index.html"
        name = file.relative_to(self.folder).as_posix()
        if name in self.status:
            return self.status[name], b"", {}
        if not file.is_file():
            return 404, b"Not found", {}
        left, old = self.stale.get(name, (0, b""))
        if left:
            self.stale[name] = (left - 1, old)
            return 200, old, {}
        return 200, file.read_bytes(), {}


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    host: Host

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer."""
        self._answer(whole=True)

    def do_HEAD(self) -> None:
        """Answer without the file, where the host knows how."""
        if self.host.head:
            self._answer(whole=False)
        else:
            self.send_error(405)

    def _answer(self, *, whole: bool) -> None:
        time.sleep(self.host.slow)
        path = unquote(urlsplit(self.path).path).lstrip("/")
        self.host.asked.append((self.command, path))
        self.host.caching.add(self.headers.get("Cache-Control", ""))
        status, data, headers = self.host.answer(path)
        pack = self.host.pack
        if pack and data and pack in self.headers.get("Accept-Encoding", ""):
            data, headers = PACKS[pack](data), {**headers, "Content-Encoding": pack}
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(data))}.items():
            self.send_header(name, value)
        self.end_headers()
        if whole:
            with contextlib.suppress(BrokenPipeError):  # Whoever asked may have gone.
                self.wfile.write(data)


@contextmanager
def live(host: Host) -> Iterator[str]:
    """Serve a host on a free port; give its address."""
    handler = type("Handler", (_Answers,), {"host": host})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
