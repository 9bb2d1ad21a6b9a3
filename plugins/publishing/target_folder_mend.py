"""What a killed publish has left in a folder, removed or repaired."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from plugins.publishing.fault import PublishFault
from plugins.publishing.steps_words import counted
from plugins.publishing.target import SITE
from plugins.publishing.target_folder_files import files_of, remade, remove_empty
from plugins.publishing.target_folder_purge import PURGING, resumed
from plugins.publishing.target_folder_releases import (
    NEW,
    NEXT_CURRENT,
    OLD,
    SEEN,
    ReleaseFolders,
)


def mended(releases: ReleaseFolders) -> Iterator[str]:
    """Mend whatever can be wrong, each thing after what it rests on; say what."""
    (releases.place / NEXT_CURRENT).unlink(missing_ok=True)
    yield from _without_halves(releases)
    for folder in releases.listed():
        yield from _with_manifest(releases, folder)
    for folder in releases.listed():
        yield from _seen(releases, folder)
    for folder in releases.listed():
        yield from _purged(releases, folder)
        yield from _listed(releases, folder)


def _without_halves(releases: ReleaseFolders) -> Iterator[str]:
    for path in sorted(releases.all.iterdir()):
        if path.name.startswith((NEW, OLD)):
            shutil.rmtree(path)
            half = "sent" if path.name.startswith(NEW) else "deleted"
            number = path.name.removeprefix(NEW).removeprefix(OLD)
            yield f"Release {number} was only half {half}: the rest is removed."


def _with_manifest(releases: ReleaseFolders, folder: Path) -> Iterator[str]:
    try:
        releases.manifest(folder)
    except PublishFault:
        if folder == releases.live():
            releases.rewrite(folder, remade(folder))
            yield f"The list of release {folder.name} was damaged: it is made again."
        else:
            # Nobody knows which stories it holds.
            releases.remove(folder)
            yield f"The list of release {folder.name} was damaged: it is removed."


def _seen(releases: ReleaseFolders, folder: Path) -> Iterator[str]:
    if folder != releases.live() and not (folder / SEEN).exists():
        releases.remove(folder)
        yield f"Release {folder.name} was sent and never made live: it is removed."


def _purged(releases: ReleaseFolders, folder: Path) -> Iterator[str]:
    live = releases.live()
    if (folder / PURGING).exists() and live is not None:
        resumed(releases, folder, releases.manifest(live))
        yield f"Release {folder.name} was half purged: that is done."


def _listed(releases: ReleaseFolders, folder: Path) -> Iterator[str]:
    """Remove what was put into a release before its list was written: nobody would purge it."""
    known = releases.manifest(folder).by_path
    unlisted = [path for path in files_of(folder / SITE) if path not in known]
    for path in unlisted:
        (folder / SITE / path).unlink()
    if unlisted:
        remove_empty(folder / SITE)
        files = counted(len(unlisted), "file")
        yield f"Release {folder.name} had {files} that its list does not name: removed."
