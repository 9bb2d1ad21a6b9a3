"""Pictures that are larger than anybody sees, or too small to look well. It never blocks."""

from __future__ import annotations

import struct
import warnings
from collections.abc import Iterator
from pathlib import Path

from plugins.catalogue.easy_read import EasyRead
from plugins.catalogue.item import Item
from plugins.catalogue.kinds import Person
from plugins.catalogue.load import Catalogue
from plugins.catalogue.problem import Problem

MOST_BYTES = 2_000_000
WIDEST = 4000  # pixels; twice what the widest page shows on the sharpest screen
WIDTH_OF_A_CARD = 1200
WIDTH_OF_A_PORTRAIT = 600
# What Pillow's readers raise for a broken file; another check tells that it is broken.
BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error)


def on_pictures(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield advice on each picture once, where the first item names it."""
    seen: set[str] = set()
    texts: tuple[Item | EasyRead, ...] = (*catalogue.items, *catalogue.easy_reads)
    for text in texts:
        named = list(_main_pictures(text)) if isinstance(text, Item) else []
        named += [(picture.target, picture.line, 0) for picture in text.body.pictures]
        for file, at, least in named:
            if file not in seen:
                seen.add(file)
                yield from _on_picture(text.path, at, catalogue.root / file, least)


def _main_pictures(item: Item) -> Iterator[tuple[str, int, int]]:
    line = item.origin.line_of("image", "file")
    return ((image.file, line, _least_width(item)) for image in item.images)


def _least_width(item: Item) -> int:
    return WIDTH_OF_A_PORTRAIT if isinstance(item, Person) else WIDTH_OF_A_CARD


def _on_picture(path: str, line: int, file: Path, least: int) -> Iterator[Problem]:
    size = file.stat().st_size
    width = _width_of(file)
    if size > MOST_BYTES:
        fault = f'the picture "{file.name}" is a file of {size / 1_000_000:.1f} MB.'
        remedy = "Save it smaller: 2,000 pixels wide are enough, and every copy is quicker."
        yield Problem(path, line, fault, remedy)
    elif width > WIDEST:
        fault = f'the picture "{file.name}" is {width:,} pixels wide.'
        yield Problem(path, line, fault, "Save it smaller: 2,000 pixels wide are enough.")
    elif 0 < width < least:
        fault = f'the picture "{file.name}" is only {width:,} pixels wide.'
        remedy = f"Use one of at least {least:,}: a smaller one looks blurred on large screens."
        yield Problem(path, line, fault, remedy)


def _width_of(file: Path) -> int:
    """Return a picture's width, of which only the first bytes are read; 0 where it has none."""
    from PIL import Image  # noqa: PLC0415 - only check asks for advice

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file, formats=("JPEG", "PNG", "WEBP")) as picture:
                return int(picture.width)
    except (*BROKEN, Image.DecompressionBombError):
        return 0
