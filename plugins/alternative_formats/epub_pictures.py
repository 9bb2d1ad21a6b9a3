"""Pictures as an EPUB holds them: upright, no wider than a screen, nothing but pixels in them."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, features
from PIL import __version__ as pillow

from plugins.alternative_formats.document import Figure
from plugins.alternative_formats.epub_archive import Part
from plugins.alternative_formats.markup_options import PictureFacts
from plugins.catalogue.picture import UnfitPictureError, is_drawing, read_picture

WIDEST = 1200  # pixels: a tablet's page
QUALITY = 80
RECIPE = f"1 {WIDEST} {QUALITY} {pillow} {features.version('jpg')} {features.version('zlib')}"


class Album:
    """The pictures of one EPUB: shown by its pages, then put into it."""

    def __init__(self, content: Path) -> None:
        """Begin empty; pictures lie in the content folder."""
        self._content = content
        self.tells = False  # whether a picture shown is more than decoration
        self._found: dict[str, tuple[PictureFacts, Part] | None] = {}

    def __call__(self, figure: Figure) -> PictureFacts | None:
        """Return what a page needs to show a picture; None: this file is no picture."""
        if figure.picture not in self._found:
            self._found[figure.picture] = self._entry(figure.picture)
        entry = self._found[figure.picture]
        if entry is None:
            return None
        self.tells = self.tells or bool(figure.alt)
        return entry[0]

    def parts(self) -> list[Part]:
        """Return the pictures' files, in the order of their first use."""
        return [entry[1] for entry in self._found.values() if entry]

    def _entry(self, name: str) -> tuple[PictureFacts, Part] | None:
        try:
            image = read_picture((self._content / name).read_bytes(), WIDEST)
        except (FileNotFoundError, UnfitPictureError):
            return None  # Editors are told where the site's own pictures are made.
        part = _as_part(image, f"pictures/{len(self.parts()) + 1}")
        return PictureFacts(part.name, image.width, image.height), part


def _as_part(image: Image.Image, stem: str) -> Part:
    """Return a PNG of a drawing or of what is seen through, a JPEG of a photograph."""
    file = io.BytesIO()
    if image.mode == "RGBA" or is_drawing(image):
        image.save(file, "PNG", optimize=True)
        return Part(name=f"{stem}.png", media_type="image/png", data=file.getvalue())
    image.save(file, "JPEG", quality=QUALITY, optimize=True)
    return Part(name=f"{stem}.jpg", media_type="image/jpeg", data=file.getvalue())
