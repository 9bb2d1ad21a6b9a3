"""The small player in a frame of another site."""

from __future__ import annotations

import html
import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from tests.browser.test_accessibility import OVERFLOW
from tests.demo import served
from tests.small_site import DEMO_ADDRESS

SOUND = "podcasts/elr-ccg-tv/living-with-copd"
FILM = "podcasts/elr-ccg-tv/flu-myths"
PLAYING = "document.querySelector('audio, video').played.length > 0"


def frame_in(page: Page) -> Frame:
    """Return the frame of the page, loaded."""
    element = page.wait_for_selector("iframe")
    assert element is not None
    frame = element.content_frame()
    assert frame is not None
    frame.wait_for_load_state()
    return frame


@pytest.mark.parametrize("episode", [SOUND, FILM])
def test_another_site_shows_and_plays_an_episode_by_its_oembed(
    page: Page, demo: Path, demo_address: str, tmp_path: Path, episode: str
) -> None:
    answer = json.loads((demo / episode / "oembed.json").read_text("utf-8"))
    code = answer["html"].replace(DEMO_ADDRESS, demo_address)
    text = f"<!DOCTYPE html><html lang=en><title>A practice</title><h1>Hear</h1>{code}"
    (tmp_path / "index.html").write_text(text, encoding="utf-8")
    faults: list[str] = []
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    with served(tmp_path) as elsewhere:
        assert (
            elsewhere.split("/")[2] != demo_address.split("/")[2]
        )  # Another port: another origin.
        page.goto(elsewhere)
        frame = frame_in(page)
        expect(frame.get_by_role("heading", level=1)).to_have_text(answer["title"])
        frame.get_by_role("button", name="Play", exact=True).click()
        for _ in range(100):
            if frame.evaluate(PLAYING):
                break
            page.wait_for_timeout(50)
        assert frame.evaluate(PLAYING)
        # A frame on somebody else's site keeps nothing about the listener.
        frame.evaluate("document.querySelector('audio, video').currentTime = 10")
        frame.evaluate("document.querySelector('audio, video').pause()")
        page.wait_for_timeout(200)
        assert frame.evaluate("localStorage.length") == 0
        assert page.frames[1] == frame
    assert [fault for fault in faults if "favicon" not in fault and "404" not in fault] == []


@pytest.mark.parametrize("size", [(320, 180), (560, 240), (560, 460), (1000, 600)])
@pytest.mark.parametrize("episode", [SOUND, FILM])
def test_the_player_fits_its_frame(
    browser: Browser, demo_address: str, episode: str, size: tuple[int, int]
) -> None:
    width, height = size
    with browser.new_context(viewport={"width": width, "height": height}) as context:
        page = context.new_page()
        page.goto(f"{demo_address}/{episode}/embed/")
        assert page.evaluate(OVERFLOW) == []
        assert page.evaluate("document.documentElement.scrollHeight") <= height
        media = page.locator("audio, video").bounding_box()
        assert media is not None
        assert media["height"] >= 50
        expect(page.get_by_role("link", name="Transcript and more")).to_be_in_viewport(ratio=1)


def test_the_link_to_the_whole_page_leaves_the_frame(page: Page, demo_address: str) -> None:
    page.goto(f"{demo_address}/{SOUND}/embed/")
    link = page.get_by_role("link", name="Transcript and more")
    expect(link).to_have_attribute("href", f"{DEMO_ADDRESS}/{SOUND}/")
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_contain_text("opens in a new tab")


def test_search_engines_are_sent_to_the_whole_page(demo: Path) -> None:
    text = (demo / SOUND / "embed/index.html").read_text("utf-8")
    assert '<meta name="robots" content="noindex">' in text
    assert f'<link rel="canonical" href="{DEMO_ADDRESS}/{SOUND}/">' in text
    assert f"{SOUND}/embed/" not in (demo / "sitemap.xml").read_text("utf-8")


def test_the_code_on_the_episodes_page_is_the_oembeds(
    page: Page, demo: Path, demo_address: str
) -> None:
    answer = json.loads((demo / SOUND / "oembed.json").read_text("utf-8"))
    page.goto(f"{demo_address}/{SOUND}/")
    page.get_by_text("Show the player on your own website").click()
    assert page.get_by_label("Code for the player").input_value() == answer["html"]
    assert html.unescape(answer["html"]) == answer["html"]
