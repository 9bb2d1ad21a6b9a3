"""What the parsers of other people's apps read in our feeds: all of it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import feedparser
import podcastparser
import pytest
from lxml import etree

from plugins.catalogue.apple_categories import CATEGORIES
from plugins.catalogue.podcast_roles import GROUP_OF
from tests.podcast.feed_checks import CHECKS, Check
from tests.podcast.feed_samples import ADDRESS, FEED_GUID, GUID, attributes, texts, tree
from tests.podcast.tool import judged
from tests.small_site import DEMO_ADDRESS, PROJECT

PARTYTIME = PROJECT / "node_modules/podcast-partytime/dist/parser"
DEMO_FEEDS = ("feed", "audio", "video")
# feedsmith knows contentLink only in live items, and passes these over.
UNREAD = {"Watch it with signs", "https://video.example/flu", "1.2"}


def said_in(feed: bytes) -> set[str]:
    """Return every text and attribute of a feed."""
    root = etree.fromstring(feed)
    found = {" ".join((element.text or "").split()) for element in root.iter()}
    for element in root.iter():
        found |= {" ".join(str(value).split()) for value in element.attrib.values()}
    return found - {"", "2.0"}


def leaves(parsed: object) -> Iterator[str]:
    """Yield every value that a parser found, as the feed would write it."""
    if isinstance(parsed, dict):
        for value in parsed.values():
            yield from leaves(value)
    elif isinstance(parsed, list):
        for value in parsed:
            yield from leaves(value)
    elif isinstance(parsed, bool):
        yield from ("true", "yes") if parsed else ("false", "no")
    else:
        yield " ".join(str(parsed).split())


def test_feedsmith_loses_no_value_of_the_full_show(full_feeds: dict[str, bytes]) -> None:
    for feed in full_feeds.values():
        assert said_in(feed) - set(leaves(judged("feedsmith", feed))) <= UNREAD


def test_partytime_understands_every_tag_that_it_knows(full_feed: bytes) -> None:
    show = judged("partytime", full_feed)
    known = {name for names in show["pc20support"].values() for name in names}
    assert known >= {
        "locked", "funding", "transcript", "soundbite", "person", "location", "season", "episode",
        "trailer", "license", "guid", "alternateEnclosure", "medium", "socialInteract", "txt",
        "podroll",
    }  # fmt: skip
    assert show["guid"] == FEED_GUID
    assert show["locked"] is True
    assert show["podcastOwner"] == "press@fenwick.example"
    assert show["explicit"] is False
    assert show["itunesType"] == "serial"
    assert show["itunesCategory"] == [
        "Government",
        "Health & Fitness > Mental Health",
        "News > Daily News",
    ]
    assert show["pubsub"] == {
        "self": f"{ADDRESS}/podcasts/town-talk/feed.xml",
        "hub": "https://hub.example/",
    }
    assert show["podroll"][0]["title"] == "Village Voice"
    assert show["trailers"][0]["season"] == 1
    assert show["license"]["url"] == "https://licence.example/ogl"


def test_partytime_reads_every_episode_in_full(full_feed: bytes) -> None:
    flu, walk, trailer = judged("partytime", full_feed)["items"]
    assert [one["itunesEpisodeType"] for one in (flu, walk, trailer)] == ["full", "full", "trailer"]
    assert flu["guid"] == GUID
    assert flu["explicit"] is True
    assert flu["duration"] == 6
    assert flu["pubDate"] == "2026-11-03T18:30:00.000Z"
    assert flu["itunesEpisode"] == flu["podcastEpisode"]["number"] == 2
    assert flu["podcastSeason"] == {"number": 1, "name": "The first year"}
    assert [(one["name"], one["role"]) for one in flu["podcastPeople"]] == [
        ("Asha Example", "Host"),
        ("Margaret", "Guest"),
    ]
    assert [one["type"] for one in flu["alternativeEnclosures"]] == ["audio/mpeg", "video/mp4"]
    assert flu["podcastSoundbites"] == [{"duration": 15, "startTime": 1, "title": "One sentence"}]
    assert flu["podcastTranscripts"][0]["rel"] == "captions"
    # Sound where there is sound: the film is beside it.
    assert walk["enclosure"]["type"] == "audio/x-m4a"
    assert [one["type"] for one in walk["alternativeEnclosures"]] == ["audio/x-m4a", "video/mp4"]


def test_gpodders_parser_finds_what_it_plays(full_feed: bytes) -> None:
    show = podcastparser.parse(f"{ADDRESS}/feed.xml", io.BytesIO(full_feed))
    assert show["title"] == "Town Talk"
    assert show["itunes_owner"] == {"name": "The press office", "email": "press@fenwick.example"}
    assert show["type"] == "serial"
    flu = next(one for one in show["episodes"] if one["guid"] == GUID)
    assert flu["total_time"] == 6
    assert flu["link"] == f"{ADDRESS}/podcasts/town-talk/flu/"
    assert [(one["start"], one["title"]) for one in flu["chapters"]] == [
        (0, "Welcome"),
        (3, "Where to go"),
    ]
    enclosure = attributes(tree(full_feed), "item/enclosure")[0]
    assert flu["enclosures"][0]["url"] == enclosure["url"]
    assert flu["enclosures"][0]["file_size"] == int(enclosure["length"])
    assert flu["enclosures"][0]["mime_type"] == "audio/mpeg"
    assert len(show["episodes"]) == 3


def test_feedparser_finds_no_fault(full_feeds: dict[str, bytes]) -> None:
    for data in full_feeds.values():
        feed = feedparser.parse(data)
        assert not feed.bozo, feed.get("bozo_exception")
        assert feed.feed.title.startswith("Town Talk")
        assert feed.feed.image.href.endswith(".png")
        assert [entry.id for entry in feed.entries] == texts(tree(data), "item/guid")
        assert all(entry.enclosures[0].length for entry in feed.entries)


def test_apples_categories_are_those_that_the_podcast_index_knows() -> None:
    text = (PARTYTIME / "itunes-categories.js").read_text(encoding="utf-8")
    for name, parts in CATEGORIES.items():
        assert f'name: "{name}"' in text
        assert all(f'"{part}"' in text for part in parts), name
    assert text.count("name: ") == len(CATEGORIES) + 1  # and one in a comment


def test_roles_are_those_that_the_podcast_index_knows() -> None:
    text = (PARTYTIME / "person-enum.js").read_text(encoding="utf-8")
    assert [role for role in GROUP_OF if f'= "{role}"' not in text] == []
    assert [group for group in set(GROUP_OF.values()) if f'= "{group}"' not in text] == []
    assert text.count("PersonRole[") == len(GROUP_OF)


def feed_of_the_demo(demo: Path, name: str) -> bytes:
    """Return one of the demo's feeds."""
    return (demo / f"podcasts/elr-ccg-tv/{name}.xml").read_bytes()


@pytest.mark.parametrize("name", DEMO_FEEDS)
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_demos_feeds_pass_every_check(demo: Path, name: str, check: Check) -> None:
    check(feed_of_the_demo(demo, name))


@pytest.mark.parametrize("name", DEMO_FEEDS)
def test_feedsmith_loses_no_value_of_the_demo(demo: Path, name: str) -> None:
    feed = feed_of_the_demo(demo, name)
    assert said_in(feed) - set(leaves(judged("feedsmith", feed))) <= UNREAD


@pytest.mark.parametrize("name", DEMO_FEEDS)
def test_every_address_in_the_demos_feeds_is_a_file_of_that_size(demo: Path, name: str) -> None:
    channel = tree(feed_of_the_demo(demo, name))
    for enclosure in attributes(channel, "item/enclosure"):
        file = demo / enclosure["url"].removeprefix(f"{DEMO_ADDRESS}/")
        assert file.stat().st_size == int(enclosure["length"]), file
    others = [one["url"] for one in attributes(channel, "item/podcast:transcript")]
    others += [one["url"] for one in attributes(channel, "item/podcast:chapters")]
    others += [
        one["href"] for path in ("", "item/") for one in attributes(channel, f"{path}itunes:image")
    ]
    others += [one["uri"] for one in attributes(channel, ".//podcast:source")]
    for url in others:
        assert (demo / url.removeprefix(f"{DEMO_ADDRESS}/")).is_file(), url


def test_a_reader_subscribes_to_every_show_at_once(demo: Path) -> None:
    listed = judged("opml", (demo / "podcasts/podcasts.opml").read_bytes())
    (show,) = listed["body"]["outlines"]
    assert show["type"] == "rss"
    assert show["xmlUrl"] == f"{DEMO_ADDRESS}/podcasts/elr-ccg-tv/feed.xml"
    assert show["text"] == "ELR CCG TV"
