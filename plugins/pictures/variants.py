"""One picture in the widths that screens ask for, as WebP with nothing but pixels in it."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, features
from PIL import __version__ as pillow

from plugins.catalogue.picture import is_drawing, read_picture

WIDTHS = (320, 640, 960, 1280, 1600)
QUALITY = 78
EFFORT = 4
# Whatever else changes the bytes stands here: a new recipe makes new files with new names.
RECIPE = f"webp 1 {WIDTHS} q{QUALITY} m{EFFORT} pillow {pillow} {features.version('webp')}"


@dataclass(frozen=True)
class Variant:
    """A picture in one width."""

    width: int
    height: int
    data: bytes


def variants_of(source: bytes) -> tuple[Variant, ...]:
    """Return a picture's variants, narrowest first; UnfitPictureError where there can be none."""
    widest = read_picture(source, WIDTHS[-1])
    lossless = is_drawing(widest)
    return tuple(_encode(widest, width, lossless=lossless) for width in widths_for(widest.width))


def widths_for(width: int) -> tuple[int, ...]:
    """Return the widths to make: never wider than the picture, and its own as the last."""
    # A file that is hardly narrower than the next one saves nobody anything.
    last = min(width, WIDTHS[-1])
    return (*(step for step in WIDTHS if step * 1.1 < last), last)


def _encode(picture: Image.Image, width: int, *, lossless: bool) -> Variant:
    height = max(1, round(picture.height * width / picture.width))
    image = picture.resize((width, height), Image.Resampling.LANCZOS)
    image.info.clear()  # Pillow would write what it finds here.
    file = io.BytesIO()
    # Effort costs time only; lossless goes by the same scale.
    image.save(file, "WEBP", quality=QUALITY, method=EFFORT, lossless=lossless)
    return Variant(width, height, file.getvalue())
