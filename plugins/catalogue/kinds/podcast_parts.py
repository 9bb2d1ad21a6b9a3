"""The smaller parts of shows and episodes: chapters, people, licences, links, other recordings."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from plugins.catalogue.fields import (
    AnyRecording,
    Day,
    Email,
    ItemFile,
    Language,
    Model,
    Text,
    TranscriptFile,
    WebAddress,
    refuse,
)
from plugins.catalogue.item import Image, Recording
from plugins.catalogue.podcast_roles import PodcastRole

SHORT = 128  # characters; apps may cut longer texts (Podcasting 2.0)
CLOCK = r"^([0-9]{1,2}:)?[0-9]{1,2}:[0-5][0-9]$"
# Other programs set chapters between two seconds, and an import keeps them there.
FINE_CLOCK = r"^([0-9]{1,2}:)?[0-9]{1,2}:[0-5][0-9](\.[0-9]{1,3})?$"
# SPDX names that apps know without an address.
WELL_KNOWN_LICENCES = (
    "cc-by-4.0",
    "cc-by-sa-4.0",
    "cc-by-nd-4.0",
    "cc-by-nc-4.0",
    "cc-by-nc-sa-4.0",
    "cc-by-nc-nd-4.0",
    "cc0-1.0",
)


def seconds_of(clock: str) -> int:
    """Return a time such as 1:02:05 in seconds."""
    total = 0
    for part in clock.split(":"):
        total = total * 60 + int(part)
    return total


class Listing(Model):
    """A directory in which a show can be found."""

    name: Text = Field(description="The app or directory. Write its name, like Apple Podcasts.")
    url: WebAddress = Field(description="The show's page there. Write an address with https://.")


class Owner(Model):
    """Whom directories ask about a show."""

    name: Text = Field(description="Who is responsible. Write a name.")
    email: Email = Field(description="Where directories write to. Write an e-mail address.")


class Funding(Model):
    """A way to give money to a show."""

    url: WebAddress = Field(description="Where to give. Write an address with https://.")
    label: Text = Field(
        max_length=SHORT,
        description="The words of the link. Write a few, like Support our charity.",
    )


class Licence(Model):
    """What others may do with the recordings."""

    name: Text = Field(
        description=(
            "The licence. Write its short name, like cc-by-4.0, or for the Open Government"
            " Licence OGL-UK-3.0 with its url."
        )
    )
    url: WebAddress | None = Field(
        default=None,
        description="The words of the licence. Write an address with https://.",
    )

    @model_validator(mode="after")
    def _can_be_looked_up(self) -> Licence:
        if self.url is None and self.name.lower() not in WELL_KNOWN_LICENCES:
            known = ", ".join(WELL_KNOWN_LICENCES)
            remedy = f"Add url: and the address of its words, or use one of {known}."
            raise refuse("licence", "is not one that apps know, and has no url.", remedy)
        return self


class Location(Model):
    """The place that a show or an episode is about."""

    name: Text = Field(
        max_length=SHORT, description="The place. Write its name, like Rutland, England."
    )
    geo: Text | None = Field(
        default=None,
        pattern=r"^-?[0-9]{1,2}(\.[0-9]+)?,-?[0-9]{1,3}(\.[0-9]+)?$",
        description="Where it is. Write latitude and longitude, like 52.6586,-0.6396.",
    )
    osm: Text | None = Field(
        default=None,
        pattern=r"^[NWR][0-9]+$",
        description=(
            "Its number in OpenStreetMap. Write it after N, W or R for node, way or relation,"
            " like R57398."
        ),
    )
    country: Text | None = Field(
        default=None,
        pattern=r"^[a-z]{2}$",
        description="The country. Write its two small letters, like gb.",
    )


class Frequency(Model):
    """How often new episodes come out."""

    words: Text = Field(
        max_length=SHORT, description="For people. Write a few words, like Once a month."
    )
    rrule: Text | None = Field(
        default=None,
        pattern=r"^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[A-Z0-9,+-]+)*$",
        description=(
            "For apps. Write a rule of calendars, like FREQ=MONTHLY, FREQ=WEEKLY;BYDAY=TU or"
            " FREQ=WEEKLY;INTERVAL=2."
        ),
    )
    start: Day | None = Field(
        default=None,
        description="The first day of the rule. Write it as year-month-day, like 2026-11-03.",
    )

    @model_validator(mode="after")
    def _counts_from_a_day(self) -> Frequency:
        if self.rrule and "COUNT=" in self.rrule and self.start is None:
            remedy = "Add start: and the day of the first one, like 2026-11-03."
            raise refuse("frequency", "has a COUNT and no start to count from.", remedy)
        return self


class Season(Model):
    """A season with a name of its own."""

    number: int = Field(ge=1, description="The season. Write its number.")
    name: Text = Field(max_length=SHORT, description="What it is called. Write a few words.")


class Recommendation(Model):
    """Another podcast that this one recommends."""

    title: Text = Field(description="The other podcast. Write its title.")
    feed_guid: Text = Field(
        pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
        description=(
            "By which apps know it. Write its podcast GUID, which podcastindex.org shows on the"
            " podcast's page."
        ),
    )
    feed_url: WebAddress | None = Field(
        default=None, description="Its feed. Write an address with https://."
    )


class Note(Model):
    """A text by which a service knows that the show is yours."""

    text: Text = Field(max_length=4000, description="What the service asked for. Write it exactly.")
    purpose: Text | None = Field(
        default=None,
        max_length=SHORT,
        description="What it is for. Write the service's word, like applepodcastsverify.",
    )


class Chapter(Model):
    """A part of an episode."""

    start: Text = Field(
        pattern=FINE_CLOCK,
        description="When it begins. Write minutes and seconds, like 2:05, or 1:02:05.",
    )
    title: Text = Field(description="What it is about. Write a few words.")
    url: WebAddress | None = Field(
        default=None, description="Where to read more. Write an address with https://."
    )
    image: Image | None = Field(
        default=None, description="A picture to show while it plays. Give its file and alt."
    )
    hidden: bool = Field(
        default=False,
        description="Whether lists of chapters leave it out. Write true or false.",
    )

    @property
    def seconds(self) -> float:
        """When it begins, in seconds from the start."""
        whole, _, fraction = self.start.partition(".")
        return seconds_of(whole) + float(f"0.{fraction or 0}")


class Speaker(Model):
    """Somebody heard in an episode, or who made it."""

    name: Text = Field(
        max_length=SHORT, description="Who speaks. Write the name as it should be shown."
    )
    role: Text | None = Field(
        default=None, description="What they do. Write a few words, like practice nurse."
    )
    part: PodcastRole = Field(
        default="Guest",
        description="What they do in the programme. Write Host, Guest, Producer or such.",
    )
    person: ItemFile | None = Field(
        default=None,
        description="Their own page. Write its file, like ../../people/asha-example.md.",
    )
    url: WebAddress | None = Field(
        default=None,
        description="Their page elsewhere, where they have none here. Write an address with https://.",
    )


class Presenter(Speaker):
    """Somebody who is heard in every episode, unless the episode says otherwise."""

    part: PodcastRole = Field(
        default="Host",
        description="What they do in the show. Write Host, Co-Host, Producer or such.",
    )


class Soundbite(Model):
    """A short piece of an episode that tempts people to listen."""

    start: Text = Field(
        pattern=CLOCK,
        description="When it begins. Write minutes and seconds, like 2:05, or 1:02:05.",
    )
    seconds: int = Field(
        ge=15, le=120, description="How long it is. Write a whole number from 15 to 120."
    )
    title: Text | None = Field(
        default=None, max_length=SHORT, description="What is said. Write a few words."
    )


class ContentLink(Model):
    """Another place where an episode can be heard or seen."""

    url: WebAddress = Field(description="Where it is. Write an address with https://.")
    title: Text = Field(description="What is there. Write words like Watch it with British signs.")


class Discussion(Model):
    """A post elsewhere under which people talk about an episode."""

    protocol: Literal[
        "activitypub", "bluesky", "hive", "lightning", "matrix", "nostr", "twitter"
    ] = Field(description="The network. Write activitypub for Mastodon, bluesky, matrix or such.")
    uri: WebAddress = Field(description="The post. Write its address with https://.")
    account: Text | None = Field(
        default=None, description="Whose post it is. Write the account, like @health."
    )
    account_url: WebAddress | None = Field(
        default=None, description="The account's page. Write an address with https://."
    )


class EpisodeRecording(Recording):
    """An episode's sound or video, which may lie on another host."""

    file: AnyRecording = Field(
        description=(
            "The sound or video. Write the name of a file beside the episode, like talk.mp3, or"
            " the address of one elsewhere, with https:// or s3://."
        )
    )
    transcript: TranscriptFile = Field(
        description=(
            "Every word of the recording: captions and transcripts are made from it. Write the"
            " name of a file beside the episode, like talk.vtt; .srt, .json and .txt do too."
        )
    )
    duration: Text | None = Field(
        default=None,
        pattern=CLOCK,
        description=(
            "How long it is, for a recording elsewhere that nobody can measure."
            " Write minutes and seconds, like 31:20, or delete the line to have it measured."
        ),
    )
    bytes: int | None = Field(
        default=None,
        ge=1,
        description=(
            "How large it is, for a recording elsewhere that nobody can measure."
            " Write a whole number, or delete the line to have it measured."
        ),
    )


class Rendition(EpisodeRecording):
    """The same episode in another way: signed, in another language, as sound or as video."""

    title: Text = Field(
        max_length=32,
        description="What is different. Write a few words, like Signed in BSL, or Sound only.",
    )
    language: Language | None = Field(
        default=None,
        description=(
            "The language that is spoken or signed, where it is not the site's own. Write its"
            " code, like pl for Polish or bfi for British Sign Language."
        ),
    )


class Wish(Model):
    """A topic that people have asked a show for."""

    topic: Text = Field(description="What they want to hear about. Write a few words.")
    asked_by: Text | None = Field(
        default=None,
        description="Who asked. Write a group's name, or how many, like 24 people.",
    )
    state: Literal["asked", "in the making", "published"] = Field(
        default="asked", description="How far it is. Write asked, in the making or published."
    )
    plan: Text | None = Field(
        default=None,
        description="What happens next. Write a few words, like To be recorded in January 2027.",
    )
    episode: ItemFile | None = Field(
        default=None,
        description="What came of it. Write the episode's file, like living-with-copd.md.",
    )

    @model_validator(mode="after")
    def _says_what_was_published(self) -> Wish:
        if self.state == "published" and self.episode is None:
            remedy = "Add episode: and its file, like living-with-copd.md."
            raise refuse("wish", "is published, and names no episode.", remedy)
        if self.state != "published" and self.episode is not None:
            remedy = "Write state: published, or delete the episode."
            raise refuse("wish", "names an episode, and is not published.", remedy)
        return self
