"""The releases in a folder: which are there, which is live, and what each says of itself."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from plugins.catalogue.keeping import write_whole
from plugins.publishing.fault import PublishFault
from plugins.publishing.manifest import RELEASE, Manifest, from_json, to_json
from plugins.publishing.target import MANIFEST, SITE

CURRENT = "current"
RELEASES = "releases"
NEXT_CURRENT = ".current.new"
NEW, OLD = ".new-", ".old-"
# In a release that visitors have seen. One without it was sent by a publish that was killed.
SEEN = ".seen"


@lru_cache(maxsize=16)
def _read(listing: bytes, place: str) -> Manifest:
    """Read a list once, however often it is asked for."""
    return from_json(listing, place=place)


@dataclass(frozen=True)
class ReleaseFolders:
    """A target's folder: `releases`, and the link `current` to one of them."""

    place: Path

    @property
    def all(self) -> Path:
        """Where the releases are."""
        return self.place / RELEASES

    @property
    def current(self) -> Path:
        """The link to the live one."""
        return self.place / CURRENT

    def listed(self) -> list[Path]:
        """Return the folder of each whole release, the oldest first."""
        if not self.all.is_dir():
            return []
        found = (path for path in self.all.iterdir() if re.fullmatch(RELEASE, path.name))
        return sorted(found, key=lambda path: int(path.name))

    def live(self) -> Path | None:
        """Return the folder of the live release."""
        try:
            name = self.current.readlink().name
        except OSError:  # Nothing is there, or no link: whoever makes one live says so.
            return None
        folder = self.all / name
        return folder if re.fullmatch(RELEASE, name) and folder.is_dir() else None

    def site(self, release: str) -> Path:
        """Return where a release's served files are."""
        return self.all / release / SITE

    def manifest(self, folder: Path) -> Manifest:
        """Return what a release says of itself."""
        place = folder / MANIFEST
        try:
            found = _read(place.read_bytes(), str(place))
        except FileNotFoundError:
            found = None
        if found is None or found.release != folder.name:
            fault = f"The list of a release's files is not there ({place})."
            raise PublishFault(fault, "The next publish makes it again: ./run publish")
        return found

    def rewrite(self, folder: Path, manifest: Manifest) -> None:
        """Let a release say something else of itself."""
        write_whole(folder / MANIFEST, to_json(manifest).encode())

    def files_by_digest(self) -> Mapping[str, Path]:
        """Return a file of the live release for each digest that it lists."""
        live = self.live()
        if live is None:
            return {}
        entries = self.manifest(live).entries
        return {entry.sha256: live / SITE / entry.path for entry in entries}

    def remove(self, folder: Path) -> None:
        """Delete a release: it is gone from the list before its files go."""
        going = folder.with_name(f"{OLD}{folder.name}")
        folder.rename(going)
        shutil.rmtree(going)
