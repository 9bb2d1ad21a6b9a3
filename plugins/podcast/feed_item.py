"""An episode as an item: first what feedgen writes rightly, then ours."""

from __future__ import annotations

from collections.abc import Iterator

from feedgen.entry import FeedEntry

from plugins.catalogue.kinds import Episode
from plugins.catalogue.kinds.podcast_parts import Discussion, Soundbite, seconds_of
from plugins.podcast.channel import Channel, ChannelItem
from plugins.podcast.feed_channel import artwork_tags, licence_tag, location_tag, person_tag
from plugins.podcast.feed_tags import Tag
from plugins.podcast.feed_words import one_line, within
from plugins.podcast.published import Enclosure, PublishedChapter, PublishedEpisode
from plugins.podcast.show_notes import MOST_BYTES, shortened

TITLE_OF_RENDITION = 32  # characters, of podcast:alternateEnclosure


def say_item(entry: FeedEntry, item: ChannelItem) -> None:
    """Set what feedgen's own tags say of an episode."""
    facts, enclosure = item.facts, item.published.enclosure
    episode = item.published.item
    entry.title(one_line(episode.title))
    entry.link(href=item.page)
    # Not the page's address: that may change, and every subscriber would get it again.
    entry.guid(facts.guid, permalink=False)
    entry.pubDate(item.came_out)
    entry.enclosure(enclosure.url, str(enclosure.bytes), enclosure.media_type)
    entry.podcast.itunes_title(one_line(episode.title))
    entry.podcast.itunes_episode_type(facts.type)
    if isinstance(episode, Episode) and episode.made_by:
        entry.podcast.itunes_author(one_line(episode.made_by))
    if enclosure.seconds is not None:
        entry.podcast.itunes_duration(max(1, round(enclosure.seconds)))
    if facts.season:
        entry.podcast.itunes_season(facts.season)
    if facts.episode:
        entry.podcast.itunes_episode(facts.episode)


def item_tags(channel: Channel, item: ChannelItem) -> Iterator[Tag]:
    """Yield what feedgen has no tag for, or writes wrongly."""
    published, facts = item.published, item.facts
    episode = published.item
    yield Tag("description", shortened(item.notes, episode.summary))
    if len(item.notes.encode()) > MOST_BYTES:
        yield Tag("content:encoded", item.notes)
    explicit = channel.show.explicit if facts.explicit is None else facts.explicit
    yield Tag("itunes:explicit", "true" if explicit else "false")
    yield from artwork_tags(channel, item.artwork)
    yield from _numbers(channel, item)
    for link in published.transcripts:
        attributes = {
            "url": link.url,
            "type": link.media_type,
            "language": link.language or channel.language,
            "rel": link.rel,
        }
        yield Tag("podcast:transcript", attributes=attributes)
    yield from _chapters(published)
    yield from map(person_tag, item.people)
    yield from _alternates(channel, published)
    if isinstance(episode, Episode):
        yield from _said_by_the_episode(episode)


def _said_by_the_episode(episode: Episode) -> Iterator[Tag]:
    """Yield what only an episode can say: a story has its consent and little else."""
    yield from map(_soundbite, episode.soundbites)
    if episode.licence:
        yield licence_tag(episode.licence)
    if episode.location:
        yield location_tag(episode.location)
    for place in episode.links:
        yield Tag("podcast:contentLink", one_line(place.title), {"href": place.url})
    for priority, discussion in enumerate(episode.discussions, start=1):
        yield _discussion(discussion, priority)


def _numbers(channel: Channel, item: ChannelItem) -> Iterator[Tag]:
    facts = item.facts
    names = {season.number: season.name for season in channel.show.seasons}
    if facts.season:
        name = names.get(facts.season)
        attributes = {"name": one_line(name) if name else None}
        yield Tag("podcast:season", str(facts.season), attributes)
    if facts.episode:
        yield Tag("podcast:episode", str(facts.episode))


def _chapters(published: PublishedEpisode) -> Iterator[Tag]:
    if published.chapters_url:
        attributes = {"url": published.chapters_url, "type": "application/json+chapters"}
        yield Tag("podcast:chapters", attributes=attributes)
    shown = tuple(_chapter(one) for one in published.chapters if not one.hidden)
    if shown:
        yield Tag("psc:chapters", attributes={"version": "1.2"}, children=shown)


def _chapter(chapter: PublishedChapter) -> Tag:
    attributes = {
        "start": _clock(chapter.start),
        "title": one_line(chapter.title),
        "href": chapter.url,
        "image": chapter.image_url,
    }
    return Tag("psc:chapter", attributes=attributes)


def _clock(seconds: float) -> str:
    """Return a time of Normal Play Time (RFC 2326), with thousandths: "01:02:05.000"."""
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    minutes, second = divmod(whole, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}.{thousandths:03}"


def _alternates(channel: Channel, published: PublishedEpisode) -> Iterator[Tag]:
    """Yield every other recording, after the enclosure itself, whose integrity stands only here."""
    if not published.alternates and published.enclosure.sri is None:
        return
    for recording in published.recordings:
        is_default = recording is published.enclosure
        yield _alternate(recording, channel.language, is_default=is_default)


def _alternate(recording: Enclosure, language: str, *, is_default: bool) -> Tag:
    attributes = {
        "type": recording.media_type,
        "length": str(recording.bytes),
        "bitrate": _number(recording.bitrate),
        "height": _number(recording.height),
        "lang": recording.language or language,
        "title": within(recording.title, TITLE_OF_RENDITION) if recording.title else None,
        "codecs": recording.codecs,
        "default": "true" if is_default else None,
    }
    parts = [Tag("podcast:source", attributes={"uri": recording.url})]
    if recording.sri:
        parts.append(Tag("podcast:integrity", attributes={"type": "sri", "value": recording.sri}))
    return Tag("podcast:alternateEnclosure", attributes=attributes, children=tuple(parts))


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)


def _soundbite(soundbite: Soundbite) -> Tag:
    attributes = {
        "startTime": str(seconds_of(soundbite.start)),
        "duration": str(soundbite.seconds),
    }
    return Tag("podcast:soundbite", one_line(soundbite.title or ""), attributes)


def _discussion(discussion: Discussion, priority: int) -> Tag:
    attributes = {
        "protocol": discussion.protocol,
        "uri": discussion.uri,
        "accountId": discussion.account,
        "accountUrl": discussion.account_url,
        "priority": str(priority),
    }
    return Tag("podcast:socialInteract", attributes=attributes)
