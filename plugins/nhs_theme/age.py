"""Whether an item has had its day: a search shows it after what is true now."""

from __future__ import annotations

from datetime import date, timedelta

from plugins.catalogue.item import Item
from plugins.catalogue.kinds import Campaign, Episode, NewsItem

YEAR = timedelta(days=365)  # Clinics, weeks and warnings come again each year, as new items.


def has_had_its_day(item: Item, as_of: date) -> bool:
    """Tell of campaigns that are over, and of news and episodes unchanged for a year.

    Pages, people, stories and answers are true until they are changed; the calendar knows
    when events and meetings are over.
    """
    if isinstance(item, Campaign):
        return item.ends < as_of
    return isinstance(item, NewsItem | Episode) and as_of - item.changed > YEAR
