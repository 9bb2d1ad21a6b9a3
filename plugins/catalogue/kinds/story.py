"""Patient stories, which rest on consent."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from plugins.catalogue.consent import Consent
from plugins.catalogue.fields import Day, Text
from plugins.catalogue.item import Item, Recording
from plugins.catalogue.kinds.podcast import StoryEpisode


class PatientStory(Item):
    """A patient's or carer's own words, told with consent."""

    kind: ClassVar[str] = "stories"
    noun: ClassVar[str] = "a patient story"
    root: ClassVar[str] = "stories"

    consent: Consent = Field(
        description="What the person agreed to. Give its reference, given and uses."
    )
    recording: Recording | None = Field(
        default=None,
        description="The story in the person's voice. Give its file and its transcript.",
    )
    episode: StoryEpisode | None = Field(
        default=None,
        description=(
            "The podcast in which the recording is heard too, while the consent has podcast and"
            " audio among its uses. Give show and guid."
        ),
    )
    told_at: Text | None = Field(
        default=None, description="Where it was told. Write a place, like Oadby library."
    )
    what_changed: Text | None = Field(
        default=None,
        description="What was done because of it. Write one or two sentences, or leave it out.",
    )

    @property
    def recordings(self) -> tuple[Recording, ...]:
        """The story in the person's voice."""
        return (self.recording,) if self.recording else ()

    def is_live(self, on: Day) -> bool:
        """Tell whether the public may see it: only with consent for the website on that day."""
        return super().is_live(on) and self.consent.allows("website", on)

    def is_tombstone(self, on: Day) -> bool:
        """Tell whether its address says only that the story is no longer available.

        A story whose consent never reached the website leaves no address behind.
        """
        may_have_been_seen = "website" in self.consent.uses and self.consent.given <= on
        return may_have_been_seen and super().is_live(on) and not self.consent.holds(on)

    def allowed(self, on: Day) -> PatientStory:
        """Return the story without what the consent does not reach on this day."""
        changes: dict[str, object] = {}
        if not self.consent.allows("audio", on):
            changes |= {"recording": None, "read_aloud": None}
        if not (self.consent.allows("podcast", on) and self.consent.allows("audio", on)):
            changes["episode"] = None
        return self.model_copy(update=changes) if changes else self
