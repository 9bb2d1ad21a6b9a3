"""An index as a part of a larger one, in which its pages have other numbers."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from plugins.discovery import tool
from plugins.discovery.cbor import UnknownIndexError
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
from plugins.discovery.searched import SearchedPage
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
    files: Collection[str]
    is_kept: bool  # It is the one before, put in order: its files may stay.
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


def kept_part(read: Read, files: Collection[str], numbers: Sequence[int | None]) -> Part:
    """Look into the index before; its pages have these numbers, and none if they are left out."""
    return _part(read, files, numbers, is_kept=True)


def new_part(
    pages: Sequence[SearchedPage], language: str, kinds: Iterable[str], numbers: Iterable[int]
) -> Part:
    """Index pages, with one of all kinds of facts: in postings kinds stand as numbers."""
    facts = "".join(f'<p data-pagefind-meta="{escape(kind)}:-"></p>' for kind in kinds)
    last = SearchedPage("facts.html", f"<html><main data-pagefind-body>{facts}<p>facts</p></main>")
    files = tool.search_index([*pages, last], language)
    return _part(files.__getitem__, files, [*numbers, None], is_kept=False)


def _part(
    read: Read, files: Collection[str], numbers: Sequence[int | None], *, is_kept: bool
) -> Part:
    entry = json.loads(read(ENTRY))
    if len(entry["languages"]) != 1:
        message = "an index has one language, if its pages have words"
        raise UnknownIndexError(message)
    ((code, language),) = entry["languages"].items()
    contents = contents_of(read(contents_file(language["hash"])))
    return Part(read, files, is_kept, code, entry, contents, Numbers(numbers))
