"""The design system's style sheet, made to ask no other host for anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
STACK = re.compile(
    r"""font-family:\s*["']?Frutiger W01["']?\s*,\s*arial,\s*sans-serif""", re.IGNORECASE
)
STANDARD_FONTS = "Arial,Arimo,sans-serif"
ADDRESS = re.compile(r"""url\(\s*(["']?)/assets/([^)"']+)\1\s*\)""")
ANY_ADDRESS = re.compile(r"""url\(\s*["']?([^)"']+)["']?\s*\)""")


def with_fonts(css: str, *, frutiger: bool) -> str:
    """Return the sheet with its typefaces as a custom property, which a language can set.

    Frutiger needs a licence, and is fetched from another host: without one, nothing of it stays.
    """
    fonts = f'"Frutiger W01",{STANDARD_FONTS}' if frutiger else STANDARD_FONTS
    kept = css if frutiger else FONT_FACE.sub("", css)
    return STACK.sub(f"font-family:var(--app-font,{fonts})", kept)


def with_addresses(css: str, published: Callable[[str], str]) -> str:
    """Return the sheet with each /assets/ address as its published one, from the css folder."""
    return ADDRESS.sub(lambda match: f"url(../{published(match[2])})", css)


def asked_for(css: str) -> tuple[str, ...]:
    """Return the names under /assets/ that the sheet needs."""
    return tuple(sorted({match[2] for match in ADDRESS.finditer(css)}))


def hosts(css: str) -> tuple[str, ...]:
    """Return the addresses on other hosts that the sheet would fetch."""
    addresses = (match[1] for match in ANY_ADDRESS.finditer(css))
    return tuple(sorted({url for url in addresses if re.match(r"(https?:)?//", url)}))


def font_faces(family: str, weights: Mapping[int, str], characters: str) -> str:
    """Return the rules for one self-hosted family, its published files by weight."""
    # A range, so that Latin words on the page stay in the site's own typeface.
    return "".join(
        f'@font-face{{font-family:"{family}";font-style:normal;font-weight:{weight};'
        f'font-display:swap;src:url(../{name}) format("woff2");unicode-range:{characters}}}\n'
        for weight, name in sorted(weights.items())
    )
