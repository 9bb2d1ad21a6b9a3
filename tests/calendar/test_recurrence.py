"""On which days a repeating event falls."""

from __future__ import annotations

from datetime import date
from itertools import islice

import pytest

from plugins.calendar.recurrence import days, falls_on, rule
from plugins.catalogue.kinds import Repeats


def first(start: str, count: int = 4, since: str = "0001-01-01", **repeats: object) -> list[str]:
    found = days(
        date.fromisoformat(start), Repeats.model_validate(repeats), date.fromisoformat(since)
    )
    return [day.isoformat() for day in islice(found, count)]


def test_every_first_tuesday_stays_the_first_tuesday() -> None:
    assert first("2026-09-01", every="month", on="weekday") == [
        "2026-09-01",
        "2026-10-06",
        "2026-11-03",
        "2026-12-01",
    ]


def test_a_fifth_tuesday_is_the_last_tuesday_of_each_month() -> None:
    assert first("2026-09-29", every="month", on="weekday") == [
        "2026-09-29",
        "2026-10-27",
        "2026-11-24",
        "2026-12-29",
    ]


def test_the_31st_is_the_last_day_of_a_shorter_month() -> None:
    assert first("2026-12-31", every="month") == [
        "2026-12-31",
        "2027-01-31",
        "2027-02-28",
        "2027-03-31",
    ]


def test_a_february_without_a_30th_is_passed_over() -> None:
    assert first("2026-12-30", every="month") == [
        "2026-12-30",
        "2027-01-30",
        "2027-03-30",
        "2027-04-30",
    ]


def test_29_february_is_the_28th_in_other_years() -> None:
    assert first("2028-02-29", count=5, every="year") == [
        "2028-02-29",
        "2029-02-28",
        "2030-02-28",
        "2031-02-28",
        "2032-02-29",
    ]


def test_every_year_on_the_weekday_keeps_its_place_in_the_month() -> None:
    assert first("2026-06-13", count=3, every="year", on="weekday") == [
        "2026-06-13",
        "2027-06-12",
        "2028-06-10",
    ]


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        ("day", ["2026-10-24", "2026-10-25", "2026-10-26"]),
        ("week", ["2026-10-24", "2026-10-31", "2026-11-07"]),
        ("fortnight", ["2026-10-24", "2026-11-07", "2026-11-21"]),
    ],
)
def test_days_weeks_and_fortnights(every: str, expected: list[str]) -> None:
    assert first("2026-10-24", count=3, every=every) == expected


def test_the_last_day_is_within_and_days_left_out_are_not() -> None:
    found = first("2026-12-15", every="week", until="2027-01-05", leave_out=["2026-12-29"])
    assert found == ["2026-12-15", "2026-12-22", "2027-01-05"]


@pytest.mark.parametrize("every", ["day", "week", "fortnight", "month", "year"])
@pytest.mark.parametrize("on", ["date", "weekday"])
@pytest.mark.parametrize("start", ["2024-01-31", "2024-02-29", "2023-11-01"])
def test_beginning_late_gives_the_same_days(every: str, on: str, start: str) -> None:
    since = "2026-11-21"
    everything = first(start, count=1200, every=every, on=on)
    later = [day for day in everything if day >= since][:3]
    assert first(start, count=len(later), since=since, every=every, on=on) == later
    assert later


def test_an_event_that_does_not_repeat_falls_on_its_day() -> None:
    day = date(2026, 11, 24)
    assert list(days(day, None, day)) == [day]
    assert list(days(day, None, date(2026, 11, 25))) == []


def test_a_day_left_out_still_belongs_to_the_rule() -> None:
    repeats = Repeats.model_validate({"every": "week", "leave_out": ["2026-12-29"]})
    assert falls_on(date(2026, 12, 15), repeats, date(2026, 12, 29))
    assert not falls_on(date(2026, 12, 15), repeats, date(2026, 12, 30))


@pytest.mark.parametrize(
    ("start", "every", "on", "expected"),
    [
        ("2026-10-06", "day", "date", {"FREQ": "DAILY"}),
        ("2026-10-06", "fortnight", "date", {"FREQ": "WEEKLY", "INTERVAL": 2}),
        ("2026-12-31", "month", "date", {"FREQ": "MONTHLY", "BYMONTHDAY": -1}),
        ("2026-12-30", "month", "date", {"FREQ": "MONTHLY", "BYMONTHDAY": 30}),
        ("2026-09-29", "month", "weekday", {"FREQ": "MONTHLY", "BYDAY": "-1TU"}),
        ("2028-02-29", "year", "date", {"FREQ": "YEARLY", "BYMONTH": 2, "BYMONTHDAY": -1}),
        ("2026-06-13", "year", "weekday", {"FREQ": "YEARLY", "BYMONTH": 6, "BYDAY": "2SA"}),
    ],
)
def test_the_rule_says_the_same_to_calendar_apps(
    start: str, every: str, on: str, expected: dict[str, object]
) -> None:
    repeats = Repeats.model_validate({"every": every, "on": on})
    assert rule(date.fromisoformat(start), repeats) == expected
