"""The player of a recording, as listeners use it: by mouse, by keys, and without a script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import AXE, OVERFLOW, RUN_AXE
from tests.browser.test_keyboard import FOCUSED, VISIBLE_FOCUS, WANTED

SOUND = "/podcasts/elr-ccg-tv/living-with-copd/"  # 39 seconds; chapters at 0, 12 and 25
FILM = "/podcasts/elr-ccg-tv/flu-myths/"  # 24 seconds
MEDIA = "document.querySelector('audio, video')"
PATIENCE = 120  # times a twentieth of a second
KEPT = "Object.entries(localStorage)"


def at(page: Page) -> float:
    """Return where the recording is, in seconds."""
    seconds: float = page.evaluate(f"{MEDIA}.currentTime")
    return seconds


def wait_until(page: Page, condition: str) -> None:
    """Wait until something is true of `media` or of the page, or fail."""
    # Playwright's own waiting compiles text in the page, which the page's policy forbids.
    question = f"(() => {{ const media = {MEDIA}; return Boolean({condition}); }})()"
    for _ in range(PATIENCE):
        if page.evaluate(question):
            return
        page.wait_for_timeout(50)
    state = page.evaluate(f"[{MEDIA}.currentTime, {MEDIA}.paused, {MEDIA}.readyState]")
    pytest.fail(f"not so in time: {condition}; second, paused and ready: {state}")


def stop_at(page: Page, seconds: float) -> None:
    """Bring the recording to a second, paused, as the browser's own player would."""
    page.evaluate(
        f"""async seconds => {{
          const media = {MEDIA};
          media.preload = "auto";
          if (media.readyState < 1) {{
            await new Promise(done => media.addEventListener("loadedmetadata", done));
          }}
          const sought = new Promise(done => media.addEventListener("seeked", done));
          media.currentTime = seconds;
          await sought;
        }}""",
        seconds,
    )


@pytest.fixture
def episode(page: Page, demo_address: str) -> Page:
    """Open an episode that is heard."""
    page.goto(f"{demo_address}{SOUND}")
    return page


@pytest.fixture
def film(page: Page, demo_address: str) -> Page:
    """Open an episode that is seen."""
    page.goto(f"{demo_address}{FILM}")
    return page


@pytest.fixture
def without_script(browser: Browser) -> Iterator[Page]:
    """Open a tab whose browser runs no script."""
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()


def test_a_chapter_plays_from_its_second_and_is_marked(episode: Page) -> None:
    episode.get_by_role("link", name="The inhaler").click()
    wait_until(episode, "!media.paused && media.currentTime >= 12 && media.currentTime < 14")
    marked = episode.locator(".app-chapters [aria-current]")
    expect(marked).to_have_count(1)
    expect(marked).to_contain_text("The inhaler")


def test_the_large_button_plays_and_pauses_and_says_which(episode: Page) -> None:
    episode.get_by_role("button", name="Play", exact=True).click()
    wait_until(episode, "!media.paused && media.currentTime > 0.2")
    episode.get_by_role("button", name="Pause", exact=True).click()
    wait_until(episode, "media.paused")
    expect(episode.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_skips_are_fifteen_back_and_thirty_forward_and_stay_inside(episode: Page) -> None:
    stop_at(episode, 4)
    episode.get_by_role("button", name="Forward 30 seconds").click()
    assert at(episode) == pytest.approx(34, abs=0.1)
    episode.get_by_role("button", name="Back 15 seconds").click()
    assert at(episode) == pytest.approx(19, abs=0.1)
    episode.get_by_role("button", name="Back 15 seconds").click()
    episode.get_by_role("button", name="Back 15 seconds").click()
    assert at(episode) == 0


def test_speed_changes_how_fast_it_plays(episode: Page) -> None:
    episode.get_by_label("Speed").select_option("1.5")
    assert episode.evaluate(f"{MEDIA}.playbackRate") == 1.5


def test_a_film_has_captions_which_can_be_put_off(film: Page) -> None:
    wait_until(film, "media.textTracks[0].cues?.length === 7")
    mode = f"{MEDIA}.textTracks[0].mode"
    assert film.evaluate(mode) == "showing"
    captions = film.get_by_role("button", name="Captions")
    captions.click()
    assert film.evaluate(mode) == "hidden"
    expect(captions).to_have_attribute("aria-pressed", "false")
    stop_at(film, 8)
    said = film.evaluate(f"{MEDIA}.textTracks[0].activeCues[0].text")
    assert "no live virus" in said


@pytest.mark.parametrize(
    ("written", "second"),
    [
        ("#t=12", 12),
        ("#t=0:12", 12),
        ("#t=00:00:12", 12),
        ("#t=12s", 12),
        ("#t=0h0m12s", 12),
        ("#t=12,20", 12),
        ("#t=npt:12", 12),
        ("#t=12.5", 12.5),
        ("#t-11", 11.572),  # a line's address: where the line begins
    ],
)
def test_an_address_opens_at_its_second_and_waits(
    page: Page, demo_address: str, written: str, second: float
) -> None:
    page.goto(f"{demo_address}{SOUND}{written}")
    wait_until(page, f"Math.abs(media.currentTime - {second}) < 0.2 && media.readyState > 0")
    assert page.evaluate(f"{MEDIA}.paused")
    expect(page.get_by_text(f"Ready to play from 0:{int(second)}.")).to_be_visible()
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_in_viewport()
    expect(page.locator(".app-line[aria-current]")).to_contain_text("fire extinguisher")


def test_a_film_does_not_play_by_itself(page: Page, demo_address: str) -> None:
    # A browser would let a silent film do so.
    page.goto(f"{demo_address}{FILM}#t=12")
    wait_until(page, "media.readyState > 0 && media.currentTime > 11")
    page.wait_for_timeout(300)
    assert page.evaluate(f"[{MEDIA}.paused, {MEDIA}.played.length]") == [True, 0]


@pytest.mark.parametrize("written", ["#t=soon", "#t=", "#maincontent", "#t=1:2:3:4", ""])
def test_an_address_without_a_time_opens_at_the_beginning(
    page: Page, demo_address: str, written: str
) -> None:
    page.goto(f"{demo_address}{SOUND}{written}")
    assert at(page) == 0
    expect(page.locator(".app-player__place")).to_be_hidden()
    # Nothing of the recording was fetched before anybody asked.
    assert page.evaluate(f"{MEDIA}.readyState") == 0


def test_another_second_in_the_address_moves_an_open_page(episode: Page) -> None:
    episode.evaluate("location.hash = '#t=0:25'")
    wait_until(episode, "Math.abs(media.currentTime - 25) < 0.2")


def test_listening_goes_on_where_it_was_left(page: Page, demo_address: str) -> None:
    page.goto(f"{demo_address}{SOUND}")
    page.get_by_role("link", name="The inhaler").click()
    wait_until(page, "media.currentTime > 12.3")
    page.get_by_role("button", name="Pause", exact=True).click()
    left = at(page)
    page.reload()
    wait_until(page, f"Math.abs(media.currentTime - {left}) < 0.5 && media.paused")
    expect(page.get_by_text("You left off at 0:12.")).to_be_visible()
    page.goto(f"{demo_address}{SOUND}#t=25")  # An address says more than memory.
    page.reload()
    wait_until(page, "Math.abs(media.currentTime - 25) < 0.2")


def test_a_place_can_be_forgotten(episode: Page) -> None:
    episode.get_by_role("link", name="The inhaler").click()
    wait_until(episode, "media.currentTime > 12.3")
    episode.get_by_role("button", name="Pause", exact=True).click()
    assert [key for key, _ in episode.evaluate(KEPT)] == [f"player:{SOUND.lstrip('/')}"]
    episode.reload()
    episode.get_by_role("button", name="Forget where I was").first.click()
    assert episode.evaluate(KEPT) == []
    assert at(episode) == 0
    assert episode.evaluate(f"document.activeElement === {MEDIA}")
    episode.get_by_role("link", name="The inhaler").click()
    wait_until(episode, "media.currentTime > 12.3")
    episode.reload()
    assert episode.evaluate(KEPT) == []


def test_nothing_is_kept_of_who_only_looks(episode: Page) -> None:
    stop_at(episode, 20)
    episode.get_by_text("Share from this moment").click()
    episode.reload()
    assert episode.evaluate(KEPT) == []
    assert episode.context.cookies() == []


def test_who_has_heard_it_all_begins_again(episode: Page) -> None:
    stop_at(episode, 38)
    episode.get_by_role("button", name="Play", exact=True).click()
    wait_until(episode, "media.ended")
    assert episode.evaluate(KEPT) == []


def test_a_link_to_this_moment_can_be_copied(episode: Page) -> None:
    episode.context.grant_permissions(["clipboard-read", "clipboard-write"])
    stop_at(episode, 20.7)
    episode.get_by_text("Share from this moment").click()
    link = f"https://elrccg.example{SOUND}#t=20"
    expect(episode.get_by_label("Link to this moment")).to_have_value(link)
    button = episode.locator(".app-player__share").get_by_role("button", name="Copy")
    button.click()
    expect(episode.get_by_text("Copied.")).to_be_visible()
    assert episode.evaluate("navigator.clipboard.readText()") == link


def test_keys_work_while_the_focus_is_in_the_player(film: Page) -> None:
    stop_at(film, 4)
    film.locator("video").focus()
    film.keyboard.press("l")
    wait_until(film, "media.ended || media.currentTime > 20")
    film.keyboard.press("j")
    wait_until(film, "media.currentTime > 5 && media.currentTime < 12")
    film.keyboard.press("m")
    assert film.evaluate(f"{MEDIA}.muted")
    film.keyboard.press("c")
    assert film.evaluate(f"{MEDIA}.textTracks[0].mode") == "hidden"
    film.keyboard.press(">")
    assert film.evaluate(f"{MEDIA}.playbackRate") == 1.25
    film.keyboard.press("<")
    film.keyboard.press("<")
    film.keyboard.press("<")
    assert film.evaluate(f"{MEDIA}.playbackRate") == 0.75
    film.keyboard.press("k")
    wait_until(film, "!media.paused")
    film.keyboard.press(" ")
    wait_until(film, "media.paused")
    film.get_by_role("button", name="Forward 30 seconds").focus()
    before = at(film)
    film.keyboard.press("ArrowLeft")
    wait_until(film, f"media.currentTime < {before} - 4")


def test_the_space_bar_presses_the_button_that_has_the_focus(episode: Page) -> None:
    episode.get_by_role("button", name="Play", exact=True).focus()
    episode.keyboard.press(" ")
    wait_until(episode, "!media.paused")
    episode.keyboard.press(" ")
    wait_until(episode, "media.paused")


def test_keys_elsewhere_are_the_pages_own(episode: Page) -> None:
    stop_at(episode, 20)
    episode.locator("main a").first.focus()
    for key in "kjlm<> ":
        episode.keyboard.press(key)
    assert at(episode) == pytest.approx(20, abs=0.1)
    assert episode.evaluate(f"[{MEDIA}.paused, {MEDIA}.muted]") == [True, False]


@pytest.mark.parametrize("key", ["Control+k", "Alt+j", "Tab", "PageDown", "ArrowDown", "End", "q"])
def test_no_key_of_the_browser_or_of_a_screen_reader_is_taken(episode: Page, key: str) -> None:
    episode.evaluate(
        "window.taken = [];"
        "addEventListener('keydown', e => { if (e.defaultPrevented) window.taken.push(e.key); })"
    )
    episode.get_by_role("button", name="Play", exact=True).focus()
    episode.keyboard.press(key)
    assert episode.evaluate("window.taken") == []
    episode.get_by_role("button", name="Back 15 seconds").focus()
    episode.keyboard.press("l")  # One that is ours, or the listener above would prove nothing.
    assert episode.evaluate("window.taken") == ["l"]


def test_letters_can_be_typed_into_a_field_of_the_player(episode: Page) -> None:
    stop_at(episode, 20)
    episode.get_by_label("Speed").focus()
    episode.keyboard.press("l")
    assert at(episode) == pytest.approx(20, abs=0.1)


def test_every_key_of_the_player_is_listed(film: Page) -> None:
    film.get_by_text("Keys for the player").click()
    listed = set(film.locator(".app-keys kbd").all_inner_texts())
    assert listed == {"k", "Space", "j", "←", "l", "→", "m", "c", "<", ">"}


def test_the_transcript_marks_what_is_being_said(episode: Page) -> None:
    marked = episode.locator(".app-line[aria-current=true]")
    for second, words in ((21, "wrong for four years"), (13, "fire extinguisher"), (36, "class")):
        stop_at(episode, second)
        expect(marked).to_have_count(1)
        expect(marked).to_contain_text(words)


def test_the_transcript_follows_in_its_own_box_and_leaves_the_page(
    browser: Browser, demo_address: str
) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 400}) as context:
        page = context.new_page()
        page.goto(f"{demo_address}{SOUND}")
        page.evaluate("scrollTo(0, 900)")
        stop_at(page, 36)
        wait_until(page, "document.querySelector('.app-transcript__lines').scrollTop > 50")
        assert page.evaluate("scrollY") == 900


def test_the_transcript_waits_for_a_reader_who_has_scrolled_away(
    browser: Browser, demo_address: str
) -> None:
    height = "document.querySelector('.app-transcript__lines').scrollTop"
    with browser.new_context(viewport={"width": 1280, "height": 400}) as context:
        page = context.new_page()
        page.emulate_media(reduced_motion="reduce")
        page.goto(f"{demo_address}{SOUND}")
        stop_at(page, 36)
        assert page.evaluate(height) > 50
        box = page.locator(".app-transcript__lines")
        box.hover()
        page.mouse.wheel(0, -2000)
        wait_until(page, f"{height} === 0")
        back = page.get_by_role("button", name="Go to what is being said")
        expect(back).to_be_visible()
        stop_at(page, 30)
        expect(page.locator(".app-line[aria-current]")).to_contain_text("your own gate")
        assert page.evaluate(height) == 0
        back.click()
        assert page.evaluate(height) > 50
        expect(back).to_be_hidden()


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_the_transcript_glides_only_for_who_likes_motion(
    browser: Browser, demo_address: str, motion: str
) -> None:
    with browser.new_context(
        viewport={"width": 1280, "height": 400},
        reduced_motion="reduce" if motion == "reduce" else "no-preference",
    ) as context:
        page = context.new_page()
        page.add_init_script(
            "const scrollBy = Element.prototype.scrollBy; window.ways = [];"
            "Element.prototype.scrollBy = function (to) {"
            " window.ways.push(to.behavior); scrollBy.call(this, to); }"
        )
        page.goto(f"{demo_address}{SOUND}")
        stop_at(page, 36)
        ways = set(page.evaluate("window.ways"))
        assert ways == {"instant" if motion == "reduce" else "smooth"}


def test_a_line_plays_by_mouse_and_by_enter(episode: Page) -> None:
    episode.get_by_text("I did it wrong for four years").click()
    wait_until(episode, "!media.paused && media.currentTime >= 20.4 && media.currentTime < 22")
    link = episode.get_by_role("link", name="Play from 0:29")
    link.focus()
    episode.keyboard.press("Enter")
    wait_until(episode, "media.currentTime >= 29.3 && media.currentTime < 31")
    assert "#" not in episode.url


def test_words_can_be_selected_without_playing(episode: Page) -> None:
    words = episode.get_by_text("I did it wrong for four years")
    words.scroll_into_view_if_needed()
    box = words.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    episode.mouse.move(box["x"] + 100, middle)
    episode.mouse.down()
    episode.mouse.move(box["x"] + 200, middle, steps=5)
    episode.mouse.up()
    assert len(episode.evaluate("String(getSelection())")) > 5
    assert episode.evaluate(f"[{MEDIA}.paused, {MEDIA}.currentTime]") == [True, 0]


def test_without_a_script_everything_is_there(without_script: Page, demo_address: str) -> None:
    page = without_script
    page.goto(f"{demo_address}{SOUND}")
    assert page.locator("audio[controls]").count() == 1
    expect(page.locator(".app-player__bar")).to_be_hidden()
    expect(page.locator(".app-player__place")).to_be_hidden()
    chapter = page.get_by_role("link", name="The inhaler").get_attribute("href")
    assert chapter is not None
    assert chapter.endswith(".mp3#t=12")
    expect(page.get_by_text("I did it wrong for four years")).to_be_visible()
    line = page.get_by_role("link", name="Play from 0:20").get_attribute("href")
    assert line is not None
    assert line.endswith(".mp3#t=20.472")
    page.goto(f"{demo_address}{SOUND}#t-20")
    expect(page.get_by_text("I did it wrong for four years")).to_be_in_viewport()
    assert page.get_by_role("button", name="Copy").count() == 0


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("path", [SOUND, FILM, f"{SOUND}embed/", f"{FILM}embed/"])
def test_every_state_of_the_player_is_accessible(
    browser: Browser, demo_address: str, path: str, width: int
) -> None:
    with browser.new_context(viewport={"width": width, "height": 700}) as context:
        page = context.new_page()
        page.goto(f"{demo_address}{path}#t=0:12")
        wait_until(page, "media.currentTime > 11")
        page.evaluate(AXE)
        assert page.evaluate(RUN_AXE) == []
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        assert page.evaluate(RUN_AXE) == []
        assert page.evaluate(OVERFLOW) == []
        page.evaluate(f"{MEDIA}.play()")
        wait_until(page, "media.currentTime > 12.3")
        assert page.evaluate(RUN_AXE) == []


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("path", [f"{FILM}#t=12", "/podcasts/elr-ccg-tv/subscribe/"])
def test_tab_reaches_all_of_the_player_and_shows_where_it_is(
    browser: Browser, demo_address: str, path: str, width: int
) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        page.goto(f"{demo_address}{path}")
        wanted = set(page.evaluate(WANTED))
        page.evaluate("getSelection().removeAllRanges(); document.body.focus()")
        reached: set[int] = set()
        for _ in range(len(wanted) + 60):
            page.keyboard.press("Tab")
            order = page.evaluate(FOCUSED)
            if order is not None:
                reached.add(int(order))
                state = page.evaluate(VISIBLE_FOCUS)
                assert state["seen"], state
                assert state["inside"], state
        assert wanted - reached == set()


def test_forced_colours_still_show_which_line_is_spoken(
    browser: Browser, demo_address: str
) -> None:
    with browser.new_context(forced_colors="active") as context:
        page = context.new_page()
        page.goto(f"{demo_address}{SOUND}#t=12")
        marked = page.locator(".app-line[aria-current]")
        style = marked.evaluate("line => getComputedStyle(line).outlineStyle")
        assert style == "solid"


def test_a_story_not_to_be_shared_offers_no_link_to_its_moments(
    page: Page, demo_address: str
) -> None:
    page.goto(f"{demo_address}/stories/")
    addresses = page.locator("main a[href^='/stories/']").evaluate_all(
        "all => all.map(a => a.href)"
    )
    shown = set()
    for address in sorted(set(addresses)):
        page.goto(address)
        if page.locator(".app-recording :is(audio, video)").count():
            may = page.locator(".app-share").count() == 1
            assert (page.locator(".app-player__share").count() == 1) is may
            shown.add(may)
    assert shown


def test_a_first_visit_on_a_phone_leads_to_playing_and_to_subscribing(
    browser: Browser, demo_address: str
) -> None:
    with browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    ) as context:
        page = context.new_page()
        page.goto(f"{demo_address}{SOUND}")
        page.get_by_role("button", name="Play", exact=True).tap()
        wait_until(page, "!media.paused && media.currentTime > 0.2")
        page.get_by_role("link", name="Subscribe", exact=True).tap()
        expect(page.get_by_role("heading", level=1)).to_have_text("Subscribe to ELR CCG TV")
        app = page.get_by_role("link", name="Pocket Casts")
        expect(app).to_be_in_viewport(ratio=1)
        href = app.get_attribute("href")
        assert href == "pktc://subscribe/elrccg.example/podcasts/elr-ccg-tv/feed.xml"
        size = app.bounding_box()
        assert size is not None
        assert size["height"] >= 44
