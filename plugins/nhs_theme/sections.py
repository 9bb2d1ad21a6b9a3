"""How lasting pages stand in sections: what is over a page, beside it and under it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


class Sections:
    """The pages of one language, by their addresses."""

    def __init__(self, pages: Iterable[Page]) -> None:
        """Find each page's parent once."""
        self._pages: Mapping[str, Page] = {page.address: page for page in pages}
        self._children: dict[str, list[Page]] = {}
        for page in self._pages.values():
            if (over := self.parent(page)) is not None:
                self._children.setdefault(over.address, []).append(page)
        for under in self._children.values():
            under.sort(key=lambda one: (one.order, one.title, one.address))

    def parent(self, page: Page) -> Page | None:
        """Return the nearest page over this one; a folder without an index page is passed over."""
        address = above(page.address)
        while address and address not in self._pages:
            address = above(address)
        return self._pages.get(address) if address else None

    def ancestors(self, page: Page) -> tuple[Page, ...]:
        """Return the pages over this one, the outermost first."""
        over = self.parent(page)
        return () if over is None else (*self.ancestors(over), over)

    def children(self, page: Page) -> tuple[Page, ...]:
        """Return the pages right under this one, in the editors' order."""
        return tuple(self._children.get(page.address, ()))

    def section(self, page: Page) -> Section | None:
        """Return the section to show beside a page: its own or its parent's; or None."""
        head = page if page.address in self._children else self.parent(page)
        return None if head is None else Section(head, self.children(head))
