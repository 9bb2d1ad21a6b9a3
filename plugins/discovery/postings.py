"""Postings of Pagefind's index, cut and joined without being decoded: where a term stands.

A posting is how many pages it comes after the one before, the term's places in the text, and its
places in what the page tells of itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain

from plugins.discovery.cbor import (
    ARRAY,
    NUMBER,
    UnknownIndexError,
    encoded_head,
    head,
    number,
)

_STEP = rb"(?>[\x00-\x17]|\x18.|\x19..|\x1a....)"
_COUNT = rb"(?>[\x80-\x97]|\x98.|\x99..)"
_PLACES = rb"(?>[\x00-\x17\x20-\x37]++|[\x18\x38].|[\x19\x39]..|[\x1a\x3a]....)*+"
_ANY = b"\x83" + _STEP + (_COUNT + _PLACES) * 2
_ALL = re.compile(b"(?:%b)*+" % _ANY, re.DOTALL)
_MANY = 100
_SO_MANY = re.compile(b"(?:%b){%d}" % (_ANY, _MANY), re.DOTALL)
_COUNTS = re.compile(b"\x83(%b)(%b)%b(%b)%b" % (_STEP, _COUNT, _PLACES, _COUNT, _PLACES), re.DOTALL)
_EACH = re.compile(b"\x83%b(%b%b%b%b)" % (_STEP, _COUNT, _PLACES, _COUNT, _PLACES), re.DOTALL)
TRIPLE, PAIR = encoded_head(ARRAY, 3), encoded_head(ARRAY, 2)

# Postings one after the other: the first page and the last, and all but how far the first one comes
# after the one before it.
Stretch = tuple[int, int, bytes]


class Numbers:
    """The numbers that an index's pages have in another, in the same order."""

    def __init__(self, numbers: Sequence[int | None]) -> None:
        """Take the new number of each page; None where it is left out."""
        self.new = numbers
        self._others = {old for old, new in enumerate(numbers) if old != new}
        # Pages that follow one another in both: the first, the end, and how far they move.
        self._runs: list[tuple[int, int, int]] = []
        for old, new in enumerate(numbers):
            if new is None:
                continue
            if self._runs and self._runs[-1][1:] == (old, new - old):
                self._runs[-1] = (self._runs[-1][0], old + 1, new - old)
            else:
                self._runs.append((old, old + 1, new - old))

    def keep(self, pages: Iterable[int]) -> bool:
        """Tell whether pages have their old numbers."""
        return self._others.isdisjoint(pages)

    def stretches(self, postings: Postings) -> Iterator[Stretch]:
        """Return what stays of postings, by the new numbers."""
        pages = postings.pages
        if len(self._runs) > len(pages) // 2:
            for page, places in zip(pages, _EACH.findall(postings.data), strict=True):
                new = self.new[page]
                if new is not None:
                    yield new, new, places
            return
        at = start = 0
        for first, end, moved in self._runs:
            begin, stop = bisect_left(pages, first, at), bisect_left(pages, end, at)
            if begin < stop:
                start = _skip(postings.data, start, begin - at)
                after = _skip(postings.data, start, stop - begin)
                _, rest = head(postings.data, start + 1, NUMBER)
                yield pages[begin] + moved, pages[stop - 1] + moved, postings.data[rest:after]
                at, start = stop, after


@dataclass(frozen=True, slots=True)
class Postings:
    """A term's postings, in the order of the pages."""

    data: bytes  # all of them, encoded
    pages: Sequence[int]
    size: int  # as Pagefind counts: one for each posting, and one for each place

    def encoded(self) -> bytes:
        """Return them as a list."""
        return encoded_head(ARRAY, len(self.pages)) + self.data


NONE = Postings(b"", (), 0)


def joined_postings(lists: Iterable[tuple[Postings, Numbers]]) -> Postings:
    """Return a term's postings of several indexes as one list, in the order of the new numbers."""
    stretches = sorted(chain.from_iterable(numbers.stretches(some) for some, numbers in lists))
    parts: list[bytes] = []
    before = 0
    for page, last, places in stretches:
        parts += TRIPLE, encoded_head(NUMBER, page - before), places
        before = last
    return _counted(b"".join(parts))


def read_postings(data: bytes, at: int) -> tuple[Postings, int]:
    """Read a list of postings, and tell where it ends."""
    count, at = head(data, at, ARRAY)
    if not count:
        return NONE, at
    end = _end(_ALL, data, at)
    found = _counted(data[at:end])
    if len(found.pages) != count:
        message = f"wanted {count} postings, and found {len(found.pages)}"
        raise UnknownIndexError(message)
    return found, end


def _counted(data: bytes) -> Postings:
    found: list[tuple[bytes, bytes, bytes]] = _COUNTS.findall(data)
    pages = list(accumulate([_step(step) for step, _, _ in found]))
    places = sum([_count(texts) + _count(facts) for _, texts, facts in found])
    return Postings(data, pages, len(pages) + places)


def _skip(data: bytes, at: int, count: int) -> int:
    """Return where so many postings end."""
    for _ in range(count // _MANY):
        at = _end(_SO_MANY, data, at)
    for _ in range(count % _MANY):
        at = _end(_EACH, data, at)
    return at


def _end(what: re.Pattern[bytes], data: bytes, at: int) -> int:
    found = what.match(data, at)
    if found is None:
        message = "wanted postings, and found others"
        raise UnknownIndexError(message)
    return found.end()


@cache
def _count(encoded: bytes) -> int:
    return head(encoded, 0, ARRAY)[0]


@cache
def _step(encoded: bytes) -> int:
    return number(encoded)
