"""Asking a server by HTTP, word for word: nothing is unpacked, followed or kept."""

from __future__ import annotations

import http.client
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

from tests.hosting.servers import Server

RANGE_NOT_THERE = 416


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]  # by names in small letters
    body: bytes

    def __getitem__(self, name: str) -> str | None:
        """Return a header."""
        return self.headers.get(name.lower())


@dataclass
class Host:
    """One who asks, on one connection."""

    server: Server
    _connection: http.client.HTTPConnection = field(init=False)

    @property
    def site(self) -> Path:
        """The folder that is live."""
        return self.server.target / "current/site"

    @contextmanager
    def opened(self) -> Iterator[Host]:
        """Keep the connection for the block."""
        self._connection = http.client.HTTPConnection(urlsplit(self.server.address).netloc)
        try:
            yield self
        finally:
            self._connection.close()

    def ask(self, address: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for an address that begins with a slash; headers are named like `Accept_Encoding`."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._connection.request(method, address, headers=named)
        found = self._connection.getresponse()
        pairs = found.getheaders()
        names = [name.lower() for name, _ in pairs]
        twice = {name for name in names if names.count(name) > 1} - {"vary"}
        if found.status == RANGE_NOT_THERE:
            twice = set()  # nginx says all twice there, alike.
        assert not twice, f"{address}: {twice} came twice"
        return Answer(found.status, {name.lower(): value for name, value in pairs}, found.read())

    def file(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a file of the site."""
        return self.ask(f"/{quote(path)}", method, **headers)
