"""Real visitors of both servers: Debian's gpodder and Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.hosting.asking import Host
from tests.podcast.feed_samples import FEED
from tests.podcast.test_gpo import Listener, published

EPISODE = "/podcasts/town-talk/flu/"
PLAYING = "document.querySelector('audio, video').played.length > 0"


def test_a_listener_has_every_byte_of_the_podcast(host: Host, tmp_path: Path) -> None:
    address = host.server.address
    wanted = published(host.site / FEED, address, host.site)
    assert wanted
    assert Listener(tmp_path).downloads(f"{address}/{FEED}") == wanted


def comes_true(page: Page, words: str) -> bool:
    """Wait for a condition; the browser's own way to wait is a script that the policy refuses."""
    for _ in range(100):
        if page.evaluate(words):
            return True
        page.wait_for_timeout(50)
    return False


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """Collect whatever the browser complains about, a broken policy first of all."""
    found: list[str] = []
    page.on("console", lambda m: found.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("requestfailed", lambda request: found.append(f"{request.url} failed"))
    return found


def test_a_page_breaks_no_policy_and_plays(host: Host, page: Page, complaints: list[str]) -> None:
    page.goto(f"{host.server.address}{EPISODE}")
    page.get_by_role("button", name="Play", exact=True).first.click()
    assert comes_true(page, PLAYING)
    page.evaluate("document.querySelector('audio, video').pause()")
    assert complaints == []


def test_the_search_works_under_the_policy(host: Host, page: Page, complaints: list[str]) -> None:
    page.goto(f"{host.server.address}/search/?q=roads")
    page.locator("a[href='/news/roads/']").first.wait_for()
    assert complaints == []


def test_a_script_from_elsewhere_is_refused(host: Host, page: Page, complaints: list[str]) -> None:
    # No policy of its own stands in this file: what refuses is the server's header.
    file = host.site / "bare.html"
    file.write_text("<!DOCTYPE html><title>Bare</title><script>document.title = 'Run'</script>")
    page.goto(f"{host.server.address}/bare.html")
    assert page.title() == "Bare"
    assert any("Content Security Policy" in line for line in complaints)
    file.unlink()


def test_only_the_small_player_can_be_shown_in_a_frame(host: Host, page: Page) -> None:
    player = f"{host.server.address}{EPISODE}embed/"
    whole = f"{host.server.address}{EPISODE}"
    page.set_content(f"<iframe src='{player}'></iframe><iframe src='{whole}'></iframe>")
    assert comes_true(page, "window.frames.length == 2")
    page.frames[1].wait_for_load_state()
    page.frames[2].wait_for_load_state()
    assert page.frames[1].locator("audio, video").count() == 1
    assert page.frames[2].locator("audio, video").count() == 0
