"""The site's icons: its initial on its colour, or the NHS's own where the site may carry them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from markupsafe import escape
from PIL import Image, ImageDraw, ImageFont

SIZES = (180, 192, 512)


def drawing(initial: str, colour: str, text: str) -> bytes:
    """Return the icon as SVG, which every browser of today shows in its tab."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" rx="12" fill="{colour}"/>'
        '<text x="32" y="46" font-family="Arial,Arimo,sans-serif" font-size="40"'
        f' font-weight="700" text-anchor="middle" fill="{text}">{escape(initial)}</text></svg>\n'
    ).encode()


def picture(initial: str, colour: str, text: str, *, side: int, font: Path) -> bytes:
    """Return the icon as a PNG of side x side pixels, without round corners: phones cut them."""
    image = Image.new("RGB", (side, side), colour)
    letters = ImageFont.truetype(str(font), round(side * 0.6))
    ImageDraw.Draw(image).text((side / 2, side / 2), initial, font=letters, fill=text, anchor="mm")
    stream = BytesIO()
    image.save(stream, "PNG", optimize=True)
    return stream.getvalue()


def manifest(
    *, name: str, short_name: str, start: str, colour: str, icons: Mapping[int, str]
) -> bytes:
    """Return the web app manifest; `icons` are published names by size, beside the manifest."""
    content = {
        "name": name,
        "short_name": short_name,
        "start_url": start,
        "display": "browser",
        "theme_color": colour,
        "background_color": "#f0f4f5",
        "icons": [
            {"src": src, "type": "image/png", "sizes": f"{side}x{side}", "purpose": "any maskable"}
            for side, src in sorted(icons.items())
        ],
    }
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()
