"""Podcasts: shows and their episodes."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import ClassVar

from pydantic import Field, model_validator

from plugins.catalogue.fields import Email, ItemFile, Model, Text, WebAddress, refuse
from plugins.catalogue.item import Item, Recording


class Listing(Model):
    """A directory in which a show can be found."""

    name: Text = Field(description="The app or directory. Write its name, like Apple Podcasts.")
    url: WebAddress = Field(description="The show's page there. Write an address with https://.")


class Show(Item):
    """A podcast: show.md in its folder, with the episodes beside it."""

    kind: ClassVar[str] = "podcasts"
    noun: ClassVar[str] = "a show"
    root: ClassVar[str] = "podcasts"

    author: Text = Field(description="Who makes the show. Write a name.")
    email: Email = Field(description="Whom to ask about it. Write an e-mail address.")
    listed: tuple[Listing, ...] = Field(
        default=(),
        description="Where else it is listed. Write a list, each with its name and url.",
    )

    @property
    def name(self) -> str:
        """The folder's name."""
        return PurePosixPath(self.path).parent.name


class Chapter(Model):
    """A part of an episode."""

    start: Text = Field(
        pattern=r"^(\d{1,2}:)?\d{1,2}:\d\d$",
        description="When it begins. Write minutes and seconds, like 2:05, or 1:02:05.",
    )
    title: Text = Field(description="What it is about. Write a few words.")

    @property
    def seconds(self) -> int:
        """When it begins, in whole seconds from the start."""
        total = 0
        for part in self.start.split(":"):
            total = total * 60 + int(part)
        return total


class Speaker(Model):
    """Somebody heard in an episode."""

    name: Text = Field(description="Who speaks. Write the name as it should be shown.")
    role: Text | None = Field(
        default=None, description="What they do. Write a few words, like practice nurse."
    )
    person: ItemFile | None = Field(
        default=None,
        description="Their own page. Write its file, like ../../people/asha-example.md.",
    )


class Episode(Item):
    """One programme of a show."""

    kind: ClassVar[str] = "podcasts"
    noun: ClassVar[str] = "an episode"
    root: ClassVar[str] = "podcasts"

    recording: Recording = Field(
        description="The sound or video. Give its file and its transcript."
    )
    season: int | None = Field(
        default=None, ge=1, description="The number of the season. Write a whole number from 1."
    )
    episode: int | None = Field(
        default=None, ge=1, description="Its number in the season. Write a whole number from 1."
    )
    people: tuple[Speaker, ...] = Field(
        default=(),
        description="Who is heard. Write a list, each with name, and role or person.",
    )
    chapters: tuple[Chapter, ...] = Field(
        default=(),
        description="Its parts, in order. Write a list, each with start and title.",
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
    def address(self) -> str:
        """The address under its show: "podcasts/elr-ccg-tv/copd/"."""
        return f"{self.root}/{self.show}/{self.name}/"

    @property
    def recordings(self) -> tuple[Recording, ...]:
        """The programme itself."""
        return (self.recording,)

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
