"""The organisation's colour: what stands on it must be readable."""

from __future__ import annotations

DARK = "#212b32"  # the design system's text colour
LIGHT = "#ffffff"
NHS_BLUE = "#005eb8"
NEARLY_BLACK = 0.04045  # below it, sRGB is linear
READABLE = 4.5  # WCAG 2.2, 1.4.3


def _channels(colour: str) -> tuple[int, int, int]:
    digits = colour.removeprefix("#")
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def _linear(channel: int) -> float:
    value = channel / 255
    return value / 12.92 if value <= NEARLY_BLACK else float(((value + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    """Return the relative luminance, 0 to 1 (WCAG 2.2, "relative luminance")."""
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def text_on(colour: str) -> str:
    """Return the text colour that reads best on this one; one of the two always passes."""
    return max((LIGHT, DARK), key=lambda text: contrast(colour, text))


def mixed(colour: str, other: str, share: float) -> str:
    """Return the colour with a share (0 to 1) of another in it."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def accent(colour: str) -> str:
    """Return the colour, darkened until it can be read as text on white."""
    share = 0.0
    while contrast(mixed(colour, "#000000", share), LIGHT) < READABLE:
        share += 0.05
    return mixed(colour, "#000000", share)


def variables(colour: str) -> str:
    """Return the custom properties that site.css draws the header, hero and accents with."""
    text = text_on(colour)
    # Towards the text's opposite, so that what was readable stays so.
    deeper = mixed(colour, "#000000" if text == LIGHT else "#ffffff", 0.22)
    return (
        ":root{"
        f"--app-brand:{colour};--app-on-brand:{text};--app-brand-deep:{deeper};"
        f"--app-brand-line:{mixed(colour, text, 0.2)};--app-accent:{accent(colour)}"
        "}\n"
    )


def large_print(points: int) -> str:
    """Return the custom property that says how large large print is, beside ordinary letters."""
    # In per cent of the reader's own size, which is 12 points unless they have changed it.
    return f":root{{--app-large:{points / 12 * 100:g}%}}\n"
