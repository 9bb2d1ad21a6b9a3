"""How an event comes again, as a schema.org Schedule."""

from __future__ import annotations

from plugins.catalogue.kinds import Event, Repeats

FREQUENCIES = {"day": "P1D", "week": "P1W", "fortnight": "P2W", "month": "P1M", "year": "P1Y"}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LAST_WEEK_OF_ALL = 4  # schema.org counts weeks from the front: it has no word for the last.


def schedule(event: Event, timezone: str) -> dict[str, object] | None:
    """Return the Schedule, or None for an event that takes place once."""
    repeats = event.repeats
    if repeats is None:
        return None
    node: dict[str, object] = {
        "@type": "Schedule",
        "repeatFrequency": FREQUENCIES[repeats.every],
        "startDate": event.start.date().isoformat(),
        "startTime": event.start.time().isoformat(),
        "endTime": event.end.time().isoformat(),
        "scheduleTimezone": timezone,
    }
    if repeats.until is not None:
        node["endDate"] = repeats.until.isoformat()
    if without := sorted({*repeats.leave_out, *repeats.cancelled}):
        node["exceptDate"] = [day.isoformat() for day in without]
    return node | _within(event, repeats)


def _within(event: Event, repeats: Repeats) -> dict[str, object]:
    day = f"https://schema.org/{WEEKDAYS[event.start.weekday()]}"
    week = (event.start.day - 1) // 7 + 1
    if repeats.every in {"week", "fortnight"}:
        return {"byDay": day}
    if repeats.every == "month" and repeats.on == "weekday":
        return {"byDay": day} | ({"byMonthWeek": week} if week <= LAST_WEEK_OF_ALL else {})
    if repeats.every == "month":
        return {"byMonthDay": event.start.day}
    return {}
