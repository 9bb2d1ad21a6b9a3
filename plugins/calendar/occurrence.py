"""One time at which an event or a meeting takes place; those to come, and what is over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from plugins.calendar.recurrence import days
from plugins.catalogue.kinds import Event, Occasion, Repeats


@dataclass(frozen=True)
class Occurrence:
    """One time: both moments know their timezone."""

    item: Occasion
    start: datetime
    end: datetime
    cancelled: bool

    @property
    def last_day(self) -> date:
        """The day on which it ends; what ends at midnight ends on the day before."""
        return (self.end - timedelta(microseconds=1)).date()


def occurrences(
    occasion: Occasion, timezone: ZoneInfo, since: date = date.min
) -> Iterator[Occurrence]:
    """Give each time in order, cancelled ones too, but those over before the day `since`."""
    repeats = repeats_of(occasion)
    cancelled = repeats.cancelled if repeats else ()
    earliest = since - _days_before(occasion) if since > date.min else since
    for day in days(occasion.start.date(), repeats, earliest):
        start = datetime.combine(day, occasion.start.time())
        one = Occurrence(
            item=occasion,
            start=_local(start, timezone),
            end=_local(start + occasion.duration, timezone),
            cancelled=occasion.cancelled or day in cancelled,
        )
        if one.last_day >= since:
            yield one


def upcoming(
    events: Iterable[Event], timezone: ZoneInfo, as_of: date, limit: int
) -> tuple[Occurrence, ...]:
    """Return the next times of all these events together, soonest first."""
    each = [one for event in events for one in islice(occurrences(event, timezone, as_of), limit)]
    return tuple(sorted(each, key=lambda one: (one.start, one.item.path))[:limit])


def past(events: Iterable[Event], timezone: ZoneInfo, as_of: date) -> tuple[Event, ...]:
    """Return the events that are over, the latest first."""
    over = [event for event in events if not any(occurrences(event, timezone, as_of))]
    return tuple(
        sorted(over, key=lambda event: (_last_day(event, timezone), event.path), reverse=True)
    )


def last_time(occasion: Occasion, timezone: ZoneInfo, as_of: date) -> Occurrence | None:
    """Return when an occasion that is over took place last; None while it has a time to come.

    Times that were cancelled count only where there was no other.
    """
    if any(occurrences(occasion, timezone, as_of)):
        return None
    times = tuple(occurrences(occasion, timezone))
    held = [one for one in times if not one.cancelled]
    return (held or times or (None,))[-1]


def repeats_of(occasion: Occasion) -> Repeats | None:
    """Return how it comes again; meetings never do."""
    return occasion.repeats if isinstance(occasion, Event) else None


def _last_day(event: Event, timezone: ZoneInfo) -> date:
    last = event.start.date()
    for one in occurrences(event, timezone):
        last = one.last_day
    return last


def _days_before(occasion: Occasion) -> timedelta:
    """How long before a day something may begin and still go on that day."""
    return timedelta(days=occasion.duration.days + 1)


def _local(naive: datetime, timezone: ZoneInfo) -> datetime:
    # 01:30 does not exist on the night when clocks go forward: by way of UTC it becomes 02:30,
    # the moment that RFC 5545 (section 3.3.5) means.
    return naive.replace(tzinfo=timezone).astimezone(UTC).astimezone(timezone)
