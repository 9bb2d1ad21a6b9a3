"""A calendar's timezones, so that every app finds the clock changes in them."""

from __future__ import annotations

from datetime import date
from typing import Any

from icalendar import Calendar


def add_timezones(calendar: Calendar, first: int, last: int) -> None:
    """Add the clock changes of each timezone that the calendar uses, between two years."""
    calendar.add_missing_timezones(date(first, 1, 1), date(last, 12, 31))
    for zone in calendar.timezones:
        for change in zone.subcomponents:
            if "RDATE" in change:
                _name_each_day(change)


def _name_each_day(change: Any) -> None:  # noqa: ANN401 -- the library's own type is wider still
    """Write one RDATE a line, and DTSTART among them."""
    # RFC 5545 needs neither. But ical.js, on which Thunderbird and Nextcloud are built, takes the
    # first day of each RDATE and no other, and passes over DTSTART: summer was an hour off.
    later = [day.dt for day in change.pop("RDATE").dts]
    change.add("rdate", [change["DTSTART"].dt])
    for day in later:
        change.add("rdate", [day])
