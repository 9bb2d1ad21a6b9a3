"""A podcast's feed, ours or anybody's, as values: read without trust in what it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from plugins.catalogue.front_matter import CONTROL
from plugins.podcast.feed_vocabulary import NAMESPACES
from plugins.podcast.guid import show_guid

LARGEST_FEED = 50_000_000  # bytes; ten thousand episodes with everything stay below
# https://podcastindex.org/namespace/1.0 began under this name.
OLD_PODCAST = "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"
MADE_SOUND = re.compile(r"-sound-[0-9a-f]{8}\.m4a$")
INVISIBLE = re.compile("[\x85\u2028\u2029]")


class UnreadableFeedError(ValueError):
    """The feed cannot be imported; its words are for the editor."""


@dataclass(frozen=True)
class File:
    """A file that the feed names."""

    url: str
    media_type: str = ""
    language: str | None = None
    title: str | None = None


@dataclass(frozen=True)
class ImportedChapter:
    """A chapter as the feed has it."""

    start: float
    title: str
    url: str | None = None


@dataclass(frozen=True)
class Person:
    """A person as the feed names one."""

    name: str
    part: str
    url: str | None = None


@dataclass(frozen=True, kw_only=True)
class ImportedEpisode:
    """An item of the feed."""

    title: str
    guid: str
    came_out: datetime
    link: str
    notes: str  # HTML, or plain text
    enclosure: File
    alternates: tuple[File, ...] = ()
    transcripts: tuple[File, ...] = ()
    chapters_url: str | None = None
    chapters: tuple[ImportedChapter, ...] = ()
    artwork: str | None = None
    artwork_alt: str | None = None
    author: str | None = None
    people: tuple[Person, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)  # type, explicit, season, episode
    item: Element | None = None  # for what import_show.py takes over word by word


@dataclass(frozen=True, kw_only=True)
class ImportedShow:
    """The feed's channel."""

    title: str
    guid: str
    link: str
    feed_url: str | None
    description: str
    author: str
    owner: tuple[str, str] | None  # name and e-mail
    categories: tuple[str, ...]  # "Health & Fitness > Medicine"
    artwork: str | None
    artwork_alt: str | None
    people: tuple[Person, ...]
    channel: Element  # for what import_show.py takes over word by word
    episodes: tuple[ImportedEpisode, ...]
    left_out: tuple[str, ...]  # items that are none: their titles
    next_page: str | None


def read_feed(data: bytes, feed_url: str | None = None) -> ImportedShow:
    """Return what a feed says; UnreadableFeedError says why it cannot be imported."""
    channel = _channel(data)
    items = [_episode(item) for item in channel.findall("item")]
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
        artwork=_artwork(channel),
        artwork_alt=_artwork_alt(channel),
        people=tuple(_people(channel)),
        channel=channel,
        episodes=tuple(item for item in items if isinstance(item, ImportedEpisode)),
        left_out=tuple(item for item in items if isinstance(item, str)),
        next_page=links.get("prev-archive") or links.get("next"),
    )


def _channel(data: bytes) -> Element:
    if len(data) > LARGEST_FEED:
        raise UnreadableFeedError("The feed is larger than 50 MB, which no podcast needs.")
    try:
        # Entities could grow without end or read this machine's files: they are refused.
        root: Element = fromstring(data.strip())
    except DefusedXmlException as error:
        raise UnreadableFeedError("The feed defines entities of its own, as attacks do.") from error
    except (ParseError, ValueError, LookupError) as error:
        raise UnreadableFeedError(f"The feed is not well-formed XML: {error}.") from error
    _rename_old_namespace(root)
    channel = root.find("channel")
    if root.tag != "rss" or channel is None:
        raise UnreadableFeedError("This is not a podcast's feed: there is no RSS channel in it.")
    return channel


def _rename_old_namespace(root: Element) -> None:
    for element in root.iter():
        element.tag = element.tag.replace(f"{{{OLD_PODCAST}}}", f"{{{NAMESPACES['podcast']}}}")


def every(parent: Element | None, name: str) -> list[Element]:
    """Return the elements of a name such as podcast:person right under another."""
    return [] if parent is None else parent.findall(_path(name))


def first(parent: Element | None, name: str) -> Element | None:
    """Return the first of them."""
    return next(iter(every(parent, name)), None)


def text(parent: Element | None, name: str) -> str:
    """Return an element's words on one line, or nothing."""
    return " ".join(raw(parent, name).split())


def raw(parent: Element | None, name: str) -> str:
    """Return an element's words as they are, without what nobody sees."""
    element = first(parent, name)
    return "" if element is None else clean(element.text or "")


def clean(words: str) -> str:
    """Return words without the invisible characters that front matter refuses."""
    return CONTROL.sub("", INVISIBLE.sub(" ", words)).strip()


def _path(name: str) -> str:
    prefix, _, local = name.rpartition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if prefix else local


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


def _artwork(parent: Element) -> str | None:
    image = first(parent, "itunes:image")
    return image.get("href") if image is not None else None


def _artwork_alt(parent: Element) -> str | None:
    for image in every(parent, "podcast:image"):
        if image.get("href") == _artwork(parent) and image.get("alt"):
            return " ".join(clean(image.get("alt", "")).split())
    return None


def _people(parent: Element) -> Iterator[Person]:
    for person in every(parent, "podcast:person"):
        name = " ".join(clean(person.text or "").split())
        if name:
            yield Person(name, clean(person.get("role", "host")), person.get("href"))


def _episode(item: Element) -> ImportedEpisode | str:
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
        artwork=_artwork(item),
        artwork_alt=_artwork_alt(item),
        author=text(item, "itunes:author") or None,
        people=tuple(_people(item)),
        facts={name: text(item, f"itunes:{tag}") for name, tag in FACTS.items()},
        item=item,
    )


FACTS = {
    "type": "episodeType",
    "explicit": "explicit",
    "season": "season",
    "episode": "episode",
}


def _moment(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


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
