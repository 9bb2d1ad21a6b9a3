"""A hastened Markdown gives the same HTML, table of contents and metadata, letter for letter."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from tests.fast_markdown.twins import CONFIGURATIONS, Twins, texts

CONTENT = Path(__file__).parents[2] / "content"
TWINS = {name: Twins(settings) for name, settings in CONFIGURATIONS.items()}


@pytest.mark.parametrize("name", CONFIGURATIONS)
@given(text=texts())
def test_any_text_gives_the_same_html(name: str, text: str) -> None:
    assert TWINS[name].say_the_same(text)


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_our_own_content_gives_the_same_html(name: str) -> None:
    twins = TWINS[name]
    paths = sorted(CONTENT.rglob("*.md"))
    assert paths
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert twins.say_the_same(text), path
