"""HTML whose every address is whole, for readers that do not know where the page stands."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urljoin

from lxml import html

ADDRESSES = ("href", "src", "poster", "cite", "data")
ADDRESS_LISTS = ("srcset", "imagesrcset")


# An item stands in the feed of everything, of its kind, and of each of its topics.
@lru_cache(maxsize=1024)
def with_absolute_addresses(fragment: str, page: str) -> str:
    """Return the HTML as it reads from anywhere; `page` is the whole address of its page."""
    if not fragment.strip():
        return ""
    root = html.fragment_fromstring(fragment, create_parent="div")
    for element in root.iter():
        for name in ADDRESSES:
            if name in element.attrib:
                element.attrib[name] = urljoin(page, element.attrib[name])
        for name in ADDRESS_LISTS:
            if name in element.attrib:
                element.attrib[name] = _each_absolute(element.attrib[name], page)
    text = root.text or ""
    inner = "".join(html.tostring(child, encoding="unicode") for child in root)
    return f"{escaped(text)}{inner}".strip()


def escaped(text: str) -> str:
    """Return text as HTML shows it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _each_absolute(srcset: str, page: str) -> str:
    parts = (part.strip().partition(" ") for part in srcset.split(","))
    return ", ".join(f"{urljoin(page, address)}{gap}{size}" for address, gap, size in parts)
