"""A built site on disk: its files, its pages, and which file answers to an address."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from plugins.publishing.verify_page import Page, page_of


@dataclass(frozen=True)
class BuiltSite:
    """The folder that is going to be served at an address."""

    folder: Path
    url: str  # whole, without a last slash

    @cached_property
    def files(self) -> tuple[str, ...]:
        """Every file by its path from the site's root, in order."""
        found = (path for path in self.folder.rglob("*") if path.is_file())
        return tuple(sorted(path.relative_to(self.folder).as_posix() for path in found))

    @cached_property
    def known(self) -> frozenset[str]:
        """The same files, to look up."""
        return frozenset(self.files)

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """What is true of every page, by its path."""
        return {path: page_of(path, self.read(path)) for path in self.files if is_page(path)}

    def read(self, path: str) -> bytes:
        """Return a file's bytes."""
        return (self.folder / path).read_bytes()

    def address_of(self, path: str) -> str:
        """Return the whole address of a file."""
        return f"{self.url}/{path.removesuffix('index.html')}"

    def within(self, address: str, base: str = "") -> str | None:
        """Return the path that an address asks for; None where it is another host's.

        `base` is the path of the file in which a relative address stands.
        """
        own, asked = urlsplit(f"{self.url}/"), urlsplit(urljoin(self.address_of(base), address))
        if asked.scheme not in {"http", "https"} or asked.netloc != own.netloc:
            return None
        if not asked.path.startswith(own.path):
            return None
        return unquote(asked.path.removeprefix(own.path))

    def is_own(self, address: str, base: str = "") -> bool:
        """Tell whether an address is one of this site's host."""
        return urlsplit(urljoin(self.address_of(base), address)).netloc == urlsplit(self.url).netloc

    def file_at(self, path: str) -> str | None:
        """Return the file that a host sends for a path; None where there is none."""
        if path in self.known:
            return path
        index = posixpath.join(path, "index.html")
        return index if index in self.known else None


def is_page(path: str) -> bool:
    """Tell whether a file is a page that readers open by itself."""
    return path.endswith(".html")
