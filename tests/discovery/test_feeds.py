"""The Atom feeds, read by feedparser and against RFC 4287's required parts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser
import pytest
from lxml import etree, html

from plugins.discovery.absolute import with_absolute_addresses
from tests.discovery.conftest import ADDRESS, write_town

ATOM = {"a": "http://www.w3.org/2005/Atom"}
FEEDS = [
    "events/feed.xml",
    "feed.xml",
    "meetings/feed.xml",
    "news/feed.xml",
    "people/feed.xml",
    "stories/feed.xml",
    "topics/roads/feed.xml",
    "ur/feed.xml",
]


def read(town: Path, path: str) -> Any:  # noqa: ANN401 -- the library's own
    feed = feedparser.parse((town / path).read_bytes(), sanitize_html=False)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def test_there_is_a_feed_for_all_each_kind_each_topic_and_each_language(town: Path) -> None:
    assert sorted(path.relative_to(town).as_posix() for path in town.rglob("feed.xml")) == FEEDS


@pytest.mark.parametrize("path", FEEDS)
def test_every_feed_has_what_atom_requires(town: Path, path: str) -> None:
    root = etree.fromstring((town / path).read_bytes())
    for name in ("title", "id", "updated", "author/a:name"):
        assert root.findtext(f"a:{name}", namespaces=ATOM), name
    own = root.find("a:link[@rel='self']", ATOM)
    assert own is not None
    assert own.get("href") == f"{ADDRESS}/{path}"
    entries = root.findall("a:entry", ATOM)
    assert entries
    for entry in entries:
        for name in ("title", "id", "updated", "published", "summary"):
            assert entry.findtext(f"a:{name}", namespaces=ATOM), name
    ids = [entry.findtext("a:id", namespaces=ATOM) for entry in entries]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("path", FEEDS)
def test_every_address_in_a_feed_is_whole(town: Path, path: str) -> None:
    for entry in read(town, path).entries:
        assert entry.link.startswith(f"{ADDRESS}/")
        content = entry.content[0].value
        assert "{" not in content
        for element in html.fragment_fromstring(content, create_parent="div").iter():
            for name in ("href", "src", "poster"):
                assert re.match(r"(https?://|mailto:)", element.get(name, "https://")), content
            for part in element.get("srcset", "https://x").split(", "):
                assert part.startswith("https://"), content


def test_words_links_and_pictures_of_an_item_reach_the_reader(town: Path) -> None:
    entry = read(town, "news/feed.xml").entries[0]
    assert entry.title == "Roads open & dry, speed <20 mph"
    assert entry.summary == "The A&amp;B road is open. Keep &lt;20 mph."
    content = entry.content[0].value
    assert f'<a href="{ADDRESS}/about/#history">' in content
    assert f'<a href="{ADDRESS}/news/roads-open/#lists">' in content
    assert f' src="{ADDRESS}/pictures/' in content
    assert [tag.term for tag in entry.tags] == ["Roads"]


def test_days_are_the_items_own(town: Path) -> None:
    feed = read(town, "news/feed.xml")
    assert feed.feed.updated == "2026-11-10T00:00:00+00:00"
    assert [(one.published[:10], one.updated[:10]) for one in feed.entries] == [
        ("2026-11-01", "2026-11-10"),
        ("2025-02-03", "2025-02-03"),
    ]


def test_ids_stay_when_the_site_is_served_elsewhere(town: Path, tmp_path: Path) -> None:
    site = write_town(tmp_path / "content")
    elsewhere = site.build(tmp_path / "out", "--site-url", "https://preview.example")
    here, there = read(town, "feed.xml"), read(elsewhere, "feed.xml")
    assert [one.id for one in here.entries] == [one.id for one in there.entries]
    assert here.entries[0].id.startswith("tag:fenwick.example,2026-01-01:/")
    assert there.entries[0].link.startswith("https://preview.example/")


def test_each_language_has_its_own_feed(town: Path) -> None:
    urdu, english = read(town, "ur/feed.xml"), read(town, "feed.xml")
    assert [one.link for one in urdu.entries] == [f"{ADDRESS}/ur/news/roads-open/"]
    assert urdu.feed.language == "ur"
    assert urdu.feed.title == "اردو, Fenwick Town Council"
    assert english.feed.language == "en-GB"
    assert not [one.link for one in english.entries if "/ur/" in one.link]


def test_a_feed_begins_with_the_newest_item_whatever_its_list_does(town: Path) -> None:
    listed = [one.link for one in read(town, "events/feed.xml").entries]
    assert listed == [f"{ADDRESS}/events/fair/", f"{ADDRESS}/events/booth/"]
    days = [one.published for one in read(town, "feed.xml").entries]
    assert days == sorted(days, reverse=True)


def test_drafts_and_withdrawn_stories_are_in_no_feed(town: Path) -> None:
    for path in FEEDS:
        assert "anary" not in (town / path).read_text(encoding="utf-8")


def test_every_form_of_address_is_made_whole() -> None:
    page = "https://fenwick.example/town/news/a/"
    fragment = (
        'Words &amp; <a href="#top">x</a><video poster="/town/p.jpg" src="/town/v.mp4"></video>'
        '<img src="/town/a.webp" srcset="/town/a.webp 1x, /town/b.webp 2x" alt="">'
        '<a href="tel:01160">y</a>'
    )
    assert with_absolute_addresses(fragment, page) == (
        f'Words &amp; <a href="{page}#top">x</a>'
        f'<video poster="{urljoin(page, "/town/p.jpg")}" src="{urljoin(page, "/town/v.mp4")}">'
        "</video>"
        '<img src="https://fenwick.example/town/a.webp" srcset="https://fenwick.example/town/a.webp'
        ' 1x, https://fenwick.example/town/b.webp 2x" alt="">'
        '<a href="tel:01160">y</a>'
    )
