"""What the head of a feed says of its show, with every address whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from plugins.catalogue.kinds import Episode, PatientStory, Show
from plugins.catalogue.kinds.podcast import InFeed
from plugins.catalogue.podcast_guid import variant_guid
from plugins.podcast.artwork import Artwork
from plugins.podcast.published import Medium, PublishedEpisode

FeedName: TypeAlias = Literal["feed", "audio", "video"]


@dataclass(frozen=True, kw_only=True)
class Credit:
    """A person as podcast:person names one."""

    name: str
    part: str  # a role of the taxonomy
    page: str | None = None
    picture: str | None = None


@dataclass(frozen=True, kw_only=True)
class ChannelItem:
    """One episode with all that its item says."""

    published: PublishedEpisode
    came_out: datetime  # with its time zone
    page: str
    notes: str  # simple HTML
    facts: InFeed  # what any item says of its place in a feed
    artwork: Artwork | None = None
    people: tuple[Credit, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Channel:
    """One show with its episodes, the newest first."""

    show: Show
    site_url: str  # no last slash
    page: str
    description: str  # plain text
    language: str
    zone: ZoneInfo
    artwork: Artwork | None  # None where consent keeps the picture back: then apps show none.
    items: tuple[ChannelItem, ...]
    people: tuple[Credit, ...] = ()
    folder: str  # where its feeds stand, from the site's root: "podcasts/elr-ccg-tv/"
    is_public: bool = True  # False: directories must not list it

    def address(self, place: str) -> str:
        """Return the whole address of a place of the site."""
        return f"{self.site_url}/{place}"

    def feed_place(self, name: FeedName, number: int | None = None) -> str:
        """Return where a document of a feed stands: "podcasts/elr-ccg-tv/feed-1.xml"."""
        return f"{self.folder}{name}{f'-{number}' if number else ''}.xml"

    def items_of(self, name: FeedName) -> tuple[ChannelItem, ...]:
        """Return a feed's items; in the main feed each is in one medium, sound where it has any."""
        if name == "feed":
            return tuple(
                replace(item, published=item.published.in_medium("audio") or item.published)
                for item in self.items
            )
        heard = ((item, item.published.in_medium(name)) for item in self.items)
        return tuple(replace(item, published=one) for item, one in heard if one)

    @property
    def feed_names(self) -> tuple[FeedName, ...]:
        """The feeds that the show has: one for each medium where there are both."""
        mediums: set[Medium] = {
            one.medium for item in self.items for one in item.published.recordings
        }
        return ("feed", "audio", "video") if len(mediums) > 1 else ("feed",)

    def guid(self, name: FeedName) -> str:
        """Return the GUID of one of the show's feeds."""
        stored = self.show.feed_guid or ""
        return stored if name == "feed" else variant_guid(stored, name)


def in_feed(item: Episode | PatientStory) -> InFeed:
    """Return what a feed asks of an episode, or of a story that is one."""
    if isinstance(item, PatientStory):
        if item.episode is None:
            raise ValueError(f"{item.path} is in no podcast.")
        return item.episode
    return item


def came_out(item: Episode | PatientStory, zone: ZoneInfo) -> datetime:
    """Return when it came out: at the day's first minute, unless the editor says otherwise.

    A later default would lie in the future on the day itself, and apps hide such episodes.
    """
    clock = item.time if isinstance(item, Episode) else None
    day: date = item.date
    return datetime.combine(day, time.fromisoformat(clock) if clock else time(), zone)
