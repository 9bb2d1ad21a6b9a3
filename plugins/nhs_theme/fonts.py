"""The self-hosted typefaces for scripts that few devices show well. All are under the OFL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Font:
    """One family of npm's @fontsource."""

    package: str  # under @fontsource
    family: str
    subset: str  # the part of it that holds the script
    weights: tuple[int, ...] = (400, 700)
    # Small enough to be fetched for nothing but the language's name in a link to it. Few devices
    # lack the Arabic script; some show Gujarati as empty boxes.
    for_names: bool = False

    def file(self, weight: int) -> str:
        """Return a weight's file, from the package's folder."""
        return f"files/{self.package}-{self.subset}-{weight}-normal.woff2"


FONTS: Mapping[str, Font] = MappingProxyType(
    {
        "ur": Font("noto-nastaliq-urdu", "Noto Nastaliq Urdu", "arabic"),
        "gu": Font("noto-sans-gujarati", "Noto Sans Gujarati", "gujarati", for_names=True),
    }
)


def font_of(lang: str) -> Font | None:
    """Return the typeface of a language; None where the site's own serves."""
    return FONTS.get(lang.partition("-")[0])
