"""An index as a part of a larger one, in which its pages have other numbers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plugins.discovery.postings import Numbers
from plugins.discovery.search_index import (
    ENTRY,
    Contents,
    contents_file,
    contents_of,
    filter_file,
    filter_of,
    fragment_file,
    piece_file,
    unpacked,
)
from plugins.discovery.terms import Term, terms_of

Read = Callable[[str], bytes]  # a file of the index, by its path there


@dataclass(frozen=True)
class Page:
    """A page of an index."""

    read: Read
    name: str  # of its fragment
    words: int

    def file(self) -> bytes:
        """Return the file of its fragment."""
        return self.read(fragment_file(self.name))

    def fragment(self) -> bytes:
        """Return what results tell of it."""
        return unpacked(self.file())


@dataclass(frozen=True)
class Part:
    """An index of one language, and the numbers of its pages in the larger one."""

    read: Read
    language: str
    entry: Mapping[str, Any]  # the file that the search page reads first
    contents: Contents
    numbers: Numbers

    def terms(self) -> Iterator[tuple[Term, Numbers]]:
        """Return the terms, in order, as they are here, and the numbers."""
        for _, _, name in self.contents.pieces:
            for term in terms_of(unpacked(self.read(piece_file(name)))):
                yield term, self.numbers

    def pages(self) -> Iterator[tuple[int, Page]]:
        """Return the pages."""
        for new, (name, words) in zip(self.numbers.new, self.contents.pages, strict=True):
            if new is not None:
                yield new, Page(self.read, name, words)

    def filters(self) -> Iterator[tuple[str, str, int]]:
        """Return for each page its values of each filter: title, value and page."""
        for _, name in self.contents.filters:
            title, values = filter_of(self.read(filter_file(name)))
            for value, pages in values.items():
                for page in pages:
                    new = self.numbers.new[page]
                    if new is not None:
                        yield title, value, new


def part_of(read: Read, numbers: Sequence[int | None]) -> Part:
    """Look into an index; its pages have these numbers, and those with None are left out."""
    entry = json.loads(read(ENTRY))
    ((code, language),) = entry["languages"].items()
    return Part(
        read, code, entry, contents_of(read(contents_file(language["hash"]))), Numbers(numbers)
    )
