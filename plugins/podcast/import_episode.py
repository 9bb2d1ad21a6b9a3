"""An imported episode as the fields of its file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time
from xml.etree.ElementTree import Element
from zoneinfo import ZoneInfo

from plugins.catalogue.kinds.podcast_parts import SHORT
from plugins.catalogue.publication import slug_of
from plugins.podcast.feed_vocabulary import VOCABULARY
from plugins.podcast.feed_words import within
from plugins.podcast.import_front_matter import Field
from plugins.podcast.import_markdown import summary_and_body, title_of
from plugins.podcast.import_parts import (
    address,
    known_word,
    licence_fields,
    location_fields,
    number_from_one,
    people_fields,
    picture,
    truth,
)
from plugins.podcast.import_values import ImportedChapter, ImportedEpisode, ImportedShow
from plugins.podcast.import_xml import every, path_of, text

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_NAME = 80  # letters; file systems take 255 bytes with the ending
LONGEST_EPISODE = 100 * 3600 - 1  # seconds; nobody writes more than two digits of hours
SHORTEST, LONGEST = 15, 120  # seconds of a soundbite


@dataclass(frozen=True)
class Names:
    """What the files of an episode are called; None: it has no such file."""

    recording: str
    transcript: str
    has_words: bool  # of the transcript; without them an episode stays a draft
    artwork: str | None
    renditions: tuple[tuple[str, str | None, str | None], ...]  # file, title, language


def slug_from(link: str, title: str, taken: Iterable[str], otherwise: str) -> str:
    """Return a name that is free: from the end of a link, so that its address stays, or a title."""
    last = path_of(link).rstrip("/").rpartition("/")[2].lower().partition(".")[0]
    slug = last if SLUG.fullmatch(last) and not last.isdigit() else slug_of(title)
    slug = slug[:LONGEST_NAME].strip("-")
    slug = slug if SLUG.fullmatch(slug) else otherwise
    found, number = slug, 1
    while found in taken:
        number += 1
        found = f"{slug}-{number}"
    return found


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
    explicit = truth(episode.facts.get("explicit", ""))
    title = title_of(episode.title)
    fields: dict[str, Field] = {
        "title": title,
        "summary": summary or title,
        "status": None if names.has_words else "draft",
        "guid": episode.guid,
        "date": local.date().isoformat(),
        "time": _time_of_day(local.time()),
        "type": known_word(episode.facts.get("type", ""), "trailer", "bonus"),
        "explicit": explicit if explicit != _show_is_explicit(show) else None,
        "season": number_from_one(episode.facts.get("season", "")),
        "episode": number_from_one(episode.facts.get("episode", "")),
        "artwork": picture(names.artwork, episode.artwork_alt, f"The artwork of “{title}”"),
        "recording": {"file": names.recording, "transcript": names.transcript},
        "renditions": _renditions(names),
        "people": people_fields(episode.people, "Guest"),
        "chapters": _chapters(chapters),
        "soundbites": _soundbites(episode.item),
        "links": _links(episode.item),
        "discussions": _discussions(episode.item),
        "licence": licence_fields(episode.item),
        "location": location_fields(episode.item),
        "made_by": episode.author if episode.author != show.author else None,
    }
    return fields, body


def _time_of_day(moment: time) -> str | None:
    """Return a time as editors write it; the day's first minute is what is meant without one."""
    if moment == time():
        return None
    return moment.strftime("%H:%M:%S" if moment.second else "%H:%M")


def _show_is_explicit(show: ImportedShow) -> bool:
    return bool(truth(text(show.channel, "itunes:explicit")))


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
    """Return chapters in their order, one at each time."""
    by_start: dict[str, ImportedChapter] = {}
    for chapter in sorted(chapters, key=lambda one: one.start):
        if 0 <= chapter.start < LONGEST_EPISODE:
            by_start.setdefault(_clock(chapter.start), chapter)
    return [
        {"start": start, "title": chapter.title, "url": address(chapter.url)}
        for start, chapter in by_start.items()
    ]


def _clock(seconds: float) -> str:
    """Return a time as editors write it, with thousandths only where there are some."""
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    minutes, second = divmod(whole, 60)
    hour, minute = divmod(minutes, 60)
    fraction = f".{thousandths:03}".rstrip("0") if thousandths else ""
    clock = f"{hour}:{minute:02}:{second:02}" if hour else f"{minute}:{second:02}"
    return f"{clock}{fraction}"


def _soundbites(item: Element | None) -> list[Field]:
    found: list[Field] = []
    for soundbite in every(item, "podcast:soundbite"):
        start, length = soundbite.get("startTime", ""), soundbite.get("duration", "")
        rules = VOCABULARY["podcast:soundbite"].needs
        if (
            rules["startTime"](start)
            and rules["duration"](length)
            and SHORTEST <= float(length) <= LONGEST
            and float(start) < LONGEST_EPISODE
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
        if (url := address(link.get("href")))
    ]


def _discussions(item: Element | None) -> list[Field]:
    known = VOCABULARY["podcast:socialInteract"].needs["protocol"]
    return [
        {
            "protocol": protocol,
            "uri": uri,
            "account": post.get("accountId"),
            "account_url": address(post.get("accountUrl")),
        }
        for post in every(item, "podcast:socialInteract")
        if known(protocol := post.get("protocol", "")) and (uri := address(post.get("uri")))
    ]
