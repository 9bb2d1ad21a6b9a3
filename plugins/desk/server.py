"""The preview's web server: the built site with live reload, HEAD, byte ranges and its own 404."""

from __future__ import annotations

import asyncio
import mimetypes
import os
from hashlib import blake2b
from pathlib import Path
from typing import Any

from tornado.iostream import StreamClosedError
from tornado.web import Application, HTTPError, RequestHandler, StaticFileHandler

from plugins.desk.outcome import Outcome

OWN = "/~desk/"  # No item's address can begin like this.
SCRIPT = b'<script src="/~desk/live.js" data-page="%s" defer></script>'
EXCHANGED = 100  # looks, by which a new site stands where the old one was
PAGES = Path(__file__).parent / "pages"
# What a machine's own list of types may lack.
TYPES = {
    ".ics": "text/calendar",
    ".vtt": "text/vtt",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".m4a": "audio/mp4",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
}


class Preview:
    """What the server shows: the site, or why there is none; and who waits for the next build."""

    def __init__(self, folder: Path, outcome: Outcome) -> None:
        """Show how the first build ended."""
        self.folder = folder
        self.outcome = outcome
        self.built = 1
        self._next = asyncio.Event()

    def show(self, outcome: Outcome) -> None:
        """Show another build, and tell the browsers."""
        self.outcome = outcome
        self.built += 1
        self._next.set()
        self._next = asyncio.Event()

    async def next_build(self) -> None:
        """Wait until another build is shown."""
        await self._next.wait()


def application(preview: Preview) -> Application:
    """Return the web server's handlers."""
    for ending, media_type in TYPES.items():
        mimetypes.add_type(media_type, ending)
    given = {"path": str(preview.folder), "default_filename": "index.html", "preview": preview}
    return Application(
        [
            (rf"{OWN}changes", Changes, {"preview": preview}),
            (rf"{OWN}(.*)", StaticFileHandler, {"path": str(PAGES)}),
            (r"/(.*)", SiteFile, given),
        ],
        log_function=lambda _: None,  # The terminal is for what the editor can mend.
    )


class Changes(RequestHandler):
    """Tells browsers the number of the build, and each new one, as server-sent events."""

    def initialize(self, preview: Preview) -> None:
        """Keep what is shown."""
        self.preview = preview

    async def get(self) -> None:
        """Send numbers until the browser goes away."""
        self.set_header("Content-Type", "text/event-stream")
        self.set_header("Cache-Control", "no-store")
        try:
            while True:
                # With the server's own number: a new server has a new site.
                self.write(f"retry: 500\ndata: {os.getpid()}-{self.preview.built}\n\n")
                await self.flush()
                await self.preview.next_build()
        except (StreamClosedError, asyncio.CancelledError):
            return  # The browser went away, or the server ends.


class SiteFile(StaticFileHandler):
    """A file of the site; a page gets the script that loads it again."""

    def initialize(  # type: ignore[override]  # each handler takes what its route gives
        self, path: str, default_filename: str, preview: Preview
    ) -> None:
        """Keep what is shown."""
        super().initialize(path, default_filename)
        self.preview = preview

    async def get(self, path: str, include_body: bool = True) -> None:  # noqa: FBT001, FBT002 - tornado's
        """Answer with the file, or with the page that says why there is no site."""
        is_page = "." not in path.rpartition("/")[2] or path.endswith(".html")
        for _ in range(EXCHANGED if self.preview.outcome.is_good else 0):
            if self.preview.folder.is_dir():
                break
            await asyncio.sleep(0.01)
        page = self._file_at(path)
        if is_page and not self.preview.outcome.is_good:
            self.set_status(500, "Not built")
            self._write_page(self.preview.outcome.page().encode(), include_body=include_body)
        elif is_page and page is not None:
            self._write_page(page.read_bytes(), include_body=include_body)
        else:
            await super().get(path, include_body)

    def _file_at(self, path: str) -> Path | None:
        """Return the file that an address stands for; None where there is none."""
        index = "" if path and not path.endswith("/") else "index.html"
        file = (self.preview.folder / path / index).resolve()
        inside = file.is_relative_to(self.preview.folder)
        return file if inside and file.is_file() else None

    def _write_page(self, page: bytes, *, include_body: bool = True) -> None:
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        self.set_extra_headers("")
        # By this the page in the browser is known to be the one that it would get now.
        name = blake2b(page, digest_size=8).hexdigest()
        self.set_header("X-Page", name)
        page = page.replace(b"</head>", SCRIPT % name.encode() + b"</head>", 1)
        self.set_header("Content-Length", len(page))
        if include_body:
            self.finish(page)

    def compute_etag(self) -> str | None:
        """Return a file's mark; a page has none, for no browser may keep it."""
        return super().compute_etag() if hasattr(self, "absolute_path") else None

    def set_extra_headers(self, path: str) -> None:
        """Let no browser keep what the next build may change."""
        del path
        self.set_header("Cache-Control", "no-store")

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ANN401 - tornado's
        """Answer with the site's own page for what is not there."""
        page = self.preview.folder / "404.html"
        if status_code == HTTPError(404).status_code and page.is_file():
            self._write_page(page.read_bytes(), include_body=self.request.method != "HEAD")
        else:
            super().write_error(status_code, **kwargs)
