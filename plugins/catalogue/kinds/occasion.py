"""What events and meetings share: a beginning, an end and a place."""

from __future__ import annotations

from datetime import timedelta

from pydantic import Field, model_validator

from plugins.catalogue.fields import Model, Moment, Text, WebAddress, refuse
from plugins.catalogue.item import Item


class Venue(Model):
    """A place that one can go to."""

    name: Text = Field(description="What the place is called. Write its name.")
    address: Text = Field(
        description="Where it is. Write street, town and postcode, with commas between."
    )
    latitude: float | None = Field(
        default=None, ge=-90, le=90, description="For the map. Write degrees, like 52.5989."
    )
    longitude: float | None = Field(
        default=None, ge=-180, le=180, description="For the map. Write degrees, like -1.0831."
    )
    access: Text | None = Field(
        default=None,
        description="Steps, hearing loop, parking, toilets. Write a sentence or two.",
    )

    @property
    def street(self) -> str:
        """The address without the place's name, where it begins with that."""
        return self.address.removeprefix(f"{self.name},").strip() or self.address

    @property
    def line(self) -> str:
        """Name and address in one line, the name once."""
        if f"{self.address},".startswith(f"{self.name},"):
            return self.address
        return f"{self.name}, {self.address}"


class Occasion(Item):
    """What events and meetings share: a beginning, an end and a place."""

    start: Moment = Field(
        description="When it begins. Write day and local time, like 2026-11-24 10:00."
    )
    end: Moment = Field(
        description="When it ends. Write day and local time, like 2026-11-24 12:30."
    )
    venue: Venue | None = Field(default=None, description="Where it is. Give its name and address.")
    online: WebAddress | None = Field(
        default=None, description="Where to take part online. Write an address with https://."
    )
    cancelled: bool = Field(
        default=False, description="Whether it is cancelled altogether. Write true or false."
    )
    cancelled_because: Text | None = Field(
        default=None, description="Why it is cancelled. Write a sentence."
    )

    @model_validator(mode="after")
    def _ends_after_it_began(self) -> Occasion:
        if self.end <= self.start:
            remedy = "Correct start or end. Where it goes on past midnight, end has the next day."
            raise refuse("order", "must be later than start.", remedy, at=("end",))
        return self

    @property
    def duration(self) -> timedelta:
        """How long it takes."""
        return self.end - self.start
