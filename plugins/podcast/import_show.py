"""A feed's show and episodes as the fields of this site's files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element
from zoneinfo import ZoneInfo

from plugins.catalogue.apple_categories import WRITTEN
from plugins.catalogue.kinds.podcast_parts import SHORT, WELL_KNOWN_LICENCES
from plugins.catalogue.podcast_roles import GROUP_OF
from plugins.catalogue.publication import slug_of
from plugins.podcast.feed_vocabulary import EMAIL, MEDIUMS, VOCABULARY, web_address
from plugins.podcast.feed_words import within
from plugins.podcast.import_front_matter import Field
from plugins.podcast.import_markdown import summary_and_body, title_of
from plugins.podcast.import_reading import (
    ImportedChapter,
    ImportedEpisode,
    ImportedShow,
    Person,
    every,
    first,
    text,
)

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SHORTEST, LONGEST = 15, 120  # seconds of a soundbite
NO_ADDRESS = "unknown@example.invalid"
ROLES = {role.lower(): role for role in GROUP_OF}


@dataclass(frozen=True)
class Names:
    """What the files of an episode are called; None: it has no such file."""

    recording: str
    transcript: str
    artwork: str | None
    renditions: tuple[tuple[str, str | None, str | None], ...]  # file, title, language


def slug_from(link: str, title: str, taken: Iterable[str], otherwise: str) -> str:
    """Return a name that is free: from the end of a link, so that its address stays, or a title."""
    last = urlsplit(link).path.rstrip("/").rpartition("/")[2].lower().partition(".")[0]
    slug = last if SLUG.fullmatch(last) and not last.isdigit() else slug_of(title)
    slug = slug if SLUG.fullmatch(slug) else otherwise
    found, number = slug, 1
    while found in taken:
        number += 1
        found = f"{slug}-{number}"
    return found


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
        "image": _image(artwork, show.artwork_alt, f"The artwork of {show.title}"),
        "categories": kept_categories(show),
        "explicit": _truth(text(channel, "itunes:explicit")) or None,
        "type": _one_of(text(channel, "itunes:type"), "serial"),
        "medium": _medium(text(channel, "podcast:medium")),
        "locked": False if text(channel, "podcast:locked") == "no" else None,
        "complete": True if text(channel, "itunes:complete").lower() == "yes" else None,
        "copyright": text(channel, "copyright"),
        "people": _people(show.people, "Host"),
        "funding": _funding(channel),
        "licence": _licence(channel),
        "location": _location(channel),
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


def episode_fields(
    show: ImportedShow,
    episode: ImportedEpisode,
    names: Names,
    chapters: Sequence[ImportedChapter],
    zone: ZoneInfo,
) -> tuple[dict[str, Field], str]:
    """Return an episode's fields and body."""
    summary, body = summary_and_body(episode.notes, episode.link)
    local = episode.came_out.astimezone(zone)
    explicit = _truth(episode.facts.get("explicit", ""))
    title = title_of(episode.title)
    fields: dict[str, Field] = {
        "title": title,
        "summary": summary or title,
        "guid": episode.guid,
        "date": local.date().isoformat(),
        "time": _time_of_day(local.time()),
        "type": _one_of(episode.facts.get("type", ""), "trailer", "bonus"),
        "explicit": explicit if explicit != _show_is_explicit(show) else None,
        "season": _number(episode.facts.get("season", "")),
        "episode": _number(episode.facts.get("episode", "")),
        "artwork": _image(names.artwork, episode.artwork_alt, f"The artwork of “{title}”"),
        "recording": {"file": names.recording, "transcript": names.transcript},
        "renditions": _renditions(names),
        "people": _people(episode.people, "Guest"),
        "chapters": _chapters(chapters),
        "soundbites": _soundbites(episode.item),
        "links": _links(episode.item),
        "discussions": _discussions(episode.item),
        "licence": _licence(episode.item),
        "location": _location(episode.item),
        "made_by": episode.author if episode.author != show.author else None,
    }
    return fields, body


def _time_of_day(moment: time) -> str | None:
    """Return a time as editors write it; the day's first minute is what is meant without one."""
    if moment == time():
        return None
    return moment.strftime("%H:%M:%S" if moment.second else "%H:%M")


def _show_is_explicit(show: ImportedShow) -> bool:
    return bool(_truth(text(show.channel, "itunes:explicit")))


def _truth(value: str) -> bool | None:
    known = {"true": True, "yes": True, "explicit": True, "false": False, "no": False}
    return known.get(value.lower(), False if value.lower() == "clean" else None)


def _one_of(value: str, *known: str) -> str | None:
    return value.lower() if value.lower() in known else None


def _medium(value: str) -> str | None:
    return value if MEDIUMS(value) and value != "podcast" else None


def _number(value: str) -> int | None:
    return int(value) if re.fullmatch(r"[1-9][0-9]{0,8}", value) else None


def _image(file: str | None, alt: str | None, otherwise: str) -> Field:
    return {"file": file, "alt": within(alt or otherwise, 200)} if file else None


def _people(people: Iterable[Person], usual: str) -> list[Field]:
    """Return people; a role that the taxonomy has not is shown as their work."""
    found: list[Field] = []
    for person in people:
        part = ROLES.get(person.part.lower())
        url = person.url if person.url and web_address(person.url) else None
        found.append(
            {
                "name": within(person.name, SHORT),
                "role": None if part else person.part,
                "part": part if part != usual else None,
                "url": url,
            }
        )
    return found


def _renditions(names: Names) -> list[Field]:
    return [
        {
            "title": within(title or file, 32),
            "language": language,
            "file": file,
            "transcript": names.transcript,
        }
        for file, title, language in names.renditions
    ]


def _chapters(chapters: Sequence[ImportedChapter]) -> list[Field]:
    """Return chapters at whole seconds, one at each."""
    by_second: dict[int, ImportedChapter] = {}
    for chapter in sorted(chapters, key=lambda one: one.start):
        by_second.setdefault(int(chapter.start), chapter)
    return [
        {"start": _clock(second), "title": chapter.title, "url": _address(chapter.url)}
        for second, chapter in by_second.items()
    ]


def _clock(seconds: int) -> str:
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}" if hour else f"{minute}:{second:02}"


def _address(url: str | None) -> str | None:
    return url if url and web_address(url) else None


def _soundbites(item: Element | None) -> list[Field]:
    found: list[Field] = []
    for soundbite in every(item, "podcast:soundbite"):
        start, length = soundbite.get("startTime", ""), soundbite.get("duration", "")
        rules = VOCABULARY["podcast:soundbite"].needs
        if (
            rules["startTime"](start)
            and rules["duration"](length)
            and SHORTEST <= float(length) <= LONGEST
        ):
            title = within(soundbite.text or "", SHORT) or None
            found.append(
                {"start": _clock(int(float(start))), "seconds": int(float(length)), "title": title}
            )
    return found


def _links(item: Element | None) -> list[Field]:
    return [
        {"url": url, "title": within(link.text or url, SHORT)}
        for link in every(item, "podcast:contentLink")
        if (url := _address(link.get("href")))
    ]


def _discussions(item: Element | None) -> list[Field]:
    known = VOCABULARY["podcast:socialInteract"].needs["protocol"]
    return [
        {
            "protocol": protocol,
            "uri": uri,
            "account": post.get("accountId"),
            "account_url": _address(post.get("accountUrl")),
        }
        for post in every(item, "podcast:socialInteract")
        if known(protocol := post.get("protocol", "")) and (uri := _address(post.get("uri")))
    ]


def _funding(channel: Element) -> list[Field]:
    return [
        {"url": url, "label": within(funding.text or "Support us", SHORT)}
        for funding in every(channel, "podcast:funding")
        if (url := _address(funding.get("url")))
    ]


def _licence(parent: Element | None) -> Field:
    licence = first(parent, "podcast:license")
    name, url = text(parent, "podcast:license"), None
    if licence is not None:
        url = _address(licence.get("url"))
    if not name or (url is None and name.lower() not in WELL_KNOWN_LICENCES):
        return None
    return {"name": name, "url": url}


def _location(parent: Element | None) -> Field:
    location = first(parent, "podcast:location")
    name = text(parent, "podcast:location")
    if location is None or not name:
        return None
    rules = VOCABULARY["podcast:location"].takes
    given = {key: location.get(key, "") for key in ("geo", "osm", "country")}
    kept: Mapping[str, str] = {key: value for key, value in given.items() if rules[key](value)}
    return {
        "name": within(name, SHORT),
        "geo": kept.get("geo", "").removeprefix("geo:") or None,
        "osm": kept.get("osm"),
        "country": kept.get("country"),
    }


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
            "feed_url": _address(other.get("feedUrl")),
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
