"""What may not be seen any more, taken out of an old release in a folder.

While it is taken out, a file in the release names what is asked: a purge that is killed is ended
by the next publish, whatever that publishes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from plugins.catalogue.keeping import write_whole
from plugins.publishing.carry import cleaned
from plugins.publishing.manifest import Manifest
from plugins.publishing.target import SITE
from plugins.publishing.target_folder_files import is_whole, linked, placed, remove_empty
from plugins.publishing.target_folder_releases import ReleaseFolders

PURGING = ".purging"
# Beside the site: which addresses a server answers with 301 and 410.
MAPS = ("gone.json", "redirects.json")


def purged(
    releases: ReleaseFolders, folder: Path, paths: Sequence[str], keep: Manifest
) -> list[str]:
    """Take these paths' bytes out of a release; return what was deleted."""
    old = releases.manifest(folder)
    clean = cleaned(old, paths, keep)
    if clean.manifest == old:
        return []
    write_whole(folder / PURGING, json.dumps(sorted(paths)).encode())
    for path in clean.removed:
        (folder / SITE / path).unlink(missing_ok=True)
    for path in clean.taken:
        linked(releases.site(keep.release) / path, folder / SITE / path, keep.by_path[path])
    for name in MAPS:
        if (releases.all / keep.release / name).is_file():
            placed(releases.all / keep.release / name, folder / name)
    remove_empty(folder / SITE)
    releases.rewrite(folder, clean.manifest)
    (folder / PURGING).unlink()
    return [f"{folder.name}/{path}" for path in clean.removed]


def resumed(releases: ReleaseFolders, folder: Path, keep: Manifest) -> None:
    """End a purge that was killed; `keep` is what is live now."""
    purged(releases, folder, _asked(folder / PURGING), keep)
    # Of what was deleted, the live release may have the very same again.
    made_whole(releases, folder)
    (folder / PURGING).unlink(missing_ok=True)


def _asked(file: Path) -> list[str]:
    asked: Iterable[str] = json.loads(file.read_bytes())
    return list(asked)


def made_whole(releases: ReleaseFolders, folder: Path) -> None:
    """Let a release hold what it lists, or not list what it cannot hold."""
    manifest = releases.manifest(folder)
    here = releases.files_by_digest()
    kept = []
    for entry in manifest.entries:
        place = folder / SITE / entry.path
        known = here.get(entry.sha256)
        if is_whole(place, entry) or (known is not None and linked(known, place, entry)):
            kept.append(entry)
        else:
            place.unlink(missing_ok=True)
    if len(kept) < len(manifest.entries):
        releases.rewrite(folder, replace(manifest, entries=tuple(kept)))
