"""Editions: booklets of items, by time, by topic or chosen one by one."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, model_validator

from plugins.catalogue.fields import Day, ItemFile, Text, refuse
from plugins.catalogue.item import Item


class Edition(Item):
    """A booklet of items, to print, emboss or post."""

    kind: ClassVar[str] = "editions"
    noun: ClassVar[str] = "an edition"
    root: ClassVar[str] = "editions"

    starts: Day | None = Field(
        default=None,
        alias="from",
        description=(
            "The first day whose items are in it. Write it as year-month-day, like 2026-11-01,"
            " with to."
        ),
    )
    ends: Day | None = Field(
        default=None,
        alias="to",
        description=(
            "The last day whose items are in it. Write it as year-month-day, like 2026-11-30,"
            " with from."
        ),
    )
    topic: Text | None = Field(
        default=None,
        description=(
            "The topic whose items are in it. Write one of topics in site.yaml. With from and to,"
            " it has only items of these days."
        ),
    )
    items: tuple[ItemFile, ...] = Field(
        default=(),
        description=(
            "The items in it, in this order, in place of days or a topic. Write a list of their"
            " files, like [../news/flu-clinics.md, ../events/booth.md]."
        ),
    )

    @model_validator(mode="after")
    def _says_what_is_in_it(self) -> Edition:
        for name, given, other, missing in (
            ("from", self.starts, "to", self.ends is None),
            ("to", self.ends, "from", self.starts is None),
        ):
            if given and missing:
                remedy = f"Add {other}, or delete {name}: an edition has both or neither."
                raise refuse("edition", f"cannot stand without {other}.", remedy, at=(name,))
        if self.starts and self.ends and self.ends < self.starts:
            remedy = "Correct from or to. An edition of one day has the same day in both."
            raise refuse("order", "cannot be earlier than from.", remedy, at=("to",))
        if self.items and (self.starts or self.topic):
            remedy = "Delete items, or delete from, to and topic."
            raise refuse("edition", "cannot stand beside days or a topic.", remedy, at=("items",))
        if not (self.items or self.starts or self.topic):
            remedy = "Add from and to, or topic, or items: they say what it gathers."
            raise refuse("edition", "does not say what is in it.", remedy)
        return self
