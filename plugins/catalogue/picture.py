"""A picture file as pixels: upright, in sRGB, no wider than asked; or why not."""

from __future__ import annotations

import io
import struct
import warnings
import zlib

from PIL import Image, ImageCms, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

# Naming the plug-ins loads them; Pillow's sixty others never see a byte.
FORMATS = tuple(
    plugin.format
    for plugin in (
        JpegImagePlugin.JpegImageFile,
        PngImagePlugin.PngImageFile,
        WebPImagePlugin.WebPImageFile,
    )
)
# A photograph of 64 million pixels takes 200 MB of memory, and no screen shows them.
MOST_PIXELS = 64_000_000
LONGEST_SIDE = 16_000  # WebP ends at 16,383.
# A broken file surfaces as any of these, depending on where Pillow's decoders trip.
BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error)

SAVE_AGAIN = "Open it in a picture program and save it again as JPEG or PNG, then use the new file."
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
ORIENTATION = 0x0112  # The EXIF tag; 5 to 8 lie on their side.
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


class UnfitPictureError(ValueError):
    """The picture cannot be published; fault follows the file's name, remedy is a sentence."""

    def __init__(self, fault: str, remedy: str) -> None:
        """Keep both, for the editor."""
        super().__init__(fault)
        self.fault = fault
        self.remedy = remedy


def read_picture(data: bytes, widest: int) -> Image.Image:
    """Return the picture upright, as RGB or RGBA in sRGB, at most `widest` pixels wide.

    Nothing of the file but its pixels is in the result. UnfitPictureError says why it cannot be.
    """
    image = _open(data)
    turn = _orientation(image)
    try:
        _decode_small(image, widest, sideways=turn >= 5)  # noqa: PLR2004 - see ORIENTATION
    except BROKEN as error:
        fault = "is damaged: it ends too soon, or was changed on the way."
        raise UnfitPictureError(fault, f"Get it again from where it came. {SAVE_AGAIN}") from error
    profile = image.info.get("icc_profile")
    plain = _in_eight_bits(image)
    if turn in TURNS:
        plain = plain.transpose(TURNS[turn])
    return _without_idle_alpha(_in_srgb(_narrowed(plain, widest), profile))


def is_drawing(image: Image.Image) -> bool:
    """Tell a chart, logo or screenshot from a photograph: it has few colours."""
    return image.getcolors(2048) is not None


def _open(data: bytes) -> Image.Image:
    """Read only the header, and refuse what must not be decoded."""
    if not data:
        raise UnfitPictureError("is empty.", "Copy the picture again from where it came.")
    try:
        with warnings.catch_warnings():
            # Pillow's own warning comes at another size; ours is below.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise _enormous("far more than 64 million pixels") from error
    except BROKEN as error:
        raise _unknown(data) from error
    width, height = image.size
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise _enormous(f"{width:,} by {height:,} pixels")
    # MPO is a JPEG with a second view, or a thumbnail, behind the first.
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        raise UnfitPictureError(
            "moves: it holds several pictures, one after another.",
            "Save one of them as a still picture. What must move can be a video recording, which"
            " readers can stop.",
        )
    return image


def _enormous(size: str) -> UnfitPictureError:
    return UnfitPictureError(
        f"is enormous: {size}.",
        "Make it smaller in a picture program: 2,000 pixels wide is plenty.",
    )


def _unknown(data: bytes) -> UnfitPictureError:
    kinds = {
        b"GIF8": "a GIF",
        b"BM": "a Windows bitmap",
        b"II*\0": "a TIFF",
        b"MM\0*": "a TIFF",
        b"%PDF": "a PDF",
        b"<svg": "an SVG drawing",
        b"<?xml": "an SVG drawing",
        b"<!DOC": "a web page",
        b"<html": "a web page",
    }
    if data[4:8] == b"ftyp":
        kind: str | None = "a HEIC or AVIF photograph, as telephones take,"
    else:
        kind = next((name for start, name in kinds.items() if data.startswith(start)), None)
    if kind is None:
        return UnfitPictureError("is not a picture, or broken.", SAVE_AGAIN)
    return UnfitPictureError(f"is in truth {kind} whatever its name says.", SAVE_AGAIN)


def _orientation(image: Image.Image) -> int:
    """Return the EXIF orientation, 1 to 8; browsers pass over broken EXIF, and so do we."""
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except (*BROKEN, TypeError, KeyError):
        return 1


def _decode_small(image: Image.Image, widest: int, *, sideways: bool) -> None:
    """Decode; a JPEG at a half, a quarter or an eighth where that is still wide enough."""
    width = image.height if sideways else image.width
    if image.format in {"JPEG", "MPO"} and width > widest:
        share = widest / width
        image.draft(None, (round(image.width * share), round(image.height * share)))
    image.load()


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """Return the picture as L, RGB, RGBA or CMYK."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in {"1", "F"}:
        return image.convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in {"L", "RGB", "CMYK"} else image.convert("RGB")


def _narrowed(image: Image.Image, widest: int) -> Image.Image:
    if image.width <= widest:
        return image
    height = max(1, round(image.height * widest / image.width))
    return image.resize((widest, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture in sRGB, from the colours that its profile describes."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, SRGB, outputMode=mode)
        except (ImageCms.PyCMSError, *BROKEN):
            converted = None  # A profile that does not fit its picture: browsers ignore it too.
        if converted is not None:
            return converted
    return image.convert(mode)


def _without_idle_alpha(image: Image.Image) -> Image.Image:
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        return image.convert("RGB")
    return image
