"""Days, times and sizes as readers see them."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from plugins.catalogue import dates

WHEN = datetime(2026, 11, 24, 10, 0)  # noqa: DTZ001 - the templates' times are local too


@pytest.mark.parametrize(
    ("lang", "written"),
    [
        ("en-GB", "3 November 2026"),
        ("pl", "3 listopada 2026"),
        ("ur", "3 نومبر، 2026"),
        ("gu", "3 નવેમ્બર, 2026"),
    ],
)
def test_a_day_is_written_as_its_language_does(lang: str, written: str) -> None:
    assert dates.day(date(2026, 11, 3), lang) == written


@pytest.mark.parametrize(
    ("hour", "minute", "written"),
    [
        (9, 0, "9am"),
        (12, 30, "12:30pm"),
        (12, 0, "midday"),
        (0, 0, "midnight"),
        (0, 5, "12:05am"),
        (18, 45, "6:45pm"),
    ],
)
def test_british_times_are_written_in_the_nhs_style(hour: int, minute: int, written: str) -> None:
    assert dates.clock(WHEN.replace(hour=hour, minute=minute), "en-GB") == written


@pytest.mark.parametrize(
    ("lang", "morning", "afternoon"),
    [
        ("pl", "09:00", "13:30"),
        ("ur", "صبح 9 بجے", "دوپہر 1:30 بجے"),
        ("gu", "સવારે 9", "બપોરે 1:30"),
    ],
)
def test_other_languages_tell_the_time_as_their_readers_do(
    lang: str, morning: str, afternoon: str
) -> None:
    assert dates.clock(time(9, 0), lang) == morning
    assert dates.clock(time(13, 30), lang) == afternoon


def test_a_moment_is_day_and_time() -> None:
    assert dates.moment(WHEN, "en-GB") == "Tuesday 24 November 2026, 10am"
    assert dates.moment(WHEN, "pl") == "wtorek, 24 listopada 2026, 10:00"
    assert dates.moment(WHEN, "ur").endswith("، صبح 10 بجے")


def test_september_is_three_letters() -> None:
    assert dates.short_month(date(2026, 9, 1), "en-GB") == "Sep"
    assert dates.month(date(2026, 9, 1), "en-GB") == "September 2026"


@pytest.mark.parametrize(
    ("count", "written"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1 KB"),
        (51_900, "52 KB"),
        (999_499, "999 KB"),
        (999_500, "1.0 MB"),
        (1_249_000, "1.2 MB"),
    ],
)
def test_a_size_is_in_a_unit_that_people_know(count: int, written: str) -> None:
    assert dates.size(count) == written


def test_a_length_is_written_for_people_and_for_machines() -> None:
    assert dates.length(125.4) == "2:05"
    assert dates.length(3725) == "1:02:05"
    assert dates.duration(125.4) == "PT2M5S"
    assert dates.duration(3725) == "PT1H2M5S"
