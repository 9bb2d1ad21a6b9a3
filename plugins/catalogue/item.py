"""What every item has: its fields, where it came from, and where it will stand on the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from pydantic import ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from plugins.catalogue.body import EMPTY_BODY, Body
from plugins.catalogue.fields import Day, ItemFile, Language, Link, Model, SiteAddress, Slug, Text
from plugins.catalogue.front_matter import Place
from plugins.catalogue.item_parts import Image, Reading, Recording, SignedFilm, Translator


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
    read_aloud: Reading | None = Field(
        default=None,
        description=(
            "A person reading it aloud, in place of the computer's voice. Give its file and reader."
        ),
    )
    bsl: SignedFilm | None = Field(
        default=None,
        description=(
            "It in British Sign Language. Give its file, its transcript, who signed it and who"
            " checked it."
        ),
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
        return self.slug or self.path.rpartition("/")[2].partition(".")[0]

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
        """Every recording that the item is about; not those that say its words another way."""
        return ()

    @property
    def transcripts(self) -> tuple[str, ...]:
        """Every file that holds what is said or signed, as paths from the content folder."""
        films = (*self.recordings, *((self.bsl,) if self.bsl else ()))
        read = self.read_aloud.captions if self.read_aloud else None
        return (*(film.transcript for film in films), *((read,) if read else ()))

    @property
    def papers(self) -> tuple[str, ...]:
        """Every other file that is published with it, as paths from the content folder."""
        return ()

    def is_live(self, on: Day) -> bool:
        """Tell whether the public may see it on this day."""
        in_time = self.first_day <= on and (self.expires is None or on <= self.expires)
        return self.status == "published" and in_time


__all__ = [
    "Image",
    "Item",
    "Link",
    "Origin",
    "Reading",
    "Recording",
    "SignedFilm",
    "Translator",
]
