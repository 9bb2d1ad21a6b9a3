"""The reading of an item marks its sentences in the page, as they are read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import AXE, OVERFLOW, RUN_AXE

ITEM = "/news/flu-clinics/"
MARKED = "[...(CSS.highlights.get('read-now') ?? [])].map(String).join('')"
SOUND = "document.querySelector('.app-spoken audio')"
# Stands in the middle of each sentence in turn, and notes what is said and what is marked.
LISTEN = """async () => {
  const media = document.querySelector(".app-spoken audio");
  const plain = (text) => text.replace(/\\s+/g, " ").trim();
  const heard = [];
  for (const cue of media.textTracks[0].cues) {
    const sought = new Promise(done => media.addEventListener("seeked", done, {once: true}));
    media.currentTime = (cue.startTime + cue.endTime) / 2;
    await sought;
    await new Promise(done => setTimeout(done, 40));
    const marks = [...(CSS.highlights.get("read-now") ?? [])];
    heard.push({
      said: plain(cue.getCueAsHTML().textContent),
      marked: plain(marks.map(String).join("")),
      line: plain(document.querySelector(".app-spoken__now").textContent),
      inBody: marks.some(range => range.startContainer.parentElement.closest(".app-prose")),
    });
  }
  return heard;
}"""
# Scrolls through the page; counts where the button is seen, and where it lies over a language.
COVERED = """async () => {
  const pause = document.querySelector(".app-spoken__pause");
  const frame = () => new Promise(done => requestAnimationFrame(done));
  const over = (one, other) => one.left < other.right && other.left < one.right
    && one.top < other.bottom && other.top < one.bottom;
  const covered = [];
  let shown = 0;
  for (let top = 0; top < 2400; top += 40) {
    scrollTo({top, behavior: "instant"});
    for (let number = 0; number < 3; number += 1) await frame();
    if (!pause.checkVisibility()) continue;
    shown += 1;
    const box = pause.getBoundingClientRect();
    for (const link of document.querySelectorAll(".app-languages a")) {
      if (over(box, link.getBoundingClientRect())) covered.push(`${top}: ${link.textContent}`);
    }
  }
  return [shown, covered];
}"""
BODY = """() => [...document.querySelectorAll(".app-prose :is(p, li, h2, h3, td)")]
  .map(one => one.textContent.replace(/\\s+/g, " ").trim()).filter(Boolean)"""


def open_player(page: Page, address: str) -> None:
    """Open an item's page, and on it the player."""
    page.goto(address)
    page.locator("#app-listen > summary").click()


def play(page: Page) -> None:
    """Press play, and wait for the times of the sentences."""
    page.locator(".app-spoken [data-do=toggle]").click()
    for _ in range(100):
        if page.evaluate(f"({SOUND}.textTracks[0]?.cues?.length ?? 0) > 0"):
            return
        page.wait_for_timeout(50)
    pytest.fail("the times of the sentences did not come")


def stand_in(page: Page, number: int) -> str:
    """Bring the sound into a sentence; return its words."""
    said: str = page.evaluate(
        f"""async number => {{
          const media = {SOUND}, cue = media.textTracks[0].cues[number];
          const sought = new Promise(
            done => media.addEventListener("seeked", done, {{once: true}}));
          media.currentTime = cue.startTime + 0.05;
          await sought;
          await new Promise(done => setTimeout(done, 100));
          return cue.text;
        }}""",
        number,
    )
    return said


@pytest.fixture
def still(browser: Browser) -> Iterator[Page]:
    """Open a tab for a reader who wants no motion."""
    with browser.new_context(
        viewport={"width": 1280, "height": 600}, reduced_motion="reduce"
    ) as context:
        yield context.new_page()


@pytest.mark.parametrize("lang", ["", "/ur", "/ar", "/gu", "/pl", "/cy"])
def test_every_sentence_of_the_body_is_marked_while_it_is_read(
    page: Page, demo_address: str, lang: str
) -> None:
    open_player(page, f"{demo_address}{lang}{ITEM}")
    play(page)
    page.evaluate(f"{SOUND}.pause()")
    heard = page.evaluate(LISTEN)
    for one in heard:
        # What is marked is what is said; what the page does not have stands in a line instead.
        assert (one["marked"] or one["line"]) == one["said"]
        assert not (one["marked"] and one["line"])
    marked = " ".join(one["marked"] for one in heard if one["inBody"])
    for words in page.evaluate(BODY):
        assert words in marked


def test_times_are_fetched_when_play_begins_and_not_before(page: Page, demo_address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    open_player(page, f"{demo_address}{ITEM}")
    page.wait_for_timeout(300)
    assert not {"flu-clinics.vtt", "flu-clinics.mp3"} & set(asked)
    play(page)
    assert {"flu-clinics.vtt", "flu-clinics.mp3"} <= set(asked)


def test_nothing_plays_until_it_is_asked_to(page: Page, demo_address: str) -> None:
    open_player(page, f"{demo_address}{ITEM}")
    assert page.evaluate(f"[{SOUND}.paused, {SOUND}.autoplay, {SOUND}.preload]") == [
        True, False, "none",
    ]  # fmt: skip


def test_marks_can_be_turned_off_and_on(page: Page, demo_address: str) -> None:
    open_player(page, f"{demo_address}{ITEM}")
    play(page)
    page.evaluate(f"{SOUND}.pause()")
    said = stand_in(page, 1)
    assert page.evaluate(MARKED) == said
    box = page.get_by_role("checkbox", name="Highlight the words as they are read")
    box.uncheck()
    assert page.evaluate(MARKED) == ""
    expect(page.locator(".app-spoken__now")).to_be_hidden()
    box.check()
    assert page.evaluate(MARKED) == said


def test_an_older_browser_shows_the_sentence_in_a_line(page: Page, demo_address: str) -> None:
    page.add_init_script("delete window.Highlight")
    open_player(page, f"{demo_address}{ITEM}")
    play(page)
    page.evaluate(f"{SOUND}.pause()")
    said = stand_in(page, 1)
    expect(page.locator(".app-spoken__now")).to_have_text(said)


def test_the_page_follows_the_voice_until_the_reader_goes_elsewhere(
    still: Page, demo_address: str
) -> None:
    open_player(still, f"{demo_address}{ITEM}")
    play(still)
    stand_in(still, 8)
    followed = still.evaluate("scrollY")
    assert followed > 0
    pause = still.locator(".app-spoken__pause")
    expect(pause).to_be_visible()  # The player is out of sight.
    still.evaluate("scrollTo(0, document.body.scrollHeight)")
    away = still.evaluate("scrollY")
    stand_in(still, 10)
    assert still.evaluate("scrollY") == away
    back = still.get_by_role("button", name="Go to what is being said")
    back.dispatch_event("click")
    assert still.evaluate("scrollY") < away
    pause.click()
    assert still.evaluate(f"{SOUND}.paused")
    expect(pause).to_be_hidden()


@pytest.mark.parametrize(("colours", "ink"), [("none", "rgb(33, 43, 50)"), ("active", None)])
def test_marks_are_seen_also_in_forced_colours(
    browser: Browser, demo_address: str, colours: str, ink: str | None
) -> None:
    with browser.new_context(
        forced_colors="active" if colours == "active" else "none", reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        open_player(page, f"{demo_address}{ITEM}")
        plain = page.locator(".app-item__summary").screenshot()
        play(page)
        page.evaluate(f"{SOUND}.pause()")
        stand_in(page, 1)
        assert page.evaluate(MARKED).startswith("Free flu")
        # The browser's own word on it, and the reader's eyes.
        style = page.evaluate(
            "getComputedStyle(document.querySelector('.app-item__summary'),"
            " '::highlight(read-now)').color"
        )
        assert ink is None or style == ink
        assert page.locator(".app-item__summary").screenshot() != plain


def test_a_reading_has_one_player_and_its_slider_says_the_time_in_words(
    page: Page, demo_address: str
) -> None:
    open_player(page, f"{demo_address}{ITEM}")
    expect(page.locator(".app-spoken audio")).to_be_hidden()
    expect(page.locator("#app-bsl video")).to_have_js_property("controls", value=True)
    slider = page.get_by_role("slider", name="Place in the reading")
    expect(slider).to_have_attribute("aria-valuetext", "0 seconds")
    play(page)
    page.evaluate(f"{SOUND}.pause()")
    page.evaluate(f"{SOUND}.currentTime = 65.2")
    expect(slider).to_have_attribute("aria-valuetext", "1 minute, 5 seconds")
    expect(page.locator(".app-player__clock").first).to_contain_text("1:05 / ")
    slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "1 minute, 6 seconds")
    assert page.evaluate(f"{SOUND}.currentTime") == pytest.approx(66, abs=0.5)
    length = page.evaluate(f"{SOUND}.duration")
    assert float(slider.get_attribute("max") or 0) == pytest.approx(length, abs=1)
    page.goto(f"{demo_address}/pl{ITEM}")
    page.locator("#app-listen > summary").click()
    said = page.locator(".app-player__slider").get_attribute("aria-valuetext") or ""
    assert said.startswith("0 sek")


def test_the_pause_over_the_page_leaves_its_languages_free(
    browser: Browser, demo_address: str
) -> None:
    with browser.new_context(
        viewport={"width": 320, "height": 640}, reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        open_player(page, f"{demo_address}{ITEM}")
        play(page)
        page.evaluate(f"{SOUND}.loop = true")
        shown, covered = page.evaluate(COVERED)
        assert shown > 10
        assert covered == []


def test_without_a_script_the_reading_is_there(browser: Browser, demo_address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{demo_address}{ITEM}")
        page.locator("#app-listen > summary").press("Enter")
        expect(page.locator(".app-spoken audio[controls]")).to_be_visible()
        expect(page.locator(".app-spoken a[download]")).to_be_visible()
        expect(page.locator(".app-spoken__along")).to_be_hidden()


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("lang", ["", "/ur"])
def test_everything_opened_is_accessible(
    browser: Browser, demo_address: str, width: int, lang: str
) -> None:
    with browser.new_context(viewport={"width": width, "height": 700}) as context:
        page = context.new_page()
        page.goto(f"{demo_address}{lang}{ITEM}")
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        play(page)
        page.evaluate(AXE)
        assert page.evaluate(RUN_AXE) == []
        assert page.evaluate(OVERFLOW) == []


def test_the_way_to_the_film_in_the_list_opens_it(page: Page, demo_address: str) -> None:
    page.goto(f"{demo_address}{ITEM}")
    page.locator("#app-all-formats > summary").click()
    page.locator(".app-formats__offer").get_by_role("link", name="British Sign Language").click()
    expect(page.locator("#app-bsl video")).to_be_in_viewport()
