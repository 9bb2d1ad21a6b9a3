"""Several indexes as one: byte for byte that which Pagefind makes of all their pages, in order."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from heapq import merge
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
    program_files,
    put_contents,
    unpacked,
)
from plugins.discovery.search_part import Page, Part
from plugins.discovery.terms import Term, joined, piece_of

Joined = dict[str, bytes | None]  # None for a file that is as it is in an index that is kept.
Cut = tuple[str, str, bytes]  # A piece of the index: its first term, its last, and all of them.


def joined_index(parts: Sequence[Part]) -> Joined | None:
    """Return the files of the index of all parts' pages, by path in its folder.

    None where parts do not tell it: an order of results rests on all pages, and kinds of facts
    that are not those of all parts, and of some page that is left, have other numbers. A page
    without a word is in no index, and the numbers are those of others.
    """
    first = parts[0]
    kept = first.files if first.is_kept else ()
    if any(len(part.contents.pages) != len(part.numbers.new) for part in parts):
        return None
    pages = [page for _, page in sorted(_numbered(parts), key=lambda one: one[0])]
    if any(part.contents.sorts for part in parts) or not _tell_the_same(parts, pages):
        return None
    names = fragment_names(first.language, [(page.name, page.fragment) for page in pages])
    files: Joined = {
        name: None if first.is_kept else first.read(name) for name in program_files(first.files)
    }
    for page, name in zip(pages, names, strict=True):
        stays = first.is_kept and page.read is first.read and page.name == name
        files[fragment_file(name)] = None if stays else page.file()
    pieces: list[Piece] = []
    with ThreadPoolExecutor(1) as packer:  # zlib lets us read on.
        packing: dict[str, Future[bytes]] = {}
        for start, end, content in _cut(_terms(parts)):
            name = name_of(first.language, content)
            pieces.append((start, end, name))
            file = piece_file(name)
            files[file] = None
            if file not in kept or unpacked(first.read(file)) != content:
                packing[file] = packer.submit(packed, content)
    if len({name for _, _, name in pieces}) < len(pieces):
        return None  # Pagefind gives the second one a longer name.
    words = [(name, page.words) for name, page in zip(names, pages, strict=True)]
    contents = replace(first.contents, pages=words, pieces=list(_shortened(pieces)))
    lists: Files = {file: content.result() for file, content in packing.items()}
    name = put_contents(lists, first.language, contents, _filters(parts))
    language = {**first.entry["languages"][first.language], "hash": name, "page_count": len(pages)}
    lists[ENTRY] = entry_of({**first.entry, "languages": {first.language: language}})
    return files | lists


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
