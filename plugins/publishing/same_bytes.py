"""Files that are the same by another name: who deletes one must delete them all."""

from __future__ import annotations

from collections.abc import Iterable

from plugins.publishing.manifest import Entry, Manifest


def with_same_bytes(
    paths: Iterable[str], old: Iterable[Manifest], keep: Manifest
) -> tuple[str, ...]:
    """Return these paths, and those by which an old release has the same bytes again.

    What the kept release has itself, by whatever name, is no secret.
    """
    releases, asked = tuple(old), set(paths)
    kept = {entry.sha256 for entry in keep.entries}
    entries = [entry for one in releases for entry in one.entries]
    digests = {entry.sha256 for entry in entries if entry.path in asked} - kept
    return tuple(sorted(asked | {entry.path for entry in entries if entry.sha256 in digests}))


def only_in(removed: Iterable[Entry], staying: Iterable[Manifest]) -> set[Entry]:
    """Return the removed entries whose bytes no manifest has any more."""
    digests = {entry.sha256 for one in staying for entry in one.entries}
    return {entry for entry in removed if entry.sha256 not in digests}
