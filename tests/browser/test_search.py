"""Search finds items by their words, in their language, and filters by kind and topic."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect


def results(page: Page, address: str, words: str) -> list[str]:
    """Return the titles that the search page finds."""
    page.goto(f"{address}/search/?q={words}")
    links = (
        page.locator("main").get_by_role("link").filter(has_text=words.split("%20", maxsplit=1)[0])
    )
    expect(links.first).to_be_visible(timeout=10_000)
    return links.all_inner_texts()


def test_a_word_of_the_body_finds_its_item(page: Page, demo_address: str) -> None:
    assert any("flu" in title.casefold() for title in results(page, demo_address, "flu"))


def test_pagefind_answers_with_filters(page: Page, demo: Path, demo_address: str) -> None:
    assert (demo / "pagefind/pagefind.js").is_file()
    page.goto(f"{demo_address}/search/")
    found = page.evaluate(
        """async () => {
          const pagefind = await import("/pagefind/pagefind.js");
          await pagefind.init();
          const filters = await pagefind.filters();
          const search = await pagefind.search("listening booth");
          const first = await search.results[0].data();
          return {filters: Object.keys(filters).sort(), count: search.results.length,
                  url: first.url, title: first.meta.title};
        }"""
    )
    assert {"kind", "topic"} <= set(found["filters"])
    assert found["count"] > 0
    assert "booth" in found["title"].casefold()


def test_a_translation_is_found_from_the_english_page(page: Page, demo_address: str) -> None:
    assert any("فلو" in title for title in results(page, demo_address, "فلو"))


FOUND = """async (words) => {
  const pagefind = await import("/pagefind/pagefind.js");
  await pagefind.init();
  const { results } = await pagefind.search(words);
  return Promise.all(results.map(async (one) => (await one.data()).url));
}"""


def found(page: Page, address: str, words: str) -> list[str]:
    """Return the addresses of all that is found, in order."""
    page.goto(f"{address}/search/")
    urls: list[str] = page.evaluate(FOUND, words)
    return urls


@pytest.mark.parametrize("words", ["flu", "flu clinics"])
def test_what_is_true_now_comes_before_what_was(page: Page, demo_address: str, words: str) -> None:
    urls = found(page, demo_address, words)
    assert urls[:2] == ["/news/flu-clinics/", "/events/saturday-flu-clinic/"]
    # Old items stay findable.
    assert {"/news/flu-2024/", "/news/flu-clinics-2025/", "/campaigns/flu-jabs-2025/"} <= set(urls)


def test_the_page_shows_them_in_that_order(page: Page, demo_address: str) -> None:
    page.goto(f"{demo_address}/search/?q=flu%20clinics")
    first = page.locator(".app-found a").first
    expect(first).to_have_attribute("href", re.compile("/news/flu-clinics/$"), timeout=10_000)


@pytest.mark.parametrize("words", ["ωωω", "zzyzx"])  # found nowhere, and hardly anywhere
def test_when_nothing_is_found_the_page_says_what_to_do_next(
    page: Page, demo_address: str, words: str
) -> None:
    page.goto(f"{demo_address}/search/?q={words}")
    advice = page.get_by_role("status").filter(has_text="Check the spelling")
    expect(advice).to_be_visible(timeout=10_000)
    expect(advice.get_by_role("link", name="Look through the topics")).to_be_visible()
    expect(advice.get_by_role("link", name="Contact us")).to_be_visible()
    page.locator("pagefind-input input").fill("flu")
    expect(page.locator(".app-found").nth(2)).to_be_visible(timeout=10_000)
    expect(page.locator("#search-nothing")).to_be_hidden()
