"""Which pages of a long list are linked from each other: the ends, and those nearby."""

from __future__ import annotations

FEW = 9  # A reader takes in as many at once, and no list of the same length is shorter by gaps.
NEARBY = 2


def page_numbers(here: int, count: int) -> tuple[int | None, ...]:
    """Return the numbers to link from page `here` of `count`, with None where some are left out.

    If each of a thousand pages linked all the others, the site would be a million links larger.
    """
    if count <= FEW:
        return tuple(range(1, count + 1))
    first, last = max(here - NEARBY, 1), min(here + NEARBY, count)
    before = _up_to(first)
    after = tuple(None if gap is None else count + 1 - gap for gap in _up_to(count + 1 - last))
    return (*before, *range(first, last + 1), *reversed(after))


def _up_to(number: int) -> tuple[int | None, ...]:
    """Return what stands before a number: nothing, 1, 1 and 2, or 1 and a gap."""
    # A gap never stands for one page: the page itself takes no more room.
    few = 3
    return tuple(range(1, number)) if number <= few else (1, None)
