"""Events, once or again and again."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from plugins.catalogue.fields import Day, Link, Model, Text, refuse
from plugins.catalogue.kinds.occasion import Occasion


class Repeats(Model):
    """How an event comes again."""

    every: Literal["day", "week", "fortnight", "month", "year"] = Field(
        description="How often. Write day, week, fortnight, month or year."
    )
    on: Literal["date", "weekday"] = Field(
        default="date",
        description=(
            "For every: month. Write date for the same day of the month, or weekday for the same"
            " weekday, like every first Tuesday."
        ),
    )
    until: Day | None = Field(
        default=None,
        description="The last day it may fall on. Write it as year-month-day, like 2027-03-30.",
    )
    leave_out: tuple[Day, ...] = Field(
        default=(),
        description="Days without it, never announced. Write a list, like [2026-12-29].",
    )
    cancelled: tuple[Day, ...] = Field(
        default=(),
        description="Days that were announced and are cancelled. Write a list, like [2026-12-29].",
    )


class Event(Occasion):
    """Something that the public can go to."""

    kind: ClassVar[str] = "events"
    noun: ClassVar[str] = "an event"
    root: ClassVar[str] = "events"

    series: Text | None = Field(
        default=None,
        description="The series that it is part of. Write its name, like Listening Booth.",
    )
    repeats: Repeats | None = Field(
        default=None, description="How it comes again. Give every, and until where it ends."
    )
    heard: int | None = Field(
        default=None,
        ge=0,
        description="How many people were heard, once it is over. Write a whole number.",
    )
    booking: Link | None = Field(
        default=None,
        description=(
            "Where to book. Write a web address with https://, a telephone number like"
            " tel:01164960000, or an e-mail address like mailto:hello@example.org."
        ),
    )
    cost: Text | None = Field(default=None, description="What it costs. Write Free, or the price.")

    @model_validator(mode="after")
    def _repeats_after_it_began(self) -> Event:
        until = self.repeats.until if self.repeats else None
        if until is not None and until < self.start.date():
            remedy = "Correct until, or the day in start."
            raise refuse("order", "cannot be earlier than start.", remedy, at=("repeats", "until"))
        return self
