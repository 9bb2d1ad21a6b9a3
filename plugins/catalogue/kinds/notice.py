"""Messages across the site."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field, model_validator
from pydantic.json_schema import SkipJsonSchema

from plugins.catalogue.fields import Day, Language, Link, Model, Text, refuse
from plugins.catalogue.item import Item, Origin


class Notice(Model):
    """A message across the site, for hours or days that need one. It has no page of its own."""

    kind: ClassVar[str] = "notices"
    noun: ClassVar[str] = "a notice"

    model_config = Item.model_config

    origin: SkipJsonSchema[Origin] = Field(exclude=True, repr=False)

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
        default=None,
        description=(
            "The language of the words, where it is not the site's own."
            " Write its code, like ur for Urdu."
        ),
    )
    status: Literal["published", "draft"] = Field(
        default="published", description="Whether the public may see it. Write published or draft."
    )

    @model_validator(mode="after")
    def _holds_together(self) -> Notice:
        if self.until is not None and self.until < self.starts:
            remedy = "Correct from or until. A notice of one day has the same day in both."
            raise refuse("order", "cannot be earlier than from.", remedy, at=("until",))
        if (self.link is None) != (self.link_text is None):
            given, missing = ("link", "link_text") if self.link else ("link_text", "link")
            remedy = f"Add {missing}, or delete {given}: a notice has both or neither."
            raise refuse("link_text", f"cannot stand without {missing}.", remedy, at=(given,))
        return self

    @property
    def path(self) -> str:
        """The file, from the content folder."""
        return self.origin.path

    def is_live(self, on: date) -> bool:
        """Tell whether it is shown on this day."""
        in_time = self.starts <= on and (self.until is None or on <= self.until)
        return self.status == "published" and in_time
