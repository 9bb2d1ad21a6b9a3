"""Visitors who read page after page with its parts, and remember whatever they were not given."""

from __future__ import annotations

import http.client
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from tests.publishing.pages_site import NAMES, PAGES, SAYS

VISITORS = 4
NGINX = """\
daemon off; {user} pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 1;
events {{ worker_connections 256; }}
http {{
  access_log off; keepalive_requests 1000000;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port}; root {root}; }}
}}
"""


@dataclass
class Visitors:
    """Four people, each with a browser of their own."""

    port: int
    seed: int = 0
    answers: int = 0
    pages: int = 0
    editions: set[str] = field(default_factory=set)
    bad: list[str] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)
    slowest: float = 0.0
    _over: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> Self:
        """Let them begin."""
        for number in range(VISITORS):
            thread = threading.Thread(target=self._visit, args=(random.Random(number),))  # noqa: S311
            self._threads.append(thread)
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Let them end."""
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _visit(self, chance: random.Random) -> None:
        while not self._over.is_set():
            self._read(chance.choice([*PAGES, "index.html"]))

    def _read(self, page: str) -> None:
        began = time.monotonic()
        words = self._fetch(page)
        said = SAYS.search(words)
        if said is None:
            return
        for part in NAMES.findall(words):
            if "assets/" in part:
                self._look(page, part, said[1])
        with self._lock:
            self.pages += 1
            self.editions.add(said[1])
            self.slowest = max(self.slowest, time.monotonic() - began)

    def _look(self, page: str, part: str, edition: str) -> None:
        words = self._fetch(part)
        other = SAYS.search(words)
        if other is not None and other[1] != edition:
            self.mixed.append(f"{page} of {edition} with {part} of {other[1]}")
        if other is None and "in each edition" not in words:
            self.bad.append(f"{part}: {words[:40]!r}")

    def _fetch(self, path: str) -> str:
        """Return what is answered; anything but the whole file is noted."""
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            connection.request("GET", f"/{path}")
            answer = connection.getresponse()
            body = answer.read()
            connection.close()
        except (OSError, http.client.HTTPException) as error:
            self.bad.append(f"{path}: {error!r}")
            return ""
        with self._lock:
            self.answers += 1
        whole = len(body) == int(answer.headers["Content-Length"])
        if answer.status != http.HTTPStatus.OK or not whole:
            self.bad.append(f"{path}: {answer.status}, {len(body)} bytes")
        return body.decode()


@contextmanager
def served(root: Path, folder: Path) -> Iterator[int]:
    """Serve a folder with nginx, or with Python's own server; give the port."""
    with _nginx(root, folder) if shutil.which("nginx") else _python(root) as port:
        yield port


@contextmanager
def _python(root: Path) -> Iterator[int]:
    command = [sys.executable, "-u", "-m", "http.server", "--bind", "127.0.0.1", "0"]
    with subprocess.Popen(
        [*command, "--directory", str(root)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as server:
        assert server.stdout is not None
        found = re.search(rb"port (\d+)", server.stdout.readline())
        assert found
        try:
            yield int(found[1])
        finally:
            server.kill()


@contextmanager
def _nginx(root: Path, folder: Path) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    folder.mkdir(exist_ok=True)
    settings = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""  # Tests' folders are their user's alone.
    settings.write_text(NGINX.format(user=user, folder=folder, port=port, root=root))
    command = ["nginx", "-p", str(folder), "-c", str(settings), "-e", str(folder / "error.log")]
    with subprocess.Popen(command) as server:
        try:
            _wait_for(port)
            yield port
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    message = f"no server answers at {port}"
    raise AssertionError(message)
