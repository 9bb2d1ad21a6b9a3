"""What an editor is told about the days of an event."""

from __future__ import annotations

from plugins.calendar.faults import faults
from plugins.catalogue.item import Origin
from tests.calendar.samples import event


def test_a_cancelled_day_on_which_there_is_no_event_is_a_problem_with_its_line() -> None:
    lines = {("repeats",): 7, ("repeats", "cancelled"): 9, ("repeats", "cancelled", 1): 11}
    booth = event(
        origin=Origin("events/booth.md", lines),
        repeats={"every": "week", "cancelled": ["2026-10-13", "2026-10-21"]},
    )
    (problem,) = faults([booth])
    assert str(problem) == (
        "events/booth.md:11: cancelled has 2026-10-21, and the event does not fall on that day.\n"
        "    Correct the day, or delete it. The nearest days of the event are 2026-10-20 and"
        " 2026-10-27."
    )


def test_a_day_left_out_before_the_first_is_a_problem() -> None:
    booth = event(repeats={"every": "year", "leave_out": ["2025-10-06"]})
    (problem,) = faults([booth])
    assert problem.remedy.endswith("The nearest days of the event are 2026-10-06.")


def test_a_day_left_out_and_cancelled_is_a_problem() -> None:
    days = ["2026-10-13"]
    booth = event(repeats={"every": "week", "leave_out": days, "cancelled": days})
    assert [one.fault for one in faults([booth])] == [
        "2026-10-13 is both in leave_out and in cancelled."
    ]


def test_a_series_cannot_take_the_address_of_another_calendar() -> None:
    problems = faults(
        [
            event("events/a.md", series="Calendar"),
            event("events/b.md", series="Listening Booth"),
            event("events/c.md", series="Listening booth"),
            event("events/d.md", series="Listening Booth"),
        ]
    )
    assert [(one.path, one.fault) for one in problems] == [
        (
            "events/a.md",
            'series cannot be "Calendar": its calendar would stand at /events/calendar.ics.',
        ),
        (
            "events/c.md",
            'series cannot be "Listening booth": its calendar would stand at {}.'.format(
                "/events/listening-booth.ics"
            ),
        ),
    ]


def test_a_translation_is_not_told_of_its_originals_days() -> None:
    repeats = {"every": "week", "cancelled": ["2026-10-21"]}
    urdu = event("events/booth.ur.md", lang="ur", translation_of="events/booth.md", repeats=repeats)
    assert [one.path for one in faults([event(repeats=repeats), urdu])] == ["events/booth.md"]


def test_days_of_an_event_that_are_right_are_no_problem() -> None:
    repeats = {"every": "week", "leave_out": ["2026-10-13"], "cancelled": ["2026-10-27"]}
    assert list(faults([event(repeats=repeats)])) == []
