"""Every page passes axe-core, holds to its width and asks nothing of another host."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.demo_pages import addresses, is_redirect
from tests.small_site import PROJECT

AXE = (PROJECT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
RUN_AXE = """async () => {
  const results = await axe.run(document, {resultTypes: ["violations"]});
  return results.violations.map(v => `${v.id}: ${v.help}: ` +
    v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(" | "));
}"""
OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter(e => e.getBoundingClientRect().right > width + 1)
    .slice(0, 5).map(e => e.outerHTML.slice(0, 120));
}"""
PARTS = 4


class Watched:
    """A tab that notes what goes wrong in it."""

    def __init__(self, page: Page, address: str) -> None:
        """Listen to the tab."""
        self.page = page
        self.address = address
        self.faults: list[str] = []
        page.on("request", self._request)
        page.on("console", lambda m: self.faults.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.faults.append(f"asks another host: {request.url}")

    def visit(self, path: str) -> list[str]:
        """Open a page and return all that is wrong with it."""
        self.faults = []
        self.page.goto(f"{self.address}{path}", wait_until="load")
        faults: list[Any] = [*self.faults]
        faults += [f"wider than the screen: {e}" for e in self.page.evaluate(OVERFLOW)]
        self.page.evaluate(AXE)
        faults += self.page.evaluate(RUN_AXE)
        return [f"{path}: {fault}" for fault in faults]


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_accessible_and_keeps_to_itself(
    demo: Path, demo_address: str, browser: Browser, width: int, part: int
) -> None:
    # Playwright's own calls need no exception in the page's policy but this one.
    with browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=False) as context:
        tab = Watched(context.new_page(), demo_address)
        paths = [path for path in addresses(demo) if not is_redirect(demo, path)]
        assert len(paths) > 100
        faults = [fault for path in paths[part::PARTS] for fault in tab.visit(path)]
    assert faults == []


def test_pages_set_no_cookies_and_store_nothing(demo_address: str, browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        for path in ("/", "/news/", "/search/?q=flu"):
            page.goto(f"{demo_address}{path}", wait_until="networkidle")
        assert context.cookies() == []
        assert page.evaluate("Object.keys(localStorage).length") == 0


@pytest.mark.parametrize("scheme", ["forced", "print"])
def test_forced_colours_and_print_show_the_page(
    demo_address: str, browser: Browser, scheme: str
) -> None:
    with browser.new_context(forced_colors="active" if scheme == "forced" else "none") as context:
        page = context.new_page()
        page.goto(f"{demo_address}/news/")
        if scheme == "print":
            page.emulate_media(media="print")
            assert not page.locator("header nav").first.is_visible()
        assert page.locator("h1").is_visible()
