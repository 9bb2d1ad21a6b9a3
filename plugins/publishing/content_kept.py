"""The content as it was last published, kept so that a story can go without other edits coming."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from plugins.catalogue.keeping import digest
from plugins.catalogue.load import load
from plugins.catalogue.problem import ContentError
from plugins.publishing.fault import PublishFault
from plugins.publishing.manifest import Manifest

NAME = "content"
NEW = ".content.new"


def keep(content: Path, cache: Path) -> None:
    """Copy a content folder into the target's cache; what is there and the same stays.

    Never linked: an editor who changes a file in its place would change what was published.
    """
    try:
        _keep(content, cache)
    except OSError as error:
        shutil.rmtree(cache / NEW, ignore_errors=True)
        fault = f"The content as it is published cannot be kept: {error.strerror} ({cache})."
        remedy = (
            "What was published is live. But ./run withdraw would publish later edits as well: make"
            " room there, and publish again."
        )
        raise PublishFault(fault, remedy) from error


def _keep(content: Path, cache: Path) -> None:
    kept, new = cache / NAME, cache / NEW
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    for path in _files(content):
        source, target = content / path, new / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if _is_same(kept / path, source):
            target.hardlink_to(kept / path)  # Both are ours.
        else:
            shutil.copy2(source, target)
    shutil.rmtree(kept, ignore_errors=True)
    new.rename(kept)


def kept_of(cache: Path, live: Manifest) -> Path | None:
    """Return the kept content, if it is what the live release was built from."""
    kept = cache / NAME
    if not kept.is_dir():
        return None
    try:
        same = content_digest(kept) == live.built_from.get("content")
    except ContentError:  # Somebody has been at it.
        return None
    return kept if same else None


def content_digest(root: Path) -> str:
    """Return what stands for a content folder in a manifest; ContentError where it is unsound."""
    files = sorted(load(root).files)
    return digest(*(part for path in files for part in (path, _digest_of(root / path))))


def _files(content: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(content):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(folder, name)
            if not path.is_symlink():
                yield path.relative_to(content).as_posix()


def _is_same(kept: Path, source: Path) -> bool:
    try:
        before, now = kept.stat(), source.stat()
    except FileNotFoundError:
        return False
    return (before.st_size, before.st_mtime_ns) == (now.st_size, now.st_mtime_ns)


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
