"""Which items an edition gathers, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from plugins.catalogue.item import Item
from plugins.catalogue.kinds import (
    Edition,
    Episode,
    Event,
    Feedback,
    Meeting,
    NewsItem,
    Occasion,
    Page,
    PatientStory,
)

# The sections of a booklet, in their order.
OF_A_TIME: tuple[type[Item], ...] = (NewsItem, PatientStory, Episode, Event, Meeting, Feedback)
# What lasts belongs to a topic, and to no month.
OF_A_TOPIC: tuple[type[Item], ...] = (Page, *OF_A_TIME)


def gathered(edition: Edition, items: Iterable[Item], on: date) -> tuple[Item, ...]:
    """Return those of the items that the edition has, each kind in the order of `items`.

    The items are live ones in the site's own language.
    """
    fit = [item for item in items if may_be_printed(item, on)]
    if edition.items:
        by_path = {item.path: item for item in fit}
        return tuple(by_path[path] for path in edition.items if path in by_path)
    kinds = OF_A_TOPIC if edition.topic else OF_A_TIME
    chosen = [item for item in fit if isinstance(item, kinds) and _belongs(item, edition)]
    return tuple(sorted(chosen, key=lambda item: kinds.index(type(item))))


def may_be_printed(item: Item, on: date) -> bool:
    """Tell whether an edition, which has sound and paper, may hold the item."""
    if not isinstance(item, PatientStory):
        return True
    return item.consent.allows("print", on) and item.consent.allows("audio", on)


def _belongs(item: Item, edition: Edition) -> bool:
    if edition.topic and edition.topic not in item.topics:
        return False
    if edition.starts is None or edition.ends is None:
        return True
    first, last = _days_of(item)
    return first <= edition.ends and (last is None or edition.starts <= last)


def _days_of(item: Item) -> tuple[date, date | None]:
    """Return the first and the last day on which it is news, or takes place; None is no end."""
    if not isinstance(item, Occasion):
        return item.date, item.date
    first = item.start.date()
    if isinstance(item, Event) and item.repeats:
        return first, item.repeats.until
    return first, item.end.date()
