"""Search finds items by their words, in their language, and filters by kind and topic."""

from __future__ import annotations

from pathlib import Path

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
