"""Links between contents, found and put together as Pelican does it, but sooner where plain."""

from __future__ import annotations

import re
from functools import lru_cache

LINK_IN_A_TAG = re.compile(r"""=\s*["'][{|]""")
TO_FILES = ("static", "attach")
# A path, and nothing that a parser of addresses would take to mean something else.
PLAIN_PATH = re.compile(r"/?(?:\w[\w-]*/)*\w[\w-]*(?:\.\w[\w-]*)*", re.ASCII)
PLAIN_ADDRESS = re.compile(r"(?:\w[\w-]*/)*(?:\w[\w-]*(?:\.\w[\w-]*)*)?", re.ASCII)
PLAIN_SITE = re.compile(r"https?://\w[\w.:-]*(?:/\w[\w-]*)*/", re.ASCII)


def has_links(html: str) -> bool:
    """Tell whether HTML may have links of Pelican's usual form."""
    return LINK_IN_A_TAG.search(html) is not None


def may_link_files(html: str) -> bool:
    """Tell whether some of them may lead to files: their first signs are found at once."""
    return any(_begins_with(html, sign) for sign in "{|")


def _begins_with(html: str, sign: str) -> bool:
    at = html.find(sign)
    while at >= 0:
        if html.startswith(TO_FILES, at + 1):
            return True
        at = html.find(sign, at + 1)
    return False


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
