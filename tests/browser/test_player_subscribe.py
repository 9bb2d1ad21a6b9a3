"""The page to subscribe on, in a real browser."""

from __future__ import annotations

import io

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

PAGE = "/podcasts/elr-ccg-tv/subscribe/"
FEED = "https://elrccg.example/podcasts/elr-ccg-tv/feed.xml"


def test_the_qr_code_opens_this_page_on_a_phone(page: Page, demo_address: str) -> None:
    page.goto(f"{demo_address}{PAGE}")
    drawn = page.get_by_role("img", name="QR code").screenshot()
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(drawn)).convert("L"))
    assert code.text == f"https://elrccg.example{PAGE}"


def test_the_address_of_the_feed_is_copied_by_one_press(page: Page, demo_address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{demo_address}{PAGE}")
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("status")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == FEED


@pytest.mark.parametrize("script", [True, False])
def test_the_address_of_the_feed_can_be_selected(
    browser: Browser, demo_address: str, *, script: bool
) -> None:
    with browser.new_context(java_script_enabled=script) as context:
        page = context.new_page()
        page.goto(f"{demo_address}{PAGE}")
        field = page.get_by_label("Address of the podcast")
        expect(field).to_have_value(FEED)
        field.press("Control+a")
        expect(field).not_to_be_editable()
        assert page.get_by_role("button", name="Copy").count() == int(script)


def test_a_phone_is_not_told_to_photograph_itself(browser: Browser, demo_address: str) -> None:
    with browser.new_context(viewport={"width": 320, "height": 700}) as context:
        page = context.new_page()
        page.goto(f"{demo_address}{PAGE}")
        expect(page.locator(".app-qr")).to_be_hidden()
        expect(page.get_by_role("link", name="AntennaPod")).to_be_visible()
