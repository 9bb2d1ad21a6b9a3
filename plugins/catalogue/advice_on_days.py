"""What could be better in the days of an item: what is due, what is late, what is far ahead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from plugins.catalogue.item import Item
from plugins.catalogue.kinds import Notice, Page
from plugins.catalogue.problem import Problem

A_YEAR = timedelta(days=366)
OLD = timedelta(days=365)


def on_days(item: Item, as_of: date) -> Iterator[Problem]:
    """Yield advice on an item's days."""
    yield from _on_reviews(item, as_of)
    if item.expires is not None and item.expires < item.first_day:
        fault = f"it is never shown: it begins on {item.first_day} and expires before."
        remedy = "Correct date, publish_from or expires."
        yield Problem(item.path, item.origin.line_of("expires"), fault, remedy)
    elif item.translation_of is None:  # A translation has its original's days.
        field = "date" if item.first_day == item.date else "publish_from"
        yield from _on_far_ahead(item, field, item.first_day, as_of)


def on_days_of_notice(notice: Notice, as_of: date) -> Iterator[Problem]:
    """Yield advice on a notice's days."""
    yield from _on_far_ahead(notice, "from", notice.starts, as_of)


def _on_far_ahead(
    item: Item | Notice, field: str, first_day: date, as_of: date
) -> Iterator[Problem]:
    if first_day > as_of + A_YEAR:
        fault = f"it is not shown before {first_day}; is the year right?"
        remedy = f"Correct {field}, or leave it so."
        yield Problem(item.path, item.origin.line_of(field), fault, remedy)


def _on_reviews(item: Item, as_of: date) -> Iterator[Problem]:
    last = max(item.changed, item.reviewed or item.changed)
    remedy = "Read it again. Write today into reviewed, and a later day into review."
    if item.review is not None and item.review < as_of:
        fault = f"it should have been read again by {item.review}."
        yield Problem(item.path, item.origin.line_of("review"), fault, remedy)
    elif _needs_review(item) and item.review is None and last + OLD < as_of:
        fault = f"nobody has said since {last} that it is still true."
        yield Problem(item.path, item.origin.line_of("reviewed"), fault, remedy)


def _needs_review(item: Item) -> bool:
    """Tell whether an item should stay true; an answered request is a record of its day."""
    return isinstance(item, Page) and item.request is None and item.translation_of is None
