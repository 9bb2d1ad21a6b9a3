"""What `./run new` is asked for, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Wish:
    """What `./run new` was asked for."""

    content: Path
    day: date
    kind: str
    title: str
    under: str | None = None
    show: str | None = None
    lang: str | None = None
    slug: str | None = None


@dataclass(frozen=True)
class Draft:
    """The files to write, by path from the content folder; the first is the item."""

    files: dict[str, bytes]
    next_step: str = field(default="Write in it, and look at it with: ./run serve")
