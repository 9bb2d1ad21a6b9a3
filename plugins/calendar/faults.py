"""What is wrong with the days of an event, in an editor's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice, takewhile

from plugins.calendar.calendars import EVENTS, series_file
from plugins.calendar.recurrence import days, falls_on
from plugins.catalogue.item import Item
from plugins.catalogue.kinds import Event, Repeats
from plugins.catalogue.problem import Problem

AROUND = timedelta(days=366)


def faults(items: Iterable[Item]) -> Iterator[Problem]:
    """Yield what is wrong with any event, live or not: a draft is mended before it is seen."""
    events = [item for item in items if isinstance(item, Event)]
    for event in events:
        if event.repeats is not None and not _inherited(event):
            yield from _of_repeats(event, event.repeats)
    yield from _of_series(events)


def _inherited(event: Event) -> bool:
    """Tell whether a translation has its days from its original, where they are faulted once."""
    return event.translation_of is not None and ("repeats",) not in event.origin.lines


def _of_repeats(event: Event, repeats: Repeats) -> Iterator[Problem]:
    first = event.start.date()
    for field in ("leave_out", "cancelled"):
        for index, day in enumerate(getattr(repeats, field)):
            if not falls_on(first, repeats, day):
                # A cancelled day that is misspelt leaves the true one standing: people would come.
                line = event.origin.line_of("repeats", field, index)
                fault = f"{field} has {day}, and the event does not fall on that day."
                yield Problem(event.path, line, fault, _nearest(first, repeats, day))
    for day in sorted(set(repeats.leave_out) & set(repeats.cancelled)):
        line = event.origin.line_of("repeats", "cancelled", repeats.cancelled.index(day))
        remedy = "Keep it in cancelled where people were told of it, else in leave_out."
        fault = f"{day} is both in leave_out and in cancelled."
        yield Problem(event.path, line, fault, remedy)


def _nearest(first: date, repeats: Repeats, day: date) -> str:
    whole = repeats.model_copy(update={"leave_out": ()})
    since = max(first, day - AROUND)
    before = list(takewhile(lambda one: one < day, days(first, whole, since)))[-1:]
    after = list(islice(days(first, whole, day), 1))
    near = " and ".join(str(one) for one in before + after)
    return f"Correct the day, or delete it. The nearest days of the event are {near}."


def _of_series(events: Iterable[Event]) -> Iterator[Problem]:
    """Two series whose names make one address would have one calendar: the second's alone."""
    taken: dict[str, str | None] = {EVENTS: None}
    for event in events:
        if event.series is None or event.translation_of is not None:
            continue
        path = series_file(event.series)
        other = taken.setdefault(path, event.series)
        if other != event.series:
            line = event.origin.line_of("series")
            fault = f'series cannot be "{event.series}": its calendar would stand at /{path}.'
            remedy = (
                f'"{other}" has its calendar there. Write the two names alike, or quite apart.'
                if other
                else "The calendar of all events is there. Give the series another name."
            )
            yield Problem(event.path, line, fault, remedy)
