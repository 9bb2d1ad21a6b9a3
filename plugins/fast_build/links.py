"""Links between contents, put together as Pelican does it, but at once where they are plain."""

from __future__ import annotations

import re
from functools import lru_cache

# A path, and nothing that a parser of addresses would take to mean something else.
PLAIN_PATH = re.compile(r"/?(?:\w[\w-]*/)*\w[\w-]*(?:\.\w[\w-]*)*", re.ASCII)
PLAIN_ADDRESS = re.compile(r"(?:\w[\w-]*/)*(?:\w[\w-]*(?:\.\w[\w-]*)*)?", re.ASCII)
PLAIN_SITE = re.compile(r"https?://\w[\w.:-]*(?:/\w[\w-]*)*/", re.ASCII)


def is_plain(path: str) -> bool:
    """Tell whether a path means itself, whatever reads it."""
    return PLAIN_PATH.fullmatch(path) is not None


def joined(site: str, address: str) -> str | None:
    """Return an address of a site as urljoin would; None where both are not plain."""
    base = site if site.endswith("/") else f"{site}/"
    return base + address if _is_plain_site(base) and PLAIN_ADDRESS.fullmatch(address) else None


@lru_cache(maxsize=16)
def _is_plain_site(base: str) -> bool:
    return PLAIN_SITE.fullmatch(base) is not None
