"""A folder of this machine as a target: releases beside one another, and a symlink to one.

`releases/000042/site` is served through `current/site`. Whatever has a number in `releases` is
whole; what is in the making, or going, has a name that begins with a dot.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from plugins.catalogue.keeping import write_whole
from plugins.publishing.carry import cleaned, parts_of_pages
from plugins.publishing.fault import PublishFault
from plugins.publishing.lock import held
from plugins.publishing.manifest import RELEASE, Manifest, from_json, to_json
from plugins.publishing.publish_file import FolderSettings
from plugins.publishing.release import to_prune
from plugins.publishing.target import MANIFEST, SITE, Around, Teller
from plugins.publishing.target_folder_files import (
    disk_faults,
    is_whole,
    linked,
    placed,
    plain_folders,
    plain_tree,
    remade,
)

CURRENT = "current"
NEXT_CURRENT = ".current.new"
NEW, OLD = ".new-", ".old-"
# In a release that visitors have seen. One without it was sent by a publish that was killed.
SEEN = ".seen"
# Beside the site: which addresses a server answers with 301 and 410.
MAPS = ("gone.json", "redirects.json")


def opened(name: str, settings: FolderSettings, around: Around) -> FolderTarget:
    """Return the target of a line of publish.yaml."""
    return FolderTarget(name, settings, around)


class FolderTarget:
    """Releases in a folder. A site goes live by one rename of a symlink."""

    def __init__(self, name: str, settings: FolderSettings, around: Around) -> None:
        """Keep where it is; nothing is made before something is sent."""
        self.name = name
        self.url = settings.url.rstrip("/") if settings.url else None
        self._wait = settings.wait
        self._say = around.teller.say
        self.folder = (around.root / settings.path).resolve()
        self._all = self.folder / "releases"
        self._current = self.folder / CURRENT

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep other publishes away, of this machine and of any that shares the folder."""

        def waiting(who: str) -> None:
            self._say(f"Another publish goes on: {who}. Waiting for it…")

        with disk_faults(self.folder):
            self._all.mkdir(parents=True, exist_ok=True)
            plain_folders(self.folder, self._all)
        with held(self.folder / ".lock", patience=self._wait, waiting=waiting):
            yield

    def mend(self) -> list[str]:
        """Remove what a killed publish has left, and mend what is damaged."""
        with disk_faults(self.folder):
            return [*self._remove_leftovers(), *self._mend_manifests(), *self._remove_unseen()]

    def _remove_leftovers(self) -> Iterator[str]:
        (self.folder / NEXT_CURRENT).unlink(missing_ok=True)
        for path in sorted(self._all.iterdir()):
            if path.name.startswith((NEW, OLD)):
                shutil.rmtree(path)
                number = path.name.removeprefix(NEW).removeprefix(OLD)
                half = "sent" if path.name.startswith(NEW) else "deleted"
                yield f"Release {number} was only half {half}: the rest is removed."

    def _mend_manifests(self) -> Iterator[str]:
        for folder in self._folders():
            try:
                self._manifest(folder)
            except PublishFault:
                if folder != self._live_folder():
                    self._remove(folder)
                    yield f"The list of release {folder.name} was damaged: it is removed."
                    continue
                write_whole(folder / MANIFEST, to_json(remade(folder)).encode())
                yield f"The list of release {folder.name} was damaged: it is made again."

    def _remove_unseen(self) -> Iterator[str]:
        live = self._live_folder()
        for folder in self._folders():
            if folder != live and not (folder / SEEN).exists():
                self._remove(folder)
                yield f"Release {folder.name} was sent and never made live: it is removed."

    def releases(self) -> tuple[Manifest, ...]:
        """Return every whole release, the oldest first."""
        return tuple(self._manifest(folder) for folder in self._folders())

    def live(self) -> Manifest | None:
        """Return the release that the symlink leads to."""
        folder = self._live_folder()
        return None if folder is None else self._manifest(folder)

    def site(self, release: str) -> Path:
        """Return where a release's served files are."""
        return self._all / release / SITE

    def damage(self, release: Manifest) -> list[str]:
        """Return what of the live site is not as its manifest says, file by file."""
        site = self._current / SITE
        return [
            f"{entry.path} is not what was sent."
            for entry in release.entries
            if not is_whole(site / entry.path, entry)
        ]

    def send(self, folder: Path, manifest: Manifest, teller: Teller) -> None:
        """Make the release of links to files that are here already, and of copies of the others."""
        new = self._all / f"{NEW}{manifest.release}"
        with disk_faults(self.folder):
            try:
                self._fill(new, folder, manifest, teller)
                os.sync()  # A machine that loses power must not keep the names of empty files.
                new.rename(self._all / manifest.release)
            except OSError:
                shutil.rmtree(new, ignore_errors=True)  # A full disk is free again.
                raise

    def _fill(self, new: Path, folder: Path, manifest: Manifest, teller: Teller) -> None:
        here = self._files_of_the_live_one()
        for entry in manifest.entries:
            place = new / SITE / entry.path
            known = here.get(entry.sha256)
            if known is None or not linked(known, place, entry):
                placed(folder / SITE / entry.path, place)
            teller.step()
        for path in sorted(folder.iterdir()):
            if path.is_file() and not path.name.startswith("."):
                placed(path, new / path.name)
        write_whole(new / MANIFEST, to_json(manifest).encode())
        plain_tree(new)

    def _files_of_the_live_one(self) -> dict[str, Path]:
        """Give a file for each digest of the live release."""
        live = self.live()
        if live is None:
            return {}
        site = self.site(live.release)
        return {entry.sha256: site / entry.path for entry in live.entries}

    def activate(self, release: str) -> None:
        """Turn the symlink in one step."""
        folder = self._all / release
        if not folder.is_dir():
            fault = f"There is no release {release} in {self.folder}."
            raise PublishFault(fault, "./run releases lists those that are there.")
        with disk_faults(self.folder):
            self._carry(folder)
            (folder / SEEN).touch()
            if self._current.exists() and not self._current.is_symlink():
                fault = f"{self._current} is no link of ours."
                raise PublishFault(fault, "Move it away, and publish again.")
            link = self.folder / NEXT_CURRENT
            link.unlink(missing_ok=True)
            link.symlink_to(Path("releases", release))
            link.replace(self._current)

    def _carry(self, folder: Path) -> None:
        chosen, live = self._manifest(folder), self.live()
        if live is None or live.release == chosen.release:
            return
        carrying = parts_of_pages(live, chosen)
        for entry in carrying.entries:
            if entry.path not in chosen.by_path:
                linked(self.site(live.release) / entry.path, folder / SITE / entry.path, entry)
        if carrying != chosen:
            write_whole(folder / MANIFEST, to_json(carrying).encode())

    def purge(self, paths: Sequence[str], keep: Manifest) -> tuple[str, ...]:
        """Delete these paths' bytes from every other release; unlinking all links frees them."""
        removed: list[str] = []
        with disk_faults(self.folder):
            for folder in self._folders():
                if folder.name != keep.release:
                    removed += self._clean(folder, paths, keep)
        return tuple(removed)

    def _clean(self, folder: Path, paths: Sequence[str], keep: Manifest) -> Iterator[str]:
        old = self._manifest(folder)
        clean = cleaned(old, paths, keep)
        for path in clean.removed:
            (folder / SITE / path).unlink(missing_ok=True)
            yield f"{folder.name}/{path}"
        for path in clean.taken:
            linked(self.site(keep.release) / path, folder / SITE / path, keep.by_path[path])
        for name in MAPS:
            if (self._all / keep.release / name).is_file():
                placed(self._all / keep.release / name, folder / name)
        _remove_empty(folder / SITE)
        # Last: a release whose list is old is purged again by the next publish.
        if clean.manifest != old:
            write_whole(folder / MANIFEST, to_json(clean.manifest).encode())

    def prune(self, keep: int) -> None:
        """Delete old releases; each is gone from the list before its files go."""
        with disk_faults(self.folder):
            for release in to_prune(self.releases(), self.live(), keep):
                self._remove(self._all / release)

    def _remove(self, folder: Path) -> None:
        going = folder.with_name(f"{OLD}{folder.name}")
        folder.rename(going)
        shutil.rmtree(going)

    def _folders(self) -> list[Path]:
        if not self._all.is_dir():
            return []
        found = (path for path in self._all.iterdir() if re.fullmatch(RELEASE, path.name))
        return sorted(found, key=lambda path: int(path.name))

    def _live_folder(self) -> Path | None:
        try:
            name = self._current.readlink().name
        except OSError:  # Nothing is there, or no link: activate says so.
            return None
        folder = self._all / name
        return folder if re.fullmatch(RELEASE, name) and folder.is_dir() else None

    def _manifest(self, folder: Path) -> Manifest:
        place = folder / MANIFEST
        try:
            found = from_json(place.read_bytes(), place=str(place))
        except FileNotFoundError:
            found = None
        if found is None or found.release != folder.name:
            fault = f"The list of a release's files is not there ({place})."
            raise PublishFault(fault, "The next publish makes it again: ./run publish")
        return found


def _remove_empty(site: Path) -> None:
    """Remove folders that hold nothing any more: their names may tell of a story."""
    for folder in sorted((path for path in site.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
