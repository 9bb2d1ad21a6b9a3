"""Braille as BRF: a page of North American braille ASCII after another, as embossers read it."""

from __future__ import annotations

from plugins.alternative_formats import braille
from plugins.alternative_formats.format import AlternativeFormat, Commission

# Braille ASCII: the character of each of the 64 patterns of six dots, in the order of Unicode.
ASCII = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="
CHARACTERS = {0x2800 + dots: letter for dots, letter in enumerate(ASCII)}
LINE_END = "\r\n"
PAGE_END = "\f"


def render(commission: Commission) -> bytes:
    """Return all pages, every line ended, and a form feed between two pages."""
    made = braille.pages(commission.document, commission.settings)
    text = PAGE_END.join("".join(line + LINE_END for line in page) for page in made)
    return text.translate(CHARACTERS).encode("ascii")


FORMAT = AlternativeFormat(
    name="brf",
    suffix=".brf",
    # It has no type of its own: Debian's list of types, by which many servers go, says this.
    media_type="text/plain",
    use="print",
    recipe=braille.recipe,
    render=render,
    gap=braille.gap,
    uncarried=braille.uncarried,
    missing_tool=braille.missing_tool,
)
