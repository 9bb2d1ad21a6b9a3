"""The index of a site some of whose pages are other than they were, from the one before it.

Pagefind indexes the new pages alone, and the two indexes are joined: pages that stay and new ones,
by their numbers in the whole. The files are, byte for byte, those that Pagefind makes of all pages,
when they are put in order.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from heapq import merge
from html import escape
from itertools import chain, groupby, takewhile

from plugins.discovery import tool
from plugins.discovery.postings import Numbers
from plugins.discovery.search_index import (
    DIGITS,
    ENTRY,
    Files,
    Filter,
    Piece,
    entry_of,
    fragment_file,
    name_of,
    packed,
    piece_file,
    put_contents,
    unpacked,
)
from plugins.discovery.search_part import Page, Part, Read, part_of
from plugins.discovery.searched import SearchedPage
from plugins.discovery.terms import Term, joined, piece_of

OF_PAGES = (".pf_fragment", ".pf_index", ".pf_filter", ".pf_meta", ENTRY)

Renewed = dict[str, bytes | None]  # Files by path; None for one that is as it was.
Cut = tuple[str, str, bytes]  # A piece of the index: its first term, its last, and all of them.


def renewed_index(
    read: Read,
    files: Collection[str],
    numbers: Sequence[int | None],
    new: Mapping[int, SearchedPage],
) -> Renewed | None:
    """Return the index in which the pages of one have other numbers, with new ones among them.

    None where the one before does not tell it: an order of results rests on all pages, and a kind
    of facts that no page had, or that none will have, changes the numbers of the other kinds.
    """
    before = part_of(read, numbers)
    parts = [before, *_indexed(new, before)]
    pages = [page for _, page in sorted(_numbered(parts), key=lambda one: one[0])]
    if any(part.contents.sorts for part in parts) or not _tell_the_same(parts, pages):
        return None
    code = before.language
    renewed: Renewed = {name: None for name in files if not name.endswith(OF_PAGES)}
    names = fragment_names(code, [(page.name, page.fragment) for page in pages])
    for page, name in zip(pages, names, strict=True):
        stays = page.read is read and page.name == name
        renewed[fragment_file(name)] = None if stays else page.file()
    pieces: list[Piece] = []
    with ThreadPoolExecutor(1) as packer:  # zlib lets us read on.
        packing: dict[str, Future[bytes]] = {}
        for first, last, content in _cut(_terms(parts)):
            name = name_of(code, content)
            pieces.append((first, last, name))
            file = piece_file(name)
            renewed[file] = None
            if file not in files or unpacked(read(file)) != content:
                packing[file] = packer.submit(packed, content)
    if len({name for _, _, name in pieces}) < len(pieces):
        return None  # Pagefind gives the second one a longer name.
    words = [(name, page.words) for name, page in zip(names, pages, strict=True)]
    contents = replace(before.contents, pages=words, pieces=list(_shortened(pieces)))
    lists: Files = {file: content.result() for file, content in packing.items()}
    name = put_contents(lists, code, contents, _filters(parts))
    language = {**before.entry["languages"][code], "hash": name, "page_count": len(pages)}
    lists[ENTRY] = entry_of({**before.entry, "languages": {code: language}})
    return renewed | lists


def fragment_names(
    language: str, pages: Sequence[tuple[str, Callable[[], bytes]]]
) -> Sequence[str]:
    """Return names of fragments, each as long as none before has the same.

    `pages` has, in order, a name that begins as the new one, and what gives the fragment.
    """
    shortest = len(f"{language}_") + DIGITS
    alike = Counter(name[:shortest] for name, _ in pages)
    names: dict[str, None] = {}
    for known, fragment in pages:
        name = known[:shortest]
        if alike[name] > 1:
            whole = name_of(language, fragment(), None)
            ends = range(shortest, len(whole) + 1)
            name = next(whole[:end] for end in ends if whole[:end] not in names)
        names[name] = None
    return list(names)


def _indexed(new: Mapping[int, SearchedPage], before: Part) -> Iterator[Part]:
    """Index new pages, with one of all kinds of facts: kinds have the same numbers then."""
    if new:
        kinds = (escape(kind) for kind in before.contents.facts)
        facts = "".join(f'<p data-pagefind-meta="{kind}:-"></p>' for kind in kinds)
        last = SearchedPage(
            "facts.html", f"<html><main data-pagefind-body>{facts}<p>facts</p></main>"
        )
        made = tool.search_index([*new.values(), last], before.language)
        yield part_of(made.__getitem__, [*new, None])


def _numbered(parts: Iterable[Part]) -> Iterator[tuple[int, Page]]:
    return chain.from_iterable(part.pages() for part in parts)


def _tell_the_same(parts: Iterable[Part], pages: Iterable[Page]) -> bool:
    """Tell whether all parts have the same kinds of facts, and some page still has each kind."""
    first, *others = (tuple(part.contents.facts) for part in parts)
    missed = set(first)
    for page in pages:
        missed -= json.loads(page.fragment())["meta"].keys()
        if not missed:
            break
    return not missed and all(other == first for other in others)


def _terms(parts: Iterable[Part]) -> Iterator[Term]:
    """Return the terms of all parts, each once, in order."""

    def word(found: tuple[Term, Numbers]) -> bytes:
        return found[0].word.encode()

    for _, terms in groupby(merge(*(part.terms() for part in parts), key=word), word):
        if term := joined(list(terms)):
            yield term


def _cut(terms: Iterable[Term]) -> Iterator[Cut]:
    """Cut the index in pieces, where Pagefind does."""
    piece: list[Term] = []
    size = 0
    for term in terms:
        piece.append(term)
        size += term.size
        if size >= tool.PIECE:
            yield piece[0].word, term.word, piece_of(piece)
            piece, size = [], 0
    if piece:
        yield piece[0].word, piece[-1].word, piece_of(piece)


def _shortened(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Leave of the terms at the ends of pieces what tells one piece from the next."""
    firsts, lasts = [first for first, _, _ in pieces], [last for _, last, _ in pieces]
    for at, (last, first) in enumerate(zip(lasts[:-1], firsts[1:], strict=True)):
        same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(last, first, strict=False))))
        firsts[at + 1] = first[: same + 1]
        if last[: same + 1].encode() >= firsts[at].encode():
            lasts[at] = last[: same + 1]
    names = (name for _, _, name in pieces)
    return zip(firsts, lasts, names, strict=True)


def _filters(parts: Iterable[Part]) -> Mapping[str, Filter]:
    found: dict[str, dict[str, list[int]]] = {}
    for title, value, page in chain.from_iterable(part.filters() for part in parts):
        found.setdefault(title, {}).setdefault(value, []).append(page)
    return {
        title: {value: sorted(numbers) for value, numbers in values.items()}
        for title, values in found.items()
    }
