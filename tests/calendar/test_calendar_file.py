"""The iCalendar files, read by three libraries that are not ours to write them with."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, takewhile
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from plugins.calendar.calendar_file import Publisher, Subscription, calendar_file
from plugins.calendar.occurrence import occurrences
from plugins.catalogue.kinds import Event
from tests.calendar.samples import SITE, event, meeting
from tests.calendar.tool import Time, expand

PUBLISHER = Publisher(SITE, "https://preview.example/copy")
LONDON = ZoneInfo("Europe/London")
FOLLOW = Subscription("events/calendar.ics", "Events, ELR CCG", "events/")

RULES = [
    *((every, "date") for every in ("day", "week", "fortnight", "month", "year")),
    *((every, "weekday") for every in ("month", "year")),
]


def ours(item: Event, until: date) -> list[Time]:
    found = takewhile(lambda one: one.start.date() <= until, occurrences(item, LONDON))
    return [(one.start.astimezone(UTC), one.end.astimezone(UTC), one.cancelled) for one in found]


def theirs(ics: bytes, first: date, until: date) -> list[Time]:
    """Return what recurring-ical-events makes of a calendar."""
    found = recurring_ical_events.of(Calendar.from_ical(ics)).between(
        first - timedelta(days=2), until + timedelta(days=1)
    )
    return sorted(
        (
            one.start.astimezone(UTC),
            one.end.astimezone(UTC),
            one.get("STATUS") == "CANCELLED",
        )
        for one in found
        if one.start.date() <= until
    )


def parts(ics: bytes) -> list[Any]:
    return list(Calendar.from_ical(ics).walk("VEVENT"))


CASES = {
    "weekly over October": event(
        start="2026-10-06 10:00",
        end="2026-10-06 12:30",
        repeats={
            "every": "week",
            "until": "2026-12-29",
            "leave_out": ["2026-10-13", "2026-12-22"],
            "cancelled": ["2026-10-27", "2026-12-29"],
        },
    ),
    "daily over March": event(
        start="2027-03-24 18:00",
        end="2027-03-24 19:00",
        repeats={"every": "day", "until": "2027-04-02", "leave_out": ["2027-03-28"]},
    ),
    "fortnightly, first time left out": event(
        repeats={"every": "fortnight", "until": "2027-04-06", "leave_out": ["2026-10-06"]}
    ),
    "every first Tuesday, without end": event(
        repeats={"every": "month", "on": "weekday", "cancelled": ["2026-12-01"]}
    ),
    "every fifth Thursday": event(
        start="2026-10-29 10:00",
        end="2026-10-29 11:00",
        repeats={"every": "month", "on": "weekday", "until": "2028-01-01"},
    ),
    "the 31st": event(
        start="2026-10-31 10:00",
        end="2026-10-31 11:00",
        repeats={"every": "month", "until": "2028-03-31", "cancelled": ["2027-02-28"]},
    ),
    "the 30th": event(
        start="2026-11-30 10:00",
        end="2026-11-30 11:00",
        repeats={"every": "month", "until": "2028-03-31"},
    ),
    "29 February": event(
        start="2024-02-29 10:00", end="2024-02-29 11:00", repeats={"every": "year"}
    ),
    "second Saturday in June": event(
        start="2026-06-13 10:00",
        end="2026-06-13 16:00",
        repeats={"every": "year", "on": "weekday"},
    ),
    "over midnight": event(
        start="2026-10-20 22:00", end="2026-10-21 02:00", repeats={"every": "week"}
    ),
    "once": event(),
    "cancelled": event(cancelled=True, repeats={"every": "week", "until": "2026-11-10"}),
}


def test_recurring_ical_events_expands_to_our_times() -> None:
    for name, item in CASES.items():
        until = date(2029, 12, 31)
        expected = ours(item, until)
        found = theirs(calendar_file([item], PUBLISHER), item.start.date(), until)
        assert found == expected, name


def test_ical_js_expands_to_our_times() -> None:
    found = expand([calendar_file([item], PUBLISHER) for item in CASES.values()], 15)
    for (name, item), times in zip(CASES.items(), found, strict=True):
        assert times == ours(item, date(2060, 1, 1))[:15], name


def test_ical_js_agrees_about_every_rule_on_every_day_of_the_month() -> None:
    starts = [date(2028, 1, day) for day in range(1, 32)] + [date(2028, 2, 29)]
    items = [
        event(start=f"{day} 18:00", end=f"{day} 19:00", repeats={"every": every, "on": on})
        for day in starts
        for every, on in RULES
    ]
    found = expand([calendar_file([item], PUBLISHER) for item in items], 9)
    for item, times in zip(items, found, strict=True):
        assert times == ours(item, date(2038, 1, 1))[:9], (item.start, item.repeats)


@st.composite
def repeating_events(draw: st.DrawFn) -> Event:
    first = draw(st.dates(date(2024, 1, 1), date(2028, 12, 31)))
    # Between 1 and 2 lies the night on which clocks change: iCalendar libraries disagree there.
    hour = draw(st.integers(3, 22))
    start = datetime.combine(first, time(hour, draw(st.sampled_from([0, 15, 30]))))
    end = start + timedelta(minutes=draw(st.integers(15, 90)))
    every = draw(st.sampled_from(["day", "week", "fortnight", "month", "year"]))
    on = draw(st.sampled_from(["date", "weekday"]))
    whole = event(
        start=f"{start:%Y-%m-%d %H:%M}",
        end=f"{end:%Y-%m-%d %H:%M}",
        repeats={"every": every, "on": on},
    )
    known = [one.start.date() for one in islice(occurrences(whole, LONDON), 12)]
    left_out = draw(st.sets(st.sampled_from(known), max_size=3))
    cancelled = draw(st.sets(st.sampled_from(known), max_size=3)) - left_out
    until = draw(st.one_of(st.none(), st.dates(first, first + timedelta(days=800))))
    repeats = {
        "every": every,
        "on": on,
        "until": until and until.isoformat(),
        "leave_out": sorted(day.isoformat() for day in left_out),
        "cancelled": sorted(day.isoformat() for day in cancelled if until is None or day <= until),
    }
    return event(start=f"{start:%Y-%m-%d %H:%M}", end=f"{end:%Y-%m-%d %H:%M}", repeats=repeats)


@settings(max_examples=60, deadline=None)
@given(repeating_events())
def test_any_rule_means_the_same_to_us_and_to_a_calendar_app(item: Event) -> None:
    until = item.start.date() + timedelta(days=500)
    ics = calendar_file([item], PUBLISHER)
    assert theirs(ics, item.start.date(), until) == ours(item, until)


def test_a_cancelled_day_is_said_to_be_cancelled_not_left_out() -> None:
    booth = event(repeats={"every": "week", "cancelled": ["2026-10-13"]})
    master, cancelled = parts(calendar_file([booth], PUBLISHER))
    assert "EXDATE" not in master
    assert master["STATUS"] == "CONFIRMED"
    assert cancelled["STATUS"] == "CANCELLED"
    assert cancelled["UID"] == master["UID"]
    assert cancelled["RECURRENCE-ID"].dt.isoformat() == "2026-10-13T10:00:00+01:00"


def test_nothing_in_the_file_comes_from_the_clock() -> None:
    booth = event(date="2026-09-01", updated="2026-11-03")
    (part,) = parts(calendar_file([booth], PUBLISHER))
    assert part["DTSTAMP"].dt == part["LAST-MODIFIED"].dt == datetime(2026, 11, 3, tzinfo=UTC)
    assert part["CREATED"].dt == datetime(2026, 9, 1, tzinfo=UTC)


def test_the_uid_is_the_address_wherever_the_copy_is_served() -> None:
    (part,) = parts(calendar_file([event()], PUBLISHER))
    assert part["UID"] == "events/booth@elrccg.example"
    assert part["URL"] == "https://preview.example/copy/events/booth/"


def test_a_translation_is_the_same_event_in_other_words() -> None:
    urdu = event(
        "events/booth.ur.md", title="سننے کا بوتھ", lang="ur", translation_of="events/booth.md"
    )
    (part,) = parts(calendar_file([urdu], PUBLISHER))
    assert part["UID"] == "events/booth@elrccg.example"
    assert part["SUMMARY"].params["LANGUAGE"] == "ur"
    assert part["URL"].endswith("/ur/events/booth/")


def test_the_sequence_grows_with_every_change() -> None:
    states = [
        event(repeats={"every": "week"}),
        event(repeats={"every": "week", "cancelled": ["2026-10-13"]}),
        event(repeats={"every": "week", "cancelled": ["2026-10-13"], "leave_out": ["2026-10-20"]}),
        event(updated="2026-10-01", repeats={"every": "week"}),
        event(updated="2026-10-01", cancelled=True, repeats={"every": "week"}),
    ]
    numbers = [int(parts(calendar_file([one], PUBLISHER))[0]["SEQUENCE"]) for one in states]
    assert numbers == sorted(set(numbers))
    assert numbers[-1] < 2**31


def test_place_map_and_words_are_there() -> None:
    venue = {
        "name": "Oadby library",
        "address": "Example Street, Oadby, LE2 0VV",
        "latitude": 52.5989,
        "longitude": -1.0831,
        "access": "Level entrance.",
    }
    booth = event(venue=venue, online="https://elrccg.example/join?a=1&b=2")
    (part,) = parts(calendar_file([booth], PUBLISHER))
    assert part["LOCATION"] == "Oadby library, Example Street, Oadby, LE2 0VV"
    assert part["GEO"].to_ical() == "52.5989;-1.0831"
    assert "Level entrance." in part["DESCRIPTION"]
    assert part["CONFERENCE"] == "https://elrccg.example/join?a=1&b=2"


def test_the_reason_stands_first_when_an_event_is_cancelled() -> None:
    booth = event(cancelled=True, cancelled_because="The library is flooded.")
    (part,) = parts(calendar_file([booth], PUBLISHER))
    assert part["STATUS"] == "CANCELLED"
    assert part["DESCRIPTION"].startswith("The library is flooded.")


def test_lines_are_folded_and_ended_as_the_standard_says() -> None:
    booth = event(title="Tea, cake; and talk — سننے کا بوتھ — at a library with a long name")
    ics = calendar_file([booth], PUBLISHER)
    assert ics.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in ics.replace(b"\r\n", b"")
    assert max(len(line) for line in ics.split(b"\r\n")) <= 75
    assert "Tea\\, cake\\; and" in ics.decode().replace("\r\n ", "")


def test_a_calendar_to_follow_says_its_name_and_when_to_look_again() -> None:
    ics = calendar_file([event(), meeting()], PUBLISHER, FOLLOW)
    calendar = Calendar.from_ical(ics)
    assert calendar["X-WR-CALNAME"] == "Events, ELR CCG"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT4H\r\n" in ics
    assert b"SOURCE;VALUE=URI:https://preview.example/copy/events/calendar.ics" in ics
    assert len(calendar.walk("VEVENT")) == 2
    assert [zone.tz_name for zone in calendar.timezones] == ["Europe/London"]


def test_a_file_to_keep_is_not_a_calendar_to_follow() -> None:
    assert b"REFRESH-INTERVAL" not in calendar_file([event()], PUBLISHER)


def test_the_same_events_give_the_same_bytes_in_any_order() -> None:
    one, other = event("events/a.md"), event("events/b.md")
    assert calendar_file([one, other], PUBLISHER) == calendar_file([other, one], PUBLISHER)
