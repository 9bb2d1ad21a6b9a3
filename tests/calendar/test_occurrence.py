"""When an event takes place, by the clock on the wall."""

from __future__ import annotations

from datetime import UTC, date
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from plugins.calendar.occurrence import last_time, occurrences, past, upcoming
from tests.calendar.samples import event, meeting

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize("start", ["2026-10-20", "2027-03-23"])
def test_ten_in_the_morning_is_ten_on_both_sides_of_the_clock_change(start: str) -> None:
    booth = event(start=f"{start} 10:00", end=f"{start} 12:30", repeats={"every": "week"})
    before, after = islice(occurrences(booth, LONDON), 2)
    assert (before.start.hour, after.start.hour) == (10, 10)
    assert (before.end.strftime("%H:%M"), after.end.strftime("%H:%M")) == ("12:30", "12:30")
    assert before.start.utcoffset() != after.start.utcoffset()


def test_half_past_one_on_the_night_without_it_is_half_past_two() -> None:
    night = event(start="2027-03-28 01:30", end="2027-03-28 04:00")
    (one,) = occurrences(night, LONDON)
    assert one.start.isoformat() == "2027-03-28T02:30:00+01:00"


@pytest.mark.parametrize(
    ("as_of", "is_to_come"), [("2026-11-24", True), ("2026-11-25", False), ("2026-11-23", True)]
)
def test_an_event_is_to_come_until_its_day_has_passed(as_of: str, *, is_to_come: bool) -> None:
    booth = event(start="2026-11-24 00:00", end="2026-11-24 00:30")
    assert any(occurrences(booth, LONDON, date.fromisoformat(as_of))) is is_to_come


def test_what_ends_at_midnight_is_over_on_the_next_day() -> None:
    evening = event(start="2026-11-24 19:00", end="2026-11-25 00:00")
    assert not any(occurrences(evening, LONDON, date(2026, 11, 25)))


def test_a_festival_is_to_come_on_its_third_day() -> None:
    festival = event(start="2026-11-24 19:00", end="2026-11-26 12:00", repeats={"every": "month"})
    first = next(occurrences(festival, LONDON, date(2026, 11, 26)))
    assert first.start.date() == date(2026, 11, 24)


def test_a_cancelled_day_is_given_and_marked() -> None:
    booth = event(repeats={"every": "month", "on": "weekday", "cancelled": ["2026-12-01"]})
    found = list(islice(occurrences(booth, LONDON, date(2026, 11, 21)), 2))
    assert [(one.start.date().isoformat(), one.cancelled) for one in found] == [
        ("2026-12-01", True),
        ("2027-01-05", False),
    ]


def test_all_times_of_a_cancelled_event_are_cancelled() -> None:
    booth = event(cancelled=True, repeats={"every": "week"})
    assert all(one.cancelled for one in islice(occurrences(booth, LONDON), 3))


def test_the_next_times_of_several_events_are_in_order() -> None:
    weekly = event("events/weekly.md", repeats={"every": "week"})
    once = event("events/once.md", start="2026-11-26 09:00", end="2026-11-26 10:00")
    found = upcoming([weekly, once], LONDON, date(2026, 11, 21), 3)
    assert [(one.item.name, one.start.day) for one in found] == [
        ("weekly", 24),
        ("once", 26),
        ("weekly", 1),
    ]


def test_past_events_have_no_time_left_and_the_latest_is_first() -> None:
    long_ago = event("events/a.md", start="2025-05-06 10:00", end="2025-05-06 11:00")
    ended = event("events/b.md", repeats={"every": "week", "until": "2026-11-03"})
    goes_on = event("events/c.md", repeats={"every": "year"})
    found = past([long_ago, goes_on, ended], LONDON, date(2026, 11, 21))
    assert [one.name for one in found] == ["b", "a"]


def test_a_meeting_takes_place_once() -> None:
    (one,) = occurrences(meeting(), LONDON)
    assert one.start.astimezone(UTC).isoformat() == "2026-11-10T13:30:00+00:00"


def test_the_last_time_of_what_is_over_is_the_last_that_was_held() -> None:
    ended = event(repeats={"every": "week", "until": "2026-10-20", "cancelled": ["2026-10-20"]})
    last = last_time(ended, LONDON, date(2026, 11, 21))
    assert last is not None
    assert last.start.date() == date(2026, 10, 13)


def test_what_has_a_time_to_come_has_no_last_one() -> None:
    assert last_time(event(repeats={"every": "week"}), LONDON, date(2026, 11, 21)) is None
    assert last_time(event(), LONDON, date(2026, 10, 6)) is None
    assert last_time(event(), LONDON, date(2026, 10, 7)) is not None


def test_what_was_cancelled_altogether_still_has_its_day() -> None:
    last = last_time(event(cancelled=True), LONDON, date(2026, 11, 21))
    assert last is not None
    assert last.cancelled
