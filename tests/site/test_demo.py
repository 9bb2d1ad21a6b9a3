"""What the demo promises of itself."""

from __future__ import annotations

from pathlib import Path

from tests.demo_pages import addresses, is_redirect, source


def test_every_page_says_that_it_is_a_demonstration(demo: Path) -> None:
    pages = [path for path in addresses(demo) if not is_redirect(demo, path)]
    assert [path for path in pages if "demonstration" not in source(demo, path).casefold()] == []


def test_every_page_asks_not_to_be_listed(demo: Path) -> None:
    wanted = '<meta name="robots" content="noindex'
    assert [path for path in addresses(demo) if wanted not in source(demo, path)] == []
