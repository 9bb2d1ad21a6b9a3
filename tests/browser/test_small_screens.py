"""On a small screen a page's own words begin soon, and nothing that was folded is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

SMALL: ViewportSize = {"width": 320, "height": 800}
SOON = 560  # pixels from the top: within the first screen of a small phone
ITEMS = ("/news/flu-clinics/", "/ur/news/flu-clinics/", "/meetings/2026-11/", "/privacy/")
FOLDED = ".app-notices details"


@pytest.mark.parametrize("path", ITEMS)
def test_the_heading_is_on_the_first_screen(demo_address: str, browser: Browser, path: str) -> None:
    with browser.new_context(viewport=SMALL) as context:
        page = context.new_page()
        page.goto(f"{demo_address}{path}")
        box = page.locator("h1").bounding_box()
        assert box is not None
        assert 0 < box["y"] <= SOON


def test_a_notice_opens_without_script_and_its_link_stands_there(
    demo_address: str, browser: Browser
) -> None:
    with browser.new_context(viewport=SMALL, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{demo_address}/privacy/")
        words = page.locator(f"{FOLDED} p")
        expect(words).to_be_hidden()
        expect(page.locator(".app-notices a:visible")).to_have_count(1)
        page.locator(f"{FOLDED} summary").press("Enter")
        expect(words).to_be_visible()


def test_a_wide_screen_shows_notices_in_full_and_once(demo_address: str, browser: Browser) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.goto(f"{demo_address}/privacy/")
        expect(page.locator(".app-notice__text")).to_be_visible()
        expect(page.locator(FOLDED)).to_be_hidden()
        expect(page.locator(".app-demonstration__words")).to_be_visible()


def test_paper_shows_notices_in_full(demo_address: str, browser: Browser) -> None:
    with browser.new_context(viewport=SMALL) as context:
        page = context.new_page()
        page.goto(f"{demo_address}/privacy/")
        page.emulate_media(media="print")
        expect(page.locator(".app-notice__text")).to_be_visible()
        expect(page.locator(FOLDED)).to_be_hidden()
