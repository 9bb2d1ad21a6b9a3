"""An imported show as the fields of show.md."""

from __future__ import annotations

import re
from datetime import date
from xml.etree.ElementTree import Element
from zoneinfo import ZoneInfo

from plugins.catalogue.apple_categories import WRITTEN
from plugins.catalogue.kinds.podcast_parts import SHORT
from plugins.podcast.feed_vocabulary import EMAIL, MEDIUMS, VOCABULARY
from plugins.podcast.feed_words import within
from plugins.podcast.import_front_matter import Field
from plugins.podcast.import_markdown import summary_and_body, title_of
from plugins.podcast.import_parts import (
    address,
    known_word,
    licence_fields,
    location_fields,
    people_fields,
    picture,
    truth,
)
from plugins.podcast.import_values import ImportedShow
from plugins.podcast.import_xml import every, first, text

NO_ADDRESS = "unknown@example.invalid"


def show_fields(
    show: ImportedShow, artwork: str | None, zone: ZoneInfo
) -> tuple[dict[str, Field], str]:
    """Return show.md's fields and body."""
    channel = show.channel
    summary, body = summary_and_body(show.description, show.link)
    owner_name, owner_email = show.owner or (show.author, "")
    email = owner_email if EMAIL(owner_email) else NO_ADDRESS
    days = [episode.came_out.astimezone(zone).date() for episode in show.episodes]
    fields: dict[str, Field] = {
        "title": title_of(show.title),
        "summary": summary or title_of(show.title),
        "date": min(days, default=date(2000, 1, 1)).isoformat(),
        "author": show.author or show.title,
        "email": email,
        "feed_guid": show.guid,
        "image": picture(artwork, show.artwork_alt, f"The artwork of {show.title}"),
        "categories": kept_categories(show),
        "explicit": truth(text(channel, "itunes:explicit")) or None,
        "type": known_word(text(channel, "itunes:type"), "serial"),
        "medium": _medium(text(channel, "podcast:medium")),
        "locked": False if text(channel, "podcast:locked") == "no" else None,
        "complete": True if text(channel, "itunes:complete").lower() == "yes" else None,
        "copyright": text(channel, "copyright"),
        "people": people_fields(show.people, "Host"),
        "funding": _funding(channel),
        "licence": licence_fields(channel),
        "location": location_fields(channel),
        "frequency": _frequency(channel),
        "podroll": _podroll(channel),
        "notes": _notes(channel),
    }
    if owner_name and owner_name != show.author and email != NO_ADDRESS:
        fields["owner"] = {"name": owner_name, "email": email}
    return fields, body


def kept_categories(show: ImportedShow) -> list[str]:
    """Return the categories that Apple has, three at most."""
    return [name for name in dict.fromkeys(show.categories) if name in WRITTEN][:3]


def _medium(value: str) -> str | None:
    return value if MEDIUMS(value) and value != "podcast" else None


def _funding(channel: Element) -> list[Field]:
    return [
        {"url": url, "label": within(funding.text or "Support us", SHORT)}
        for funding in every(channel, "podcast:funding")
        if (url := address(funding.get("url")))
    ]


def _frequency(channel: Element) -> Field:
    frequency = first(channel, "podcast:updateFrequency")
    words = text(channel, "podcast:updateFrequency")
    if frequency is None or not words:
        return None
    rule = frequency.get("rrule", "")
    is_simple = re.fullmatch(r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[A-Z0-9,+-]+)*", rule)
    kept = rule if is_simple and "COUNT=" not in rule else None
    return {"words": within(words, SHORT), "rrule": kept}


def _podroll(channel: Element) -> list[Field]:
    needs = VOCABULARY["podcast:remoteItem"].needs
    return [
        {
            "title": other.get("title") or guid,
            "feed_guid": guid,
            "feed_url": address(other.get("feedUrl")),
        }
        for other in every(first(channel, "podcast:podroll"), "podcast:remoteItem")
        if needs["feedGuid"](guid := other.get("feedGuid", ""))
    ]


def _notes(channel: Element) -> list[Field]:
    return [
        {"text": " ".join((note.text or "").split())[:4000], "purpose": note.get("purpose")}
        for note in every(channel, "podcast:txt")
        if (note.text or "").strip()
    ]
