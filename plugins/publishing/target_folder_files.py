"""The files of a release in a folder: linked where they are there already, else copied."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from plugins.publishing.manifest import Entry, Manifest, digest_of, manifest_of
from plugins.publishing.media_types import media_type


def is_whole(file: Path, entry: Entry) -> bool:
    """Tell whether a file is what its manifest says: damage is never handed on."""
    try:
        return file.stat().st_size == entry.size and digest_of(file) == entry.sha256
    except FileNotFoundError:
        return False


def linked(file: Path, place: Path, entry: Entry) -> bool:
    """Let the place be the same file, if that is whole; tell whether it is there now."""
    if not is_whole(file, entry):
        return False
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    try:
        place.hardlink_to(file)
    except OSError as error:
        if error.errno not in {errno.EMLINK, errno.EPERM, errno.ENOTSUP, errno.EXDEV}:
            raise
        placed(file, place)  # The disk knows no hard links, or the file has too many.
    return True


def placed(file: Path, place: Path) -> None:
    """Copy a file.

    Never linked: what the content folder holds may be the same file as what was built, and
    an editor who changes it would change what was released.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, place)
    place.chmod(0o644)


def plain_folders(*folders: Path) -> None:
    """Let everybody look into these folders: a server runs under another name."""
    for folder in folders:
        folder.chmod(0o755)


def plain_tree(top: Path) -> None:
    """Let everybody look into every folder of a release."""
    for folder, _, _ in os.walk(top):
        Path(folder).chmod(0o755)


def files_of(site: Path) -> Iterator[str]:
    """Give the path of each file in a folder, from that folder."""
    top = f"{site}{os.sep}"
    for folder, _, names in os.walk(site):
        inner = f"{folder}{os.sep}".removeprefix(top).replace(os.sep, "/")
        yield from (f"{inner}{name}" for name in names)


def remade(folder: Path) -> Manifest:
    """Return the manifest of a release whose own is damaged, from the files that are there."""
    return manifest_of(
        folder / "site",
        release=folder.name,
        built_from={},
        media_type=media_type,
        tombstones=_gone(folder / "gone.json"),
    )


def _gone(file: Path) -> list[str]:
    try:
        return [address.lstrip("/") for address in json.loads(file.read_bytes())["gone"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def remove_empty(site: Path) -> None:
    """Remove folders that hold nothing any more: their names may tell of a story."""
    for folder in sorted((path for path in site.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
