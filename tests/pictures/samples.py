"""Pictures as cameras, telephones and drawing programs make them."""

from __future__ import annotations

import io
import random
import struct

from PIL import Image, ImageCms, ImageFilter

CANARY = "Margaret Hollowfield"


def photograph(width: int, height: int, seed: int = 1) -> Image.Image:
    """Return a picture with as many colours as a photograph; its left upper corner is red."""
    noise = random.Random(seed).randbytes(16 * 12 * 3)  # noqa: S311 - the same each time
    rough = Image.frombytes("RGB", (16, 12), noise)
    image = rough.resize((width, height), Image.Resampling.BICUBIC)
    image = image.filter(ImageFilter.GaussianBlur(1))
    image.paste((220, 20, 20), (0, 0, width // 4, height // 4))
    return image


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    """Return an image as a file."""
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def telephone_jpeg(width: int = 800, height: int = 600, orientation: int = 1) -> bytes:
    """Return a JPEG that says where, when and of whom it was taken."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = CANARY
    exif[0x013B] = CANARY
    gps = exif.get_ifd(0x8825)
    gps.update({1: "N", 2: (52.0, 35.0, 56.0), 3: "W", 4: (1.0, 4.0, 59.0), 29: "2026:11:01"})
    return saved(
        photograph(width, height),
        "JPEG",
        exif=exif,
        comment=CANARY.encode(),
        xmp=f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{CANARY}</x:xmpmeta>".encode(),
        icc_profile=profile_that_swaps(),
    )


def profile_that_swaps() -> bytes:
    """Return an ICC profile whose red is sRGB's blue, so that leaving it out is seen."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile = bytearray(srgb)
    tags = {}
    for index in range(struct.unpack_from(">I", profile, 128)[0]):
        name, start, size = struct.unpack_from(">4sII", profile, 132 + 12 * index)
        tags[name] = (132 + 12 * index, start, size)
    red, blue = tags[b"rXYZ"], tags[b"bXYZ"]
    struct.pack_into(">II", profile, red[0] + 4, *blue[1:])
    struct.pack_into(">II", profile, blue[0] + 4, *red[1:])
    return bytes(profile)
