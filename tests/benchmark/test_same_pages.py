"""Every site maker makes the same pages of the same items: only then can they be compared."""

from __future__ import annotations

import re
from pathlib import Path

import feedparser
import pytest
from lxml import html

from plugins.benchmark.corpus import corpus
from plugins.benchmark.maker import OUTPUT, Maker, Site
from plugins.benchmark.makers_plain import ELEVENTY, HUGO, OURS, PELICAN
from plugins.benchmark.tool import cost_of

ITEMS = 130  # Enough for the index and for categories to go over several pages.


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, yardsticks: None) -> dict[str, Path]:
    del yardsticks
    folder = tmp_path_factory.mktemp("sites")
    return {maker.name: _build(maker, folder) for maker in (OURS, PELICAN, HUGO, ELEVENTY)}


def _build(maker: Maker, folder: Path) -> Path:
    site = Site(maker, folder / maker.name)
    site.write(corpus(ITEMS))
    cost_of(maker.build(site.folder), site.works_in)
    return site.folder / OUTPUT


OTHERS = pytest.mark.parametrize("name", ["ours", "hugo", "eleventy"])


@OTHERS
def test_every_maker_writes_the_same_files(built: dict[str, Path], name: str) -> None:
    assert _files(built[name]) == _files(built["pelican"])


@OTHERS
def test_every_page_says_the_same_words(built: dict[str, Path], name: str) -> None:
    pages = sorted(path for path in _files(built["pelican"]) if path.suffix == ".html")
    assert len(pages) > ITEMS
    for page in pages:
        assert _words(built[name] / page) == _words(built["pelican"] / page), page


@OTHERS
def test_every_page_links_and_shows_the_same(built: dict[str, Path], name: str) -> None:
    for page in _files(built["pelican"]):
        if page.suffix == ".html":
            assert _addresses(built[name] / page) == _addresses(built["pelican"] / page), page


@OTHERS
def test_the_feed_has_the_same_20_items_whole(built: dict[str, Path], name: str) -> None:
    found, usual = (_entries(built[which] / "feed.xml") for which in (name, "pelican"))
    assert len(usual) == 20
    assert found == usual


def test_there_are_pages_of_each_kind(built: dict[str, Path]) -> None:
    names = {str(path) for path in _files(built["pelican"])}
    assert {"index.html", "page/2/index.html", "items/item-0/index.html", "feed.xml"} <= names
    assert any(re.fullmatch(r"categories/[a-z-]+/page/2/index.html", name) for name in names)
    assert "topics/having-your-say/index.html" in names
    assert "images/picture-0.png" in names


def _files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


def _words(page: Path) -> list[str]:
    return _words_of(page.read_bytes())


def _words_of(text: bytes | str) -> list[str]:
    return " ".join(map(str, html.fromstring(text).itertext())).split()


def _addresses(page: Path) -> list[str]:
    found = [
        address
        for element in html.fromstring(page.read_bytes()).iter()
        for name in ("href", "src")
        if (address := element.get(name))
    ]
    return [address.removeprefix("https://anytown.example") for address in found]


def _entries(feed: Path) -> list[tuple[object, ...]]:
    parsed = feedparser.parse(feed.read_bytes())
    assert not parsed.bozo
    return [
        (
            entry.title,
            entry.link,
            entry.published_parsed,
            _words_of(entry.summary),
            _words_of(entry.content[0].value),
            [tag.term for tag in entry.tags],
        )
        for entry in parsed.entries
    ]
