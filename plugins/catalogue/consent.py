"""A patient's consent: to which uses, from when, until when. A story rests on it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from plugins.catalogue.fields import Day, Model, Text, refuse

Use = Literal["website", "podcast", "print", "audio", "social"]


class Consent(Model):
    """What the person agreed to. None of it is ever published, but for known_as."""

    reference: Text = Field(
        description=(
            "Where the signed form is kept."
            " Write its number in your own register, like PS-2026-014."
        )
    )
    given: Day = Field(
        description="The day of the signature. Write it as year-month-day, like 2026-11-03."
    )
    uses: tuple[Use, ...] = Field(
        min_length=1,
        description=(
            "What the person agreed to. Write a list of any of website, print, audio, podcast,"
            " social, like [website, print, audio]. Website is the page, its large print and plain"
            " text, easy read, and a film in sign language. Print is PDF, EPUB, braille and"
            " booklets. Audio is the recording, and a voice that reads it, also a computer's."
            " Podcast is the recording in a podcast. Social is posts elsewhere."
        ),
    )
    until: Day | None = Field(
        default=None,
        description=(
            "The last day on which the consent holds, where it ends."
            " Write it as year-month-day, like 2028-11-03."
        ),
    )
    withdrawn: Day | None = Field(
        default=None,
        description=(
            "The day on which the person took the consent back. From then on the story is in"
            " nothing that is built. Write it as year-month-day, like 2026-11-03."
        ),
    )
    real_name: Text | None = Field(
        default=None,
        description=(
            "The person's own name, where another is used: check makes sure that it stands"
            " nowhere in the story. Write it in full, or leave it out."
        ),
    )
    known_as: Text | None = Field(
        default=None,
        description="The name that readers see. Write it as it should be shown, like Margaret.",
    )

    @model_validator(mode="after")
    def _ends_after_it_began(self) -> Consent:
        for name, day in (("until", self.until), ("withdrawn", self.withdrawn)):
            if day is not None and day < self.given:
                remedy = "Correct one of the two days: consent cannot end before it was given."
                raise refuse("order", "cannot be earlier than given.", remedy, at=(name,))
        return self

    def holds(self, on: date) -> bool:
        """Tell whether the person's consent stands on this day, to whatever use."""
        ended = self.until is not None and on > self.until
        withdrawn = self.withdrawn is not None and on >= self.withdrawn
        return self.given <= on and not ended and not withdrawn

    def allows(self, use: Use, on: date) -> bool:
        """Tell whether the person agrees to this use on this day."""
        return use in self.uses and self.holds(on)
