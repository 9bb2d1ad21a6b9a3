"""Files that are whole or not there, whatever breaks off while they are written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def in_the_making(target: Path) -> Iterator[Path]:
    """Give a file to write, which becomes the target at the end; without an end it is gone."""
    part = target.with_name(f".{target.name}.part")
    try:
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
