"""Telephone numbers in pages that run from right to left."""

from __future__ import annotations

from markupsafe import Markup

from plugins.nhs_theme.numbers import numbers_together

NUMBER = "0116\u00a0496\u00a00123"


def test_the_groups_of_a_number_stay_in_their_order() -> None:
    assert numbers_together(Markup("<p>یا 0116 496 0123 پر</p>")) == f"<p>یا {NUMBER} پر</p>"


def test_attributes_are_left_alone() -> None:
    link = Markup('<a href="/a 1 2">0116 496 0123</a>')
    assert numbers_together(link) == f'<a href="/a 1 2">{NUMBER}</a>'


def test_plain_text_is_escaped() -> None:
    assert numbers_together("<b> 1 2") == "&lt;b&gt; 1\u00a02"
