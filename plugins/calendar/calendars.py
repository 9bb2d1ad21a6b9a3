"""Which calendars a site has, where each stands, and what is in it."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.calendar.calendar_file import Publisher, Subscription, calendar_file
from plugins.catalogue.kinds import Event, Meeting, Occasion
from plugins.catalogue.publication import Publication, slug_of

EVENTS = "events/calendar.ics"
MEETINGS = "meetings/calendar.ics"


def file_of(occasion: Occasion) -> str:
    """Return where an occasion's own file stands: "events/oadby/oadby.ics"."""
    return f"{occasion.url}{occasion.name}.ics"


def series_file(series: str) -> str:
    """Return where the calendar of a series stands: "events/listening-booth.ics"."""
    return f"events/{slug_of(series)}.ics"


def events_of(publication: Publication, series: str | None = None) -> tuple[Event, ...]:
    """Return the live events in the site's own language, of one series or all."""
    return tuple(
        event
        for event in publication.of("events")
        if isinstance(event, Event) and series in (None, event.series)
    )


def meetings_of(publication: Publication) -> tuple[Meeting, ...]:
    """Return the live meetings in the site's own language."""
    return tuple(one for one in publication.of("meetings") if isinstance(one, Meeting))


def series_of(publication: Publication) -> tuple[str, ...]:
    """Return the names of the series that have live events."""
    return tuple(sorted({event.series for event in events_of(publication) if event.series}))


def calendars(publication: Publication, publisher: Publisher) -> Iterator[tuple[str, bytes]]:
    """Give each file's path from the site's root, and its bytes."""
    for item in publication.items:
        if isinstance(item, Occasion):
            yield file_of(item), calendar_file([item], publisher)
    for subscription, occasions in _subscriptions(publication):
        yield subscription.path, calendar_file(occasions, publisher, subscription)


def _subscriptions(
    publication: Publication,
) -> Iterator[tuple[Subscription, tuple[Occasion, ...]]]:
    site = publication.site
    # It is there without events too: an app that once got no answer may never ask again.
    name = f"{site.label('events', 'Events')}, {site.short_name}"
    yield Subscription(EVENTS, name, "events/"), events_of(publication)
    for series in series_of(publication):
        name = f"{series}, {site.short_name}"
        found = events_of(publication, series)
        yield Subscription(series_file(series), name, "events/"), found
    if meetings := meetings_of(publication):
        name = f"{site.label('meetings', 'Meetings')}, {site.short_name}"
        yield Subscription(MEETINGS, name, "meetings/"), meetings
