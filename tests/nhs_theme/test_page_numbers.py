"""The numbers under a list: the ends, those nearby, and no more however long the list is."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.nhs_theme.page_numbers import page_numbers


def said(here: int, count: int) -> str:
    """Return the numbers as a reader sees them."""
    return " ".join("…" if number is None else str(number) for number in page_numbers(here, count))


@pytest.mark.parametrize(
    ("here", "count", "numbers"),
    [
        (1, 1, "1"),
        (4, 9, "1 2 3 4 5 6 7 8 9"),
        (1, 10, "1 2 3 … 10"),
        (4, 10, "1 2 3 4 5 6 … 10"),
        (5, 10, "1 2 3 4 5 6 7 … 10"),
        (6, 10, "1 … 4 5 6 7 8 9 10"),
        (10, 10, "1 … 8 9 10"),
        (500, 1000, "1 … 498 499 500 501 502 … 1000"),
    ],
)
def test_a_long_list_leaves_out_what_is_neither_near_nor_at_an_end(
    here: int, count: int, numbers: str
) -> None:
    assert said(here, count) == numbers


@given(st.data(), st.integers(1, 2000))
def test_there_are_few_numbers_in_order_and_no_gap_hides_a_single_page(
    data: st.DataObject, count: int
) -> None:
    here = data.draw(st.integers(1, count))
    numbers = page_numbers(here, count)
    linked = [number for number in numbers if number is not None]
    assert {1, here, count} <= set(linked)
    assert linked == sorted(set(linked))
    assert len(numbers) <= 9
    for before, after in pairwise(linked):
        between = numbers[numbers.index(before) + 1 : numbers.index(after)]
        assert between == ((None,) if after - before > 1 else ())
        assert after - before != 2
