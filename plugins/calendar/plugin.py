"""The Pelican adapter: times and calendars for templates, and the calendar files."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.writers import Writer

from plugins.calendar.calendar_file import Publisher
from plugins.calendar.calendars import (
    EVENTS,
    MEETINGS,
    calendars,
    events_of,
    file_of,
    series_file,
    series_of,
)
from plugins.calendar.faults import faults
from plugins.calendar.occurrence import Occurrence, last_time, occurrences, past, upcoming
from plugins.calendar.recurrence import ordinal
from plugins.catalogue.kinds import Event, Occasion
from plugins.catalogue.problem import Problem
from plugins.catalogue.publication import Publication
from plugins.catalogue.room import room_of

SHOWN = 12
ROOM = "CALENDAR_ROOM"


@dataclass
class Room:
    """What one build knows of its days; pages ask the same of it again and again."""

    publication: Publication
    as_of: date
    timezone: ZoneInfo
    _upcoming: dict[tuple[str | None, int], tuple[Occurrence, ...]] = field(default_factory=dict)

    @property
    def live(self) -> Publication:
        """What is no draft: what is in somebody's calendar cannot be taken back."""
        return self.publication.live

    @cached_property
    def series(self) -> frozenset[str]:
        """The series that have a calendar."""
        return frozenset(series_of(self.live))

    @cached_property
    def past(self) -> tuple[Event, ...]:
        """The events that are over, the latest first."""
        return past(events_of(self.publication), self.timezone, self.as_of)

    @cached_property
    def ahead(self) -> tuple[Event, ...]:
        """The other events, in the order of their list."""
        over = {event.path for event in self.past}
        return tuple(one for one in events_of(self.publication) if one.path not in over)

    def upcoming(self, series: str | None, limit: int) -> tuple[Occurrence, ...]:
        """Return the next times of a series, or of all events."""
        if (series, limit) not in self._upcoming:
            events = events_of(self.publication, series)
            self._upcoming[series, limit] = upcoming(events, self.timezone, self.as_of, limit)
        return self._upcoming[series, limit]


def _room(context: MutableMapping[str, Any]) -> Room:
    def made() -> Room:
        timezone = Publisher(context["site"], context["SITEURL"]).timezone
        return Room(context["publication"], context["as_of"], timezone)

    return room_of(context, ROOM, made)


class Calendars(Generator):
    """Writes the calendar files."""

    def generate_output(self, writer: Writer) -> None:
        """Write them."""
        publisher = Publisher(self.context["site"], self.context["SITEURL"])
        for path, content in calendars(_room(self.context).live, publisher):
            target = Path(writer.output_path, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def open_room(pelican: Pelican) -> None:
    """Let our problems be told with those of other rooms."""
    pelican.settings.setdefault("CONTENT_CHECKS", []).append(problems)


def problems(pelican: Pelican) -> tuple[Problem, ...]:
    """Return everything that is wrong with the days of events."""
    publication: Publication = pelican.settings["publication"]
    return tuple(faults(publication.catalogue.items))


def generators(pelican: Pelican) -> type[Generator]:
    """Give Pelican our generator."""
    del pelican  # Pelican's signal sends it.
    return Calendars


def add_globals(generator: Generator) -> None:
    """Give templates when things take place."""
    context: dict[str, Any] = generator.context
    generator.env.globals.update(
        occurrences=partial(occurrences_of, context),
        next_occurrences=partial(next_occurrences, context),
        past_events=partial(past_events, context),
        events_ahead=partial(events_ahead, context),
        calendar_href=partial(calendar_href, context),
        last_time=partial(last_time_of, context),
        nth_weekday=nth_weekday,
    )


def occurrences_of(
    context: dict[str, Any], event: Occasion, limit: int = SHOWN, since: date | None = None
) -> tuple[Occurrence, ...]:
    """Return the next times of an event or a meeting, with those of today or from a day on."""
    room = _room(context)
    return tuple(islice(occurrences(event, room.timezone, since or room.as_of), limit))


def next_occurrences(
    context: dict[str, Any], series: str | None = None, limit: int = 5
) -> tuple[Occurrence, ...]:
    """Return the next times of all events, or of one series."""
    return _room(context).upcoming(series, limit)


def past_events(context: dict[str, Any]) -> tuple[Event, ...]:
    """Return the events that are over, the latest first."""
    return _room(context).past


def events_ahead(context: dict[str, Any]) -> tuple[Event, ...]:
    """Return the events that are not over, in the order of their list."""
    return _room(context).ahead


def last_time_of(context: dict[str, Any], occasion: Occasion) -> Occurrence | None:
    """Return the last time of an event or a meeting that is over; None while it is not."""
    room = _room(context)
    return last_time(occasion, room.timezone, room.as_of)


def nth_weekday(event: Event) -> tuple[int, int] | None:
    """Return the weekday of each month on which an event falls, or None where it goes by date.

    First which one of the month, 1 to 4 or -1 for the last; then the weekday, 0 for Monday.
    """
    repeats = event.repeats
    if repeats is None or repeats.every != "month" or repeats.on != "weekday":
        return None
    return ordinal(event.start.date()), event.start.weekday()


def calendar_href(
    context: dict[str, Any],
    item: Occasion | None = None,
    *,
    series: str | None = None,
    meetings: bool = False,
) -> str:
    """Return the address of an item's file, or of a calendar to follow: by default all events."""
    path = MEETINGS if meetings else EVENTS
    if item is not None:
        path = file_of(item)
    elif series in _room(context).series:
        path = series_file(str(series))
    return f"{context['ROOT']}/{path}"


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(open_room)
    signals.get_generators.connect(generators)
    signals.generator_init.connect(add_globals)
