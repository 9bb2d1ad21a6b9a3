"""Campaigns: dates, banner, plan by channel, progress."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from plugins.catalogue.fields import Day, Link, Model, Text, refuse, short
from plugins.catalogue.item import Item


class Banner(Model):
    """What the site shows while a campaign lasts."""

    text: Text = Field(
        max_length=160, description="The words. Write one sentence of up to 160 characters."
    )
    link: Link | None = Field(
        default=None, description="Where it leads, where not to the campaign. Write an address."
    )


class Activity(Model):
    """One line of the campaign's plan: what each channel does from a day on."""

    date: Day = Field(description="When. Write the day as year-month-day, like 2026-11-03.")
    channels: Mapping[str, Text] = Field(
        min_length=1,
        description="What each channel does. Write lines of channel: activity.",
    )


class Progress(Model):
    """How one part of the campaign's work stands."""

    area: Text = Field(description="The area. Write a few words.")
    work: Text = Field(description="The piece of work. Write a few words.")
    rating: Literal["red", "amber", "green"] = Field(
        description="How it goes. Write red, amber or green."
    )
    progress: Text = Field(description="How far it is. Write a sentence.")
    comments: Text | None = Field(default=None, description="Anything else. Write a sentence.")


class Campaign(Item):
    """A time in which every channel speaks of one thing."""

    kind: ClassVar[str] = "campaigns"
    noun: ClassVar[str] = "a campaign"
    root: ClassVar[str] = "campaigns"

    starts: Day = Field(description="The first day. Write it as year-month-day, like 2026-11-16.")
    ends: Day = Field(description="The last day. Write it as year-month-day, like 2026-11-22.")
    banner: Banner | None = Field(
        default=None, description="What the site shows from the first day to the last. Give text."
    )
    channels: tuple[Text, ...] = Field(
        default=(),
        description="The columns of the plan. Write a list, like [Media, Website, Practices].",
    )
    plan: tuple[Activity, ...] = Field(
        default=(), description="What happens when. Write a list, each with date and channels."
    )
    progress: tuple[Progress, ...] = Field(
        default=(),
        description="How the work goes. Write a list, each with area, work, rating and progress.",
    )

    @model_validator(mode="after")
    def _holds_together(self) -> Campaign:
        if self.ends < self.starts:
            remedy = "Correct starts or ends. A campaign of one day has the same day in both."
            raise refuse("order", "cannot be earlier than starts.", remedy, at=("ends",))
        for row, activity in enumerate(self.plan):
            for channel in activity.channels:
                if channel not in self.channels:
                    fault = f'names "{short(channel)}", which the campaign does not have.'
                    remedy = "Add it to the campaign's own list of channels, or correct its name."
                    raise refuse("channel", fault, remedy, at=("plan", row, "channels"))
        return self

    def is_on(self, day: Day) -> bool:
        """Tell whether the campaign runs on this day."""
        return self.starts <= day <= self.ends
