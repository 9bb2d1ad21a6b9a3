"""Podcasts: shows and their episodes."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from plugins.catalogue.apple_categories import AppleCategory
from plugins.catalogue.fields import Email, Model, Slug, Text, WebAddress, refuse
from plugins.catalogue.item import Image, Item, Recording
from plugins.catalogue.kinds.podcast_parts import (
    Chapter,
    ContentLink,
    Discussion,
    EpisodeRecording,
    Frequency,
    Funding,
    Licence,
    Listing,
    Location,
    Note,
    Owner,
    Presenter,
    Recommendation,
    Rendition,
    Season,
    Soundbite,
    Speaker,
    Wish,
)

UUID = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"


class Show(Item):
    """A podcast: show.md in its folder, with the episodes beside it."""

    kind: ClassVar[str] = "podcasts"
    noun: ClassVar[str] = "a show"
    root: ClassVar[str] = "podcasts"

    author: Text = Field(description="Who makes the show. Write a name.")
    email: Email = Field(description="Whom to ask about it. Write an e-mail address.")
    owner: Owner | None = Field(
        default=None,
        description=(
            "Whom directories ask, where it is not the author at the email above."
            " Give name and email."
        ),
    )
    feed_guid: Text | None = Field(
        default=None,
        pattern=UUID,
        description=(
            "By which apps know the show for life, wherever its feed moves. ./run new writes it,"
            " and check tells you the line where it is missing. Write it once, and never change it."
        ),
    )
    categories: tuple[AppleCategory, ...] = Field(
        default=(),
        max_length=3,
        description=(
            "Where directories list it, the best first. Write a list of up to three of Apple's"
            " categories, like [Health & Fitness > Medicine, Government]."
        ),
    )
    explicit: bool = Field(
        default=False,
        description="Whether it is unfit for children to hear. Write true or false.",
    )
    type: Literal["episodic", "serial"] = Field(
        default="episodic",
        description=(
            "The order in which to hear it. Write serial where each episode needs the one before,"
            " and otherwise episodic."
        ),
    )
    medium: Literal["podcast", "video", "audiobook", "course", "film", "music", "newsletter"] = (
        Field(
            default="podcast",
            description=(
                "What the show is. Write podcast, video, audiobook, course, film, music or"
                " newsletter."
            ),
        )
    )
    people: tuple[Presenter, ...] = Field(
        default=(),
        description="Who is in every episode. Write a list, each with name, and role or person.",
    )
    funding: tuple[Funding, ...] = Field(
        default=(), description="Ways to give money. Write a list, each with url and label."
    )
    licence: Licence | None = Field(
        default=None,
        description="What others may do with the recordings. Give name, and url.",
    )
    location: Location | None = Field(
        default=None, description="The place that it is about. Give name, and geo or osm."
    )
    frequency: Frequency | None = Field(
        default=None, description="How often episodes come out. Give words, and rrule."
    )
    complete: bool = Field(
        default=False,
        description="Whether there will be no more episodes. Write true or false.",
    )
    seasons: tuple[Season, ...] = Field(
        default=(), description="Seasons that have a name. Write a list, each with number and name."
    )
    podroll: tuple[Recommendation, ...] = Field(
        default=(),
        description="Podcasts that you recommend. Write a list, each with title and feed_guid.",
    )
    locked: bool = Field(
        default=True,
        description=(
            "Whether other podcast hosts must not copy the show to themselves. Write true or false."
        ),
    )
    listed: tuple[Listing, ...] = Field(
        default=(),
        description="Where else it is listed. Write a list, each with its name and url.",
    )
    wishes: tuple[Wish, ...] = Field(
        default=(),
        description=(
            "Topics that people have asked for, the most wanted first."
            " Write a list, each with topic and state."
        ),
    )
    new_feed_address: WebAddress | None = Field(
        default=None,
        description=(
            "Where the feed moves to: subscribers follow. Write the new address of feed.xml with"
            " https://, and keep the old one up for a month."
        ),
    )
    copyright: Text | None = Field(
        default=None, description="Whose it is. Write a line, like © 2026 Fenwick Town Council."
    )
    notes: tuple[Note, ...] = Field(
        default=(),
        description=(
            "Texts by which a service knows that the show is yours."
            " Write a list, each with text and purpose."
        ),
    )
    hub: WebAddress | None = Field(
        default=None,
        description=(
            "A WebSub hub, which tells apps of new episodes at once."
            " Write its address with https://."
        ),
    )

    @property
    def name(self) -> str:
        """The folder's name."""
        return PurePosixPath(self.path).parent.name

    @property
    def subscribe_address(self) -> str:
        """Where listeners subscribe: "podcasts/elr-ccg-tv/subscribe/"."""
        return f"{self.address}subscribe/"

    @property
    def next_address(self) -> str:
        """Where the topics are that people have asked for."""
        return f"{self.address}next/"


class InFeed(Model):
    """What a feed asks of an episode, whether it is one or a patient story."""

    guid: Text | None = Field(
        default=None,
        description=(
            "By which apps know the episode for life; with another one, every subscriber gets it"
            " again. ./run new writes it, and check tells you the line where it is missing. Write"
            " it once, and never change it."
        ),
    )
    type: Literal["full", "trailer", "bonus"] = Field(
        default="full", description="What it is. Write full, trailer or bonus."
    )
    explicit: bool | None = Field(
        default=None,
        description=(
            "Whether it is unfit for children to hear, where that is otherwise than the show."
            " Write true or false."
        ),
    )
    season: int | None = Field(
        default=None, ge=1, description="The number of the season. Write a whole number from 1."
    )
    episode: int | None = Field(
        default=None, ge=1, description="Its number in the season. Write a whole number from 1."
    )


class StoryEpisode(InFeed):
    """A patient story's place in a show; it holds while the consent for podcast holds."""

    show: Slug = Field(description="The show. Write the name of its folder, like elr-ccg-tv.")


class Episode(Item, InFeed):
    """One programme of a show."""

    kind: ClassVar[str] = "podcasts"
    noun: ClassVar[str] = "an episode"
    root: ClassVar[str] = "podcasts"

    recording: EpisodeRecording = Field(
        description="The sound or video. Give its file and its transcript."
    )
    renditions: tuple[Rendition, ...] = Field(
        default=(),
        description=(
            "The same episode in other ways, such as signed. Write a list, each with title, file"
            " and transcript."
        ),
    )
    time: Text | None = Field(
        default=None,
        pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$",
        description=(
            "The time of day at which it came out, where that matters. Write hours and minutes,"
            " like 18:30."
        ),
    )
    artwork: Image | None = Field(
        default=None,
        description=(
            "A square picture for apps, where it is not the show's: 1400 to 3000 pixels, JPEG or"
            " PNG. Give its file and alt."
        ),
    )
    people: tuple[Speaker, ...] = Field(
        default=(),
        description="Who is heard. Write a list, each with name, and role or person.",
    )
    chapters: tuple[Chapter, ...] = Field(
        default=(),
        description="Its parts, in order. Write a list, each with start and title.",
    )
    soundbites: tuple[Soundbite, ...] = Field(
        default=(),
        description="Pieces to tempt listeners. Write a list, each with start and seconds.",
    )
    links: tuple[ContentLink, ...] = Field(
        default=(),
        description="Where else it can be heard or seen. Write a list, each with url and title.",
    )
    discussions: tuple[Discussion, ...] = Field(
        default=(),
        description=(
            "Posts under which people talk about it, the best first."
            " Write a list, each with protocol and uri."
        ),
    )
    licence: Licence | None = Field(
        default=None,
        description="Its licence, where it is not the show's. Give name, and url.",
    )
    location: Location | None = Field(
        default=None, description="The place that it is about. Give name, and geo or osm."
    )
    made_by: Text | None = Field(
        default=None,
        description="The charity, group or practice that made it. Write a name.",
    )

    @property
    def show(self) -> str:
        """The show's folder, which is its name in addresses."""
        return PurePosixPath(self.path).parts[1]

    @property
    def show_file(self) -> str:
        """The file of the show, from the content folder."""
        return f"{Show.kind}/{self.show}/show.md"

    @property
    def address(self) -> str:
        """The address under its show: "podcasts/elr-ccg-tv/copd/"."""
        return f"{self.root}/{self.show}/{self.name}/"

    @property
    def embed_address(self) -> str:
        """Where the small player for other sites is."""
        return f"{self.address}embed/"

    @property
    def recordings(self) -> tuple[Recording, ...]:
        """The programme itself, then the other ways in which it can be had."""
        return (self.recording, *self.renditions)

    @model_validator(mode="after")
    def _chapters_are_in_order(self) -> Episode:
        starts = [chapter.seconds for chapter in self.chapters]
        if starts != sorted(set(starts)):
            raise refuse(
                "order",
                "are not in order.",
                "Sort them by start, and give each its own start.",
                at=("chapters",),
            )
        return self


__all__ = [
    "Chapter",
    "Episode",
    "EpisodeRecording",
    "InFeed",
    "Listing",
    "Rendition",
    "Show",
    "Speaker",
    "StoryEpisode",
    "Wish",
]
