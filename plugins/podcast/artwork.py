"""A show's or an episode's square picture: checked as directories do, published without metadata.

Its name changes with its content: apps never ask again for an address that they know.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from PIL import Image as Picture

from plugins.catalogue.item import Image
from plugins.catalogue.picture import BROKEN, UnfitPictureError, read_picture

SMALLEST, LARGEST = 1400, 3000  # pixels, Apple's
HEAVY = 500_000  # bytes; larger ones load too slowly in apps
TYPES = {"JPEG": ("image/jpeg", ".jpg", (".jpg", ".jpeg")), "PNG": ("image/png", ".png", (".png",))}
HASH = 8  # hexadecimal digits of the content, in names
ORIENTATION = 0x0112  # EXIF's tag; 1 is upright

JPEG_KEPT = {0xE0, 0xE2, 0xEE}  # JFIF, colour profile, Adobe's colour transform
JPEG_DROPPED = {*range(0xE0, 0xF0), 0xFE} - JPEG_KEPT  # EXIF, XMP, IPTC, comments
JPEG_SCAN = 0xDA
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"iCCP", b"sRGB", b"gAMA", b"cHRM"}

EXPORT = "Export it again from the program that made it, as JPEG in RGB."


class UnfitArtworkError(ValueError):
    """Directories would refuse the picture; fault follows the file's name."""

    def __init__(self, fault: str, remedy: str) -> None:
        """Keep both, for the editor."""
        super().__init__(fault)
        self.fault = fault
        self.remedy = remedy


@dataclass(frozen=True)
class Artwork:
    """A picture as apps get it."""

    place: str  # from the site's root: "podcasts/elr-ccg-tv/artwork-1a2b3c4d.jpg"
    data: bytes
    media_type: str
    side: int  # pixels
    alt: str


def read_artwork(root: Path, image: Image, folder: str) -> Artwork:
    """Return a picture of the content, ready for `folder` of the site."""
    file = root / image.file
    source = file.read_bytes()
    media_type, suffix, side = _measured(source, PurePosixPath(image.file).suffix)
    try:
        read_picture(source, SMALLEST // 8)  # Its pixels too: its head may be all that is sound.
        data = _without_jpeg_metadata(source) if suffix == ".jpg" else _without_png_metadata(source)
    except (UnfitPictureError, IndexError, struct.error) as error:
        raise UnfitArtworkError("is not a picture, or is damaged.", EXPORT) from error
    digest = hashlib.sha256(data).hexdigest()[:HASH]
    return Artwork(f"{folder}artwork-{digest}{suffix}", data, media_type, side, image.alt)


def _measured(source: bytes, written_suffix: str) -> tuple[str, str, int]:
    """Return media type, true ending and side."""
    try:
        with Picture.open(BytesIO(source)) as picture:
            kind, mode, (width, height) = picture.format or "", picture.mode, picture.size
            # Pillow reads the metadata of a PNG to its end, which must be there.
            upright = not _is_whole(source, kind) or picture.getexif().get(ORIENTATION, 1) == 1
    except Picture.DecompressionBombError as error:
        fault = "is enormous: far more than 3000 by 3000 pixels."
        raise UnfitArtworkError(fault, "Export it again with 1400 to 3000.") from error
    except BROKEN as error:
        raise UnfitArtworkError("is not a picture, or is damaged.", EXPORT) from error
    if kind not in TYPES:
        raise UnfitArtworkError(f"is {kind or 'of another type'}: apps take JPEG or PNG.", EXPORT)
    media_type, suffix, endings = TYPES[kind]
    if written_suffix.lower() not in endings:
        raise UnfitArtworkError(
            f"is in truth {kind}, whatever its name says.", f"Let its name end in {suffix}."
        )
    if not _is_whole(source, kind):
        raise UnfitArtworkError("is cut short.", "Copy it again from where it came.")
    if mode != "RGB":
        raise UnfitArtworkError(f"has colours that apps do not show ({mode}).", EXPORT)
    if not upright:
        raise UnfitArtworkError("lies on its side.", "Open it, turn it, and save it again.")
    if width != height:
        raise UnfitArtworkError(
            f"is not square: it has {width} by {height} pixels.", "Cut it to a square."
        )
    if not SMALLEST <= width <= LARGEST:
        what = "small" if width < SMALLEST else "large"
        raise UnfitArtworkError(
            f"is too {what}: it has {width} by {height} pixels.",
            f"Export it again with {SMALLEST} to {LARGEST} pixels each way.",
        )
    return media_type, suffix, width


def _is_whole(source: bytes, kind: str) -> bool:
    end = b"\xff\xd9" if kind == "JPEG" else b"IEND\xaeB`\x82"
    return end in source[-64:]


def _without_jpeg_metadata(source: bytes) -> bytes:
    """Return the same picture, to the last pixel, without what cameras and people wrote into it."""
    kept = [source[:2]]
    at = 2
    while source[at] == 0xFF and source[at + 1] != JPEG_SCAN:  # noqa: PLR2004 - a marker's sign
        marker = source[at + 1]
        (length,) = struct.unpack(">H", source[at + 2 : at + 4])
        if marker not in JPEG_DROPPED:
            kept.append(source[at : at + 2 + length])
        at += 2 + length
    end = source.rfind(b"\xff\xd9") + 2  # Some programs write more behind the end.
    return b"".join([*kept, source[at:end]])


def _without_png_metadata(source: bytes) -> bytes:
    """Return the same picture, to the last pixel, without texts and times."""
    return PNG_SIGNATURE + b"".join(
        chunk for name, chunk in _png_chunks(source) if name in PNG_KEPT
    )


def _png_chunks(source: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(PNG_SIGNATURE)
    while at < len(source):
        (length,) = struct.unpack(">I", source[at : at + 4])
        name = source[at + 4 : at + 8]
        yield name, source[at : at + 12 + length]
        if name == b"IEND":
            return
        at += 12 + length
