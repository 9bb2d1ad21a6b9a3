"""Times as people write them in the address of a recording."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page


@pytest.fixture
def times(page: Page, demo: Path, demo_address: str) -> Page:
    """Open a page that has the player's module of times as `times`."""
    (module,) = demo.glob("assets/js/player-time.*.js")
    page.goto(f"{demo_address}/about/")
    page.evaluate(f"async () => {{ window.times = await import('/assets/js/{module.name}'); }}")
    return page


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("#t=754", 754),
        ("#t=12:34", 754),
        ("#t=1:02:03", 3723),
        ("#t=1h2m3s", 3723),
        ("#t=12m34s", 754),
        ("#t=12m", 720),
        ("#t=1H", 3600),
        ("#t=12%3A34", 754),
        ("#t=90:00", 5400),
        ("#t=754.5,800", 754.5),
        ("#t=npt:12:34", 754),
        ("#track=captions&t=754", 754),
        ("#t-754", 754),
        ("#t-754-2", 754),
        ("#t=", None),
        ("#t=-5", None),
        ("#t=abc", None),
        ("#t=1:99:99:9", None),
        ("#start=5", None),
        ("", None),
    ],
)
def test_a_time_is_read_in_every_way(times: Page, written: str, seconds: float | None) -> None:
    assert times.evaluate("hash => window.times.askedFor(hash)", written) == seconds


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0:00"), (9.9, "0:09"), (754, "12:34"), (3723, "1:02:03")]
)
def test_a_time_is_shown_as_a_clock(times: Page, seconds: float, shown: str) -> None:
    assert times.evaluate("seconds => window.times.clock(seconds)", seconds) == shown
