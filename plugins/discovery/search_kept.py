"""The last build's search index used again: all of it, or what its pages have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

from plugins.catalogue.keeping import digest
from plugins.catalogue.kept_files import SIZE, KeptFiles, put, stamp_of
from plugins.discovery.search_index import in_order
from plugins.discovery.searched import SearchedPage, files_of, pages_of
from plugins.discovery.tool import search_index

FOLDER = "pagefind"
# By Pagefind; filters are put in order, and renamed.
NAMED_BY_DIGEST = (f"{FOLDER}/fragment/", f"{FOLDER}/index/")
CODE = tuple(
    Path(__file__).with_name(name).read_text(encoding="utf-8")
    for name in ("cbor.py", "search_index.py", "search_kept.py", "searched.py", "tool.py")
)
MADE_BY = digest(version("pagefind_bin"), *CODE)


def write_search_index(site: Path, language: str, kept: KeptFiles) -> None:
    """Write the index of a site's pages, with as much of the kept one as is still right."""
    seen = _seen(site, language)
    whole = len(kept.right) == len(kept.names) > 0
    if whole and kept.keys.get("seen") == seen:
        _carry(kept, site, key=kept.keys["key"], seen=seen)
        return
    pages = pages_of(site)
    key = _key(pages, language)
    if whole and kept.keys.get("key") == key:
        _carry(kept, site, key=key, seen=seen)
        return
    made = in_order(search_index(pages, language))
    _write({f"{FOLDER}/{name}": content for name, content in made.items()}, site, kept)
    kept.settle(site, (f"{FOLDER}/{name}" for name in made), key=key, seen=seen)


def _carry(kept: KeptFiles, site: Path, **keys: str) -> None:
    for name in kept.right:
        kept.carry(name, site)
    kept.settle(site, kept.right, **keys)


def _write(made: Mapping[str, bytes], site: Path, kept: KeptFiles) -> None:
    for file in (site / FOLDER).rglob("*"):
        # The folder is the index's alone, and a note of what stood there may have been lost.
        if file.is_file() and file.relative_to(site).as_posix() not in made:
            file.unlink()
    for name, content in made.items():
        stamp = kept.right.get(name) if name.startswith(NAMED_BY_DIGEST) else None
        if stamp is not None and stamp[SIZE] == len(content):
            kept.carry(name, site)
        else:
            put(site / name, content)


def _seen(site: Path, language: str) -> str:
    """Return a key for the pages as they stand on the disk: to read them takes ten times longer."""
    stamps = (f"{name} {stamp_of(site / name)}" for name in files_of(site))
    return digest(language, *stamps)


def _key(pages: Iterable[SearchedPage], language: str) -> str:
    texts = (text for page in pages for text in (page.path, page.html))
    return digest(language, *texts)
