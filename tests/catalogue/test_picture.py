"""Any picture an editor may have becomes upright sRGB pixels, or is refused in plain words."""

from __future__ import annotations

import struct
import zlib

import pytest
from PIL import Image

from plugins.catalogue.picture import UnfitPictureError, is_drawing, read_picture
from tests.pictures.samples import (
    photograph,
    profile_that_swaps,
    saved,
    telephone_jpeg,
)


def near(pixel: object, wanted: tuple[int, ...], tolerance: int = 12) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) <= tolerance for one, other in zip(pixel, wanted, strict=True))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_telephones_picture_stands_upright(orientation: int) -> None:
    upright = photograph(80, 60)
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    as_held = upright.transpose(turns[orientation]) if orientation in turns else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    read = read_picture(saved(as_held, "PNG", exif=exif), 1600)
    assert read.size == (80, 60)
    assert read.tobytes() == upright.tobytes()


def test_a_picture_held_sideways_is_narrowed_by_its_width_as_seen() -> None:
    image = photograph(4000, 400)
    exif = Image.Exif()
    exif[0x0112] = 6
    read = read_picture(saved(image, "JPEG", exif=exif), 1600)
    assert read.size == (400, 4000)


def test_it_is_never_made_wider_and_keeps_its_shape() -> None:
    assert read_picture(saved(photograph(300, 200), "PNG"), 1600).size == (300, 200)
    assert read_picture(saved(photograph(4000, 3000), "JPEG"), 1600).size == (1600, 1200)


def test_colours_are_brought_to_srgb() -> None:
    red = Image.new("RGB", (40, 40), (200, 0, 0))
    read = read_picture(saved(red, "PNG", icc_profile=profile_that_swaps()), 1600)
    assert near(read.getpixel((5, 5)), (0, 0, 200), 30)


def test_a_broken_colour_profile_or_exif_is_passed_over_as_browsers_do() -> None:
    red = Image.new("RGB", (40, 40), (200, 0, 0))
    data = saved(red, "JPEG", icc_profile=b"not a profile", exif=b"Exif\0\0nonsense")
    assert near(read_picture(data, 1600).getpixel((5, 5)), (200, 0, 0))


@pytest.mark.parametrize("mode", ["CMYK", "L", "1", "P", "LA", "PA", "I;16", "RGBA"])
def test_every_kind_of_pixel_is_shown(mode: str) -> None:
    image = Image.new("RGB", (60, 40), (255, 255, 255)).convert("L").convert("RGB")
    image.paste((0, 0, 0), (0, 0, 30, 40))
    if mode == "I;16":
        whole = Image.frombytes("I;16", (60, 40), (b"\0\0" * 30 + b"\xff\xff" * 30) * 40)
    else:
        whole = image.convert("LA" if mode == "LA" else "P" if mode == "PA" else mode)
    form = "JPEG" if mode == "CMYK" else "PNG"
    read = read_picture(saved(whole if mode != "PA" else whole.convert("RGBA"), form), 1600)
    assert read.mode == "RGB"
    assert near(read.getpixel((5, 20)), (0, 0, 0))
    assert near(read.getpixel((55, 20)), (255, 255, 255))


def test_grey_of_16_bits_keeps_its_middle_tones() -> None:
    middle = Image.frombytes("I;16", (8, 8), struct.pack("<H", 0x8000) * 64)
    assert near(read_picture(saved(middle, "PNG"), 1600).getpixel((2, 2)), (128, 128, 128), 1)


def test_what_can_be_seen_through_stays_so() -> None:
    logo = Image.new("RGBA", (60, 40), (0, 94, 184, 255))
    logo.paste((0, 0, 0, 0), (0, 0, 30, 40))
    read = read_picture(saved(logo, "PNG"), 1600)
    assert read.mode == "RGBA"
    assert read.getpixel((5, 5))[3] == 0  # type: ignore[index]
    palette = logo.convert("P")
    file = saved(palette, "PNG", transparency=palette.getpixel((5, 5)))
    assert read_picture(file, 99).mode == "RGBA"


def test_a_second_view_in_a_telephones_jpeg_is_no_animation() -> None:
    one, other = photograph(80, 60), photograph(80, 60, seed=2)
    file = saved(one, "MPO", save_all=True, append_images=[other])
    assert read_picture(file, 99).size == (80, 60)


def test_drawings_are_told_from_photographs() -> None:
    assert is_drawing(Image.new("RGB", (600, 400), (0, 94, 184)))
    assert not is_drawing(photograph(600, 400))


def _png_header(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        check = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99))


def _frames() -> list[Image.Image]:
    return [photograph(40, 30, seed=seed) for seed in range(3)]


REFUSED = {
    "empty": (b"", "is empty."),
    "words": (b"Dear all", "is not a picture, or broken."),
    "gif": (saved(photograph(40, 30), "GIF"), "is in truth a GIF whatever its name says."),
    "tiff": (saved(photograph(40, 30), "TIFF"), "is in truth a TIFF whatever its name says."),
    "heic": (
        b"\0\0\0\x18ftypheic\0\0\0\0",
        "is in truth a HEIC or AVIF photograph, as telephones take, whatever its name says.",
    ),
    "web page": (b"<!DOCTYPE html><p>404", "is in truth a web page whatever its name says."),
    "animated webp": (
        saved(_frames()[0], "WEBP", save_all=True, append_images=_frames()[1:]),
        "moves: it holds several pictures, one after another.",
    ),
    "animated png": (
        saved(_frames()[0], "PNG", save_all=True, append_images=_frames()[1:]),
        "moves: it holds several pictures, one after another.",
    ),
    "large": (_png_header(9000, 9000), "is enormous: 9,000 by 9,000 pixels."),
    "long": (_png_header(100, 17000), "is enormous: 100 by 17,000 pixels."),
    "bomb": (_png_header(60000, 60000), "is enormous: far more than 64 million pixels."),
    "cut png": (
        saved(photograph(400, 300), "PNG")[:5000],
        "is damaged: it ends too soon, or was changed on the way.",
    ),
    "cut jpeg": (
        telephone_jpeg()[:12000],
        "is damaged: it ends too soon, or was changed on the way.",
    ),
    "cut webp": (
        saved(photograph(400, 300), "WEBP")[:900],
        "is not a picture, or broken.",
    ),
    "cut header": (saved(photograph(400, 300), "PNG")[:20], "is not a picture, or broken."),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_published_is_refused_in_plain_words(name: str) -> None:
    data, fault = REFUSED[name]
    with pytest.raises(UnfitPictureError) as refused:
        read_picture(data, 1600)
    assert refused.value.fault == fault
    assert refused.value.remedy.endswith(".")
