"""Messages across the site."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from plugins.catalogue.fields import Day, Language, Link, Model, Text, refuse
from plugins.catalogue.item import Item, Origin


class Notice(Model):
    """A message across the site, for hours or days that need one. It has no page of its own."""

    kind: ClassVar[str] = "notices"
    noun: ClassVar[str] = "a notice"

    model_config = Item.model_config

    origin: Origin = Field(exclude=True, repr=False)

    title: Text = Field(max_length=80, description="The heading. Write up to 80 characters.")
    text: Text = Field(
        max_length=400, description="The message. Write up to 400 characters in plain words."
    )
    level: Literal["emergency", "warning", "information", "resolved"] = Field(
        description="How grave it is. Write emergency, warning, information or resolved."
    )
    link: Link | None = Field(
        default=None, description="Where to read more. Write an address, or the file of an item."
    )
    link_text: Text | None = Field(
        default=None, description="The words of the link. Write what the reader will find there."
    )
    starts: Day = Field(
        alias="from",
        description="The first day on which it is shown. Write it as year-month-day.",
    )
    until: Day | None = Field(
        default=None,
        description="The last day on which it is shown. Write it as year-month-day.",
    )
    sections: tuple[Text, ...] = Field(
        default=(),
        description=(
            "The sections that show it; leave it out for everywhere."
            " Write a list of the first parts of addresses, like [events, news]."
        ),
    )
    lang: Language | None = Field(
        default=None, description="The language of the words, where it is not the site's own."
    )
    status: Literal["published", "draft"] = Field(
        default="published", description="Whether the public may see it. Write published or draft."
    )

    @model_validator(mode="after")
    def _holds_together(self) -> Notice:
        if self.until is not None and self.until < self.starts:
            raise refuse("order", "ends before it starts.", "Correct from or until.")
        if (self.link is None) != (self.link_text is None):
            remedy = "Write both link and link_text, or neither."
            raise refuse("link_text", "has a link without words, or words without a link.", remedy)
        return self

    @property
    def path(self) -> str:
        """The file, from the content folder."""
        return self.origin.path

    def is_live(self, on: date) -> bool:
        """Tell whether it is shown on this day."""
        in_time = self.starts <= on and (self.until is None or on <= self.until)
        return self.status == "published" and in_time
