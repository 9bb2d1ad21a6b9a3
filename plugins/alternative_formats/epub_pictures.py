"""Pictures as an EPUB holds them: upright, no wider than a screen, nothing but pixels in them."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageCms, ImageOps, features
from PIL import __version__ as pillow

from plugins.alternative_formats.document import Figure
from plugins.alternative_formats.epub_archive import Part
from plugins.alternative_formats.markup_options import PictureFacts

LARGEST = (1200, 1600)  # pixels: a tablet's page
QUALITY = 80
COLOURS = 2048  # a drawing, a chart or a screenshot has fewer than a photograph
FORMATS = ("JPEG", "PNG", "WEBP")
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
RECIPE = (
    f"pictures {LARGEST} q{QUALITY} pillow {pillow}"
    f" jpeg {features.version('libjpeg_turbo')} zlib {features.version('zlib_ng')}"
)


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
        image = _small(self._content / name)
        if image is None:
            return None
        stem = f"pictures/{len(self.parts()) + 1}"
        part = _as_drawing(image, stem) if _is_drawing(image) else _as_photograph(image, stem)
        return PictureFacts(part.name, image.width, image.height), part


def _small(file: Path) -> Image.Image | None:
    """Return a picture upright and in sRGB, without anything that its file says besides.

    What is missing or damaged is said to editors where the site's own pictures are made.
    """
    try:
        with Image.open(file, formats=FORMATS) as image:
            profile = image.info.get("icc_profile")
            image.draft(None, LARGEST)  # a JPEG is decoded at a half or a quarter
            upright = _in_srgb(ImageOps.exif_transpose(image), profile)
    except (OSError, SyntaxError, ValueError):  # as Pillow says that a file is no whole picture
        return None
    upright.thumbnail(LARGEST, Image.Resampling.LANCZOS)
    upright.info.clear()
    return upright


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    mode = "RGBA" if image.has_transparency_data else "RGB"
    if profile and image.mode in {"RGB", "RGBA", "L", "CMYK"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, SRGB, outputMode=mode)
        except (ImageCms.PyCMSError, OSError):
            converted = None  # A profile that does not fit its picture: readers ignore it too.
        if converted is not None:
            return converted
    return image.convert(mode)


def _is_drawing(image: Image.Image) -> bool:
    return image.mode == "RGBA" or image.getcolors(COLOURS) is not None


def _as_drawing(image: Image.Image, stem: str) -> Part:
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return Part(name=f"{stem}.png", media_type="image/png", data=file.getvalue())


def _as_photograph(image: Image.Image, stem: str) -> Part:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Part(name=f"{stem}.jpg", media_type="image/jpeg", data=file.getvalue())
