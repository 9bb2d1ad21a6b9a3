"""What of a site's pages will be searched after an edit, as well as that can be foreseen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from plugins.catalogue.kept_files import Stamp
from plugins.discovery.searched import html_of, searched
from plugins.discovery.searched_known import KnownPages, Told, digest_of

MARKS = ("{", "<h")  # Links, pictures and headings: more of the page rests on them.


@dataclass(frozen=True)
class Change:
    """A page whose item was edited, and the item's words; None where not they alone are new."""

    path: str
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True)
class Foreseen:
    """A page as it stands, known by its stamp; or with other words than it has yet."""

    path: str
    stamp: Stamp | None
    html: str | None = None


@dataclass(frozen=True)
class Plan:
    """The first pages of a site to come, or all of them."""

    site: Path
    pages: tuple[Foreseen, ...]
    told: tuple[Told, ...]
    is_all: bool

    def begins(self, pages: Sequence[Told]) -> bool:
        """Tell whether these pages are the foreseen ones, and others after them."""
        known = len(self.told)
        return tuple(pages[:known]) == self.told and not (self.is_all and len(pages) > known)


def plan_of(known: KnownPages, changes: Iterable[Change]) -> Plan | None:
    """Return what can be foreseen of a site; None where that is nothing."""
    parts = {change.path: _part(known, change) for change in changes}
    unknown = min((path for path, html in parts.items() if html is None), default=None)
    sure = [page for page in known.told() if unknown is None or page[0] < unknown]
    if not sure:
        return None
    return Plan(
        known.site,
        tuple(Foreseen(path, known.stamps[path], parts.get(path)) for path, _ in sure),
        tuple((path, digest_of(parts[path]) if path in parts else was) for path, was in sure),
        unknown is None,
    )


def _part(known: KnownPages, change: Change) -> str | None:
    if change.before is None or change.after is None or change.path not in known.stamps:
        return None
    html = searched(html_of(known.site, change.path))
    return None if html is None else with_words(html, change.before, change.after)


def with_words(page: str, before: str, after: str) -> str | None:
    """Return a page with the new words of its item; None where that cannot be told."""
    old, new = before.split("\n"), after.split("\n")
    first = _alike(old, new)
    last = _alike(old[first:][::-1], new[first:][::-1])
    for start in range(first, -1, -1):  # With so many of the lines before as tell the place.
        lost, won = old[start : len(old) - last], new[start : len(new) - last]
        if any(mark in line for line in (*lost, *won) for mark in MARKS):
            return None
        there, here = "\n".join(lost), "\n".join(won)
        if there == here:
            return page
        if there and page.count(there) <= 1:
            return page.replace(there, here) if there in page else None
    return None


def _alike(some: Iterable[str], others: Iterable[str]) -> int:
    pairs = zip(some, others, strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
