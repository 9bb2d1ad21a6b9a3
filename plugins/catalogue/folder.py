"""The content folder: which files it holds, by their true names, and none outside it."""

from __future__ import annotations

import difflib
import os
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins.catalogue.fields import PAPERS, PICTURES, SOUND, VIDEO

OF_ONE_SORT = (PICTURES, SOUND + VIDEO, PAPERS)


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
        if "\0" in reference or "\\" in reference:
            return None
        if reference.startswith("/"):
            path = posixpath.normpath(reference.lstrip("/"))
        else:
            path = posixpath.normpath(posixpath.join(self.parent, reference))
        return None if path == ".." or path.startswith("../") else path

    def exists(self, path: str) -> bool:
        """Tell whether the content folder holds this file, capital letters included."""
        return path in self.folder.files

    def like(self, reference: str) -> str | None:
        """Return the reference that was probably meant: another case, ending, place or spelling.

        Only an item is looked for in other folders: another meeting's agenda is not this one's.
        """
        path = self.resolve(reference)
        if path is None:
            return None
        files = sorted(self.folder.files)
        found = (
            [file for file in files if file.lower() == path.lower()]
            or [file for file in files if file in {f"{path}.md", f"{path}/index.md"}]
            or [file for file in files if _is_same_but_ending(file, path)]
            or [file for file in files if posixpath.basename(file) in _names_of_item(path)]
            or self._spelt_alike(path)
        )
        return posixpath.relpath(found[0], self.parent or ".") if found else None

    def _spelt_alike(self, path: str) -> list[str]:
        name, ending = posixpath.splitext(posixpath.basename(path))
        near = {
            posixpath.splitext(posixpath.basename(file))[0]: file
            for file in sorted(self.folder.files)
            if posixpath.dirname(file) == posixpath.dirname(path) and file.endswith(ending)
        }
        # 2026-03-agenda is another paper than 2026-12-agenda, however alike they are.
        numbered = [one for one in sorted(near) if _numbers(one) == _numbers(name)]
        return [
            near[close] for close in difflib.get_close_matches(name, numbered, n=1, cutoff=0.75)
        ]


def _numbers(name: str) -> list[str]:
    return re.findall(r"\d+", name)


def _names_of_item(path: str) -> set[str]:
    """Return the names that the file of an item may have, wherever it is."""
    name = posixpath.basename(path)
    stem, ending = posixpath.splitext(name)
    # Every section has these; one of another section would not be meant.
    return {f"{stem}.md"} - {"index.md", "show.md"} if ending in {"", ".md"} else set()


def _is_same_but_ending(file: str, path: str) -> bool:
    """Tell whether a file is the same one with another ending for the same thing."""
    (there, found), (name, wanted) = posixpath.splitext(file), posixpath.splitext(path)
    same = any({found.lower(), wanted.lower()} <= set(endings) for endings in OF_ONE_SORT)
    return there == name and same


def _files_in(root: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        before = Path(folder).relative_to(root).as_posix()
        for name in sorted(names):
            path = os.path.join(folder, name)  # noqa: PTH118 - a Path takes ten times as long
            if name.startswith(".") or (
                os.path.islink(path)  # noqa: PTH114
                and not Path(path).resolve().is_relative_to(root)
            ):
                continue
            if not os.path.isfile(path):  # noqa: PTH113 - a link to a file that is gone, or a pipe
                continue
            yield name if before == "." else f"{before}/{name}"
