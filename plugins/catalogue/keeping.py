"""Files that the program makes: written whole or not at all, named by all that they are made of."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

UNFINISHED = ".new-"  # begins the name of a file in the making


def digest(*ingredients: str | bytes) -> str:
    """Return one key for all ingredients, which cannot run into one another."""
    total = hashlib.sha256()
    for ingredient in ingredients:
        data = ingredient.encode() if isinstance(ingredient, str) else ingredient
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()


def write_whole(place: Path, *parts: bytes) -> None:
    """Write a file: whole under its name, or not at all."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, prefix=UNFINISHED, delete=False) as file:
        file.writelines(parts)
    Path(file.name).chmod(0o644)  # It may be linked into the site, which a web server reads.
    # Two builds may make the same file at once: the last rename wins, and both are right.
    Path(file.name).replace(place)


def link(file: Path | str, target: Path | str) -> None:
    """Let the target be the same file: gigabytes of recordings are neither read nor copied."""
    try:
        os.link(file, target)
    except FileNotFoundError:
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        _link_anew(Path(file), Path(target))
    except OSError:  # Something stands there, or the target lies on another disk.
        _link_anew(Path(file), Path(target))


def _link_anew(file: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    try:
        target.hardlink_to(file)
    except OSError:
        shutil.copyfile(file, target)
