"""The typefaces of printed words: where they are, what they can show, and how wide it is."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parents[2] / "node_modules" / "@expo-google-fonts"
# In the order in which a sign is looked for; the second file of each is its bold.
FILES = {
    "Arimo": ("arimo/400Regular", "arimo/700Bold"),
    "Noto Sans Gujarati": ("noto-sans-gujarati/400Regular", "noto-sans-gujarati/700Bold"),
    "Amiri": ("amiri/400Regular", "amiri/700Bold"),
    "Noto Emoji": ("noto-emoji/400Regular", "noto-emoji/700Bold"),
    "Noto Sans Symbols 2": ("noto-sans-symbols-2/400Regular",),
    "Noto Sans Math": ("noto-sans-math/400Regular",),
}
NEVER = ("Cc", "Co")  # controls, and signs of private use: a PDF/A may not hold them
SPACES = frozenset("\n\t ")
# They shape or order what stands beside them, and need no glyph: joiners, marks of direction,
# variation selectors, the soft hyphen.
UNSEEN = frozenset(
    chr(point)
    for first, last in (
        (0xAD, 0xAD),
        (0x61C, 0x61C),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x2064),
        (0x2066, 0x2069),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
    )
    for point in range(first, last + 1)
)
WIDE = 1.4  # em; of what no measured typeface has, hardly anything is wider
ARABIC_SIZE = 1.3  # Amiri draws small: at this many times the size it is as large as the others


@dataclass(frozen=True)
class Typefaces:
    """What the typefaces hold together, and how wide the commonest signs are in em."""

    every: frozenset[str]
    widths: dict[str, float]

    def missing(self, text: str) -> list[str]:
        """Return what of the text no typeface can show, each once, in order."""
        return sorted(set(text) - self.every, key=text.index)

    def width(self, text: str) -> float:
        """Return how wide the text is in em, in bold: never too little."""
        widths = self.widths
        return sum(widths.get(sign, WIDE) for sign in text)


@cache
def typefaces() -> Typefaces:
    """Read the typefaces, once."""
    signs = (_signs(_file(files[0])) for files in FILES.values())
    arabic = {sign: ARABIC_SIZE * em for sign, em in _widths(FILES["Amiri"][1]).items()}
    widths = arabic | _widths(FILES["Noto Sans Gujarati"][1]) | _widths(FILES["Arimo"][1])
    return Typefaces(
        every=frozenset[str]().union(SPACES, UNSEEN, *signs),
        widths=widths | dict.fromkeys(UNSEEN, 0.0),
    )


@cache
def digest() -> str:
    """Return what changes when a typeface does, or "" where there are none."""
    files = [folder for folders in FILES.values() for folder in folders]
    if missing_folder() is not None:
        return ""
    return sha256(b"".join(_file(folder).read_bytes() for folder in files)).hexdigest()


def folders() -> list[Path]:
    """Return the folder of each file."""
    return [FOLDER / folder for files in FILES.values() for folder in files]


def missing_folder() -> Path | None:
    """Return a folder that has no typeface, if there is one."""
    return next((folder for folder in folders() if not any(folder.glob("*.ttf"))), None)


def _file(folder: str) -> Path:
    return min((FOLDER / folder).glob("*.ttf"))


def _signs(file: Path) -> frozenset[str]:
    with TTFont(file, lazy=True) as font:
        return frozenset(
            sign for sign in map(chr, font.getBestCmap()) if unicodedata.category(sign) not in NEVER
        )


def _widths(folder: str) -> dict[str, float]:
    with TTFont(_file(folder), lazy=True) as font:
        advances, whole = font["hmtx"].metrics, font["head"].unitsPerEm
        return {chr(point): advances[name][0] / whole for point, name in font.getBestCmap().items()}
