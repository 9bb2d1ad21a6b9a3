"""Made files kept between builds, each proved by its own checksum before it is used again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from plugins.catalogue.keeping import write_whole

CHECKSUM = 32  # bytes of SHA-256 before the payload


@dataclass(frozen=True)
class Cache:
    """A folder of made files; a key names every ingredient, so nothing in it is ever stale."""

    folder: Path

    def read(self, key: str) -> bytes | None:
        """Return what was kept, or None where it is absent or was damaged on the disk."""
        try:
            kept = self._place(key).read_bytes()
        except FileNotFoundError:
            return None
        checksum, payload = kept[:CHECKSUM], kept[CHECKSUM:]
        return payload if hashlib.sha256(payload).digest() == checksum else None

    def has(self, key: str) -> bool:
        """Tell whether something was kept, which may be damaged."""
        return self._place(key).is_file()

    def write(self, key: str, payload: bytes) -> None:
        """Keep a made file: whole under its name, or not at all."""
        write_whole(self._place(key), hashlib.sha256(payload).digest(), payload)

    def _place(self, key: str) -> Path:
        return self.folder / key[:2] / key
