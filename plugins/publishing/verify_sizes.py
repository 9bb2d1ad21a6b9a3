"""No file that the host would refuse, and no page that is slow to come on a weak line."""

from __future__ import annotations

import gzip
import posixpath
import re
from collections.abc import Iterator

from plugins.catalogue.publication import Publication
from plugins.publishing.verify_finding import Finding
from plugins.publishing.verify_looking import Looking
from plugins.publishing.verify_page import Page
from plugins.publishing.verify_site import BuiltSite

KILOBYTE = 1_000
MEGABYTE = 1_000_000
IMPORTED = re.compile(rb"""(?:\bfrom|\bimport)\s*\(?["']([^"']+\.m?js)["']""")
STYLED = re.compile(rb"""@import\s+(?:url\()?["']?([^"')\s]+)""")


def large_files(site: BuiltSite, looking: Looking) -> Iterator[Finding]:
    """Yield each file that is larger than the host takes."""
    limit = looking.file_megabytes
    for path in site.files:
        size = (site.folder / path).stat().st_size
        if size > limit * MEGABYTE:
            fault = f"this file has {_shown(size, MEGABYTE)} megabytes, and the host takes {limit}."
            remedy = (
                "Make it smaller, or put it on another host. Where yours takes more, write that in"
                " publish.yaml: limits: {file_megabytes: …}."
            )
            yield Finding(path, fault, remedy)


def heavy_pages(site: BuiltSite, publication: Publication, looking: Looking) -> Iterator[Finding]:
    """Yield each item's page whose HTML, styles and scripts are too many kilobytes, packed."""
    scale = _Scale(site)
    for item in publication.items:
        page = site.pages.get(f"{item.url}index.html")
        weight = scale.weight(page) if page else 0
        if weight > looking.page_kilobytes * KILOBYTE and page:
            fault = (
                f"this page has {_shown(weight, KILOBYTE)} kilobytes with its styles and scripts,"
                f" packed; {looking.page_kilobytes} are allowed."
            )
            remedy = (
                f"Divide {item.path} into several pages, or take out scripts and styles that it"
                " does not need."
            )
            yield Finding(page.path, fault, remedy)


def _shown(size: int, unit: int) -> str:
    return f"{size / unit:,.1f}"


class _Scale:
    """Weighs pages; what several of them share is packed once."""

    def __init__(self, site: BuiltSite) -> None:
        self.site = site
        self.known: dict[str, int] = {}

    def weight(self, page: Page) -> int:
        """Return the bytes that a host sends for a page without pictures and recordings."""
        asked = (self.site.within(one, page.path) for one in (*page.styles, *page.scripts))
        parts: set[str] = set()
        for path in asked:
            self._add(path, parts)
        return sum(self._packed(path) for path in (page.path, *parts))

    def _add(self, path: str | None, parts: set[str]) -> None:
        """Add a style or script, and what it fetches itself."""
        if path is None or path in parts or path not in self.site.known:
            return
        parts.add(path)
        imported = STYLED if posixpath.splitext(path)[1] == ".css" else IMPORTED
        for name in imported.findall(self.site.read(path)):
            self._add(self.site.within(name.decode("utf-8", "replace"), path), parts)

    def _packed(self, path: str) -> int:
        if path not in self.known:
            self.known[path] = len(gzip.compress(self.site.read(path), 6))
        return self.known[path]
