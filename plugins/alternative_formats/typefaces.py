"""The typefaces of printed words: where they are, what they can show, and how wide it is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
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
JOINER = "\N{ZERO WIDTH JOINER}"
WIDE = 1.4  # em; of what no measured typeface has, hardly anything is wider
ARABIC_SIZE = 1.3  # Amiri draws small: at this many times the size it is as large as the others


@dataclass(frozen=True)
class Typefaces:
    """What the typefaces hold: signs by family, and the widths of the commonest in em."""

    signs: dict[str, frozenset[str]]
    widths: dict[str, float]
    every: frozenset[str]
    clusters: re.Pattern[str]  # a sign, and those that sit on it or are joined to it

    def missing(self, text: str) -> list[str]:
        """Return what of the text no typeface can show, each once, in order."""
        used = set(text)
        lost = used - self.every
        if any(sign >= "\u0300" and _attaches(sign) for sign in used):
            found = dict.fromkeys(self.clusters.findall(text))
            lost.update(cluster for cluster in found if not shows(cluster))
        return sorted(lost, key=text.index)

    def width(self, text: str) -> float:
        """Return how wide the text is in em, in bold: never too little."""
        widths = self.widths
        return sum(widths.get(sign, WIDE) for sign in text)


@cache
def typefaces() -> Typefaces:
    """Read the typefaces, once."""
    signs = {family: _signs(_file(files[0])) for family, files in FILES.items()}
    arabic = {sign: ARABIC_SIZE * em for sign, em in _widths(FILES["Amiri"][1]).items()}
    widths = arabic | _widths(FILES["Noto Sans Gujarati"][1]) | _widths(FILES["Arimo"][1])
    attached = "".join(
        sign for sign in sorted(frozenset[str]().union(*signs.values())) if _attaches(sign)
    )
    marks = re.escape(attached) + "\ufe0e\ufe0f"
    return Typefaces(
        signs=signs,
        widths=widths | dict.fromkeys(UNSEEN, 0.0),
        every=frozenset[str]().union(SPACES, UNSEEN, *signs.values()),
        clusters=re.compile(f"[^\\s{marks}](?:[{marks}]+|{JOINER}[^\\s])+"),
    )


@lru_cache(maxsize=4096)
def shows(cluster: str) -> bool:
    """Say whether one typeface has all of a cluster: a mark cannot sit on another's letter."""
    seen = {sign for sign in cluster if sign not in UNSEEN}
    composed = {sign for sign in unicodedata.normalize("NFC", cluster) if sign not in UNSEEN}
    return any(seen <= held or composed <= held for held in typefaces().signs.values())


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
        return frozenset(map(chr, font.getBestCmap())) - _controls()


def _controls() -> frozenset[str]:
    # Some typefaces have an empty glyph for these; a PDF may not hold them.
    return frozenset(map(chr, (*range(32), *range(127, 160))))


def _widths(folder: str) -> dict[str, float]:
    with TTFont(_file(folder), lazy=True) as font:
        advances, whole = font["hmtx"].metrics, font["head"].unitsPerEm
        return {chr(point): advances[name][0] / whole for point, name in font.getBestCmap().items()}


@lru_cache(maxsize=4096)
def _attaches(sign: str) -> bool:
    return unicodedata.category(sign).startswith("M") or sign == JOINER
