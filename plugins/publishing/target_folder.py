"""A folder of this machine as a target: releases beside one another, and a symlink to one.

`releases/000042/site` is served through `current/site`. Whatever has a number in `releases` is
whole; what is in the making, or going, has a name that begins with a dot.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from plugins.catalogue.keeping import write_whole
from plugins.publishing.carry import parts_of_pages
from plugins.publishing.disk import disk_faults
from plugins.publishing.fault import PublishFault
from plugins.publishing.lock import held
from plugins.publishing.manifest import Manifest, to_json
from plugins.publishing.publish_file import FolderSettings
from plugins.publishing.release import to_prune
from plugins.publishing.target import MANIFEST, SITE, Around, Teller
from plugins.publishing.target_folder_files import (
    is_whole,
    linked,
    placed,
    plain_folders,
    plain_tree,
)
from plugins.publishing.target_folder_mend import mended
from plugins.publishing.target_folder_purge import purged
from plugins.publishing.target_folder_releases import (
    NEW,
    NEXT_CURRENT,
    RELEASES,
    SEEN,
    ReleaseFolders,
)


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
        self._releases = ReleaseFolders(self.folder)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep other publishes away, of this machine and of any that shares the folder."""

        def waiting(who: str) -> None:
            self._say(f"Another publish goes on: {who}. Waiting for it…")

        lock = held(self.folder / ".lock", patience=self._wait, waiting=waiting)
        with ExitStack() as ours:
            with disk_faults(self.folder):
                self._releases.all.mkdir(parents=True, exist_ok=True)
                plain_folders(self.folder, self._releases.all)
                ours.enter_context(lock)
            yield

    def mend(self) -> list[str]:
        """Remove or repair what a killed publish has left; say what."""
        with disk_faults(self.folder):
            return list(mended(self._releases))

    def releases(self) -> tuple[Manifest, ...]:
        """Return every whole release, the oldest first."""
        return tuple(self._releases.manifest(folder) for folder in self._releases.listed())

    def live(self) -> Manifest | None:
        """Return the release that the symlink leads to."""
        folder = self._releases.live()
        return None if folder is None else self._releases.manifest(folder)

    def site(self, release: str) -> Path:
        """Return where a release's served files are."""
        return self._releases.site(release)

    @property
    def served(self) -> Path:
        """Where the live release's files are for a web server."""
        return self._releases.current / SITE

    def send(self, folder: Path, manifest: Manifest, teller: Teller) -> None:
        """Make the release of links to files that are here already, and of copies of the others."""
        new = self._releases.all / f"{NEW}{manifest.release}"
        with disk_faults(self.folder):
            try:
                self._fill(new, folder, manifest, teller)
                os.sync()  # A machine that loses power must not keep the names of empty files.
                new.rename(self._releases.all / manifest.release)
            except OSError:
                shutil.rmtree(new, ignore_errors=True)  # A full disk is free again.
                raise

    def _fill(self, new: Path, folder: Path, manifest: Manifest, teller: Teller) -> None:
        here = self._releases.files_by_digest()
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

    def activate(self, release: str) -> None:
        """Turn the symlink in one step."""
        folder, current = self._releases.all / release, self._releases.current
        if not folder.is_dir():
            fault = f"There is no release {release} in {self.folder}."
            raise PublishFault(fault, "./run releases lists those that are there.")
        with disk_faults(self.folder):
            self._carry(folder)
            (folder / SEEN).touch()
            if current.exists() and not current.is_symlink():
                fault = f"{current} is no link of ours."
                raise PublishFault(fault, "Move it away, and publish again.")
            link = self.folder / NEXT_CURRENT
            link.unlink(missing_ok=True)
            link.symlink_to(Path(RELEASES, release))
            link.replace(current)

    def _carry(self, folder: Path) -> None:
        """Let the release have the parts of the pages that visitors look at now."""
        chosen, live = self._releases.manifest(folder), self.live()
        if live is None or live.release == chosen.release:
            return
        carrying = parts_of_pages(live, chosen)
        for entry in carrying.entries:
            if entry.path not in chosen.by_path:
                linked(self.site(live.release) / entry.path, folder / SITE / entry.path, entry)
        if carrying != chosen:
            self._releases.rewrite(folder, carrying)

    def unlike(self, release: Manifest) -> tuple[str, ...]:
        """Return the files that are not where a web server looks for them, or not as they were."""
        with disk_faults(self.folder):
            return tuple(
                entry.path
                for entry in release.entries
                if not is_whole(self.served / entry.path, entry)
            )

    def purge(self, paths: Sequence[str], keep: Manifest) -> tuple[str, ...]:
        """Delete these paths' bytes from every other release: the last link to them goes."""
        with disk_faults(self.folder):
            return tuple(
                path
                for folder in self._releases.listed()
                if folder.name != keep.release
                for path in purged(self._releases, folder, paths, keep)
            )

    def prune(self, keep: int) -> None:
        """Delete old releases."""
        with disk_faults(self.folder):
            for release in to_prune(self.releases(), self.live(), keep):
                self._releases.remove(self._releases.all / release)
