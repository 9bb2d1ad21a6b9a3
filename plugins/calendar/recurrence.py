"""The days on which a repeating event falls, as arithmetic and as an iCalendar rule.

The 31st means the last day of every month, the fifth Tuesday the last Tuesday, and 29 February
the last of February. A February without a 29th or 30th is passed over, as calendar apps do.
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
LAST = 31
FIFTH = 5


def days(first: date, repeats: Repeats | None, since: date = date.min) -> Iterator[date]:
    """Give the days in order, from `since` on; without `until` they have no end."""
    if repeats is None:
        yield from (first,) if first >= since else ()
        return
    for number in count(_number_before(first, repeats, since)):
        day = _numbered(first, repeats, number)
        if day is None:
            continue
        if repeats.until is not None and day > repeats.until:
            return
        if day >= since and day not in repeats.leave_out:
            yield day


def falls_on(first: date, repeats: Repeats, day: date) -> bool:
    """Tell whether the rule gives this day, be it left out or not."""
    whole = repeats.model_copy(update={"leave_out": ()})
    return next(days(first, whole, day), None) == day


def ordinal(first: date) -> int:
    """Return which of its month's weekdays a day is, 1 to 4; -1 is the last."""
    number = (first.day - 1) // 7 + 1
    return number if number < FIFTH else -1


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
        return within | {"BYDAY": f"{ordinal(first)}{WEEKDAYS[first.weekday()]}"}
    # A day of -1 is the last. Listing days, and taking the last of them by BYSETPOS, would serve
    # the 30th in February too, but ical.js makes other days of it.
    return within | {"BYMONTHDAY": -1 if _is_last(first, repeats) else first.day}


def _numbered(first: date, repeats: Repeats, number: int) -> date | None:
    if repeats.every in STEPS:
        return first + timedelta(days=number * STEPS[repeats.every])
    months = number if repeats.every == "month" else number * 12
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    length = monthrange(year, month + 1)[1]
    if repeats.on == "weekday":
        return _same_weekday(first, year, month + 1, length)
    day = length if _is_last(first, repeats) else first.day
    return date(year, month + 1, day) if day <= length else None


def _is_last(first: date, repeats: Repeats) -> bool:
    """Tell whether the event is of the last day of its months."""
    leap_day = (first.month, first.day) == (2, 29)
    return first.day == LAST or (repeats.every == "year" and leap_day)


def _same_weekday(first: date, year: int, month: int, length: int) -> date:
    opening = 1 + (first.weekday() - date(year, month, 1).weekday()) % 7
    wanted = opening + (first.day - 1) // 7 * 7
    return date(year, month, wanted if wanted <= length else wanted - 7)


def _number_before(first: date, repeats: Repeats, since: date) -> int:
    """Return the number of an occurrence that is not after `since`, so as not to count from 0."""
    if since <= first:
        return 0
    if repeats.every in STEPS:
        return (since - first).days // STEPS[repeats.every]
    years = since.year - first.year
    months = years * 12 + since.month - first.month
    return max(0, (months if repeats.every == "month" else years) - 1)
