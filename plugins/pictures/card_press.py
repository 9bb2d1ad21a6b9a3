"""Prints a social card: Typst sets the words in any script, Pillow lays the picture beside them."""

from __future__ import annotations

import io
from importlib.metadata import version
from pathlib import Path
from threading import local

import typst
from PIL import Image, ImageOps, features
from PIL import __version__ as pillow

from plugins.pictures.card_words import FONTS, PICTURE_WIDTH, CardWords

SIZE = (1200, 630)  # What Facebook, LinkedIn, Mastodon and messengers show whole.
LARGEST = 120_000  # bytes; WhatsApp drops cards that are much heavier.
QUALITIES = (86, 80, 72, 64, 50)
COLOURS = 128  # of a card without a picture: brand colour, ink, and the steps between
TEMPLATE = Path(__file__).with_name("card.typ").read_bytes()
# Whatever else changes the bytes stands here, the fonts by the version of their packages' lock.
RECIPE = (
    f"card 1 {QUALITIES} {LARGEST} {COLOURS} typst {version('typst')} pillow {pillow}"
    f" {features.version('jpg')} {features.version('zlib')} " + TEMPLATE.decode()
)
FOLDERS = {
    "arimo": ("400Regular", "700Bold"),
    "noto-nastaliq-urdu": ("400Regular", "700Bold"),
    "noto-sans-gujarati": ("400Regular", "700Bold"),
}


class MissingFontsError(RuntimeError):
    """The fonts of the cards are not there; the machine is at fault, not the content."""

    exitcode = 2


class Press:
    """Fonts and compilers, kept for all the cards of a build."""

    def __init__(self, fonts: Path) -> None:
        """Read the fonts; only these, as a machine's own would change the bytes."""
        folders = [
            fonts / family / weight for family, weights in FOLDERS.items() for weight in weights
        ]
        self._fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(folder) for folder in folders],
        )
        missing = sorted(set(FONTS) - set(self._fonts.families()))
        if missing:
            names = ", ".join(missing)
            msg = f"The fonts {names} are not in {fonts}. Install them: npm ci"
            raise MissingFontsError(msg)
        self._threads = local()

    def print(self, words: CardWords, picture: bytes | None) -> bytes:
        """Return the card, 1200 by 630 pixels: a JPEG with a picture, otherwise a PNG."""
        page = self._compiler().compile(
            input=TEMPLATE, format="png", ppi=72.0, sys_inputs={"card": words.as_json()}
        )
        if not isinstance(page, bytes):  # Several pages: the card's words ran over.
            msg = f"card.typ made more than one page of “{words.title}”."
            raise TypeError(msg)
        card = Image.open(io.BytesIO(page)).convert("RGB")
        if picture is None:
            return _flat(card)
        _lay(picture, card, on_the_left=words.dir == "rtl")
        return _photographic(card)

    def _compiler(self) -> typst.Compiler:
        if not hasattr(self._threads, "compiler"):
            self._threads.compiler = typst.Compiler(font_paths=self._fonts)
        compiler: typst.Compiler = self._threads.compiler
        return compiler


def _lay(picture: bytes, card: Image.Image, *, on_the_left: bool) -> None:
    """Fill the card's side with the picture; what matters in one is seldom at its foot."""
    image = Image.open(io.BytesIO(picture))
    size = (PICTURE_WIDTH, SIZE[1])
    fitted = ImageOps.fit(image, size, Image.Resampling.LANCZOS, centering=(0.5, 0.4))
    corner = (0 if on_the_left else SIZE[0] - PICTURE_WIDTH, 0)
    if fitted.mode == "RGBA":
        card.paste("white", (*corner, corner[0] + size[0], size[1]))
        card.paste(fitted, corner, fitted)
    else:
        card.paste(fitted, corner)


def _flat(card: Image.Image) -> bytes:
    file = io.BytesIO()
    few = card.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(file, "PNG", optimize=True)
    return file.getvalue()


def _photographic(card: Image.Image) -> bytes:
    """Return a JPEG in the best quality that is light enough."""
    for quality in QUALITIES:
        file = io.BytesIO()
        card.save(file, "JPEG", quality=quality, optimize=True)
        if file.tell() <= LARGEST:
            break
    return file.getvalue()
