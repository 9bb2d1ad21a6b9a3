"""What was found out about files in earlier builds, so that none is read again unchanged."""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path
from typing import Any

from plugins.catalogue.keeping import write_whole

FORM = 1  # Another number makes every older memory void.
# A file that was written this recently may be written again within one tick of its clock, and
# look unchanged.
SETTLED = 2.0  # seconds


class KnownFiles:
    """Files' digests by path, size and time of change; and facts by digest."""

    def __init__(self, place: Path | None) -> None:
        """Remember what is written at a place; without one, only until the end of the build."""
        self.place = place
        kept = _read(place) if place else {}
        self._files: dict[str, list[Any]] = kept.get("files", {})
        self._facts: dict[str, Any] = kept.get("facts", {})
        self._used: set[str] = set()
        self._before = _text(self._files, self._facts)

    def digest(self, file: Path) -> str:
        """Return a file's SHA-256 in hexadecimal digits."""
        path = str(file.resolve())
        self._used.add(path)
        stat = file.stat()
        mark = [stat.st_size, stat.st_mtime_ns]
        known = self._files.get(path)
        if known and known[:2] == mark:
            return str(known[2])
        with file.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
        if time.time() - stat.st_mtime > SETTLED:
            self._files[path] = [*mark, digest]
        return digest

    def recall(self, digest: str, what: str) -> Any:  # noqa: ANN401 - whatever was kept
        """Return what was kept of a file's content, or None."""
        self._used.add(f"{what} {digest}")
        return self._facts.get(f"{what} {digest}")

    def keep(self, digest: str, what: str, facts: object) -> None:
        """Keep what is true of a file's content; it must fit into JSON."""
        self._used.add(f"{what} {digest}")
        self._facts[f"{what} {digest}"] = facts

    def save(self) -> None:
        """Write down what this build asked for, and forget the rest."""
        files = {path: known for path, known in self._files.items() if path in self._used}
        facts = {key: known for key, known in self._facts.items() if key in self._used}
        text = _text(files, facts)
        if self.place is None or text == self._before:
            return
        checksum = hashlib.sha256(text.encode()).hexdigest()
        write_whole(self.place, f"{checksum}\n{text}".encode())


def _text(files: dict[str, list[Any]], facts: dict[str, Any]) -> str:
    return json.dumps({"form": FORM, "files": files, "facts": facts}, sort_keys=True)


def _read(place: Path) -> dict[str, Any]:
    """Return a memory; an empty one where it is absent, cut short or of another form."""
    try:
        checksum, _, text = place.read_text("utf-8").partition("\n")
    except (FileNotFoundError, UnicodeDecodeError):
        return {}
    if hashlib.sha256(text.encode()).hexdigest() != checksum:
        return {}
    found: dict[str, Any] = json.loads(text)
    return found if found.get("form") == FORM else {}
