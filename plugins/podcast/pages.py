"""A long feed in pages (RFC 5005): the newest items, and archives that stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class FeedPage(Generic[T]):
    """One document of a feed; its number counts archives from the oldest, None is the current."""

    items: tuple[T, ...]
    number: int | None
    older: int | None
    newer: int | None  # None: the current document, or there is none
    oldest: int | None

    @property
    def is_archive(self) -> bool:
        """Whether its items will not change."""
        return self.number is not None


def pages_of(newest_first: Sequence[T], size: int) -> tuple[FeedPage[T], ...]:
    """Return the current document, then the archives, the newest first.

    Archives are counted from the oldest item and always full, so that a new item changes none of
    them. The current document holds from one to two pages: an app that reads no archive still
    sees a page's worth on the day after one is closed.
    """
    archives = max(0, len(newest_first) // size - 1)
    old_first = list(reversed(newest_first))
    current = tuple(reversed(old_first[archives * size :]))
    last = archives or None
    found = [FeedPage(current, None, older=last, newer=None, oldest=1 if archives else None)]
    for number in range(archives, 0, -1):
        items = tuple(reversed(old_first[(number - 1) * size : number * size]))
        older = number - 1 or None
        newer = number + 1 if number < archives else None
        found.append(FeedPage(items, number, older=older, newer=newer, oldest=1))
    return tuple(found)
