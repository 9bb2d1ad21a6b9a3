"""What a page is about, as schema.org's words in JSON-LD, for search engines."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from plugins.catalogue.item import Item, Recording
from plugins.catalogue.kinds import (
    Campaign,
    Episode,
    Event,
    Feedback,
    Meeting,
    NewsItem,
    Occasion,
    PatientStory,
    Person,
    Show,
)
from plugins.catalogue.site import Site
from plugins.discovery.schedule import schedule

Node: TypeAlias = dict[str, object]

ARTICLES: Mapping[type[Item], str] = {
    NewsItem: "NewsArticle",
    PatientStory: "Article",
    Feedback: "Article",
    Campaign: "Article",
}


@dataclass(frozen=True)
class Time:
    """When an event takes place next."""

    start: datetime
    end: datetime
    cancelled: bool


@dataclass(frozen=True)
class Media:
    """A published recording."""

    url: str
    media_type: str
    seconds: float | None
    is_video: bool


@dataclass(frozen=True)
class Around:
    """What a page knows beside its item. Every address is whole."""

    site: Site
    site_url: str  # without a last slash
    card: str | None = None  # the picture for shared links
    portrait: str | None = None  # the item's own picture
    trail: Sequence[tuple[str, str]] = ()  # from the home page to the item, without it
    show: Show | None = None
    media: Mapping[str, Media] | None = None  # by recording's file
    time: Time | None = None

    @property
    def publisher(self) -> Node:
        """The organisation, in few words."""
        return {"@type": self.site.organisation, "name": self.site.name, "url": f"{self.site_url}/"}

    def url(self, item: Item) -> str:
        """Return an item's whole address."""
        return f"{self.site_url}/{item.url}"


def for_script(nodes: Sequence[Node]) -> str:
    """Return the JSON, which can stand inside <script>: no `<` is left to end it."""
    text = json.dumps({"@context": "https://schema.org", "@graph": nodes}, ensure_ascii=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def of_site(around: Around) -> list[Node]:
    """Return who speaks here, and how the site is searched."""
    site, home = around.site, f"{around.site_url}/"
    organisation = around.publisher | {
        "alternateName": site.short_name,
        "description": site.summary,
        "address": {"@type": "PostalAddress", "streetAddress": ", ".join(site.contact.address)},
        "telephone": site.contact.phone,
        "email": site.contact.email,
        "image": around.card,
        "sameAs": [account.url for account in site.accounts],
    }
    website: Node = {
        "@type": "WebSite",
        "name": site.name,
        "alternateName": site.short_name,
        "url": home,
        "inLanguage": site.lang,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{home}search/?q={{search_term}}"},
            "query-input": "required name=search_term",
        },
    }
    return [_without_gaps(organisation), website]


def of_item(item: Item, around: Around) -> list[Node]:
    """Return what the page is about, and the way to it."""
    return [_without_gaps(_subject(item, around)), _way(item, around)]


def _subject(item: Item, around: Around) -> Node:
    if kind := ARTICLES.get(type(item)):
        return _article(item, around, kind)
    if isinstance(item, Occasion) and (item.venue or item.online):
        return _event(item, around)
    if isinstance(item, Episode):
        return _episode(item, around)
    if isinstance(item, Show):
        return _show(item, around)
    if isinstance(item, Person):
        return _person(item, around)
    return _page(item, around)


def _common(item: Item, around: Around, kind: str) -> Node:
    return {
        "@type": kind,
        "name": item.title,
        "description": item.summary,
        "url": around.url(item),
        "image": around.card,
    }


def _dated(item: Item, around: Around) -> Node:
    return {
        "datePublished": item.date.isoformat(),
        "dateModified": item.changed.isoformat(),
        "inLanguage": item.lang or around.site.lang,
        "publisher": around.publisher,
        "keywords": list(item.topics),
    }


def _article(item: Item, around: Around, kind: str) -> Node:
    # The author of a story is who tells it on: the teller's name is nobody's but the teller's.
    return (
        _common(item, around, kind)
        | _dated(item, around)
        | {
            "headline": item.title,
            "mainEntityOfPage": around.url(item),
            "author": around.publisher,
        }
    )


def _page(item: Item, around: Around) -> Node:
    reviewed = item.reviewed.isoformat() if item.reviewed else None
    return _common(item, around, "WebPage") | _dated(item, around) | {"lastReviewed": reviewed}


def _event(item: Occasion, around: Around) -> Node:
    time = around.time
    cancelled = item.cancelled or (time is not None and time.cancelled)
    node = _common(item, around, "Event") | {
        "eventStatus": f"https://schema.org/Event{'Cancelled' if cancelled else 'Scheduled'}",
        "eventAttendanceMode": f"https://schema.org/{_attendance(item)}EventAttendanceMode",
        "location": _location(item),
        "organizer": around.publisher,
        "inLanguage": item.lang or around.site.lang,
    }
    if time is not None:
        node |= {"startDate": time.start.isoformat(), "endDate": time.end.isoformat()}
    if isinstance(item, Event):
        node["eventSchedule"] = schedule(item, around.site.timezone)
        if item.cost is not None and item.cost.casefold() == "free":
            node["isAccessibleForFree"] = True
    if isinstance(item, Meeting):
        node["about"] = item.group
    return node


def _attendance(item: Occasion) -> str:
    if item.venue and item.online:
        return "Mixed"
    return "Offline" if item.venue else "Online"


def _location(item: Occasion) -> list[Node]:
    places: list[Node] = []
    if item.venue:
        place: Node = {
            "@type": "Place",
            "name": item.venue.name,
            "address": item.venue.address,
        }
        if item.venue.latitude is not None and item.venue.longitude is not None:
            place["geo"] = {
                "@type": "GeoCoordinates",
                "latitude": item.venue.latitude,
                "longitude": item.venue.longitude,
            }
        places.append(place)
    if item.online:
        places.append({"@type": "VirtualLocation", "url": item.online})
    return places


def _episode(item: Episode, around: Around) -> Node:
    return _common(item, around, "PodcastEpisode") | {
        "datePublished": item.date.isoformat(),
        "inLanguage": item.lang or around.site.lang,
        "episodeNumber": item.episode,
        "partOfSeries": _series(around.show, around) if around.show else None,
        "associatedMedia": _media(item, item.recording, around),
        "keywords": list(item.topics),
    }


def _series(show: Show, around: Around) -> Node:
    return {"@type": "PodcastSeries", "name": show.title, "url": around.url(show)}


def _show(item: Show, around: Around) -> Node:
    return _common(item, around, "PodcastSeries") | {
        "inLanguage": item.lang or around.site.lang,
        "author": {"@type": "Organization", "name": item.author},
        "publisher": around.publisher,
        "sameAs": [listing.url for listing in item.listed],
    }


def _person(item: Person, around: Around) -> Node:
    practice = {"@type": "MedicalOrganization", "name": item.practice} if item.practice else None
    return {
        "@type": "ProfilePage",
        "url": around.url(item),
        "dateModified": item.changed.isoformat(),
        "inLanguage": item.lang or around.site.lang,
        "mainEntity": _without_gaps(
            {
                "@type": "Person",
                "name": item.title,
                "description": item.summary,
                "url": around.url(item),
                "image": around.portrait,
                "jobTitle": item.role,
                "worksFor": around.publisher,
                "affiliation": practice,
                "knowsAbout": list(item.leads),
            }
        ),
    }


def _media(item: Item, recording: Recording, around: Around) -> Node | None:
    media = (around.media or {}).get(recording.file)
    if media is None:
        return None
    return _without_gaps(
        {
            "@type": "VideoObject" if media.is_video else "AudioObject",
            "name": item.title,
            "description": item.summary,
            "contentUrl": media.url,
            "encodingFormat": media.media_type,
            "duration": _duration(media.seconds),
            "uploadDate": item.date.isoformat(),
            "thumbnailUrl": around.card,
        }
    )


def _duration(seconds: float | None) -> str | None:
    """Return a length as ISO 8601 has it: 1865 s is PT31M5S."""
    if seconds is None:
        return None
    minutes, rest = divmod(round(timedelta(seconds=seconds).total_seconds()), 60)
    return f"PT{minutes}M{rest}S"


def _way(item: Item, around: Around) -> Node:
    steps = [*around.trail, (item.title, around.url(item))]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": words, "item": address}
            for number, (words, address) in enumerate(steps, start=1)
        ],
    }


def _without_gaps(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in (None, [], "")}
