"""The organisation's colour."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.nhs_theme import brand

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_is_wcags() -> None:
    assert brand.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert brand.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(
    ("colour", "text"),
    [("#005eb8", brand.LIGHT), ("#ffeb3b", brand.DARK), ("#5a2a82", brand.LIGHT)],
)
def test_text_on_the_colour_is_the_one_that_can_be_read(colour: str, text: str) -> None:
    assert brand.text_on(colour) == text


@given(COLOURS)
def test_the_accent_can_be_read_on_white(colour: str) -> None:
    assert brand.contrast(brand.accent(colour), brand.LIGHT) >= brand.READABLE


@given(COLOURS)
def test_the_deeper_colour_is_no_harder_to_read_on(colour: str) -> None:
    text = brand.text_on(colour)
    deep = brand.variables(colour).split("--app-brand-deep:")[1][:7]
    assert brand.contrast(deep, text) >= brand.contrast(colour, text) - 0.01


def test_the_nhs_blue_stays_as_it_is() -> None:
    assert brand.accent(brand.NHS_BLUE) == brand.NHS_BLUE
    assert "--app-brand:#005eb8;--app-on-brand:#ffffff" in brand.variables(brand.NHS_BLUE)
