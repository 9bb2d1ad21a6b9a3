"""The content folder: which files it holds, by their true names, and none outside it."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ContentFolder:
    """The files of a content folder, by path with forward slashes."""

    root: Path
    files: frozenset[str]

    @classmethod
    def at(cls, root: Path) -> ContentFolder:
        """List a folder's files; hidden ones and links that lead out of it are not its own."""
        return cls(root, frozenset(_files_in(root.resolve())))

    def beside(self, path: str) -> FolderOfItem:
        """Return the folder as one of its files sees it."""
        return FolderOfItem(self, posixpath.dirname(path))


@dataclass(frozen=True)
class FolderOfItem:
    """Resolves the references of one file."""

    folder: ContentFolder
    parent: str

    def resolve(self, reference: str) -> str | None:
        """Return a path from the content folder; None where it would lead out of it."""
        if reference.startswith("/"):
            path = posixpath.normpath(reference.lstrip("/"))
        else:
            path = posixpath.normpath(posixpath.join(self.parent, reference))
        return None if path.startswith("..") or "\\" in path else path

    def exists(self, path: str) -> bool:
        """Tell whether the content folder holds this file, capital letters included."""
        return path in self.folder.files


def _files_in(root: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            if name.startswith(".") or not path.resolve().is_relative_to(root):
                continue
            yield path.relative_to(root).as_posix()
