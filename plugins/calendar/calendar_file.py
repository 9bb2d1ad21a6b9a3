"""Events and meetings as an iCalendar file (RFC 5545, RFC 7986), one or many in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from icalendar import Calendar, Conference, Event, Timezone
from icalendar.enums import STATUS

from plugins.calendar.occurrence import repeats_of
from plugins.calendar.recurrence import falls_on, rule
from plugins.calendar.timezone import add_timezones
from plugins.catalogue.kinds import Occasion, Repeats
from plugins.catalogue.site import Site

PRODUCT = "-//public-voice//calendar//EN"
# How soon a calendar app should look again: a cancelled morning must arrive before the morning.
REFRESH = timedelta(hours=4)
# For so long the clock changes are written out after the last event has begun.
YEARS_AHEAD = 15
# SEQUENCE counts days from here, so that it grows with `updated`, and nothing has to be stored.
FIRST_DAY = date(2000, 1, 1)
CHANGES_A_DAY = 1000


@dataclass(frozen=True)
class Publisher:
    """Who publishes the calendars, and where."""

    site: Site
    site_url: str  # absolute, without a last slash

    @property
    def timezone(self) -> ZoneInfo:
        """Where the organisation's clock stands."""
        return ZoneInfo(self.site.timezone)

    @property
    def host(self) -> str:
        """The name in each UID: the site's own, wherever this copy of it is served."""
        # Apps know an event by its UID: change it, and subscribers see the event twice.
        return urlsplit(self.site.address).hostname or "localhost"

    def local(self, naive: datetime) -> datetime:
        """Return a moment of the editors' clock with its timezone."""
        return naive.replace(tzinfo=self.timezone)


@dataclass(frozen=True)
class Subscription:
    """A calendar that people keep in their app: where it stands, what it is called."""

    path: str  # from the site's root: "events/calendar.ics"
    name: str
    page: str  # the page that it belongs to, from the site's root: "events/"


def calendar_file(
    occasions: Iterable[Occasion], publisher: Publisher, subscription: Subscription | None = None
) -> bytes:
    """Return the file: of one event to keep, or with a subscription of many to follow."""
    chosen = sorted(occasions, key=lambda one: (one.start, one.path))
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    if subscription is not None:
        _describe(calendar, subscription, publisher)
        if chosen:
            calendar.add("last-modified", _midnight(max(one.changed for one in chosen)))
    for one in chosen:
        for event in _events(one, publisher):
            calendar.add_component(event)
    if chosen:
        add_timezones(calendar, chosen[0].start.year, chosen[-1].start.year + YEARS_AHEAD)
    else:
        # RFC 5545, section 3.6: a calendar holds one component at least.
        calendar.add_component(Timezone.from_tzid(publisher.site.timezone))
    content: bytes = calendar.to_ical()
    return content


def _describe(calendar: Calendar, subscription: Subscription, publisher: Publisher) -> None:
    calendar.uid = f"{subscription.path}@{publisher.host}"
    calendar.calendar_name = subscription.name
    calendar.url = f"{publisher.site_url}/{subscription.page}"
    calendar.source = f"{publisher.site_url}/{subscription.path}"
    calendar.refresh_interval = REFRESH
    # RFC 7986 (sections 5.7 and 5.8) wants these types said; the library leaves them out.
    calendar["REFRESH-INTERVAL"].params["VALUE"] = "DURATION"
    calendar["SOURCE"].params["VALUE"] = "URI"
    calendar.add("x-published-ttl", "PT4H")  # Outlook's own word for REFRESH-INTERVAL.


def _events(occasion: Occasion, publisher: Publisher) -> Iterator[Event]:
    """Give the event itself, then each of its times that is cancelled."""
    repeats = repeats_of(occasion)
    event = _event(occasion, publisher)
    event.DTSTART = publisher.local(occasion.start)
    event.DTEND = publisher.local(occasion.end)
    if repeats is not None:
        _repeat(event, occasion, repeats, publisher)
    yield event
    if repeats is not None and not occasion.cancelled:
        for day in _cancelled(occasion, repeats):
            yield _cancelled_time(occasion, day, publisher)


def _event(occasion: Occasion, publisher: Publisher) -> Event:
    url = f"{publisher.site_url}/{occasion.url}"
    event = Event.new(
        # A translation has its original's UID: whoever takes both has one event, not two.
        uid=f"{occasion.address.rstrip('/')}@{publisher.host}",
        stamp=_midnight(occasion.changed),
        last_modified=_midnight(occasion.changed),
        created=_midnight(occasion.date),
        sequence=_sequence(occasion),
        status=STATUS.CANCELLED if occasion.cancelled else STATUS.CONFIRMED,
        location=_location(occasion),
        categories=occasion.topics,
        url=url,
    )
    language = {"LANGUAGE": occasion.lang or publisher.site.lang}
    event.add("summary", occasion.title, parameters=language)
    event.add("description", "\n\n".join(_description(occasion, url)), parameters=language)
    venue = occasion.venue
    if venue is not None and venue.latitude is not None and venue.longitude is not None:
        event.add("geo", (venue.latitude, venue.longitude))
    if occasion.online:
        event.conferences = [Conference(occasion.online)]
    return event


def _repeat(event: Event, occasion: Occasion, repeats: Repeats, publisher: Publisher) -> None:
    recurrence: dict[str, object] = {**rule(occasion.start.date(), repeats)}
    if repeats.until is not None:
        # RFC 5545, section 3.3.10: with a DTSTART that has a timezone, UNTIL is in UTC.
        last = publisher.local(datetime.combine(repeats.until, time(23, 59, 59)))
        recurrence["UNTIL"] = last.astimezone(UTC)
    event.add("rrule", recurrence)
    left_out = [
        publisher.local(datetime.combine(day, occasion.start.time()))
        for day in sorted(set(repeats.leave_out))
    ]
    if left_out:
        event.add("exdate", left_out)


def _cancelled(occasion: Occasion, repeats: Repeats) -> list[date]:
    # A RECURRENCE-ID that the rule does not give would be one more event in some apps.
    first = occasion.start.date()
    return [
        day
        for day in sorted(set(repeats.cancelled) - set(repeats.leave_out))
        if falls_on(first, repeats, day)
    ]


def _cancelled_time(occasion: Occasion, day: date, publisher: Publisher) -> Event:
    start = datetime.combine(day, occasion.start.time())
    event = _event(occasion, publisher)
    event.RECURRENCE_ID = publisher.local(start)
    event.DTSTART = publisher.local(start)
    event.DTEND = publisher.local(start + occasion.duration)
    event.status = STATUS.CANCELLED
    return event


def _sequence(occasion: Occasion) -> int:
    """Return a number that grows with each change (RFC 5546, section 2.1.4), without a memory."""
    repeats = repeats_of(occasion)
    changes = len(repeats.leave_out) + len(repeats.cancelled) if repeats else 0
    days = (occasion.changed - FIRST_DAY).days
    return max(0, days) * CHANGES_A_DAY + changes + occasion.cancelled


def _location(occasion: Occasion) -> str | None:
    if occasion.venue is None:
        return occasion.online
    return occasion.venue.line


def _description(occasion: Occasion, url: str) -> Iterator[str]:
    if occasion.cancelled and occasion.cancelled_because:
        yield occasion.cancelled_because
    yield occasion.summary
    if occasion.venue is not None and occasion.venue.access:
        yield occasion.venue.access
    if occasion.online:
        yield occasion.online
    # Few apps show the property URL.
    yield url


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)
