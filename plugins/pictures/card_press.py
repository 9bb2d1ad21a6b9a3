"""Prints a social card: Typst sets the words in any script, Pillow lays the picture beside them.

A card without a picture has but two colours and what is between them, so it is set in shades of
ink, and coloured at the end. The frame around the title is set once for all cards that share it.
"""

from __future__ import annotations

import io
import zlib
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from threading import local

import typst
from PIL import Image, ImageOps, features
from PIL import __version__ as pillow

from plugins.pictures.card_words import FONTS, INSET, PICTURE_WIDTH, TITLE_BLEED, CardWords

SIZE = (1200, 630)  # What Facebook, LinkedIn, Mastodon and messengers show whole.
LARGEST = 120_000  # bytes; WhatsApp drops cards that are much heavier.
QUALITIES = (86, 80, 72, 64, 50)
# Of a card without a picture: four bits a point. A step of 1/13 is the ink of a quiet circle.
SHADES = 14
FULL = 255
TEMPLATE = Path(__file__).with_name("card.typ").read_bytes()
# Whatever else changes the bytes stands here, the fonts by the version of their packages' lock.
RECIPE = (
    f"card 2 {QUALITIES} {LARGEST} {SHADES} typst {version('typst')} pillow {pillow}"
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
        self._frames: dict[str, Image.Image] = {}

    def print(self, words: CardWords, picture: bytes | None) -> bytes:
        """Return the card, 1200 by 630 pixels: a JPEG with a picture, otherwise a PNG."""
        card = self._frame(words).copy()
        title = self._set("title", words.title_json()).getchannel("A")
        left = INSET + (words.picture_width if words.dir == "rtl" else 0)
        # Letters reach a little out of the block that is laid here.
        corner = (left - TITLE_BLEED, words.middle - title.height // 2)
        card.paste(FULL, (*corner, corner[0] + title.width, corner[1] + title.height), title)
        if picture is None:
            return _flat(card, words)
        coloured = _coloured(card, words, FULL + 1).convert("RGB")
        _lay(picture, coloured, on_the_left=words.dir == "rtl")
        return _photographic(coloured)

    def _frame(self, words: CardWords) -> Image.Image:
        """Return all but the title, in shades: 0 is the ground and 255 the ink."""
        facts = words.frame_json()
        # Two threads may set the same: both are right.
        if facts not in self._frames:
            self._frames[facts] = self._set("frame", facts).convert("L")
        return self._frames[facts]

    def _set(self, part: str, facts: str) -> Image.Image:
        page = self._compiler().compile(
            input=TEMPLATE, format="png", ppi=72.0, sys_inputs={"card": facts, "part": part}
        )
        if not isinstance(page, bytes):  # Several pages: the card's words ran over.
            msg = f"card.typ made more than one page of {facts}."
            raise TypeError(msg)
        return Image.open(io.BytesIO(page))

    def _compiler(self) -> typst.Compiler:
        if not hasattr(self._threads, "compiler"):
            self._threads.compiler = typst.Compiler(font_paths=self._fonts)
        compiler: typst.Compiler = self._threads.compiler
        return compiler


def _coloured(card: Image.Image, words: CardWords, shades: int) -> Image.Image:
    """Return the card in its colours: so many shades between the ground and the ink."""
    last = shades - 1
    few = card.point([round(level / FULL * last) for level in range(FULL + 1)])
    ground, ink = (bytes.fromhex(colour.removeprefix("#")) for colour in (words.colour, words.ink))
    few.putpalette(
        [
            round(ground[band] + (ink[band] - ground[band]) * shade / last)
            for shade in range(shades)
            for band in range(3)
        ]
    )
    return few


def _lay(picture: bytes, card: Image.Image, *, on_the_left: bool) -> None:
    """Fill the card's side with the picture."""
    fitted = _fitted(picture)
    corner = (0 if on_the_left else SIZE[0] - PICTURE_WIDTH, 0)
    if fitted.mode == "RGBA":
        card.paste("white", (*corner, corner[0] + PICTURE_WIDTH, SIZE[1]))
        card.paste(fitted, corner, fitted)
    else:
        card.paste(fitted, corner)


# The picture of one item is often another's too.
@lru_cache(maxsize=16)
def _fitted(picture: bytes) -> Image.Image:
    """Return what is seen of a picture; what matters in one is seldom at its foot."""
    size = (PICTURE_WIDTH, SIZE[1])
    image = Image.open(io.BytesIO(picture))
    return ImageOps.fit(image, size, Image.Resampling.LANCZOS, centering=(0.5, 0.4))


def _flat(card: Image.Image, words: CardWords) -> bytes:
    file = io.BytesIO()
    # Most of a card is one colour: runs of it are found sooner than anything else, and pack best.
    few = _coloured(card, words, SHADES)
    few.save(file, "PNG", compress_level=1, compress_type=zlib.Z_RLE)
    return file.getvalue()


def _photographic(card: Image.Image) -> bytes:
    """Return a JPEG in the best quality that is light enough."""
    for quality in QUALITIES:
        file = io.BytesIO()
        card.save(file, "JPEG", quality=quality, optimize=True)
        if file.tell() <= LARGEST:
            break
    return file.getvalue()
