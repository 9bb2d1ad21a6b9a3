"""The bench compares like with like: a right feed, and the same items by feedgen alone."""

from __future__ import annotations

import os
import time

import pytest

from plugins.podcast.bench import made_up_channel, opened_again
from plugins.podcast.bench_show import write_show
from plugins.podcast.channel import Channel
from plugins.podcast.feed import feeds
from plugins.podcast.feed_alone import rss_alone
from tests.podcast.feed_checks import CHECKS, Check
from tests.podcast.feed_samples import texts, tree
from tests.podcast.test_rebuild import settled
from tests.small_site import SmallSite

EVERYTHING = (
    "podcast:transcript",
    "podcast:chapters",
    "podcast:soundbite",
    "podcast:person",
    "podcast:license",
    "podcast:location",
    "podcast:contentLink",
    "podcast:socialInteract",
    "psc:chapters",
    "itunes:duration",
)


@pytest.fixture(scope="module")
def channel(tmp_path_factory: pytest.TempPathFactory) -> Channel:
    """Give the made-up show, with a few episodes."""
    content = tmp_path_factory.mktemp("bench") / "content"
    write_show(content, 5)
    return made_up_channel(content)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_feed_that_is_timed_is_right(channel: Channel, check: Check) -> None:
    for _, feed in feeds(channel):
        check(feed)


def test_every_episode_that_is_timed_has_everything(channel: Channel) -> None:
    ours = tree(next(feed for _, feed in feeds(channel)))
    assert len(texts(ours, "item")) == 5
    for item in ours.iter("item"):
        assert [name for name in EVERYTHING if not texts(item, name)] == []


def test_feedgen_alone_writes_the_same_items(channel: Channel) -> None:
    ours, alone = tree(next(feed for _, feed in feeds(channel))), tree(rss_alone(channel))
    for name in ("title", "guid", "link", "pubDate", "itunes:duration"):
        assert texts(alone, f"item/{name}") == texts(ours, f"item/{name}")
    assert texts(alone, "item/podcast:person") == []


def test_what_is_opened_again_is_counted_truly(show_site: SmallSite) -> None:
    soon = time.time() + 60
    for file in settled(show_site):
        os.utime(file, (soon, soon))
    again, count = opened_again(show_site.root)
    assert again == count > 1  # So young a file may still change: it is read to be sure.
    settled(show_site)
    assert opened_again(show_site.root) == (0, count)
