"""The output folder: what builds wrote there and the last one does not is taken away.

Which files are ours is written down before they are, and apart from all else that is remembered:
so they are known after a build that was ended half-way, and to another version of the program.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

MAGIC = b"fast-build names 1\n"
DIGEST_BYTES = 16
SIZE_BYTES = 4
# The end of a name that a file has while it is written.
UNFINISHED = ".fast-build"


class Output:
    """The folder, and the list of our files in it: blocks of names, one for a whole build."""

    def __init__(self, folder: Path, listed: Path) -> None:
        """Read the list; what is damaged in it is left out."""
        self.folder = folder
        self.listed = listed
        blocks = list(_blocks(listed))
        self.names: set[str] = set().union(*blocks)
        self.is_whole = sum(len(_block(names)) for names in blocks) == _size(listed) > 0
        self._settled = self.is_whole and len(blocks) == 1
        # What a build that was ended may have begun to write.
        self._begun: frozenset[str] = frozenset(() if self._settled else self.names)
        self._claimed = False
        # Names to go back to, if the build makes no others.
        self._before = blocks[0] if self._settled else None

    def recall(self, names: Iterable[str]) -> None:
        """Take names from elsewhere, where the list is damaged."""
        self.names |= set(names)
        self._begun = frozenset(self.names)
        _write(self.listed, sorted(self.names))

    def claim(self, names: Iterable[str]) -> None:
        """Say which files are about to be written."""
        new = set(names) - self.names
        if self._claimed and not new:
            return
        self.names |= new
        if self._claimed or self._settled:
            with self.listed.open("ab") as file:
                file.write(_block(sorted(new)))
        else:
            _write(self.listed, sorted(self.names))
        self._claimed = True

    def settle(self, names: Collection[str]) -> None:
        """Take away what is not among these names, with folders that are empty without it."""
        for name in self.names - set(names):
            self._remove(self.folder / name)
        for name in self._begun:
            self._remove(self.folder / f"{name}{UNFINISHED}")
        listed = sorted(names)
        if listed != self._before:
            _write(self.listed, listed)
        elif self._claimed:
            os.truncate(self.listed, len(_block(listed)))
        self.names, self._before = set(names), listed
        self._settled, self._claimed, self._begun = True, False, frozenset()

    def _remove(self, path: Path) -> None:
        with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            path.unlink()
        for folder in path.parents:
            if folder == self.folder:
                break
            with suppress(OSError):  # It holds something else.
                folder.rmdir()


def _block(names: list[str]) -> bytes:
    words = marshal.dumps(names)
    return MAGIC + len(words).to_bytes(SIZE_BYTES) + _digest(words) + words


def _blocks(listed: Path) -> Iterator[list[str]]:
    try:
        data = listed.read_bytes()
    except OSError:
        return
    while data.startswith(MAGIC):
        data = data[len(MAGIC) :]
        end = SIZE_BYTES + DIGEST_BYTES + int.from_bytes(data[:SIZE_BYTES])
        digest, words = data[SIZE_BYTES:][:DIGEST_BYTES], data[SIZE_BYTES + DIGEST_BYTES : end]
        if _digest(words) != digest:
            return
        yield marshal.loads(words)  # noqa: S302 - its digest says that we have written it
        data = data[end:]


def _write(listed: Path, names: list[str]) -> None:
    beside = listed.with_name(f"{listed.name}.new")
    beside.write_bytes(_block(names))
    beside.replace(listed)


def _size(listed: Path) -> int:
    return listed.stat().st_size if listed.exists() else 0


def _digest(words: bytes) -> bytes:
    return blake2b(words, digest_size=DIGEST_BYTES).digest()
