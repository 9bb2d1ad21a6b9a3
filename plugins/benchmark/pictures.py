"""The made-up site's pictures: noise, of the size of a small photograph."""

from __future__ import annotations

from pathlib import Path
from random import Random

from PIL import Image

from plugins.benchmark.corpus import PICTURES

SIZE = (240, 160)


def write_pictures(folder: Path) -> None:
    """Write them all, the same each time."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(PICTURES):
        noise = Random(number).randbytes(SIZE[0] * SIZE[1] // 4)  # noqa: S311 - chance that comes again
        small = Image.frombytes("L", (SIZE[0] // 2, SIZE[1] // 2), noise)
        small.resize(SIZE).save(folder / f"picture-{number}.png")
