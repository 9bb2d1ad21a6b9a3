"""A podcast's feed, ours or anybody's, as values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from plugins.catalogue.podcast_guid import show_guid
from plugins.podcast.import_item import artwork_of, artwork_words, episode_of, people_of
from plugins.podcast.import_values import ImportedEpisode, ImportedShow
from plugins.podcast.import_xml import channel_of, clean, every, first, raw, text


def read_feed(data: bytes, feed_url: str | None = None) -> ImportedShow:
    """Return what a feed says; UnreadableFeedError says why it cannot be imported."""
    channel = channel_of(data)
    items = [episode_of(item) for item in channel.findall("item")]
    links = {link.get("rel"): link.get("href") for link in every(channel, "atom:link")}
    own = text(channel, "itunes:new-feed-url") or feed_url or links.get("self")
    owner = first(channel, "itunes:owner")
    return ImportedShow(
        title=text(channel, "title") or "Podcast",
        guid=_uuid(text(channel, "podcast:guid")) or show_guid(own or text(channel, "link")),
        link=text(channel, "link"),
        feed_url=own,
        description=raw(channel, "description") or raw(channel, "itunes:summary"),
        author=text(channel, "itunes:author") or text(channel, "title"),
        owner=(text(owner, "itunes:name"), text(owner, "itunes:email")) if _has(owner) else None,
        categories=tuple(_categories(channel)),
        artwork=artwork_of(channel),
        artwork_alt=artwork_words(channel),
        people=tuple(people_of(channel)),
        channel=channel,
        episodes=tuple(item for item in items if isinstance(item, ImportedEpisode)),
        left_out=tuple(item for item in items if isinstance(item, str)),
        next_page=links.get("prev-archive") or links.get("next"),
    )


def _has(owner: Element | None) -> bool:
    return bool(text(owner, "itunes:name") and text(owner, "itunes:email"))


def _uuid(value: str) -> str | None:
    plain = value.lower()
    return plain if re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", plain) else None


def _categories(channel: Element) -> Iterator[str]:
    for category in every(channel, "itunes:category"):
        whole = clean(category.get("text", ""))
        parts = [clean(part.get("text", "")) for part in every(category, "itunes:category")]
        yield from [f"{whole} > {part}" for part in parts] or [whole]
