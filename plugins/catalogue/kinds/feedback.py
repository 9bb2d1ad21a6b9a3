"""You said, we did."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from plugins.catalogue.fields import ItemFile, Text
from plugins.catalogue.item import Item


class Feedback(Item):
    """You said, we did: what was heard, from how many, and what happened next."""

    kind: ClassVar[str] = "feedback"
    noun: ClassVar[str] = "a feedback item"
    root: ClassVar[str] = "feedback"

    heard: Text = Field(description="What people said. Write one or two sentences.")
    people: int = Field(ge=1, description="How many said it. Write a whole number.")
    heard_from: Text = Field(
        description="Who they are and where. Write a few words, like carers in Rutland."
    )
    heard_at: tuple[ItemFile, ...] = Field(
        default=(),
        description="The events at which it was heard. Write a list of their files.",
    )
    did: Text = Field(description="What was done, or why not. Write one or two sentences.")
    state: Literal["heard", "looking into it", "under way", "done", "not possible"] = Field(
        description="How far it is. Write heard, looking into it, under way, done, or not possible."
    )
