"""The pictures in an item's words: addresses, sizes, and loading only when they come near."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import lru_cache

from plugins.pictures.gallery import Picture

# What plugins/catalogue/body.py leaves where Markdown has a picture.
START = "{picture}"
MARKED = re.compile(r'<img\b[^>]*?\bsrc="\{picture\}([^"]*)"[^>]*>')
MARK = re.compile(r'\s*\bsrc="\{picture\}[^"]*"')
# The column of words is at most 640 px wide, with 16 px beside it on narrow screens.
SIZES = "(min-width: 672px) 640px, calc(100vw - 32px)"


def with_pictures(body: str, picture_at: Callable[[str], Picture]) -> str:
    """Return an item's HTML with each picture's mark replaced by what browsers need."""
    if START not in body:
        return body

    def replaced(match: re.Match[str]) -> str:
        words = _words(picture_at(html.unescape(match[1])))
        rest = MARK.sub("", match[0].removeprefix("<img"))
        return f"<img{words}{rest}"

    return MARKED.sub(replaced, body)


@lru_cache(maxsize=1024)
def _words(picture: Picture) -> str:
    facts = {
        "src": picture.src,
        "srcset": picture.srcset,
        "sizes": SIZES,
        "width": str(picture.width),
        "height": str(picture.height),
        "loading": "lazy",
        "decoding": "async",
    }
    return "".join(f' {name}="{html.escape(value)}"' for name, value in facts.items())
