"""The last build's search index used again: all of it, or what its pages have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

from plugins.catalogue.keeping import digest
from plugins.catalogue.kept_files import SIZE, KeptFiles, put
from plugins.discovery.search_ahead import SearchAhead
from plugins.discovery.search_index import in_order
from plugins.discovery.searched import pages_of
from plugins.discovery.searched_known import Told, digest_of, known_pages
from plugins.discovery.tool import search_index

FOLDER = "pagefind"
# By Pagefind; filters are put in order, and renamed.
NAMED_BY_DIGEST = (f"{FOLDER}/fragment/", f"{FOLDER}/index/")
MODULES = ("cbor", "search_index", "search_kept", "searched", "searched_known", "tool")
CODE = tuple(Path(__file__).with_name(f"{name}.py").read_text("utf-8") for name in MODULES)
MADE_BY = digest(version("pagefind_bin"), *CODE)


def write_search_index(
    site: Path, language: str, kept: KeptFiles, ahead: SearchAhead | None = None
) -> None:
    """Write the index of a site's pages, with as much of the kept one as is still right.

    It may have been begun ahead, from what the pages were likely to be.
    """
    pages = known_pages(site, kept.keys.get("pages"))
    told = pages.told() or tuple((page.path, digest_of(page.html)) for page in pages_of(site))
    keys = {"key": _key(told, language), "pages": pages.note()}
    whole = len(kept.right) == len(kept.names) > 0
    if whole and kept.keys.get("key") == keys["key"]:
        if ahead:
            ahead.end()
        for name in kept.right:
            kept.carry(name, site)
        kept.settle(site, kept.right, **keys)
        return
    made = ahead.index(told, site) if ahead else None
    if made is None:
        made = in_order(search_index(pages_of(site, (path for path, _ in told)), language))
    _write({f"{FOLDER}/{name}": content for name, content in made.items()}, site, kept)
    kept.settle(site, (f"{FOLDER}/{name}" for name in made), **keys)


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


def _key(told: Iterable[Told], language: str) -> str:
    return digest(language, *(one for page in told for one in page))
