"""Pagefind's files in one order: the same pages give the same bytes.

Pagefind 1.5 keeps its languages, its filters and each filter's values in hash maps, so that
each run writes them in another order, and under another name, as names are made of contents.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

from plugins.discovery.cbor import (
    NUMBER,
    array,
    elements,
    encoded_head,
    encoded_text,
    number,
    text,
)

ENTRY = "pagefind-entry.json"
SIGNATURE = b"pagefind_dcd"
GZIP_WITHOUT_NAME_OR_TIME = 31  # zlib's wbits: the largest window, in gzip's form
THOROUGH = 6  # Beyond it readers fetch a hundredth less, and packing takes twice as long.
DIGITS = 7  # of a digest, in a name; more where two names would be the same
DIGITS_OF_CONTENTS = 13
# The older interfaces, which the search page does not use: 200 KB.
NOT_SHIPPED = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-highlight.")
OF_PAGES = (".pf_fragment", ".pf_index", ".pf_filter", ".pf_meta", ENTRY)

Files = dict[str, bytes]
Filter = Mapping[str, Sequence[int]]  # The numbers of the pages, by a filter's values.
Piece = tuple[str, str, str]  # How its first term begins, how its last one does, and its name.


@dataclass(frozen=True)
class Contents:
    """The list of what an index holds in a language: all that a search begins with."""

    version: str
    pages: Sequence[tuple[str, int]]  # by number: the name of its fragment, how many words it has
    pieces: Sequence[Piece]
    filters: Sequence[tuple[str, str]]  # title and name
    sorts: Sequence[bytes]  # encoded
    facts: Sequence[str]  # the kinds of what pages tell of themselves; postings have their numbers


def contents_file(name: str) -> str:
    """Return where the list of contents is."""
    return f"pagefind.{name}.pf_meta"


def fragment_file(name: str) -> str:
    """Return where a page's words and facts are, as results show them."""
    return f"fragment/{name}.pf_fragment"


def piece_file(name: str) -> str:
    """Return where a piece of the index is."""
    return f"index/{name}.pf_index"


def filter_file(name: str) -> str:
    """Return where a filter is."""
    return f"filter/{name}.pf_filter"


def program_files(files: Iterable[str]) -> list[str]:
    """Return the files that are the same for all pages, and are shipped."""
    return [
        path for path in files if not path.startswith(NOT_SHIPPED) and not path.endswith(OF_PAGES)
    ]


def in_order(files: Mapping[str, bytes]) -> Files:
    """Return the files that are shipped, by path in the index's folder."""
    found = {path: content for path, content in files.items() if not path.startswith(NOT_SHIPPED)}
    entry: dict[str, Any] = json.loads(found[ENTRY])
    for code, language in entry["languages"].items():
        contents = contents_of(found.pop(contents_file(language["hash"])))
        found |= _packed_by_us(found, [piece_file(name) for _, _, name in contents.pieces])
        filters = dict(filter_of(found.pop(filter_file(name))) for _, name in contents.filters)
        language["hash"] = put_contents(found, code, contents, filters)
    found[ENTRY] = entry_of(entry)
    return found


def _packed_by_us(files: Mapping[str, bytes], names: Sequence[str]) -> Files:
    """Pack pieces of the index again, as those that we join ourselves."""
    with ThreadPoolExecutor() as packers:
        again = packers.map(lambda name: packed(unpacked(files[name])), names)
        return dict(zip(names, again, strict=True))


def put_contents(files: Files, code: str, contents: Contents, filters: Mapping[str, Filter]) -> str:
    """Put a language's filters and its list among the files, and return the list's name."""
    named = []
    for title, values in sorted(filters.items()):
        told = [array([encoded_text(value), _numbers(values[value])]) for value in sorted(values)]
        content = array([encoded_text(title), array(told)])
        named.append((title, name_of(code, content)))
        files[filter_file(named[-1][1])] = packed(content)
    content = _encoded(replace(contents, filters=named))
    name = name_of(code, content, DIGITS_OF_CONTENTS)
    files[contents_file(name)] = packed(content)
    return name


def entry_of(entry: Mapping[str, Any]) -> bytes:
    """Return the file that the search page reads first."""
    ordered = {**entry, "languages": dict(sorted(entry["languages"].items()))}
    return json.dumps(ordered, ensure_ascii=False, separators=(",", ":")).encode()


def contents_of(file: bytes) -> Contents:
    """Read the list of contents."""
    version, pages, pieces, filters, sorts, facts = map(bytes, elements(unpacked(file)))
    return Contents(
        text(version),
        [(text(name), number(words)) for name, words in map(elements, elements(pages))],
        [(text(a), text(b), text(name)) for a, b, name in map(elements, elements(pieces))],
        [(text(title), text(name)) for title, name in map(elements, elements(filters))],
        elements(sorts),
        [text(kind) for kind in elements(facts)],
    )


def filter_of(file: bytes) -> tuple[str, Filter]:
    """Read a filter: its title and its values."""
    title, values = elements(unpacked(file))
    return text(title), {
        text(value): [number(page) for page in elements(pages)]
        for value, pages in map(elements, elements(values))
    }


def name_of(language: str, content: bytes, digits: int | None = DIGITS) -> str:
    """Return a name as Pagefind makes it, or all that it may be: readers' caches rest on it."""
    digest = hashlib.sha1(content, usedforsecurity=False).digest()
    return f"{language}_{''.join(f'{byte:x}' for byte in digest)[:digits]}"


def packed(content: bytes) -> bytes:
    """Return a file's bytes."""
    # gzip.compress writes another byte for the system in each version of Python.
    packer = zlib.compressobj(THOROUGH, zlib.DEFLATED, GZIP_WITHOUT_NAME_OR_TIME)
    return packer.compress(SIGNATURE + content) + packer.flush()


def unpacked(file: bytes) -> bytes:
    """Return what is in a file's bytes."""
    return gzip.decompress(file).removeprefix(SIGNATURE)


def _encoded(contents: Contents) -> bytes:
    return array(
        [
            encoded_text(contents.version),
            array([array([encoded_text(n), encoded_head(NUMBER, w)]) for n, w in contents.pages]),
            array([array([encoded_text(word) for word in one]) for one in contents.pieces]),
            array([array([encoded_text(word) for word in one]) for one in contents.filters]),
            array(sorted(contents.sorts)),
            array([encoded_text(kind) for kind in contents.facts]),
        ]
    )


def _numbers(pages: Sequence[int]) -> bytes:
    return array([encoded_head(NUMBER, page) for page in pages])
