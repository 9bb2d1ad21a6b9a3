"""What to read next: the items that share most topics with one, without a look at all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from heapq import nsmallest
from itertools import groupby

from plugins.catalogue.item import Item


def newest_first(item: Item) -> tuple[int, str]:
    """Return what to sort items by: the newest in front, those of one day by their files."""
    return (-item.date.toordinal(), item.path)


class Neighbours:
    """Items by their topics. Sites have far fewer combinations of topics than items."""

    def __init__(self, items: Iterable[Item]) -> None:
        """Put together the items that have the very same topics."""
        self._alike: dict[frozenset[str], list[Item]] = {}
        for item in sorted(items, key=newest_first):
            self._alike.setdefault(frozenset(item.topics), []).append(item)
        self._with: dict[str, list[frozenset[str]]] = {}
        for topics in self._alike:
            for topic in topics:
                self._with.setdefault(topic, []).append(topics)
        self._known: dict[tuple[frozenset[str], int], tuple[Item, ...]] = {}

    def nearest(self, topics: frozenset[str], count: int) -> tuple[Item, ...]:
        """Return at most `count` items: those that share most of these topics, then the newest."""
        if (topics, count) not in self._known:
            self._known[topics, count] = self._found(topics, count)
        return self._known[topics, count]

    def _found(self, topics: frozenset[str], count: int) -> tuple[Item, ...]:
        shared = Counter(alike for topic in topics for alike in self._with.get(topic, ()))
        found: list[Item] = []
        for _, equally in groupby(shared.most_common(), key=lambda pair: pair[1]):
            if len(found) == count:
                break
            candidates = [item for alike, _ in equally for item in self._alike[alike][:count]]
            found += nsmallest(count - len(found), candidates, key=newest_first)
        return tuple(found)
