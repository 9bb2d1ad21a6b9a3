"""How lasting pages stand in sections, and the way back from any item to the home page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plugins.catalogue.kinds import Page


@dataclass(frozen=True)
class Section:
    """A page at the head of others, and those others in order."""

    head: Page
    entries: tuple[Page, ...]


def above(address: str) -> str:
    """Return the address one folder up: "about/people/" is in "about/", and that in ""."""
    parts = address.strip("/").split("/")
    return "".join(f"{part}/" for part in parts[:-1])


def parent(page: Page, pages: Sequence[Page]) -> Page | None:
    """Return the nearest page over this one; a folder without an index page is passed over."""
    by_address = {other.address: other for other in pages}
    address = above(page.address)
    while address:
        if address in by_address:
            return by_address[address]
        address = above(address)
    return None


def ancestors(page: Page, pages: Sequence[Page]) -> tuple[Page, ...]:
    """Return the pages over this one, the outermost first."""
    over = parent(page, pages)
    return () if over is None else (*ancestors(over, pages), over)


def children(page: Page, pages: Sequence[Page]) -> tuple[Page, ...]:
    """Return the pages right under this one, in the editors' order."""
    under = (other for other in pages if other != page and parent(other, pages) == page)
    return tuple(sorted(under, key=lambda other: (other.order, other.title, other.address)))


def section(page: Page, pages: Sequence[Page]) -> Section | None:
    """Return the section to show beside a page: its own or its parent's; None for a lone page."""
    head = page if children(page, pages) else parent(page, pages)
    return None if head is None else Section(head, children(head, pages))
