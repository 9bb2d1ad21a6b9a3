"""The last build's search index used again: as it is, or with the pages that are new in it."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from plugins.catalogue.keeping import digest
from plugins.catalogue.kept_files import SIZE, KeptFiles, put
from plugins.discovery.cbor import UnknownIndexError
from plugins.discovery.search_joined import Joined
from plugins.discovery.search_made import renewed_index, whole_index
from plugins.discovery.searched import pages_of
from plugins.discovery.searched_known import Told, digest_of, known_pages

FOLDER = "pagefind"
# Files that are named by what is in them.
NAMED_BY_DIGEST = (f"{FOLDER}/fragment/", f"{FOLDER}/index/", f"{FOLDER}/filter/")
MODULES = (
    "cbor",
    "postings",
    "search_index",
    "search_joined",
    "search_kept",
    "search_made",
    "search_part",
    "searched",
    "searched_known",
    "terms",
    "tool",
)
CODE = tuple(Path(__file__).with_name(f"{name}.py").read_text("utf-8") for name in MODULES)
MADE_BY = digest(version("pagefind_bin"), zlib.ZLIB_RUNTIME_VERSION, *CODE)


def write_search_index(site: Path, language: str, kept: KeptFiles) -> None:
    """Write the index of a site's pages, with as much of the kept one as is still right."""
    pages = known_pages(site, kept.keys.get("pages"))
    marked = pages.told()
    told = marked or tuple((page.path, digest_of(page.html)) for page in pages_of(site))
    ids = [digest(language, *page) for page in told]
    before = _before(kept)
    made: Joined | None = None
    if before == ids:
        made = dict.fromkeys(_names(kept))
    elif marked:
        made = _renewed(site, told, ids, kept, before)
    if made is None:
        made = whole_index(site, [path for path, _ in told], language, are_marked=bool(marked))
    _write({f"{FOLDER}/{name}": content for name, content in made.items()}, site, kept)
    names = (f"{FOLDER}/{name}" for name in made)
    kept.settle(site, names, ids=" ".join(ids), pages=pages.note())


def _before(kept: KeptFiles) -> Sequence[str]:
    """Return the pages of the index that is kept, if all of it is."""
    whole = len(kept.right) == len(kept.names) > 0
    return kept.keys.get("ids", "").split() if whole else ()


def _names(kept: KeptFiles) -> frozenset[str]:
    return frozenset(name.removeprefix(f"{FOLDER}/") for name in kept.names)


def _renewed(
    site: Path, told: Sequence[Told], ids: Sequence[str], kept: KeptFiles, before: Sequence[str]
) -> Joined | None:
    """Return the kept index with what is new; None where most is, or that cannot be told."""
    now = {one: number for number, one in enumerate(ids)}
    numbers = [now.get(one) for one in before]
    stay = set(numbers) - {None}
    if 2 * len(stay) <= len(ids):
        return None
    others = [number for number in range(len(ids)) if number not in stay]
    new = {number: told[number][0] for number in others}

    def read(name: str) -> bytes:
        return (kept.before / FOLDER / name).read_bytes()

    try:
        return renewed_index(read, _names(kept), numbers, site, new)
    except (UnknownIndexError, EOFError, OSError, zlib.error):
        return None  # It is another than it was, without a trace on the disk.


def _write(made: Mapping[str, bytes | None], site: Path, kept: KeptFiles) -> None:
    for file in (site / FOLDER).rglob("*"):
        # The folder is the index's alone, and a note of what stood there may have been lost.
        if file.is_file() and file.relative_to(site).as_posix() not in made:
            file.unlink()
    for name, content in made.items():
        stamp = kept.right.get(name) if name.startswith(NAMED_BY_DIGEST) else None
        if content is None or (stamp is not None and stamp[SIZE] == len(content)):
            kept.carry(name, site)
        else:
            put(site / name, content)
