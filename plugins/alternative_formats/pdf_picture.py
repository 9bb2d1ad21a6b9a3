"""A picture as it is printed: upright, small enough, and nothing of the file but its pixels."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Literal

from PIL import __version__ as pillow
from PIL import features

from plugins.catalogue.picture import is_drawing, read_picture

WIDEST = 1200  # pixels; 170 mm at 180 dots an inch
QUALITY = 80
RECIPE = f"1 {WIDEST} {QUALITY} {pillow} {features.version('jpg')} {features.version('zlib')}"


@dataclass(frozen=True)
class PrintedPicture:
    """The file of a picture, and its shape."""

    data: bytes
    suffix: Literal["jpg", "png"]
    ratio: float  # its width, to its height


def for_print(data: bytes) -> PrintedPicture:
    """Return a JPEG of a photograph, a PNG of a drawing or of what is seen through."""
    image = read_picture(data, WIDEST)
    file = io.BytesIO()
    drawn = image.mode == "RGBA" or is_drawing(image)
    if drawn:
        image.save(file, "PNG", optimize=True)
    else:
        image.save(file, "JPEG", quality=QUALITY, optimize=True)
    return PrintedPicture(file.getvalue(), "png" if drawn else "jpg", image.width / image.height)
