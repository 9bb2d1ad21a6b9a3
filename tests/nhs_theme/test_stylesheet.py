"""The design system's style sheet as it is shipped."""

from __future__ import annotations

import pytest

from plugins.nhs_theme import stylesheet
from tests.small_site import PROJECT

DESIGN_SYSTEM = PROJECT / "node_modules/nhsuk-frontend/dist/nhsuk/nhsuk-frontend.min.css"


@pytest.fixture(scope="module")
def css() -> str:
    return DESIGN_SYSTEM.read_text(encoding="utf-8")


def test_the_design_systems_sheet_asks_another_host_until_frutiger_is_out(css: str) -> None:
    assert stylesheet.hosts(css)
    assert stylesheet.hosts(stylesheet.with_fonts(css, frutiger=False)) == ()


def test_no_word_of_frutiger_stays_without_a_licence(css: str) -> None:
    shipped = stylesheet.with_fonts(css, frutiger=False)
    assert "Frutiger" not in shipped
    assert "font-family:var(--app-font,Arial,Arimo,sans-serif)" in shipped


def test_frutiger_stays_with_a_licence(css: str) -> None:
    shipped = stylesheet.with_fonts(css, frutiger=True)
    assert shipped.count("@font-face") == 2
    assert 'var(--app-font,"Frutiger W01",Arial,Arimo,sans-serif)' in shipped


def test_pictures_of_the_sheet_are_found_beside_it(css: str) -> None:
    names = stylesheet.asked_for(css)
    assert "images/nhsuk-icon-cross.svg" in names
    shipped = stylesheet.with_addresses(css, lambda name: f"{name}.1234")
    assert "url(../images/nhsuk-icon-cross.svg.1234)" in shipped
    assert "url(/assets/" not in shipped


def test_a_typeface_is_fetched_only_for_the_characters_of_its_script() -> None:
    rules = stylesheet.font_faces("Noto Sans Gujarati", {400: "fonts/a.woff2"}, "U+A80-AFF")
    assert "unicode-range:U+A80-AFF" in rules
    assert 'src:url(../fonts/a.woff2) format("woff2")' in rules
