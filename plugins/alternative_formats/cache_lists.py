"""Which made files each site uses, so that what no site uses leaves the cache.

A site is a content folder, with drafts or without. The build that ends while no other runs deletes
every made file that stands in no site's list.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plugins.alternative_formats.cache import Cache, Made
from plugins.catalogue.keeping import UNFINISHED, digest, write_whole

KEPT = 30 * 24 * 3600.0  # seconds without a build, after which a site's list goes
FORM = 1  # Another number makes older lists void.


@dataclass(frozen=True)
class Uses:
    """What one site's last build used."""

    items: Mapping[str, tuple[str, ...]]  # keys, by the path of the item that they were made for
    proved: Mapping[str, tuple[tuple[int, int, int], Made]]


@dataclass(frozen=True)
class SiteLists:
    """The lists beside a cache, by the content folder of each site and whether it has drafts."""

    cache: Cache
    folder: Path

    def of(self, content: Path, *, drafts: bool) -> Path:
        """Return where a site's list is; nobody reads from its name where the content lies."""
        name = digest(str(content.resolve()), "drafts" if drafts else "public")
        return self.folder / f"{name[:16]}.json"

    def prune(self) -> None:
        """Delete what no site uses, and lists of sites that nobody has built for long."""
        used: set[str] = set()
        oldest = time.time() - KEPT
        for place in sorted(self.folder.glob("*.json")):
            if place.stat().st_mtime < oldest:
                place.unlink()
            else:
                used.update(key for keys in read_uses(place).items.values() for key in keys)
        for key in self.cache.keys() - used:
            self.cache.forget(key)
        for folder in (self.folder, self.cache.folder):
            for leftover in folder.rglob(f"{UNFINISHED}*"):
                leftover.unlink()  # Of a build that was killed.

    def withhold(self, content: Path, visible: Callable[[], Collection[str]]) -> None:
        """Take out of both lists of a content folder what not even a preview may show any more.

        Or what was made of a story whose consent has ended would stay until somebody builds the
        site's other form again.
        """
        for drafts in (False, True):
            place = self.of(content, drafts=drafts)
            uses = read_uses(place)
            if not uses.items:
                continue
            shown = visible()
            left = {path: keys for path, keys in uses.items.items() if path in shown}
            if len(left) < len(uses.items):
                write_uses(place, Uses(left, uses.proved))


def read_uses(place: Path) -> Uses:
    """Return a site's list; an empty one where it is absent, cut short or of another form."""
    try:
        found: Any = json.loads(place.read_bytes())
    except (FileNotFoundError, ValueError):
        return Uses({}, {})
    if not isinstance(found, dict) or found.get("form") != FORM:
        return Uses({}, {})
    items = {path: tuple(keys) for path, keys in found["items"].items()}
    proved = {
        key: ((size, changed, number), Made(key, size, checksum, seconds))
        for key, (size, changed, number, checksum, seconds) in found["proved"].items()
    }
    return Uses(items, proved)


def write_uses(place: Path, uses: Uses) -> None:
    """Write down what a site uses."""
    used = {key for keys in uses.items.values() for key in keys}
    proved = {
        key: [*mark, made.digest, made.seconds]
        for key, (mark, made) in uses.proved.items()
        if key in used
    }
    whole = {"form": FORM, "items": uses.items, "proved": proved}
    write_whole(place, json.dumps(whole, sort_keys=True).encode())


class Presence:
    """A lock that builds share while they use a cache, and that the system frees when one dies."""

    def __init__(self, place: Path) -> None:
        """Be known by the file at this place."""
        place.parent.mkdir(parents=True, exist_ok=True)
        self._descriptor = os.open(place, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)

    def begin(self) -> None:
        """Wait while another build prunes, and then be there."""
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    @contextmanager
    def ending(self) -> Iterator[bool]:
        """Leave at the end of the block; tell whether nobody else is there, nor comes before."""
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            alone = False
        else:
            alone = True
        try:
            yield alone
        finally:
            os.close(self._descriptor)
