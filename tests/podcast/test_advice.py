"""What apps would miss, said before anything is published."""

from __future__ import annotations

from datetime import date

import pytest

from plugins.podcast.advice import podcast_advice
from tests.podcast.feed_samples import CONSENT, write_story
from tests.podcast.sound_samples import mp3, mp4
from tests.podcast.test_feed import FOLDER, edit
from tests.small_site import TODAY, SmallSite


def advice(site: SmallSite, as_of: date = TODAY) -> list[str]:
    """Return what is advised, file by file."""
    return [
        f"{one.path.split('/')[-1]}: {one.fault}" for one in podcast_advice(site.publication(as_of))
    ]


@pytest.fixture
def calm_site(show_site: SmallSite) -> SmallSite:
    """Give a show that needs no advice."""
    edit(
        show_site,
        f"{FOLDER}/show.md",
        "new_feed_address: https://fenwick.example/podcasts/town-talk/feed.xml\n",
        "",
    )
    edit(show_site, f"{FOLDER}/flu.md", "seconds: 15", "seconds: 16")
    mp3(show_site.root / FOLDER / "flu.mp3", 20)
    assert advice(show_site) == []
    return show_site


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("trailer", "type: trailer\n", "", "show.md: the show has no trailer"),
        ("show", "frequency: {", "# {", "how often episodes come out"),
        ("show", "licence: {", "# {", "what they may do with the episodes"),
        ("show", "locked: true", "new_feed_address: https://new.example/f.xml", "moves to https://new.example/f.xml"),
        ("flu", "title: Flu", "title: Town Talk, on flu", "repeats the show's name"),
        ("flu", "title: Flu clinics", "title: S01E02 Flu clinics", "begins with a number"),
        ("flu", "title: Flu clinics", "title: Ep. 2 Flu clinics", "begins with a number"),
        ("flu", "title: Flu clinics", 'title: "#2 Flu clinics"\n#', "begins with a number"),
        ("flu", "episode: 2\n", "", "no number, by which apps sort a serial show"),
        ("flu", "episode: 2\n", "episode: 1\n", "two episodes have the number 1"),
        ("walk", "season: 1", "season: 2", "season 1 comes after season 2"),
        ("flu", "seconds: 16", "seconds: 60", "goes on after the recording ends"),
        ("walk", "Words.\n", "Many words. " * 500, "cut there"),
    ],
)  # fmt: skip
def test_advice_is_given(calm_site: SmallSite, file: str, old: str, new: str, said: str) -> None:
    edit(calm_site, f"{FOLDER}/{file}.md", old, new)
    assert [one for one in advice(calm_site) if said in one]


def test_titles_that_only_look_numbered_are_left_alone(calm_site: SmallSite) -> None:
    for title in ("Ten years on", "111: when to ring", "Partners in care", "E-mail and you"):
        text = (calm_site.root / FOLDER / "flu.md").read_text(encoding="utf-8")
        first, _, rest = text.split("\n", 2)
        calm_site.write(f"{FOLDER}/flu.md", f'{first}\ntitle: "{title}"\n{rest}')
        assert advice(calm_site) == [], title


def test_a_show_without_episodes_is_refused_by_directories(calm_site: SmallSite) -> None:
    for name in ("flu", "walk", "trailer"):
        (calm_site.root / FOLDER / f"{name}.md").unlink()
    assert advice(calm_site)[0] == "show.md: the show has no episode, and directories refuse it."


def test_a_show_is_silent_after_a_year(calm_site: SmallSite) -> None:
    silent = "show.md: the show has been silent for more than a year."
    assert silent not in advice(calm_site, date(2027, 11, 1))
    assert silent in advice(calm_site, date(2027, 11, 6))
    edit(calm_site, f"{FOLDER}/show.md", "locked: true", "complete: true")
    assert silent not in advice(calm_site, date(2027, 11, 6))


def test_apple_does_not_play_webm(calm_site: SmallSite) -> None:
    mp4(calm_site.root / FOLDER / "walk.webm", 3)
    edit(calm_site, f"{FOLDER}/walk.md", "walk.mp4", "walk.webm")
    assert advice(calm_site) == ["walk.md: Apple Podcasts does not play WebM."]


def test_a_long_episode_needs_chapters(calm_site: SmallSite) -> None:
    mp3(calm_site.root / FOLDER / "trailer.mp3", 660)
    assert advice(calm_site) == ["trailer.md: the episode lasts 11 minutes and has no chapters."]


def test_a_recording_elsewhere_is_judged_by_its_name_alone(calm_site: SmallSite) -> None:
    elsewhere = "https://host.example/walk.webm?id=1, duration: '20:00', bytes: 10"
    edit(calm_site, f"{FOLDER}/walk.md", "walk.mp4", elsewhere)
    assert advice(calm_site) == ["walk.md: Apple Podcasts does not play WebM."]


def test_a_heavy_picture_is_named(calm_site: SmallSite) -> None:
    file = calm_site.root / FOLDER / "artwork.png"
    file.write_bytes(file.read_bytes() + bytes(600_000))
    assert advice(calm_site)[0].startswith("show.md: the show's picture has 60")


def test_a_story_that_is_not_heard_is_explained(calm_site: SmallSite) -> None:
    write_story(calm_site, CONSENT.replace(", podcast", ""))
    assert advice(calm_site) == [
        "margaret.md: the story is in no feed: the consent does not reach podcast."
    ]


def test_a_withdrawn_story_is_not_spoken_of(calm_site: SmallSite) -> None:
    write_story(
        calm_site, CONSENT.replace(", podcast", "").replace("}", ", withdrawn: 2026-06-01}")
    )
    assert advice(calm_site) == []


def test_a_changing_bit_rate_without_header_is_told(calm_site: SmallSite) -> None:
    mp3(calm_site.root / FOLDER / "flu.mp3", 20, header=False, changing=True)
    fault = "players guess a wrong length for the recording: its bit rate changes, unsaid."
    assert advice(calm_site) == [f"flu.md: {fault}"]
