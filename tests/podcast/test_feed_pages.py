"""A long feed in pages: archives stay as they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from plugins.podcast.channel import Channel, ChannelItem
from plugins.podcast.feed import feeds
from plugins.podcast.pages import pages_of
from tests.podcast.feed_checks import CHECKS
from tests.podcast.feed_samples import FEED, attributes, channels_of, texts, tree
from tests.small_site import SmallSite

ARCHIVE = "podcasts/town-talk/feed-{}.xml"


def grown(channel: Channel, count: int) -> Channel:
    """Return a show of so many episodes, a day apart."""
    first = channel.items[-1]

    def episode(number: int) -> ChannelItem:
        old = first.published
        item = old.item.model_copy(update={"title": f"On day {number}"})
        enclosure = replace(old.enclosure, url=f"https://fenwick.example/{number}.mp3")
        published = replace(old, item=item, enclosure=enclosure)
        moment = first.came_out + timedelta(days=number)
        facts = first.facts.model_copy(update={"guid": f"g-{number}"})
        return replace(first, published=published, facts=facts, came_out=moment)

    return replace(channel, items=tuple(episode(number) for number in range(count, 0, -1)))


def documents(site: SmallSite, count: int, size: int) -> dict[str, bytes]:
    """Return the feeds of a show of so many episodes."""
    (channel,) = channels_of(site.publication())
    return dict(feeds(grown(channel, count), size))


def relations(data: bytes) -> dict[str, str]:
    """Return a document's links to others."""
    prefix = "https://fenwick.example/podcasts/town-talk/"
    links = attributes(tree(data), "atom:link")
    found = {one["rel"]: one["href"].removeprefix(prefix) for one in links}
    return {rel: href for rel, href in found.items() if rel not in {"self", "hub"}}


def test_a_short_feed_is_one_document(full_site: SmallSite) -> None:
    found = documents(full_site, 7, size=4)
    assert list(found) == [FEED]
    assert relations(found[FEED]) == {}


def test_a_long_feed_goes_on_in_archives(full_site: SmallSite) -> None:
    found = documents(full_site, 12, size=4)
    assert list(found) == [FEED, ARCHIVE.format(2), ARCHIVE.format(1)]
    assert relations(found[FEED]) == {
        "first": "feed.xml",
        "last": "feed-1.xml",
        "next": "feed-2.xml",
        "prev-archive": "feed-2.xml",
    }
    assert relations(found[ARCHIVE.format(2)]) == {
        "first": "feed.xml",
        "last": "feed-1.xml",
        "next": "feed-1.xml",
        "prev-archive": "feed-1.xml",
        "current": "feed.xml",
        "previous": "feed.xml",
    }
    assert relations(found[ARCHIVE.format(1)]) == {
        "first": "feed.xml",
        "last": "feed-1.xml",
        "current": "feed.xml",
        "previous": "feed-2.xml",
        "next-archive": "feed-2.xml",
    }


def test_only_archives_say_that_they_are(full_site: SmallSite) -> None:
    found = documents(full_site, 12, size=4)
    assert tree(found[FEED]).find("{http://purl.org/syndication/history/1.0}archive") is None
    archived = tree(found[ARCHIVE.format(1)])
    assert archived.find("{http://purl.org/syndication/history/1.0}archive") is not None


def test_a_new_episode_leaves_the_archives_as_they_are(full_site: SmallSite) -> None:
    before, after = documents(full_site, 13, size=4), documents(full_site, 14, size=4)
    changed = {place for place in before if before[place] != after[place]}
    assert changed == {FEED}


def test_no_item_is_lost_or_doubled(full_site: SmallSite) -> None:
    found = documents(full_site, 23, size=4)
    titles = [title for data in found.values() for title in texts(tree(data), "item/title")]
    assert titles == [f"On day {number}" for number in range(23, 0, -1)]


def test_every_document_is_a_whole_feed(full_site: SmallSite) -> None:
    for data in documents(full_site, 12, size=4).values():
        for check in CHECKS:
            check(data)


@given(count=st.integers(0, 200), size=st.integers(1, 30))
def test_pages_hold_all_items_once_and_archives_are_full(count: int, size: int) -> None:
    pages = pages_of(range(count, 0, -1), size)
    assert [one for page in pages for one in page.items] == list(range(count, 0, -1))
    assert all(len(page.items) == size for page in pages[1:])
    assert len(pages[0].items) < 2 * size
    grown = pages_of(range(count + 1, 0, -1), size)
    assert [page.items for page in pages[1:]] == [
        page.items for page in grown[-len(pages) + 1 :]
    ] * bool(pages[1:])
