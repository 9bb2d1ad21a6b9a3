"""Large print, as a page, on paper, and as a choice for every page."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.test_accessibility import AXE, OVERFLOW, RUN_AXE

ITEM = "/news/flu-clinics/"
LARGE = f"{ITEM}large-print/"
EASY = f"{ITEM}easy-read/"
SMALL: ViewportSize = {"width": 320, "height": 640}
KEPT = "Object.entries(localStorage)"
EIGHTEEN_POINTS = 24  # pixels
SMALLER = """least => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const box = node.parentElement;
    if (!node.data.trim() || box.closest("script, style, template, .nhsuk-u-visually-hidden"))
      continue;
    if (!box.checkVisibility({visibilityProperty: true})) continue;
    if (box.getBoundingClientRect().width <= 1) continue; // only for screen readers
    const size = parseFloat(getComputedStyle(box).fontSize);
    if (size < least - 0.1) found.push(`${size}: ${node.data.trim().slice(0, 40)}`);
  }
  return found;
}"""
LOOK = """() => {
  const all = [...document.querySelectorAll("main *")].map(one => getComputedStyle(one));
  const body = getComputedStyle(document.querySelector("main p"));
  return {
    slanted: all.some(style => style.fontStyle !== "normal"),
    aligned: [...new Set(all.map(style => style.textAlign))].sort(),
    spacing: parseFloat(body.lineHeight) / parseFloat(body.fontSize),
  };
}"""
# The pages that differ most; every page has the same letters.
PAGES = (
    "/", "/news/", ITEM, f"/ur{ITEM}", "/meetings/2026-11/", "/campaigns/self-care-week/",
    "/podcasts/elr-ccg-tv/flu-myths/", "/events/", "/people/", "/search/", "/editions/",
)  # fmt: skip


def choose(page: Page, address: str) -> None:
    """Choose large print for good, on an item's page."""
    page.goto(f"{address}{ITEM}")
    page.locator("#app-all-formats > summary").click()
    page.get_by_role("button", name="Always show me large print").click()


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("path", [LARGE, f"/ur{LARGE}", f"/gu{LARGE}", f"/pl{LARGE}", EASY])
def test_letters_are_large_and_plain_at_every_width(
    browser: Browser, demo_address: str, path: str, width: int
) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        page.goto(f"{demo_address}{path}")
        assert page.evaluate(SMALLER, EIGHTEEN_POINTS) == []
        assert page.evaluate(OVERFLOW) == []
        look = page.evaluate(LOOK)
        assert not look["slanted"]
        assert set(look["aligned"]) <= {
            "start",
            "left",
            "end",
        }  # numbers of a table stand at its end
        assert look["spacing"] >= 1.5


@pytest.mark.parametrize("path", [LARGE, f"/ur{LARGE}", EASY])
def test_letters_twice_as_large_again_still_fit(
    browser: Browser, demo_address: str, path: str
) -> None:
    with browser.new_context(viewport=SMALL) as context:
        page = context.new_page()
        page.goto(f"{demo_address}{path}")
        page.evaluate("document.documentElement.style.setProperty('--app-large', '300%')")
        assert page.evaluate(SMALLER, 2 * EIGHTEEN_POINTS) == []
        assert page.evaluate(OVERFLOW) == []


def test_the_choice_goes_from_page_to_page_and_can_be_taken_back(
    page: Page, demo_address: str
) -> None:
    choose(page, demo_address)
    assert page.evaluate(KEPT) == [["large-print", "on"]]
    page.goto(f"{demo_address}/events/")
    assert page.evaluate(SMALLER, EIGHTEEN_POINTS) == []
    expect(page.get_by_text("Large print is on.")).to_be_visible()
    page.get_by_role("button", name="Turn it off").click()
    expect(page.get_by_text("Large print is on.")).to_be_hidden()
    assert page.evaluate("document.activeElement.tagName") == "MAIN"
    assert page.evaluate(KEPT) == []
    page.goto(f"{demo_address}/news/")
    expect(page.get_by_text("Large print is on.")).to_be_hidden()
    assert page.context.cookies() == []


@pytest.mark.parametrize("width", [1280, 320])
def test_the_choice_stands_before_the_words(
    browser: Browser, demo_address: str, width: int
) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        page.goto(f"{demo_address}{LARGE}")
        button = page.get_by_role("button", name="Always show me large print")
        expect(button).to_have_count(1)
        expect(button).to_be_in_viewport()
        back = page.get_by_role("link", name="This page in ordinary print").first
        back.focus()
        page.keyboard.press("Tab")
        expect(button).to_be_focused()


def test_the_same_button_takes_the_choice_back(page: Page, demo_address: str) -> None:
    page.goto(f"{demo_address}{LARGE}")
    button = page.get_by_role("button", name="Always show me large print")
    button.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.evaluate(KEPT) == []


def test_large_pages_are_large_before_anything_is_drawn(page: Page, demo_address: str) -> None:
    choose(page, demo_address)
    page.add_init_script(
        """new MutationObserver(() => {
          if (document.body && window.early === undefined)
            window.early = document.documentElement.classList.contains("app-large");
        }).observe(document, {childList: true, subtree: true});"""
    )
    for path in ("/news/", LARGE):
        page.goto(f"{demo_address}{path}")
        assert page.evaluate("window.early") is True


@pytest.mark.parametrize("width", [1280, 320])
def test_every_sort_of_page_can_be_large(browser: Browser, demo_address: str, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        page.goto(f"{demo_address}/")
        page.evaluate("localStorage.setItem('large-print', 'on')")
        for path in PAGES:
            page.goto(f"{demo_address}{path}")
            faults = [*page.evaluate(OVERFLOW), *page.evaluate(SMALLER, EIGHTEEN_POINTS)]
            page.evaluate(AXE)
            assert [*faults, *page.evaluate(RUN_AXE)] == [], path


def test_without_a_script_nothing_is_promised(browser: Browser, demo_address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        for path in (ITEM, LARGE):
            page.goto(f"{demo_address}{path}")
            expect(page.locator(".app-choice").first).to_be_hidden()
            expect(page.locator(".app-large-on")).to_be_hidden()
        page.goto(f"{demo_address}{ITEM}")
        page.get_by_role("link", name="Large print", exact=True).first.click()
        expect(page.locator("h1")).to_be_visible()
        page.get_by_role("link", name="This page in ordinary print").first.click()
        assert page.url == f"{demo_address}{ITEM}"


@pytest.mark.parametrize("path", [LARGE, f"/ur{LARGE}", EASY])
def test_paper_has_the_words_large_and_where_links_lead(
    page: Page, demo_address: str, path: str
) -> None:
    page.goto(f"{demo_address}{path}", wait_until="networkidle")
    paper = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    width, height = paper[0].get_size()
    assert (round(width), round(height)) == (595, 842)  # A4, in points
    text = " ".join(sheet.get_textpage().get_text_bounded() for sheet in paper)
    assert "Turn it off" not in text
    assert "Always show me large print" not in text
    if path == LARGE:
        assert "Saturday flu clinic" in text
        whole = text.replace("\r\n", "").replace(" ", "")
        assert "(https://elrccg.example/events/saturday-flu-clinic/)" in whole
    pictures = [
        found
        for sheet in paper
        for found in sheet.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=9)
    ]
    assert len(pictures) >= page.locator("main img").count() - 1


def test_forced_colours_keep_what_stands_in_a_frame(browser: Browser, demo_address: str) -> None:
    with browser.new_context(forced_colors="active") as context:
        page = context.new_page()
        page.goto(f"{demo_address}{LARGE}")
        border = page.locator(".app-choice button").evaluate(
            "one => getComputedStyle(one).borderTopStyle"
        )
        assert border == "solid"
        page.evaluate(AXE)
        assert page.evaluate(RUN_AXE) == []


@pytest.mark.parametrize("lang", ["", "/ur"])
def test_formats_leave_a_small_screen_to_the_words(
    browser: Browser, demo_address: str, lang: str
) -> None:
    with browser.new_context(viewport=SMALL) as context:
        page = context.new_page()
        page.goto(f"{demo_address}{lang}{ITEM}")
        box = page.locator(".app-formats").bounding_box()
        assert box is not None
        assert box["height"] <= SMALL["height"] / 2.5
        expect(page.locator(".app-formats__list")).to_be_hidden()
        for name in page.locator(".app-way__name").all():
            size = name.bounding_box()
            assert size is not None
            assert size["height"] >= 44
