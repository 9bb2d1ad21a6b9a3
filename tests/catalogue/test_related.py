"""What to read next, found by combinations of topics: the same as by comparing every item."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from plugins.catalogue.item import Origin
from plugins.catalogue.kinds import NewsItem
from plugins.catalogue.related import Neighbours, newest_first

TOPICS = st.lists(st.sampled_from(("Roads", "Winter", "Carers", "Children")), unique=True)
FIRST_DAY = date(2026, 1, 1)


def news(number: int, topics: list[str], day: int) -> NewsItem:
    """Return a news item of a day, counted from the first of the year."""
    return NewsItem(
        origin=Origin(f"news/{number}.md"),
        title="Roads open",
        summary="The roads are open.",
        date=FIRST_DAY + timedelta(days=day),
        topics=tuple(topics),
    )


@given(
    st.lists(st.tuples(TOPICS.filter(bool), st.integers(0, 9)), max_size=30),
    TOPICS,
    st.integers(0, 8),
)
def test_the_nearest_are_those_that_share_most_topics_and_then_the_newest(
    described: list[tuple[list[str], int]], asked: list[str], count: int
) -> None:
    items = [news(number, topics, day) for number, (topics, day) in enumerate(described)]
    topics = frozenset(asked)
    near = [item for item in items if topics & set(item.topics)]
    near.sort(key=lambda item: (-len(topics & set(item.topics)), newest_first(item)))
    neighbours = Neighbours(items)
    assert [one.path for one in neighbours.nearest(topics, count)] == [
        one.path for one in near[:count]
    ]
    again = neighbours.nearest(topics, count + 1)  # An answer that is kept is never too short.
    assert len(again) == min(len(near), count + 1)
