"""The days on which a repeating event falls, as arithmetic and as an iCalendar rule.

Every month means every month, and every year every year. Where a month has no such day, the
event falls on the nearest day before it that serves: an event of the 31st on 30 April, one of
29 February on the 28th. "The fifth Tuesday" is the last Tuesday of each month.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

from plugins.catalogue.kinds import Repeats

Rule = dict[str, str | int | list[int]]

STEPS = {"day": 1, "week": 7, "fortnight": 14}
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
SHORTEST_MONTH = 28


def days(first: date, repeats: Repeats | None, since: date = date.min) -> Iterator[date]:
    """Give the days in order, from `since` on; without `until` they have no end."""
    if repeats is None:
        yield from (first,) if first >= since else ()
        return
    for number in count(_number_before(first, repeats, since)):
        day = _numbered(first, repeats, number)
        if repeats.until is not None and day > repeats.until:
            return
        if day >= since and day not in repeats.leave_out:
            yield day


def falls_on(first: date, repeats: Repeats, day: date) -> bool:
    """Tell whether the rule gives this day, be it left out or not."""
    whole = repeats.model_copy(update={"leave_out": ()})
    return next(days(first, whole, day), None) == day


def rule(first: date, repeats: Repeats) -> Rule:
    """Return the parts of RFC 5545's RRULE (section 3.3.10) that give the same days, but UNTIL."""
    if repeats.every in STEPS:
        if repeats.every == "day":
            return {"FREQ": "DAILY"}
        return {"FREQ": "WEEKLY", "INTERVAL": STEPS[repeats.every] // 7}
    within: Rule = (
        {"FREQ": "MONTHLY"}
        if repeats.every == "month"
        else {"FREQ": "YEARLY", "BYMONTH": first.month}
    )
    if repeats.on == "weekday":
        return within | {"BYDAY": f"{_ordinal(first)}{WEEKDAYS[first.weekday()]}"}
    if first.day <= SHORTEST_MONTH:
        return within | {"BYMONTHDAY": first.day}
    # RFC 5545 passes over a month that has no such day: so name each day that may serve, and
    # take the last of those which the month has.
    return within | {"BYMONTHDAY": list(range(SHORTEST_MONTH, first.day + 1)), "BYSETPOS": -1}


def _numbered(first: date, repeats: Repeats, number: int) -> date:
    if repeats.every in STEPS:
        return first + timedelta(days=number * STEPS[repeats.every])
    months = number if repeats.every == "month" else number * 12
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    length = monthrange(year, month + 1)[1]
    if repeats.on == "date":
        return date(year, month + 1, min(first.day, length))
    return _same_weekday(first, year, month + 1, length)


def _same_weekday(first: date, year: int, month: int, length: int) -> date:
    opening = 1 + (first.weekday() - date(year, month, 1).weekday()) % 7
    wanted = opening + (first.day - 1) // 7 * 7
    return date(year, month, wanted if wanted <= length else wanted - 7)


def _ordinal(first: date) -> int:
    ordinal = (first.day - 1) // 7 + 1
    return ordinal if ordinal <= SHORTEST_MONTH // 7 else -1


def _number_before(first: date, repeats: Repeats, since: date) -> int:
    """Return the number of an occurrence that is not after `since`, so as not to count from 0."""
    if since <= first:
        return 0
    if repeats.every in STEPS:
        return (since - first).days // STEPS[repeats.every]
    years = since.year - first.year
    months = years * 12 + since.month - first.month
    return max(0, (months if repeats.every == "month" else years) - 1)
