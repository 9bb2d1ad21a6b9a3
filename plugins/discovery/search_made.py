"""How the index of a site is made: with as little of Pagefind's work as there is to do.

Of pages that are new it makes a small index, which is joined to the one before. Of many pages it
makes several, as many at once as there are processors, and they are joined: it holds all that one
index is made of, 140 KB a page, and one alone takes longer.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from plugins.discovery.search_index import in_order
from plugins.discovery.search_joined import Joined, joined_index
from plugins.discovery.search_part import Part, Read, kept_part, new_part
from plugins.discovery.searched import pages_of
from plugins.discovery.tool import search_index

HEAP = 1_000  # pages


def renewed_index(
    read: Read,
    files: Collection[str],
    numbers: Sequence[int | None],
    site: Path,
    new: Mapping[int, str],
) -> Joined | None:
    """Return the index in which the pages of one have other numbers, with new ones among them.

    None where the index before does not tell it.
    """
    parts = [kept_part(read, files, numbers)]
    if new:
        pages = pages_of(site, new.values())
        parts.append(new_part(pages, parts[0].language, parts[0].contents.facts, new))
    return joined_index(parts)


def whole_index(site: Path, paths: Sequence[str], language: str, *, are_marked: bool) -> Joined:
    """Return the index of pages of a site."""
    joined: Joined | None = None
    if are_marked and len(paths) > HEAP:
        joined = joined_index(_heaps(site, paths, language))
    return joined or dict(in_order(search_index(pages_of(site, paths), language)))


def _heaps(site: Path, paths: Sequence[str], language: str) -> Sequence[Part]:
    def part(start: int, kinds: Collection[str] = ()) -> Part:
        heap = paths[start : start + HEAP]
        numbers = range(start, start + len(heap))
        return new_part(pages_of(site, heap), language, kinds, numbers)

    starts = range(0, len(paths), HEAP)
    with ThreadPoolExecutor(os.cpu_count()) as indexers:
        parts = list(indexers.map(part, starts))
        kinds = sorted({kind for some in parts for kind in some.contents.facts})
        others = [at for at, some in enumerate(parts) if some.contents.facts != kinds]
        for at, again in zip(
            others, indexers.map(lambda at: part(starts[at], kinds), others), strict=True
        ):
            parts[at] = again
    return parts
