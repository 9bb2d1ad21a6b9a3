"""Everything that a mouse can reach, the Tab key can."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

# What a reader can act on, and is not hidden; one radio button of a group is enough.
WANTED = """() => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0'], "
    + "audio, video")]
  .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled && e.tabIndex >= 0
    && !e.closest("details:not([open]) > :not(summary)"))
  .map((e, i) => { e.dataset.order = i; return i; })"""
FOCUSED = "() => document.activeElement && document.activeElement.dataset.order"
VISIBLE_FOCUS = """() => {
  const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();
  return {name: e.outerHTML.slice(0, 100),
    seen: s.outlineStyle !== "none" || s.boxShadow !== "none"
      || s.backgroundColor !== "rgba(0, 0, 0, 0)",
    inside: b.right > 0 && b.left < innerWidth};
}"""


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/news/",
        "/events/",
        "/podcasts/",
        "/news/flu-clinics/",
        "/news/flu-clinics/large-print/",
    ],
)
def test_tab_reaches_everything_and_shows_where_it_is(
    demo_address: str, browser: Browser, path: str, width: int
) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        page.goto(f"{demo_address}{path}")
        wanted = set(page.evaluate(WANTED))
        reached: set[int] = set()
        unseen: list[str] = []
        for _ in range(len(wanted) + 40):
            page.keyboard.press("Tab")
            order = page.evaluate(FOCUSED)
            if order is not None:
                reached.add(int(order))
                state = page.evaluate(VISIBLE_FOCUS)
                if not state["seen"] or not state["inside"]:
                    unseen.append(state["name"])
        assert wanted - reached == set()
        assert unseen == []


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("path", ["/", "/news/"])
def test_the_first_tab_offers_to_skip_to_the_content(
    demo_address: str, browser: Browser, path: str, *, script: bool
) -> None:
    with browser.new_context(java_script_enabled=script) as context:
        page = context.new_page()
        page.goto(f"{demo_address}{path}")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        # Playwright's own script runs where the page's may not.
        assert page.evaluate("document.activeElement.closest('main') !== null")


def test_everything_can_be_read_without_script(demo_address: str, browser: Browser) -> None:
    with browser.new_context(
        java_script_enabled=False, viewport={"width": 320, "height": 800}
    ) as c:
        page = c.new_page()
        page.goto(f"{demo_address}/")
        assert page.locator("main h1").is_visible()
        page.get_by_role("link", name="News", exact=True).first.click()
        assert page.locator("main h1").inner_text() == "News"
        page.goto(f"{demo_address}/search/")
        assert page.locator("main a[href*='/topics/']:visible").count() > 1
