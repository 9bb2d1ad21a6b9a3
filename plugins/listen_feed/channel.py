"""The items that are read out, as a channel of the podcast room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from plugins.catalogue.item import Item
from plugins.catalogue.kinds import PatientStory
from plugins.catalogue.kinds.podcast import InFeed
from plugins.catalogue.publication import Publication
from plugins.catalogue.spoken import SpokenItem
from plugins.listen_feed.companions import Companions, companions_of
from plugins.listen_feed.show import FOLDER, show_of
from plugins.podcast.artwork import Artwork
from plugins.podcast.channel import Channel, ChannelItem, Credit
from plugins.podcast.published import Enclosure, PublishedEpisode
from plugins.podcast.show_notes import show_notes

# What comes out on a day. People and pages last, episodes have a feed, editions say it all again.
KINDS = frozenset({"campaigns", "events", "feedback", "meetings", "news", "stories"})
READER = "Narrator"


@dataclass(frozen=True)
class Heard:
    """One item of the feed, with the files that lie beside it."""

    spoken: SpokenItem
    companions: Companions


def heard(publication: Publication, spoken: Iterable[SpokenItem]) -> tuple[Heard, ...]:
    """Return what the feed holds, the newest first: items in the site's own language.

    Drafts are left out: a feed cannot take back what it has said. A story is there while the
    person agrees to a podcast.
    """
    fit = (one for one in spoken if _is_fit(publication, one.item))
    return tuple(
        Heard(one, companions_of(one, publication.site.lang))
        for one in sorted(fit, key=lambda one: (-one.item.date.toordinal(), one.item.path))
    )


def _is_fit(publication: Publication, item: Item) -> bool:
    if item.kind not in KINDS or item.lang is not None or publication.is_draft(item):
        return False
    return not isinstance(item, PatientStory) or item.consent.allows("podcast", publication.as_of)


def listen_channel(
    publication: Publication, found: tuple[Heard, ...], artwork: Artwork | None, site_url: str
) -> Channel | None:
    """Return the channel; None where the site has no such feed, or nothing to hear."""
    site = publication.site
    if site.listen is None or not found:
        return None
    zone = ZoneInfo(site.timezone)
    began = min(one.spoken.item.date for one in found)
    return Channel(
        show=show_of(site.listen, site, began),
        folder=FOLDER,
        site_url=site_url,
        page=f"{site_url}/{FOLDER}",
        description=site.listen.summary,
        language=site.lang,
        zone=zone,
        artwork=artwork,
        items=tuple(_item(publication, one, site_url, zone) for one in found),
        is_public=site.index,
    )


def _item(publication: Publication, one: Heard, site_url: str, zone: ZoneInfo) -> ChannelItem:
    item, page = one.spoken.item, f"{site_url}/{one.spoken.item.url}"
    body = publication.linked(item.body.html, site_url)
    return ChannelItem(
        published=_published(publication, one, site_url),
        came_out=datetime.combine(item.date, time(), zone),
        page=page,
        notes=show_notes(item.summary, body, page),
        facts=InFeed(guid=_guid(publication, item)),
        people=tuple(_readers(one.spoken)),
    )


def _published(publication: Publication, one: Heard, site_url: str) -> PublishedEpisode:
    host = site_url.removesuffix(_path_of(site_url))
    return PublishedEpisode(
        item=one.spoken.item,
        enclosure=Enclosure(
            url=f"{host}{one.spoken.url}",
            bytes=one.spoken.bytes,
            media_type="audio/mpeg",
            seconds=one.spoken.seconds,
        ),
        transcripts=one.companions.links(host, site_url, publication.site.lang),
        chapters_url=one.companions.chapters_url(site_url),
        chapters=one.companions.chapters,
    )


def _path_of(site_url: str) -> str:
    """Return what stands after the host: "/repo" of "https://a.example/repo"."""
    return "".join(f"/{part}" for part in site_url.split("/")[3:])


def _readers(spoken: SpokenItem) -> Iterator[Credit]:
    if spoken.reader:
        yield Credit(name=spoken.reader, part=READER)


def _guid(publication: Publication, item: Item) -> str:
    """Return what apps know the item by: its file, for its address may change."""
    listen = publication.site.listen
    if listen is None or listen.feed_guid is None:
        raise ValueError("The listen feed has no feed_guid.")
    return str(uuid5(UUID(listen.feed_guid), item.path))
