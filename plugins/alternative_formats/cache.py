"""Made files kept between builds, each under a key that names all that it was made of."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from plugins.catalogue.keeping import write_whole

# Size, time of change and number on the disk: by these this machine knows a file again. A cache
# that another machine has filled gives its files new numbers, and each is proved once more.
Mark: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True)
class Made:
    """A file in the cache, and what is true of it."""

    key: str
    bytes: int
    digest: str  # SHA-256, in hexadecimal digits
    seconds: float | None = None  # how long it is heard


@dataclass(frozen=True)
class Cache:
    """A folder of made files, each beside a file of its facts.

    The files of a site are links to these. Whoever changes one there changes it here too, and its
    mark with it: the next build sees that it is not what was made, and makes it again.
    """

    folder: Path
    proved: dict[str, tuple[Mark, Made]] = field(default_factory=dict)  # by key, on this machine

    def find(self, key: str) -> Made | None:
        """Return what was kept, or None where it is absent, cut short or changed."""
        mark = _mark(self.file(key))
        if mark is None:
            return None
        known = self.proved.get(key)
        if known and known[0] == mark:
            return known[1]
        made = self._facts(key)
        if made is None or _digest(self.file(key)) != made.digest:
            return None
        self.proved[key] = (mark, made)
        return made

    def read(self, key: str) -> bytes | None:
        """Return the bytes of what was kept, or None where it is not what was made."""
        made = self.find(key)
        data = self.file(key).read_bytes() if made else None
        whole = made and data is not None and hashlib.sha256(data).hexdigest() == made.digest
        return data if whole else None

    def keep(self, key: str, data: bytes, seconds: float | None = None) -> Made:
        """Keep a made file: whole, or not at all."""
        made = Made(key, len(data), hashlib.sha256(data).hexdigest(), seconds)
        write_whole(self.file(key), data)
        # Written last: without its facts a file is made again.
        write_whole(self._facts_file(key), json.dumps(asdict(made), sort_keys=True).encode())
        return made

    def note(self, made: Made) -> None:
        """Know a file again that this build has made."""
        mark = _mark(self.file(made.key))
        if mark is not None:
            self.proved[made.key] = (mark, made)

    def forget(self, key: str) -> None:
        """Delete a made file."""
        for file in (self._facts_file(key), self.file(key)):
            file.unlink(missing_ok=True)

    def keys(self) -> set[str]:
        """Return every key of which there is anything."""
        return {file.name.removesuffix(".json") for file in self.folder.glob("??/*")}

    def file(self, key: str) -> Path:
        """Return where a made file is."""
        return self.folder / key[:2] / key

    def _facts_file(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"

    def _facts(self, key: str) -> Made | None:
        try:
            facts: dict[str, Any] = json.loads(self._facts_file(key).read_bytes())
            return Made(**facts)
        except (FileNotFoundError, ValueError, TypeError):  # Absent, cut short, or of another form.
            return None


def _mark(file: Path) -> Mark | None:
    try:
        stat = file.stat()
    except FileNotFoundError:
        return None
    return stat.st_size, stat.st_mtime_ns, stat.st_ino


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
