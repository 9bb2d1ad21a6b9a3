"""The demonstration's calendars, as two libraries of calendar apps expand them."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from pathlib import Path

import recurring_ical_events
from icalendar import Calendar

from tests.calendar.tool import Time, expand

FIRST = date(2020, 1, 1)
TIMES = 12


def times(ics: bytes) -> list[Time]:
    """Return the first times as recurring-ical-events gives them."""
    calendar = Calendar.from_ical(ics)
    found = recurring_ical_events.of(calendar).between(FIRST, FIRST + timedelta(days=365 * 20))
    return sorted(
        (one.start.astimezone(UTC), one.end.astimezone(UTC), one.get("STATUS") == "CANCELLED")
        for one in found
    )[:TIMES]


def test_each_event_and_meeting_means_the_same_to_two_libraries(demo: Path) -> None:
    alone = sorted(path for path in demo.rglob("*/*/*.ics"))
    assert len(alone) >= 16
    files = [path.read_bytes() for path in alone]
    for path, ics, found in zip(alone, files, expand(files, TIMES), strict=True):
        assert found == times(ics), path


def test_the_calendar_to_follow_holds_every_event_once(demo: Path) -> None:
    followed = Calendar.from_ical((demo / "events/calendar.ics").read_bytes()).walk("VEVENT")
    masters = [str(one["UID"]) for one in followed if "RECURRENCE-ID" not in one]
    own = {
        str(Calendar.from_ical(path.read_bytes()).walk("VEVENT")[0]["UID"])
        for path in demo.glob("events/*/*.ics")
    }
    assert len(masters) == len(set(masters))
    assert set(masters) == own
