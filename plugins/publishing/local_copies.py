"""What this machine has made of a story and need not keep: made files by their bytes, and pages."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins.publishing.manifest import Entry


@dataclass(frozen=True)
class LocalCopies:
    """Where builds on this machine leave what they make."""

    caches: tuple[Path, ...]  # folders of made files, any of which can be made again
    outputs: tuple[Path, ...]  # sites that were built to be looked at
    memories: tuple[Path, ...] = ()  # what builds remember of all content, its words too

    def forget(self, entries: Iterable[Entry], address: str) -> Iterator[str]:
        """Delete the made files with these bytes, and the story's own folder in built sites."""
        wanted = {(entry.size, entry.sha256) for entry in entries}
        made = [file for file in self._made() if _mark(file, wanted) in wanted]
        for file in made:
            file.unlink(missing_ok=True)
        if made:
            yield f"Deleted from the caches of this machine: {len(made)} made files of it."
        for memory in self.memories:
            if memory.exists():
                shutil.rmtree(memory)
                yield "Forgot what builds on this machine remembered of the content."
        for output in self.outputs:
            own = [path for path in output.glob(f"**/{address}") if path.is_dir()]
            for folder in own:
                shutil.rmtree(folder)
            if own:
                yield f"Deleted from {output.name}/, whose lists name it till the next ./run build."

    def _made(self) -> Iterator[Path]:
        for cache in self.caches:
            yield from (file for file in cache.rglob("*") if file.is_file())


def _mark(file: Path, wanted: set[tuple[int, str]]) -> tuple[int, str]:
    """Return a file's size and digest; without the digest where the size is none of them."""
    size = file.stat().st_size
    if size not in {one for one, _ in wanted}:
        return size, ""
    with file.open("rb") as opened:
        return size, hashlib.file_digest(opened, "sha256").hexdigest()
