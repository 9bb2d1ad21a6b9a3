"""A channel as tags: first what feedgen writes rightly, then ours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime

from feedgen.feed import FeedGenerator

from plugins.catalogue.kinds.podcast_parts import (
    SHORT,
    WELL_KNOWN_LICENCES,
    Frequency,
    Licence,
    Location,
)
from plugins.catalogue.podcast_roles import GROUP_OF
from plugins.podcast.artwork import Artwork
from plugins.podcast.channel import Channel, ChannelItem, Credit, FeedName
from plugins.podcast.feed_tags import Tag
from plugins.podcast.feed_words import no_markup, one_line, within
from plugins.podcast.pages import FeedPage
from plugins.podcast.show_notes import shortened_text

GENERATOR = "Public Voice"


def say_channel(feed: FeedGenerator, channel: Channel, name: FeedName) -> None:
    """Set what feedgen's own tags say of a show."""
    show = channel.show
    title = one_line(show.title)
    feed.title(title if name == "feed" else f"{title} ({name})")
    feed.description(shortened_text(no_markup(channel.description)))
    # feedgen takes the last link for <link>, whatever its rel.
    feed.link(
        href=channel.address(channel.feed_place(name)), rel="self", type="application/rss+xml"
    )
    feed.link(href=channel.page)
    feed.language(channel.language)
    feed.generator(GENERATOR)
    if channel.artwork:
        feed.image(url=channel.address(channel.artwork.place), title=title, link=channel.page)
    if show.copyright:
        feed.copyright(one_line(show.copyright))
    feed.podcast.itunes_author(one_line(show.author))
    feed.podcast.itunes_owner(
        name=one_line(show.owner.name if show.owner else show.author),
        email=show.owner.email if show.owner else show.email,
    )
    for category in show.categories:
        whole, _, part = category.partition(" > ")
        feed.podcast.itunes_category([{"cat": whole, "sub": part} if part else {"cat": whole}])
    feed.podcast.itunes_type(show.type)
    if show.complete:
        feed.podcast.itunes_complete("yes")
    if show.new_feed_address and name == "feed":
        feed.podcast.itunes_new_feed_url(show.new_feed_address)
    if not channel.is_public:
        feed.podcast.itunes_block(itunes_block=True)


def say_dates(feed: FeedGenerator, newest: datetime) -> None:
    """Set the feed's dates to its newest item's: feedgen would take the clock's."""
    feed.lastBuildDate(newest)
    feed.pubDate(newest)


def channel_tags(channel: Channel, name: FeedName, page: FeedPage[ChannelItem]) -> Iterator[Tag]:
    """Yield what feedgen has no tag for."""
    show = channel.show
    yield Tag("itunes:explicit", "true" if show.explicit else "false")
    yield from artwork_tags(channel, channel.artwork)
    yield Tag("podcast:guid", channel.guid(name))
    yield Tag("podcast:medium", "video" if name == "video" else show.medium)
    owner = show.owner.email if show.owner else show.email
    yield Tag("podcast:locked", "yes" if show.locked else "no", {"owner": owner})
    if not channel.is_public:
        yield Tag("podcast:block", "yes")
    if show.frequency or show.complete:
        yield _frequency(show.frequency, complete=show.complete)
    for funding in show.funding:
        yield Tag("podcast:funding", one_line(funding.label), {"url": funding.url})
    if show.licence:
        yield licence_tag(show.licence)
    if show.location:
        yield location_tag(show.location)
    yield from map(person_tag, channel.people)
    if not page.is_archive:  # A new trailer must leave the archives as they are.
        yield from _trailers(channel, name)
    if show.podroll:
        yield _podroll(channel)
    for note in show.notes:
        yield Tag("podcast:txt", one_line(note.text), {"purpose": note.purpose})
    if show.hub:
        yield Tag("atom:link", attributes={"rel": "hub", "href": show.hub})
    yield from _pages(channel, name, page)


def artwork_tags(channel: Channel, artwork: Artwork | None) -> Iterator[Tag]:
    """Yield a picture for all apps, and again with its words for those that read them."""
    if artwork is None:
        return
    address = channel.address(artwork.place)
    yield Tag("itunes:image", attributes={"href": address})
    yield Tag(
        "podcast:image",
        attributes={
            "href": address,
            "alt": one_line(artwork.alt) or None,
            "aspect-ratio": "1/1",
            "width": str(artwork.side),
            "height": str(artwork.side),
            "type": artwork.media_type,
            "purpose": "artwork",
        },
    )


def licence_tag(licence: Licence) -> Tag:
    """Return a licence: a well-known one by the small letters by which apps know it."""
    known = licence.name.lower()
    name = known if known in WELL_KNOWN_LICENCES else within(licence.name, SHORT)
    return Tag("podcast:license", name, {"url": licence.url})


def location_tag(location: Location) -> Tag:
    """Return the place that something is about."""
    geo = f"geo:{location.geo}" if location.geo else None
    attributes = {"rel": "subject", "geo": geo, "osm": location.osm, "country": location.country}
    return Tag("podcast:location", one_line(location.name), attributes)


def person_tag(credit: Credit) -> Tag:
    """Return a person with the role and group that apps know."""
    attributes = {
        "role": credit.part.lower(),
        "group": GROUP_OF[credit.part].lower(),
        "img": credit.picture,
        "href": credit.page,
    }
    return Tag("podcast:person", one_line(credit.name), attributes)


def _frequency(frequency: Frequency | None, *, complete: bool) -> Tag:
    attributes: dict[str, str | None] = {"complete": "true" if complete else None}
    if frequency is None:
        return Tag("podcast:updateFrequency", "Complete", attributes)
    attributes["dtstart"] = frequency.start.isoformat() if frequency.start else None
    attributes["rrule"] = frequency.rrule
    return Tag("podcast:updateFrequency", one_line(frequency.words), attributes)


def _trailers(channel: Channel, name: FeedName) -> Iterator[Tag]:
    """Yield each trailer: an episode too, which apps offer before anything else."""
    for item in channel.items_of(name):
        if item.facts.type != "trailer":
            continue
        enclosure = item.published.enclosure
        season = item.facts.season
        attributes = {
            "url": enclosure.url,
            "pubdate": format_datetime(item.came_out),
            "length": str(enclosure.bytes),
            "type": enclosure.media_type,
            "season": str(season) if season else None,
        }
        yield Tag("podcast:trailer", within(item.published.item.title, SHORT), attributes)


def _podroll(channel: Channel) -> Tag:
    shows = (
        Tag(
            "podcast:remoteItem",
            attributes={
                "feedGuid": other.feed_guid,
                "feedUrl": other.feed_url,
                "title": one_line(other.title),
            },
        )
        for other in channel.show.podroll
    )
    return Tag("podcast:podroll", children=tuple(shows))


def _pages(channel: Channel, name: FeedName, page: FeedPage[ChannelItem]) -> Iterator[Tag]:
    """Yield the links of RFC 5005: of paged feeds (section 3) and of archived ones (section 4)."""
    current = channel.address(channel.feed_place(name))

    def archive(number: int) -> str:
        return channel.address(channel.feed_place(name, number))

    links: list[tuple[str, str]] = []
    if page.oldest:
        links += [("first", current), ("last", archive(page.oldest))]
    if page.older:
        links += [("next", archive(page.older)), ("prev-archive", archive(page.older))]
    if page.is_archive:
        yield Tag("fh:archive")
        links += [("current", current)]
        links += [("previous", archive(page.newer) if page.newer else current)]
    if page.newer:
        links += [("next-archive", archive(page.newer))]
    for rel, href in links:
        attributes = {"rel": rel, "href": href, "type": "application/rss+xml"}
        yield Tag("atom:link", attributes=attributes)
