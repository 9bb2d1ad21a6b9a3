"""A search index begun before the pages are made, by what an edit is likely to make of them.

Pagefind takes longer than all else that follows an edit, and works beside it. It is told the pages
as they stand, and those of edited items as we foresee them. When all pages are made they are
compared with what it was told: if one is another, that index is thrown away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from plugins.catalogue.item import Item
from plugins.catalogue.kept_files import KeptFiles
from plugins.catalogue.load import Edit
from plugins.discovery.search_foreseen import Change
from plugins.discovery.search_worker import Changes, MadeSite, Order
from plugins.discovery.searched_known import Told
from plugins.discovery.tool import Indexer


@dataclass(frozen=True)
class SearchAhead:
    """An index in the making."""

    indexer: Indexer

    def begin(self, language: str, edits: Iterable[Edit]) -> bool:
        """Begin the index of a site whose items were edited; tell whether there is any edit."""
        changes = tuple(_changes(edits))
        if changes:
            self.indexer.say(Changes(language, changes))
        else:
            self.indexer.end()
        return bool(changes)

    def index(self, pages: tuple[Told, ...], site: Path) -> dict[str, bytes] | None:
        """Return the index's files where these are the pages of it; None if it is another's."""
        self.indexer.say(MadeSite(site, pages))
        return self.indexer.files()

    def end(self) -> None:
        """Let it be: nobody wants it."""
        self.indexer.end()


def search_ahead(kept: KeptFiles) -> SearchAhead | None:
    """Look at the last site, to begin the index of the next; None where it is not known."""
    note = kept.keys.get("pages")
    return None if note is None else SearchAhead(Indexer(Order(kept.before, note)))


def _changes(edits: Iterable[Edit]) -> Iterator[Change]:
    for edit in edits:
        before, after = edit.before, edit.after
        if before and after and _facts(before) == _facts(after):
            yield Change(f"{after.url}index.html", before.body.html, after.body.html)
        else:
            yield from (Change(f"{one.url}index.html") for one in (before, after) if one)


def _facts(item: Item) -> Mapping[str, object]:
    return {name: value for name, value in item.__dict__.items() if name != "origin"}
