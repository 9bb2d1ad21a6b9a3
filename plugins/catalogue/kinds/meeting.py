"""Meetings in public, with their papers and decisions."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from plugins.catalogue.fields import Model, Text
from plugins.catalogue.kinds.occasion import Occasion
from plugins.catalogue.kinds.paper import Paper


class AgendaItem(Model):
    """One line of an agenda."""

    title: Text = Field(description="What is dealt with. Write a few words.")
    lead: Text | None = Field(default=None, description="Who presents it. Write a name.")
    time: Text | None = Field(
        default=None,
        pattern=r"^([01]\d|2[0-3]):[0-5]\d$",
        description="When it begins. Write hours and minutes, like 13:30.",
    )
    purpose: Literal["to decide", "to discuss", "to note", "to hear"] | None = Field(
        default=None, description="Why. Write to decide, to discuss, to note, or to hear."
    )


class Meeting(Occasion):
    """A meeting in public, with its papers and what was decided."""

    kind: ClassVar[str] = "meetings"
    noun: ClassVar[str] = "a meeting"
    root: ClassVar[str] = "meetings"

    group: Text = Field(description="Who meets. Write its name, like Governing body.")
    agenda: tuple[AgendaItem, ...] = Field(
        default=(), description="What is dealt with. Write a list, each with a title."
    )
    documents: tuple[Paper, ...] = Field(
        default=(), description="The papers. Write a list, each with its title and file."
    )
    decisions: tuple[Text, ...] = Field(
        default=(), description="What was decided. Write a list of sentences."
    )

    @property
    def papers(self) -> tuple[str, ...]:
        """The papers' files."""
        return tuple(document.file for document in self.documents)
