"""Clinical leaders and other people whom the public should know."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from plugins.catalogue.fields import Text
from plugins.catalogue.item import Item, Recording


class Person(Item):
    """A clinical leader or another person whom the public should know."""

    kind: ClassVar[str] = "people"
    noun: ClassVar[str] = "a person"
    root: ClassVar[str] = "people"

    role: Text = Field(description="What the person does here. Write a title, like Chair.")
    practice: Text | None = Field(
        default=None, description="Where the person works as a clinician. Write a name and a town."
    )
    profession: Text | None = Field(
        default=None, description="The person's calling. Write a word or two, like GP."
    )
    leads: tuple[Text, ...] = Field(
        default=(), description="What the person leads. Write a list, like [Long-term conditions]."
    )
    clinician: bool = Field(
        default=False,
        description="Whether the person is a doctor, nurse or the like. Write true or false.",
    )
    video: Recording | None = Field(
        default=None,
        description="The person introducing themselves. Give its file and its transcript.",
    )
    order: int = Field(
        default=100,
        description="The place in the list of people, small numbers first. Write a whole number.",
    )

    @property
    def recordings(self) -> tuple[Recording, ...]:
        """The person introducing themselves."""
        return (self.video,) if self.video else ()
