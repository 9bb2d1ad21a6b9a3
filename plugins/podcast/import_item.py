"""An item of a feed as an episode."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from xml.etree.ElementTree import Element

from plugins.podcast.import_values import File, ImportedChapter, ImportedEpisode, Person
from plugins.podcast.import_xml import clean, every, first, raw, text

FACTS = {
    "type": "episodeType",
    "explicit": "explicit",
    "season": "season",
    "episode": "episode",
}
FIRST_YEAR, LAST_YEAR = 1990, 2200
MADE_SOUND = re.compile(r"-sound-[0-9a-f]{8}\.m4a$")


def episode_of(item: Element) -> ImportedEpisode | str:
    """Return an item as an episode; only its title where there is nothing to hear."""
    title = text(item, "title") or text(item, "itunes:title") or "Untitled"
    enclosure = first(item, "enclosure")
    moment = _moment(text(item, "pubDate"))
    if enclosure is None or not enclosure.get("url") or moment is None:
        return title
    url = enclosure.get("url", "").strip()
    main, alternates = _as_given(
        File(url, enclosure.get("type", "")), tuple(_alternates(item, url))
    )
    chapters = first(item, "podcast:chapters")
    return ImportedEpisode(
        title=title,
        # RSS 2.0: an item without a guid is known by its enclosure.
        guid=clean(item.findtext("guid") or "") or url,
        came_out=moment,
        link=text(item, "link"),
        notes=raw(item, "content:encoded") or raw(item, "description"),
        enclosure=main,
        alternates=alternates,
        transcripts=tuple(_transcripts(item)),
        chapters_url=chapters.get("url") if chapters is not None else None,
        chapters=tuple(_chapters(item)),
        artwork=artwork_of(item),
        artwork_alt=artwork_words(item),
        author=text(item, "itunes:author") or None,
        people=tuple(people_of(item)),
        facts={name: text(item, f"itunes:{tag}") for name, tag in FACTS.items()},
        item=item,
    )


def _moment(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    # Podcasts are younger than the first, and dates in feeds are sometimes in year 1.
    return moment if moment.tzinfo and FIRST_YEAR <= moment.year <= LAST_YEAR else None


def _alternates(item: Element, main: str) -> Iterator[File]:
    for alternate in every(item, "podcast:alternateEnclosure"):
        source = first(alternate, "podcast:source")
        url = source.get("uri") if source is not None else None
        if url and url != main and url.startswith(("http://", "https://")):
            title, language = alternate.get("title"), alternate.get("lang")
            yield File(url, alternate.get("type", ""), language, title)


def _as_given(main: File, others: tuple[File, ...]) -> tuple[File, tuple[File, ...]]:
    """Return the film that this program took a sound from, where the enclosure is such a sound.

    The sound is then made from it again, and has the same address.
    """
    film = next((one for one in others if one.media_type.startswith("video/")), None)
    if film is None or film.title or not MADE_SOUND.search(main.url):
        return main, others
    return film, tuple(one for one in others if one is not film)


def _transcripts(item: Element) -> Iterator[File]:
    for transcript in every(item, "podcast:transcript"):
        if url := transcript.get("url"):
            yield File(url, transcript.get("type", ""), transcript.get("language"))


def _chapters(item: Element) -> Iterator[ImportedChapter]:
    for chapter in every(first(item, "psc:chapters"), "psc:chapter"):
        start = seconds_of_clock(chapter.get("start", ""))
        title = " ".join(clean(chapter.get("title", "")).split())
        if start is not None and title:
            yield ImportedChapter(start, title, chapter.get("href"))


def seconds_of_clock(value: str) -> float | None:
    """Return the seconds of a time such as 01:02:05.500, 2:05 or 125."""
    found = re.fullmatch(r"(?:(?:([0-9]+):)?([0-9]+):)?([0-9]+(?:\.[0-9]+)?)", value.strip())
    if not found:
        return None
    hours, minutes, seconds = found.groups()
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(seconds)


def people_of(parent: Element) -> Iterator[Person]:
    """Yield the people of a channel or an item."""
    for person in every(parent, "podcast:person"):
        name = " ".join(clean(person.text or "").split())
        if name:
            yield Person(name, clean(person.get("role", "host")), person.get("href"))


def artwork_of(parent: Element) -> str | None:
    """Return the address of a channel's or an item's picture."""
    image = first(parent, "itunes:image")
    return image.get("href") if image is not None else None


def artwork_words(parent: Element) -> str | None:
    """Return the words for those who do not see it."""
    for image in every(parent, "podcast:image"):
        if image.get("href") == artwork_of(parent) and image.get("alt"):
            return " ".join(clean(image.get("alt", "")).split())
    return None
