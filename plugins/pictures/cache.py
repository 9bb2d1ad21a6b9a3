"""Made files kept between builds, each proved by its own checksum before it is used again."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path

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

    def write(self, key: str, payload: bytes) -> None:
        """Keep a made file: whole under its name, or not at all."""
        place = self._place(key)
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, prefix=".new-", delete=False) as file:
            file.write(hashlib.sha256(payload).digest() + payload)
        # Two builds may make the same file at once: the last rename wins, and both are right.
        Path(file.name).replace(place)

    def _place(self, key: str) -> Path:
        return self.folder / key[:2] / key


def digest(*ingredients: str | bytes) -> str:
    """Return one key for all ingredients, which cannot run into one another."""
    total = hashlib.sha256()
    for ingredient in ingredients:
        data = ingredient.encode() if isinstance(ingredient, str) else ingredient
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()
