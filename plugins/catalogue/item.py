"""What every item has: its fields, where it came from, and where it will stand on the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import ClassVar, Literal

from pydantic import ConfigDict, Field, model_validator
from pydantic.json_schema import SkipJsonSchema

from plugins.catalogue.body import EMPTY_BODY, Body
from plugins.catalogue.fields import (
    CaptionsFile,
    Day,
    ItemFile,
    Language,
    Link,
    Model,
    PictureFile,
    RecordingFile,
    SiteAddress,
    Slug,
    Text,
    refuse,
)
from plugins.catalogue.front_matter import Place


class Image(Model):
    """A picture, and the words for those who do not see it."""

    file: PictureFile = Field(
        description="The picture. Write the name of a file beside the item, like clinic.jpg."
    )
    alt: str = Field(
        default="",
        description=(
            "What the picture shows, for people who do not see it."
            " Write a sentence of up to 200 characters, without “picture of”."
        ),
        max_length=200,
    )
    decorative: bool = Field(
        default=False,
        description=(
            "Whether the picture only decorates, so that a screen reader passes over it."
            " Write true or false."
        ),
    )
    caption: Text | None = Field(
        default=None, description="Words under the picture. Write a sentence, or leave it out."
    )
    credit: Text | None = Field(
        default=None, description="Who made the picture. Write a name, or leave it out."
    )

    @model_validator(mode="after")
    def _has_words_or_is_decorative(self) -> Image:
        if self.decorative and self.alt:
            remedy = "Delete the line alt, or the line decorative."
            raise refuse("alt", "has words in alt, and is decorative too.", remedy)
        if not self.decorative and not self.alt:
            remedy = (
                "Add alt: and say in one sentence what the picture shows. Where it only"
                " decorates, add decorative: true instead."
            )
            raise refuse("alt", "has no words in alt.", remedy)
        return self


class Recording(Model):
    """Sound or video, with its words."""

    file: RecordingFile = Field(
        description="The sound or video. Write the name of a file beside the item, like talk.mp3."
    )
    transcript: CaptionsFile = Field(
        description=(
            "Every word of the recording, with times: captions and transcript are made from it."
            " Write the name of a WebVTT file beside the item, like talk.vtt."
        )
    )
    poster: Image | None = Field(
        default=None,
        description="A still picture to show before a video plays. Give its file and alt.",
    )


class Translator(Model):
    """Who turned an item into this language, and when."""

    name: Text = Field(description="Who translated it. Write a name or a company.")
    translated: Day = Field(
        description="The day of the translation. Write it as year-month-day, like 2026-11-03."
    )


@dataclass(frozen=True)
class Origin:
    """The file that an item was read from."""

    path: str  # from the content folder, with forward slashes
    lines: Mapping[Place, int] = field(default_factory=dict, repr=False)
    body: Body = EMPTY_BODY

    def line_of(self, *place: str | int) -> int:
        """Return the line of a field, or of the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


class Item(Model):
    """The fields that every kind shares."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    kind: ClassVar[str]  # the folder's name
    noun: ClassVar[str]  # for messages: "a news item"
    root: ClassVar[str]  # where the kind stands on the site: "news"

    origin: SkipJsonSchema[Origin] = Field(exclude=True, repr=False)

    title: Text = Field(
        max_length=120,
        description="The heading of the page. Write a plain sentence of up to 120 characters.",
    )
    summary: Text = Field(
        max_length=300,
        description=(
            "What a reader learns, for lists, search and shared links."
            " Write one or two sentences, up to 300 characters."
        ),
    )
    date: Day = Field(
        description=(
            "The day of publication, by which items are sorted."
            " Write it as year-month-day, like 2026-11-03."
        )
    )
    updated: Day | None = Field(
        default=None,
        description=(
            "The last day on which the words changed in a way that readers should know of."
            " Write it as year-month-day, like 2026-11-03."
        ),
    )
    reviewed: Day | None = Field(
        default=None,
        description=(
            "The last day on which somebody checked that it is all still true."
            " Write it as year-month-day, like 2026-11-03."
        ),
    )
    review: Day | None = Field(
        default=None,
        description=(
            "The day by which somebody must check it again; check warns when it has passed."
            " Write it as year-month-day, like 2027-11-03."
        ),
    )
    topics: tuple[Text, ...] = Field(
        default=(),
        description=(
            "What it is about. Write a list of topics from topics in site.yaml,"
            " like [Vaccinations, Winter]."
        ),
    )
    places: tuple[Text, ...] = Field(
        default=(),
        description=(
            "Which places it concerns. Write a list of places from places in site.yaml,"
            " like [Oadby, Wigston]."
        ),
    )
    image: Image | None = Field(
        default=None,
        description="The main picture. Give its file, and its alt or decorative: true.",
    )
    lang: Language | None = Field(
        default=None,
        description=(
            "The language of the words, where it is not the site's own."
            " Write its code, like ur for Urdu or pl for Polish."
        ),
    )
    translation_of: ItemFile | None = Field(
        default=None,
        description=(
            "The item of which this is a translation. Write the name of its file,"
            " like flu-clinics.md."
        ),
    )
    translator: Translator | None = Field(
        default=None,
        description="Who translated it. Give a name, and the day on which it was translated.",
    )
    status: Literal["published", "draft"] = Field(
        default="published",
        description="Whether the public may see it. Write published or draft.",
    )
    publish_from: Day | None = Field(
        default=None,
        description=(
            "The first day on which it is shown, where that is later than date."
            " Write it as year-month-day, like 2026-11-03."
        ),
    )
    expires: Day | None = Field(
        default=None,
        description=(
            "The last day on which it is shown. Write it as year-month-day, like 2027-03-31."
        ),
    )
    slug: Slug | None = Field(
        default=None,
        description=(
            "The last part of its address, where it is not the file's name."
            " Write small letters, digits and hyphens, like flu-clinics."
        ),
    )
    redirect_from: tuple[SiteAddress, ...] = Field(
        default=(),
        description=(
            "Addresses at which it stood before; readers who use them are sent here."
            " Write a list, each from the first slash, like [/news/flu-2025/]."
        ),
    )
    related: tuple[ItemFile, ...] = Field(
        default=(),
        description=(
            "Items to read next, shown before those that share a topic."
            " Write a list of their files, like [../news/flu-clinics.md]."
        ),
    )

    @property
    def path(self) -> str:
        """The file, from the content folder."""
        return self.origin.path

    @property
    def body(self) -> Body:
        """The Markdown after the front matter, read."""
        return self.origin.body

    @property
    def name(self) -> str:
        """The last part of the address."""
        # flu-clinics.ur.md stands beside flu-clinics.md, and has its address in Urdu.
        return self.slug or PurePosixPath(self.path).name.split(".")[0]

    @property
    def address(self) -> str:
        """The address from the site's root in the site's own language: "news/flu-clinics/"."""
        return f"{self.root}/{self.name}/"

    @property
    def url(self) -> str:
        """The address from the site's root: "news/flu-clinics/", in Urdu "ur/news/flu-clinics/"."""
        return f"{self.lang}/{self.address}" if self.lang else self.address

    @property
    def first_day(self) -> Day:
        """The first day on which it may be seen."""
        return max(self.date, self.publish_from or self.date)

    @property
    def changed(self) -> Day:
        """The day of the newest change that readers should know of."""
        return max(self.date, self.updated or self.date)

    @property
    def images(self) -> tuple[Image, ...]:
        """Every picture that the fields name."""
        return (self.image,) if self.image else ()

    @property
    def recordings(self) -> tuple[Recording, ...]:
        """Every recording that the fields name."""
        return ()

    @property
    def papers(self) -> tuple[str, ...]:
        """Every other file that is published with it, as paths from the content folder."""
        return ()

    def is_live(self, on: Day) -> bool:
        """Tell whether the public may see it on this day."""
        in_time = self.first_day <= on and (self.expires is None or on <= self.expires)
        return self.status == "published" and in_time


__all__ = ["Image", "Item", "Link", "Origin", "Recording", "Translator"]
