"""The converted words of all contents, in one file that only grows, read when they are wanted."""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

DIGEST_BYTES = 12


class BrokenBodiesError(RuntimeError):
    """The file does not hold what it held."""


def digest_of_words(words: bytes) -> bytes:
    """Return the digest by which words are known."""
    return blake2b(words, digest_size=DIGEST_BYTES).digest()


@dataclass(frozen=True, slots=True)
class Body:
    """Where the words of one content stand."""

    store: Bodies
    at: int  # bytes
    length: int  # bytes
    digest: bytes

    def read(self) -> str:
        """Return the words; BrokenBodiesError where they are not what they were."""
        words = self.store.read(self.at, self.length)
        if digest_of_words(words) != self.digest:
            raise BrokenBodiesError(str(self.store.path))
        return words.decode()


class Bodies:
    """The file."""

    def __init__(self, path: Path) -> None:
        """Open it, to add to what is there."""
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        self.end = os.lseek(self._file, 0, os.SEEK_END)

    def add(self, words: bytes) -> int:
        """Write words at the end and return where they begin."""
        at = self.end
        while words:
            count = os.pwrite(self._file, words, self.end)
            self.end += count
            words = words[count:]
        return at

    def read(self, at: int, length: int) -> bytes:
        """Return what stands there."""
        # Without a shared position, so that forked processes may read the same open file.
        return os.pread(self._file, length, at)

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)
