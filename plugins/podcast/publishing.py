"""What the public sees, as channels: episodes with their files, people, pictures and addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from plugins.catalogue.item import Image, Item
from plugins.catalogue.kinds import Episode, Person, Show
from plugins.catalogue.kinds.podcast import Rendition, Speaker
from plugins.catalogue.publication import Publication
from plugins.podcast.artwork import Artwork
from plugins.podcast.channel import Channel, ChannelItem, Credit, came_out, in_feed
from plugins.podcast.companions import chapters_place, sound_place, transcript_place
from plugins.podcast.preparing import Preparation, PreparedEpisode
from plugins.podcast.programme import Programme, programmes, recording_of
from plugins.podcast.published import Enclosure, Link, PublishedChapter, PublishedEpisode
from plugins.podcast.show_notes import plain_notes, show_notes
from plugins.podcast.sound_facts import RecordingFacts


class PublishedFile(Protocol):
    """A file as the room of files knows it."""

    @property
    def url(self) -> str:
        """Its address from the first slash."""

    @property
    def bytes(self) -> int:
        """Its size."""

    @property
    def media_type(self) -> str:
        """What it is, like audio/mpeg."""

    @property
    def seconds(self) -> float | None:
        """How long it lasts."""


@dataclass(frozen=True)
class Doors:
    """What the other rooms give."""

    site_url: str  # whole, without the last slash
    file_of: Callable[[str], PublishedFile]  # from a path in the content
    picture_url: Callable[[Image], str]  # from the first slash
    preparation: Preparation

    def whole(self, url: str) -> str:
        """Return a whole address from one that begins with a slash, or is whole already."""
        if not url.startswith("/"):
            return url
        parts = urlsplit(self.site_url)
        return f"{parts.scheme}://{parts.netloc}{url}"

    def page(self, item: Item) -> str:
        """Return the whole address of an item's page."""
        return f"{self.site_url}/{item.url}"


def channels(
    publication: Publication, artworks: Mapping[str, Artwork], doors: Doors
) -> tuple[Channel, ...]:
    """Return every show with its episodes, the newest first; `artworks` by their files."""
    shows = (show for show in publication.shows if not publication.is_draft(show))
    return tuple(_channel(publication, show, artworks, doors) for show in shows)


def _channel(
    publication: Publication, show: Show, artworks: Mapping[str, Artwork], doors: Doors
) -> Channel:
    site = publication.site
    zone = ZoneInfo(site.timezone)

    def item(programme: Programme) -> ChannelItem:
        own = programme.artwork if isinstance(programme, Episode) else None
        people = programme.people if isinstance(programme, Episode) else ()
        body = publication.linked(programme.body.html, doors.site_url)
        return ChannelItem(
            published=published_episode(programme, doors),
            came_out=came_out(programme, zone),
            page=doors.page(programme),
            notes=show_notes(programme.summary, body, doors.page(programme)),
            facts=in_feed(programme),
            artwork=artworks[own.file] if own else None,
            people=_credits(publication, people, doors),
        )

    items = [item(programme) for programme in programmes(publication, show)]
    items.sort(key=lambda one: (one.came_out, one.published.item.path), reverse=True)
    body = publication.linked(show.body.html, doors.site_url)
    return Channel(
        show=show,
        folder=show.address,
        site_url=doors.site_url,
        page=doors.page(show),
        description=plain_notes(show.summary, body, doors.page(show)),
        language=site.lang,
        zone=zone,
        artwork=artworks[show.image.file] if show.image else None,
        items=tuple(items),
        people=_credits(publication, show.people, doors),
        is_public=site.index,
    )


def published_episode(item: Programme, doors: Doors) -> PublishedEpisode:
    """Return an episode with its files as they are published."""
    recording = recording_of(item)
    renditions = item.renditions if isinstance(item, Episode) else ()
    prepared = doors.preparation.episodes[item.path]
    chapters = _chapters(item, prepared, doors)
    return PublishedEpisode(
        item=item,
        enclosure=_enclosure(recording.file, doors),
        alternates=(
            *(_enclosure(one.file, doors, one) for one in renditions),
            *_sound_only(prepared, doors),
        ),
        transcripts=tuple(_transcripts(item, prepared, doors)),
        chapters_url=f"{doors.site_url}/{chapters_place(item)}" if chapters else None,
        chapters=chapters,
    )


def _enclosure(path: str, doors: Doors, rendition: Rendition | None = None) -> Enclosure:
    file, facts = doors.file_of(path), doors.preparation.facts[path]
    return replace(
        _as_measured(doors.whole(file.url), facts),
        language=rendition.language if rendition else None,
        title=rendition.title if rendition else None,
    )


def _sound_only(prepared: PreparedEpisode, doors: Doors) -> Iterator[Enclosure]:
    if prepared.sound_only:
        yield _as_measured(f"{doors.site_url}/{sound_place(prepared)}", prepared.sound_only)


def _as_measured(url: str, facts: RecordingFacts) -> Enclosure:
    sound = facts.sound
    return Enclosure(
        url=url,
        bytes=sound.bytes,
        media_type=sound.media_type,
        seconds=sound.seconds,
        sri=facts.integrity,
        width=sound.width,
        height=sound.height,
        codecs=sound.codecs or None,
        bitrate=sound.bit_rate,
    )


def _transcripts(item: Programme, prepared: PreparedEpisode, doors: Doors) -> Iterator[Link]:
    for transcript in prepared.transcripts:
        url = f"{doors.site_url}/{transcript_place(item, transcript.suffix)}"
        if transcript.suffix == ".vtt":
            url = doors.whole(doors.file_of(recording_of(item).transcript).url)
        yield Link(
            url=url,
            media_type=transcript.media_type,
            language=item.lang,
            rel="captions" if transcript.has_times else None,
        )


def _chapters(
    item: Programme, prepared: PreparedEpisode, doors: Doors
) -> tuple[PublishedChapter, ...]:
    """Return the chapters, with the pictures of those that the front matter has."""
    written = item.chapters if isinstance(item, Episode) else ()
    images = {float(one.seconds): one.image for one in written if one.image}
    return tuple(
        PublishedChapter(
            start=chapter.start,
            title=chapter.title,
            url=chapter.url,
            image_url=doors.whole(doors.picture_url(images[chapter.start]))
            if chapter.start in images
            else None,
            hidden=chapter.hidden,
        )
        for chapter in prepared.chapters
    )


def _credits(
    publication: Publication, speakers: Iterable[Speaker], doors: Doors
) -> tuple[Credit, ...]:
    return tuple(_credit(publication, speaker, doors) for speaker in speakers)


def _credit(publication: Publication, speaker: Speaker, doors: Doors) -> Credit:
    """Return a person with their page here where it may be seen, or elsewhere."""
    person = publication.at(speaker.person) if speaker.person else None
    if not isinstance(person, Person):
        return Credit(name=speaker.name, part=speaker.part, page=speaker.url)
    picture = doors.whole(doors.picture_url(person.image)) if person.image else None
    return Credit(name=speaker.name, part=speaker.part, page=doors.page(person), picture=picture)
