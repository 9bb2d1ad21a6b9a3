"""A picture's files: true sizes, never upscaled, and nothing in them but pixels."""

from __future__ import annotations

import io
import struct

from PIL import Image

from plugins.pictures.variants import variants_of, widths_for
from tests.pictures.samples import CANARY, photograph, saved, telephone_jpeg


def chunks(webp: bytes) -> list[bytes]:
    """Return the names of a WebP's parts."""
    names, at = [], 12
    while at < len(webp):
        name, size = struct.unpack_from("<4sI", webp, at)
        names.append(name)
        at += 8 + size + size % 2
    return names


def test_widths_never_exceed_the_picture_and_end_with_its_own() -> None:
    assert widths_for(200) == (200,)
    assert widths_for(320) == (320,)
    assert widths_for(700) == (320, 700)  # 640 would be nearly the same file again
    assert widths_for(1000) == (320, 640, 1000)
    assert widths_for(5000) == (320, 640, 960, 1280, 1600)


def test_sizes_are_those_of_the_files() -> None:
    variants = variants_of(saved(photograph(1333, 777), "JPEG"))
    assert [variant.width for variant in variants] == [320, 640, 960, 1333]
    for variant in variants:
        with Image.open(io.BytesIO(variant.data)) as image:
            assert image.format == "WEBP"
            assert image.size == (variant.width, variant.height)


def test_nothing_but_pixels_is_in_the_files() -> None:
    source = telephone_jpeg()
    assert source.count(CANARY.encode()) >= 4  # the sample holds what must go
    for variant in variants_of(source):
        assert set(chunks(variant.data)) <= {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
        for mark in (CANARY.encode(), b"Exif", b"EXIF", b"xmpmeta", b"XMP ", b"ICCP", b"acsp"):
            assert mark not in variant.data


def test_the_same_picture_gives_the_same_bytes() -> None:
    source = saved(photograph(900, 600), "PNG")
    assert variants_of(source) == variants_of(source)


def test_a_drawing_keeps_every_pixel() -> None:
    chart = Image.new("RGB", (300, 200), (255, 255, 255))
    chart.paste((0, 94, 184), (10, 10, 60, 190))
    variant = variants_of(saved(chart, "PNG"))[-1]
    with Image.open(io.BytesIO(variant.data)) as image:
        assert image.convert("RGB").tobytes() == chart.tobytes()


def test_a_very_narrow_picture_still_has_a_height() -> None:
    assert variants_of(saved(photograph(2000, 2), "PNG"))[0].height == 1
