"""The made-up site is the same each time, and has what real ones have."""

from __future__ import annotations

from pathlib import Path

from plugins.benchmark.cases import Scene
from plugins.benchmark.corpus import UNLINKED, corpus
from plugins.benchmark.maker import Site
from plugins.benchmark.makers_theme import OURS
from plugins.catalogue.load import load


def test_a_made_up_site_is_the_same_for_the_same_seed() -> None:
    assert corpus(12, seed=1) == corpus(12, seed=1) != corpus(12, seed=2)


def test_a_larger_site_begins_as_a_smaller_one() -> None:
    assert corpus(30)[:12] == corpus(12)


def test_a_made_up_item_has_what_real_ones_have(tmp_path: Path) -> None:
    site = Site(OURS, tmp_path / "site")
    site.write(corpus(24))
    items = load(site.folder / "content").items
    assert len(items) == 24
    for item in items:
        assert 450 < len(item.body.markdown.split()) < 650
        assert "<table" in item.body.html
        assert "<li>" in item.body.html
        assert "<img" in item.body.html
        assert len(item.body.headings) == 3
        assert len(item.body.links) == 2
        assert len(item.topics) == 2


def test_no_two_items_have_one_date() -> None:
    items = corpus(500)
    assert len({item.date for item in items}) == len(items)


def test_nobody_links_to_the_item_that_is_deleted() -> None:
    for size in (9, 10, 30, 100, 107):
        items = corpus(size)
        deleted = Scene(items, 0).deleted
        assert deleted.number % 10 == UNLINKED
        assert not any(f"(item:{deleted.number})" in item.body for item in items)
