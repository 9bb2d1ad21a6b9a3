"""What has had its day."""

from __future__ import annotations

from datetime import date

import pytest

from plugins.nhs_theme.age import has_had_its_day
from tests.small_site import TODAY, SmallSite


@pytest.mark.parametrize(
    ("path", "fields", "old"),
    [
        ("news/roads.md", {"date": "2025-11-21"}, False),
        ("news/roads.md", {"date": "2025-11-20"}, True),
        ("news/roads.md", {"date": "2024-11-20", "updated": "2026-11-01"}, False),
        ("campaigns/flu.md", {"starts": "2026-11-01", "ends": "2026-11-21"}, False),
        ("campaigns/flu.md", {"starts": "2026-11-01", "ends": "2026-11-20"}, True),
        ("pages/privacy.md", {"date": "2020-01-01"}, False),
        ("stories/rosa.md", {"date": "2020-01-01"}, False),
    ],
)
def test_what_comes_again_as_something_new_has_its_day(
    small_site: SmallSite, path: str, fields: dict[str, str], *, old: bool
) -> None:
    small_site.item(path, **fields)
    item = small_site.publication().at(path)
    assert item is not None
    assert has_had_its_day(item, TODAY) is old


def test_a_year_is_a_year_on_any_day(small_site: SmallSite) -> None:
    small_site.item("news/roads.md", date="2026-11-01")
    item = small_site.publication().at("news/roads.md")
    assert item is not None
    assert has_had_its_day(item, date(2027, 11, 2))
