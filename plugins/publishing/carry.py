"""Parts of pages that stay for one more release, so that a page opened before a switch is whole."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from plugins.publishing.manifest import Manifest

# The theme's own styles, scripts, fonts and drawings: their names hold a digest of their bytes.
# Pictures, cards and the search index are never carried: they show what a story shows.
PART_OF_PAGES = re.compile(r"assets/(.+/)?[^/]+\.[0-9a-f]{8}\.[a-z0-9]+(\.(br|gz))?")
# What a page of one release needs of its own release to look as it should.
FOLDERS_OF_PARTS = ("assets/", "cards/", "pagefind/", "pictures/")
SEARCH = "pagefind/"
# By these a server answers that a story is gone: an old release has none of its own.
MARK_OF_GONE = ".gone"
FORMS = ("", ".br", ".gz")  # a file, and what is compressed of it beside it


def parts_of_pages(live: Manifest | None, chosen: Manifest) -> Manifest:
    """Return the chosen release's manifest with the live one's own parts of pages added.

    What the live release has itself only carried is not carried on: it has had its time.
    """
    if live is None:
        return chosen
    kept = (
        replace(entry, carried=True)
        for entry in live.entries
        if not entry.carried
        and entry.path not in chosen.by_path
        and PART_OF_PAGES.fullmatch(entry.path)
    )
    return replace(chosen, entries=(*chosen.entries, *kept))


@dataclass(frozen=True)
class Cleaned:
    """An old release without what was purged, and how to come to it."""

    manifest: Manifest
    removed: tuple[str, ...]  # to delete from it
    taken: tuple[str, ...]  # to take from the release that is kept, by the same paths


def cleaned(old: Manifest, paths: Iterable[str], keep: Manifest) -> Cleaned:
    """Return what an old release becomes when the bytes at these paths are purged from it.

    A page that is in the kept release too, like the home page that named a story, is taken from
    there with the parts that it needs: the old release stays one that can be gone back to.
    A path that ends with a slash is the address of a story: there is nothing left to do about
    it, so the release forgets that it held it.
    """
    asked = set(paths)
    stories = {address: story for address, story in old.stories.items() if address not in asked}
    old = replace(old, tombstones=(*old.tombstones, *keep.tombstones), stories=stories)
    stale = _stale(old, asked, keep)
    if not stale:
        return Cleaned(old, (), ())
    staying = set(old.by_path) - stale
    parts = {path for path in keep.by_path if _goes_with_pages(path)}
    taken = (stale & set(keep.by_path)) | (parts - staying)
    entries = (
        *(old.by_path[path] for path in staying),
        *(keep.by_path[path] for path in taken),
    )
    manifest = replace(old, entries=entries)
    return Cleaned(manifest, tuple(sorted(stale)), tuple(sorted(taken)))


def _goes_with_pages(path: str) -> bool:
    """Tell whether a file is a part of pages, or the mark of an address that is gone for good."""
    return path.startswith(FOLDERS_OF_PARTS) or path.endswith(MARK_OF_GONE)


def _stale(old: Manifest, asked: set[str], keep: Manifest) -> set[str]:
    """Return the paths whose bytes may not stay in the old release."""
    if any(path.startswith(SEARCH) for path in asked):
        # Its files know one another by digests: it is exchanged as one, or searching fails.
        asked = asked | {path for path in old.by_path if path.startswith(SEARCH)}
    asked = {f"{path}{form}" for path in asked for form in FORMS}
    kept = {path: entry.sha256 for path, entry in keep.by_path.items()}
    return {path for path in asked & set(old.by_path) if old.by_path[path].sha256 != kept.get(path)}
