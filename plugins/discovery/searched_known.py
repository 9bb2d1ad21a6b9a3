"""Which pages of a site are searched, and a digest of what of each: none is read again unchanged.

What is remembered has neither words nor names of pages: a page that goes leaves nothing there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from plugins.catalogue.kept_files import Stamp, stamp_of
from plugins.discovery.searched import files_of, html_of, searched

Told = tuple[str, str]  # A page's path, and the digest of what of it is searched.
NOTHING = ""  # instead of a digest, where no part of the page is marked
SIZE = 16  # bytes of a digest


@dataclass(frozen=True)
class KnownPages:
    """What is searched of the pages of a site as it was seen."""

    digests: Mapping[str, str]  # by what names a page as it stands on the disk
    stamps: Mapping[str, Stamp | None]
    site: Path

    def told(self) -> tuple[Told, ...]:
        """Return the pages to search, in order; where none is marked, there are none."""
        found = ((path, self.digest(path)) for path in self.stamps)
        return tuple((path, digest) for path, digest in found if digest)

    def digest(self, path: str) -> str:
        """Return the digest of what is searched of a page."""
        return self.digests[_name(path, self.stamps[path])]

    def note(self) -> str:
        """Return what to remember."""
        return json.dumps(self.digests)


def known_pages(site: Path, note: str | None) -> KnownPages:
    """Look at a site's pages, and read those that have changed since the note was taken."""
    known = _of_note(note)
    stamps = {path: stamp_of(f"{site}/{path}") for path in files_of(site)}
    return KnownPages(dict(_digests(site, stamps, known)), stamps, site)


def digest_of(html: str | None) -> str:
    """Return the digest of what is searched of a page."""
    return NOTHING if html is None else blake2b(html.encode(), digest_size=SIZE).hexdigest()


def _digests(
    site: Path, stamps: Mapping[str, Stamp | None], known: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for path, stamp in stamps.items():
        name = _name(path, stamp)
        digest = known.get(name)
        yield name, digest_of(searched(html_of(site, path))) if digest is None else digest


def _name(path: str, stamp: Stamp | None) -> str:
    return blake2b(f"{path} {stamp}".encode(), digest_size=SIZE).hexdigest()


def _of_note(note: str | None) -> Mapping[str, str]:
    try:
        found: object = json.loads(note or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
