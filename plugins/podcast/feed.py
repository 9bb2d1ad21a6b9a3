"""One channel and its episodes, as RSS."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from feedgen.feed import FeedGenerator

from plugins.podcast.channel import Channel, ChannelItem, FeedName
from plugins.podcast.feed_channel import channel_tags, say_channel, say_dates
from plugins.podcast.feed_item import item_tags, say_item
from plugins.podcast.feed_tags import EXTENSION, ChannelTags, ItemTags
from plugins.podcast.pages import FeedPage, pages_of

PAGE_SIZE = 300  # items; apps that read no archive see at least so many


def feeds(channel: Channel, size: int = PAGE_SIZE) -> Iterator[tuple[str, bytes]]:
    """Yield every feed document of a show: its place from the site's root, and its bytes."""
    for name in channel.feed_names:
        for page in pages_of(channel.items_of(name), size):
            yield channel.feed_place(name, page.number), rss(channel, name, page)


def rss(channel: Channel, name: FeedName, page: FeedPage[ChannelItem]) -> bytes:
    """Return one feed document; the same channel and page give the same bytes."""
    feed = FeedGenerator()
    feed.load_extension("podcast", atom=False, rss=True)
    feed.register_extension(EXTENSION, ChannelTags, ItemTags, atom=False, rss=True)
    say_channel(feed, channel, name)
    say_dates(feed, _newest(channel, page))
    feed.tags.tags.extend(channel_tags(channel, name, page))
    for item in page.items:
        entry = feed.add_entry(order="append")
        say_item(entry, item)
        entry.tags.tags.extend(item_tags(channel, item))
    written: bytes = feed.rss_str(pretty=True)
    return written


def _newest(channel: Channel, page: FeedPage[ChannelItem]) -> datetime:
    """Return when the newest item came out; a show without any, when it began."""
    if page.items:
        return max(item.came_out for item in page.items)
    return datetime.combine(channel.show.date, time(), channel.zone)
