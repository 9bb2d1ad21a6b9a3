"""The sitemap names every page worth finding, and no other."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from plugins.discovery.sitemap import entries, sitemap
from tests.discovery.conftest import ADDRESS
from tests.small_site import SmallSite

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def locations(xml: bytes) -> list[str]:
    return [str(loc.text) for loc in etree.fromstring(xml).findall("s:url/s:loc", NAMES)]


def changed(xml: bytes, address: str) -> str | None:
    for url in etree.fromstring(xml).findall("s:url", NAMES):
        if url.findtext("s:loc", namespaces=NAMES) == address:
            return url.findtext("s:lastmod", namespaces=NAMES)
    raise AssertionError(address)


def test_it_names_each_page_that_may_be_found_and_no_other(town: Path) -> None:
    pages = {path.relative_to(town).as_posix() for path in town.rglob("*.html")}
    hidden = {"404.html", "search/index.html", "stories/canary/index.html"}
    moved = {"2025/roads.html", "news/roads/index.html"}
    assert hidden | moved < pages
    expected = {f"{ADDRESS}/{page.removesuffix('index.html')}" for page in pages - hidden - moved}
    assert sorted(locations((town / "sitemap.xml").read_bytes())) == sorted(expected)


def test_a_list_changed_when_the_newest_of_its_items_did(town: Path) -> None:
    xml = (town / "sitemap.xml").read_bytes()
    assert changed(xml, f"{ADDRESS}/news/roads-open/") == "2026-11-10"
    assert changed(xml, f"{ADDRESS}/news/") == "2026-11-10"
    assert changed(xml, f"{ADDRESS}/archive/2025/") == "2025-02-03"
    assert changed(xml, f"{ADDRESS}/ur/news/roads-open/") == "2026-11-01"


def test_each_language_names_every_language_and_itself(town: Path) -> None:
    root = etree.fromstring((town / "sitemap.xml").read_bytes())
    found = {
        url.findtext("s:loc", namespaces=NAMES): [
            (link.get("hreflang"), link.get("href")) for link in url.findall("x:link", NAMES)
        ]
        for url in root.findall("s:url", NAMES)
    }
    english, urdu = f"{ADDRESS}/news/roads-open/", f"{ADDRESS}/ur/news/roads-open/"
    expected = [("en-GB", english), ("ur", urdu), ("x-default", english)]
    assert found[english] == found[urdu] == expected
    assert found[f"{ADDRESS}/news/older/"] == []


def test_drafts_that_are_shown_for_once_are_not_in_it(small_site: SmallSite) -> None:
    small_site.item("news/canary.md", status="draft")
    small_site.item("news/canary-future.md", date="2027-01-01")
    small_site.item("news/seen.md")
    found = sitemap(entries(small_site.publication(drafts=True)), ADDRESS)
    assert b"canary" not in found
    assert b"news/seen/" in found


def test_a_site_without_places_has_no_page_of_places(small_site: SmallSite) -> None:
    found = locations(sitemap(entries(small_site.publication()), ADDRESS))
    assert f"{ADDRESS}/places/" not in found


def test_robots_may_read_everything_and_are_told_of_the_sitemap(town: Path) -> None:
    lines = (town / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert lines == ["User-agent: *", "Disallow:", "", f"Sitemap: {ADDRESS}/sitemap.xml"]
