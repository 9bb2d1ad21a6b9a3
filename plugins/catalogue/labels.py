"""Our names of sections and states, in English; translated like all our other words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "news": "News",
        "stories": "Patient stories",
        "podcasts": "Podcasts",
        "people": "Our people",
        "events": "Events",
        "meetings": "Meetings",
        "feedback": "You said, we did",
        "campaigns": "Campaigns",
        "editions": "Booklets",
        "pages": "Information",
    }
)
STATES: Mapping[str, str] = MappingProxyType(
    {
        "heard": "Heard",
        "looking into it": "Looking into it",
        "under way": "Under way",
        "done": "Done",
        "not possible": "Not possible",
    }
)
RATINGS: Mapping[str, str] = MappingProxyType(
    {
        "red": "Red: needs help",
        "amber": "Amber: at risk",
        "green": "Green: on track",
    }
)
OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        "all given": "All information given",
        "part given": "Part of the information given",
        "refused": "Refused",
        "not held": "We do not hold the information",
    }
)
PURPOSES: Mapping[str, str] = MappingProxyType(
    {
        "to decide": "To decide",
        "to discuss": "To discuss",
        "to note": "To note",
        "to hear": "To hear",
    }
)


ORDINALS: Mapping[int, str] = MappingProxyType(
    {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Whole phrases: in many languages the number's ending depends on the weekday.
EACH_MONTH: Mapping[tuple[int, int], str] = MappingProxyType(
    {
        (number, day): f"On the {ordinal} {weekday} of every month"
        for number, ordinal in ORDINALS.items()
        for day, weekday in enumerate(WEEKDAYS)
    }
)


def every_word() -> tuple[str, ...]:
    """Return every English phrase above, for the translations to be checked against."""
    kept = (SECTIONS, STATES, RATINGS, OUTCOMES, PURPOSES)
    return (*(words for mapping in kept for words in mapping.values()), *EACH_MONTH.values())
