"""The pages of a list, each with what its template is given of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pelican.paginator import Paginator


def pages_of(paginators: Mapping[str, Paginator]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each page's file, and the values by their names as Pelican's Writer makes them.

    A page is made once, for the files of itself and of both its neighbours.
    """
    count = next(iter(paginators.values())).num_pages
    beside: dict[str, list[Any]] = {key: [None, one.page(1)] for key, one in paginators.items()}
    for number in range(1, count + 1):
        values: dict[str, Any] = {}
        save_as = ""
        for key, paginator in paginators.items():
            before, page = beside[key]
            after = paginator.page(number + 1) if number < count else None
            values[f"{key}_paginator"] = paginator
            values[f"{key}_page"] = page
            values[f"{key}_previous_page"] = before
            values[f"{key}_next_page"] = after
            beside[key] = [page, after]
            save_as = page.save_as
        yield save_as, values
