"""The feed of what is read out: judged as every podcast is, and true of the files beside it."""

from __future__ import annotations

import json
from pathlib import Path

import feedparser
import mutagen
import pytest
import webvtt
from bs4 import BeautifulSoup

from plugins.listen_feed.show import front_of
from tests.listen_feed.conftest import GUID, LISTEN, SPOKEN, listening_site
from tests.podcast.feed_checks import CHECKS, Check
from tests.podcast.feed_samples import attributes, texts, tree
from tests.podcast.tool import judged
from tests.small_site import SmallSite

ADDRESS = "https://fenwick.example"
SAID = """\
site.yaml:17: the listen feed has no feed_guid, by which apps know it for life.
    Paste this line under listen:
      feed_guid: 9477b108-de8c-5a16-a906-b910a59913ad
site.yaml:17: the listen feed has no image, and apps refuse it.
    Add image: with a square picture of 1400 to 3000 pixels, JPEG or PNG, and alt.
site.yaml:17: the listen feed has no categories, and Apple refuses it.
    Add categories: like [Government, Health & Fitness]."""


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_it_is_right_as_every_podcast_is(feed: bytes, check: Check) -> None:
    check(feed)


def test_it_holds_what_comes_out_and_may_be_heard(feed: bytes) -> None:
    assert texts(tree(feed), "item/title") == ["The bridge", "Story heard", "Roads open"]


def test_it_says_who_it_is(feed: bytes) -> None:
    channel = feedparser.parse(feed).feed
    assert (channel.title, channel.author) == ("Fenwick read aloud", "Fenwick Town Council")
    assert channel.publisher_detail.email == "hello@fenwick.example"
    assert texts(tree(feed), "podcast:guid") == [GUID]


def test_every_enclosure_is_the_file_beside_the_page(feed: bytes, listening: Path) -> None:
    entries = feedparser.parse(feed).entries
    assert len(entries) == 3
    for entry in entries:
        (enclosure,) = entry.enclosures
        file = listening / enclosure.href.removeprefix(f"{ADDRESS}/")
        assert (int(enclosure.length), enclosure.type) == (file.stat().st_size, "audio/mpeg")
        seconds = mutagen.File(file).info.length
        assert abs(int(entry.itunes_duration) - seconds) <= 1


def test_podcast_index_reads_all_of_it(feed: bytes) -> None:
    show = judged("partytime", feed)
    assert len(show["items"]) == 3
    known = {name for names in show["pc20support"].values() for name in names}
    assert known >= {"locked", "transcript", "guid", "medium", "chapters"}


def test_every_file_that_it_names_is_there(feed: bytes, listening: Path) -> None:
    channel = tree(feed)
    named = [
        one["url"]
        for name in ("podcast:transcript", "podcast:chapters")
        for one in attributes(channel, f"item/{name}")
    ]
    assert len(named) >= 16
    for address in named:
        assert (listening / address.removeprefix(f"{ADDRESS}/")).stat().st_size > 0


def test_captions_are_of_this_reading(feed: bytes, listening: Path) -> None:
    found = attributes(tree(feed), "item/podcast:transcript")
    (vtt, *_) = [one["url"] for one in found if "/news/roads/" in one["url"]]
    cues = webvtt.read(str(listening / vtt.removeprefix(f"{ADDRESS}/"))).captions
    assert "From 9am on Monday." in [cue.text for cue in cues]


def test_chapters_are_the_headings(listening: Path) -> None:
    chapters = json.loads((listening / "news/roads/roads-read.chapters.json").read_text())
    assert [one["title"] for one in chapters["chapters"]][-2:] == ["When", "Where"]
    assert chapters["podcastName"] == "Fenwick read aloud"


def test_a_guid_outlives_the_address(tmp_path: Path, feed: bytes) -> None:
    site = listening_site(tmp_path / "content")
    site.item("news/roads.md", date="2026-11-02", slug="open-roads", redirect_from="[/news/roads/]")
    moved = (site.build(tmp_path / "output") / "listen/feed.xml").read_bytes()
    assert texts(tree(moved), "item/guid") == texts(tree(feed), "item/guid")
    assert f"{ADDRESS}/news/open-roads/" in texts(tree(moved), "item/link")


def test_its_page_says_how_to_subscribe_and_plays_the_newest(listening: Path) -> None:
    page = BeautifulSoup((listening / "listen/index.html").read_text(), "lxml")
    assert [one.get_text(strip=True) for one in page.select("h1")] == ["Fenwick read aloud"]
    assert [one["value"] for one in page.select("#app-feed")] == [f"{ADDRESS}/listen/feed.xml"]
    (heard,) = page.select("section[aria-labelledby=app-heard]")
    assert "The bridge" in heard.get_text()
    for link in heard.select("a"):
        target = listening / str(link["href"]).lstrip("/")
        assert (target if target.suffix else target / "index.html").is_file()


def test_drafts_are_never_in_it(tmp_path: Path) -> None:
    output = listening_site(tmp_path / "content").build(tmp_path / "output", "--drafts")
    assert (output / "news/later/later.mp3").is_file()
    assert "Later" not in texts(tree((output / "listen/feed.xml").read_bytes()), "item/title")


def test_a_site_without_it_has_no_trace_of_it(small_site: SmallSite, tmp_path: Path) -> None:
    small_site.item("news/roads.md")
    assert not (small_site.build(tmp_path / "output") / "listen").exists()


def test_a_site_in_a_folder_names_whole_addresses(tmp_path: Path) -> None:
    site = listening_site(tmp_path / "content")
    output = site.build(tmp_path / "output", "--site-url", "https://a.example/town")
    channel = tree((output / "listen/feed.xml").read_bytes())
    addresses = [one["url"] for one in attributes(channel, "item/enclosure")]
    addresses += [one["url"] for one in attributes(channel, "item/podcast:transcript")]
    for address in addresses:
        assert (output / address.removeprefix("https://a.example/town/")).is_file()


def test_what_apps_would_refuse_is_said_at_once(small_site: SmallSite) -> None:
    small_site.write("site.yaml", f"{SPOKEN}listen:\n  title: Aloud\n  summary: All of it.\n")
    problems = front_of(small_site.publication()).problems
    assert "\n".join(map(str, problems)) == SAID


def test_a_picture_that_apps_refuse_is_told_where_it_is_named(small_site: SmallSite) -> None:
    small_site.write("site.yaml", f"{SPOKEN}{LISTEN}")
    small_site.picture("listen.jpg", (1400, 900))
    (problem,) = front_of(small_site.publication()).problems
    assert (problem.path, problem.line) == ("site.yaml", 20)
    assert "is not square" in problem.fault


def test_a_build_stops_at_them(small_site: SmallSite, tmp_path: Path) -> None:
    small_site.write("site.yaml", f"{SPOKEN}{LISTEN}")
    small_site.picture("listen.jpg", (900, 900))
    done = small_site.run_build(tmp_path / "output")
    assert done.returncode == 1
    assert 'artwork "listen.jpg" is too small' in done.stdout + done.stderr
