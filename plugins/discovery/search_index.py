"""Pagefind's files in one order: the same pages give the same bytes.

Pagefind 1.5 keeps its languages, its filters and each filter's values in hash maps, so that
each run writes them in another order, and under another name, as names are made of contents.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Mapping
from typing import Any

from plugins.discovery import cbor

ENTRY = "pagefind-entry.json"
SIGNATURE = b"pagefind_dcd"
GZIP_WITHOUT_NAME_OR_TIME = 31  # zlib's wbits: the largest window, in gzip's form
# The parts of a language's list: version, pages, index, filters, sorts, fields.
FILTERS, SORTS = 3, 4
# The older interfaces, which the search page does not use: 200 KB.
NOT_SHIPPED = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-highlight.")

Files = dict[str, bytes]


def in_order(files: Mapping[str, bytes]) -> Files:
    """Return the files that are shipped, by path in the index's folder."""
    found = {path: content for path, content in files.items() if not path.startswith(NOT_SHIPPED)}
    entry: dict[str, Any] = json.loads(found[ENTRY])
    for _, language in sorted(entry["languages"].items()):
        language["hash"] = _put_language_in_order(found, language["hash"])
    entry["languages"] = dict(sorted(entry["languages"].items()))
    found[ENTRY] = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    return dict(sorted(found.items()))


def _put_language_in_order(files: Files, name: str) -> str:
    """Order a language's list and its filters, and return the list's new name."""
    parts = cbor.elements(_unpacked(files.pop(f"pagefind.{name}.pf_meta")))
    filters = [_put_filter_in_order(files, one) for one in cbor.elements(parts[FILTERS])]
    parts[FILTERS] = cbor.array(sorted(filters))
    parts[SORTS] = cbor.array(sorted(cbor.elements(parts[SORTS])))
    content = cbor.array(parts)
    new = _renamed(name, content)
    files[f"pagefind.{new}.pf_meta"] = _packed(content)
    return new


def _put_filter_in_order(files: Files, reference: bytes) -> bytes:
    """Order a filter's values, and return its entry in the language's list: name and file."""
    words, name = cbor.elements(reference)
    old = cbor.text(name)
    title, values = cbor.elements(_unpacked(files.pop(f"filter/{old}.pf_filter")))
    content = cbor.array([title, cbor.array(sorted(cbor.elements(values), key=_value))])
    new = _renamed(old, content)
    files[f"filter/{new}.pf_filter"] = _packed(content)
    return cbor.array([words, cbor.encoded_text(new)])


def _value(entry: bytes) -> str:
    return cbor.text(cbor.elements(entry)[0])


def _renamed(old: str, content: bytes) -> str:
    """Return a name like Pagefind's, the language and a digest: readers' caches rest on it."""
    language, _, digest = old.rpartition("_")
    return f"{language}_{hashlib.sha256(content).hexdigest()[: len(digest)]}"


def _unpacked(content: bytes) -> bytes:
    return gzip.decompress(content).removeprefix(SIGNATURE)


def _packed(content: bytes) -> bytes:
    # gzip.compress writes another byte for the system in each version of Python.
    packer = zlib.compressobj(9, zlib.DEFLATED, GZIP_WITHOUT_NAME_OR_TIME)
    return packer.compress(SIGNATURE + content) + packer.flush()
