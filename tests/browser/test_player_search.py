"""Words said in a recording are found, and lead to their second."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.test_player import wait_until


def test_words_said_in_an_episode_open_it_at_their_second(page: Page, demo_address: str) -> None:
    page.goto(f"{demo_address}/search/?q=extinguisher")
    found = page.locator(".app-found__moment")
    expect(found).to_have_count(1, timeout=10_000)
    expect(found).to_contain_text("Most people use an inhaler as if it were a fire extinguisher.")
    found.get_by_role("link", name="Play from 0:11").click()
    wait_until(page, "media && Math.abs(media.currentTime - 11.572) < 0.2")
    expect(page.locator(".app-line[aria-current]")).to_contain_text("fire extinguisher")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_in_viewport()


def test_the_line_that_says_most_of_the_words_is_chosen(page: Page, demo_address: str) -> None:
    page.goto(f"{demo_address}/search/?q=ask+practice+class")
    links = page.locator("a[href*='living-with-copd/#t-']")
    expect(links).to_have_count(1, timeout=10_000)
    expect(links).to_have_attribute("href", "/podcasts/elr-ccg-tv/living-with-copd/#t-34")


def test_words_that_are_only_written_lead_to_no_second(page: Page, demo_address: str) -> None:
    page.goto(f"{demo_address}/search/?q=breathlessness")
    found = page.locator(".app-found").filter(has_text="Living with COPD")
    expect(found).to_have_count(1, timeout=10_000)
    expect(found.locator(".app-found__moment")).to_have_count(0)
