"""Which calendars a site has."""

from __future__ import annotations

from icalendar import Calendar

from plugins.calendar.calendar_file import Publisher
from plugins.calendar.calendars import calendars
from tests.calendar.samples import SITE, event, meeting, publication

PUBLISHER = Publisher(SITE, "https://elrccg.example/site")


def uids(ics: bytes) -> list[str]:
    return [str(part["UID"]) for part in Calendar.from_ical(ics).walk("VEVENT")]


def test_each_event_and_meeting_has_a_file_and_there_are_calendars_to_follow() -> None:
    content = publication(
        event("events/oadby.md", series="Listening Booth"),
        event("events/flu.md", start="2026-12-01 09:00", end="2026-12-01 10:00"),
        meeting(),
    )
    found = dict(calendars(content, PUBLISHER))
    assert sorted(found) == [
        "events/calendar.ics",
        "events/flu/flu.ics",
        "events/listening-booth.ics",
        "events/oadby/oadby.ics",
        "meetings/2026-11/2026-11.ics",
        "meetings/calendar.ics",
    ]
    assert uids(found["events/calendar.ics"]) == [
        "events/oadby@elrccg.example",
        "events/flu@elrccg.example",
    ]
    assert uids(found["events/listening-booth.ics"]) == ["events/oadby@elrccg.example"]
    name = Calendar.from_ical(found["meetings/calendar.ics"])["X-WR-CALNAME"]
    assert name == "Governing body meetings, ELR CCG"


def test_a_translation_has_its_own_file_and_is_not_in_the_calendar_twice() -> None:
    content = publication(
        event("events/oadby.md"),
        event("events/oadby.ur.md", lang="ur", translation_of="events/oadby.md"),
    )
    found = dict(calendars(content, PUBLISHER))
    assert "ur/events/oadby/oadby.ics" in found
    assert uids(found["events/calendar.ics"]) == ["events/oadby@elrccg.example"]


def test_drafts_and_expired_events_are_in_no_calendar() -> None:
    content = publication(
        event("events/canary-draft.md", status="draft"),
        event("events/canary-expired.md", expires="2026-11-20"),
        event("events/seen.md"),
    )
    assert not any(b"canary" in path.encode() + ics for path, ics in calendars(content, PUBLISHER))


def test_the_calendar_of_events_answers_when_there_are_none() -> None:
    found = dict(calendars(publication(), PUBLISHER))
    assert list(found) == ["events/calendar.ics"]
    calendar = Calendar.from_ical(found["events/calendar.ics"])
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"]
