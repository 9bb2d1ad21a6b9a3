"""The demonstration, as robots find it: its sitemap, and what its pages say of themselves."""

from __future__ import annotations

import re
from pathlib import Path

from tests.discovery.test_sitemap import locations
from tests.discovery.test_structured_data import check, graph_of, nodes
from tests.small_site import DEMO_ADDRESS

NO_ITEM = re.compile(
    r"404\.html|search/index\.html|.*/(page/\d+|embed|large-print|easy-read)/index\.html"
)
# A frame on other sites, and other forms of a page that says it all itself.
SILENT = {"embed", "large-print", "easy-read"}


def test_the_sitemap_names_every_page_but_those_that_lead_away_or_say_sorry(demo: Path) -> None:
    elsewhere = {
        page.relative_to(demo).as_posix()
        for page in demo.rglob("*.html")
        if 'http-equiv="refresh"' in (text := page.read_text(encoding="utf-8"))
        or "no longer available" in text
    }
    pages = {page.relative_to(demo).as_posix() for page in demo.rglob("*.html")}
    wanted = {page for page in pages - elsewhere if not NO_ITEM.fullmatch(page)}
    found = locations((demo / "sitemap.xml").read_bytes())
    assert len(found) == len(set(found))
    assert set(found) == {f"{DEMO_ADDRESS}/{page.removesuffix('index.html')}" for page in wanted}


def test_every_page_says_what_its_type_requires(demo: Path) -> None:
    types = set()
    for page in sorted(demo.rglob("*.html")):
        if page.parent.name in SILENT:
            continue
        graph = graph_of(page)
        check(graph)
        types |= {node["@type"] for node in nodes(graph)}
    assert {"NewsArticle", "Event", "PodcastEpisode", "VideoObject", "ProfilePage"} <= types
