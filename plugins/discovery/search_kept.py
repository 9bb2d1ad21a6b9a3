"""The last build's search index, used again: all of it, or what its pages have in common with now.

Nothing that was searched is kept beside the site: only which files stood there, and of what.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from plugins.catalogue.keeping import digest, link, write_whole
from plugins.discovery.search_index import in_order
from plugins.discovery.searched import SearchedPage
from plugins.discovery.tool import search_index

Stamp = list[int]  # A file's size, and when it was written, in nanoseconds.
SIZE = 0
NAMED_BY_DIGEST = ("fragment/", "index/")  # by Pagefind; filters are put in order, and renamed
CODE = tuple(
    Path(__file__).with_name(name).read_text(encoding="utf-8")
    for name in ("cbor.py", "search_index.py", "search_kept.py", "searched.py", "tool.py")
)
MADE_BY = digest(version("pagefind_bin"), *CODE)


@dataclass(frozen=True)
class KeptIndex:
    """An index that stands in a site that was built before."""

    folder: Path
    note: Path  # what is remembered of it

    def write(self, pages: tuple[SearchedPage, ...], language: str, into: Path) -> None:
        """Write the index of pages into a folder, with as much of the kept one as is still right.

        The folder may be the kept one's.
        """
        key = _key(pages, language)
        right, whole = self._right(key)
        made: Mapping[str, bytes] = {} if whole else in_order(search_index(pages, language))
        names = right if whole else made.keys()
        if into == self.folder:
            _remove_others(into, names)
        for name in names:
            if name not in right or (made and right[name][SIZE] != len(made[name])):
                _write(into / name, made[name])
            elif into != self.folder:
                link(self.folder / name, into / name)
        stamps = {name: _stamp(into / name) for name in sorted(names)}
        note = {"made_by": MADE_BY, "key": key, "files": stamps}
        write_whole(self.note, json.dumps(note).encode())

    def _right(self, key: str) -> tuple[Mapping[str, Stamp], bool]:
        """Return the files to use again, and whether they are the whole index of this key."""
        try:
            known = json.loads(self.note.read_bytes())
            if known["made_by"] != MADE_BY:
                return {}, False
            files: dict[str, Stamp] = known["files"]
            right = {name: at for name, at in files.items() if _stamp(self.folder / name) == at}
            if known["key"] == key and len(right) == len(files):
                return right, True
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return {}, False  # Nothing was kept, or the note of it is not whole.
        return {name: at for name, at in right.items() if name.startswith(NAMED_BY_DIGEST)}, False


def _key(pages: Iterable[SearchedPage], language: str) -> str:
    texts = (text for page in pages for text in (page.path, page.html))
    return digest(language, *texts)


def _stamp(file: Path) -> Stamp | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return [found.st_size, found.st_mtime_ns]


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    # A file that stands there may be linked into another site: it is replaced, not changed.
    file.unlink(missing_ok=True)
    file.write_bytes(content)


def _remove_others(folder: Path, names: Iterable[str]) -> None:
    wanted = {folder / name for name in names}
    for file in folder.rglob("*"):
        if file.is_file() and file not in wanted:
            file.unlink()
