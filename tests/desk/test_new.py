"""A new item's file: in the right place, complete, in the words that check uses, never twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from plugins.catalogue.item import Item
from plugins.catalogue.kinds import ITEM_KINDS, Episode, Notice, PatientStory, Show
from plugins.catalogue.podcast_guid import episode_guid, show_guid
from plugins.catalogue.problem import ContentError
from plugins.catalogue.publication import Publication
from plugins.catalogue.starting_words import EASY_ROW, FIRST_ROW, FIRST_WORDS, LAST_ROW
from plugins.desk.fault import MachineFault
from plugins.desk.new import new
from plugins.desk.new_item import WORDS
from plugins.desk.starting_file import first_values, required_names, scalar, starting_text
from plugins.desk.wish import Wish
from tests.small_site import SmallSite

DAY = date(2026, 11, 3)
EVERY_MODEL = (*ITEM_KINDS, Notice)


def made(site: SmallSite, kind: str, title: str, **more: str) -> str:
    """Make a new file and return its path from the content folder."""
    path = new(Wish(content=site.root, day=DAY, kind=kind, title=title, **more))
    return path.relative_to(site.root).as_posix()


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("news", "news/flu-clinics-open-on-monday.md"),
        ("story", "stories/flu-clinics-open-on-monday.md"),
        ("stories", "stories/flu-clinics-open-on-monday.md"),
        ("show", "podcasts/flu-clinics-open-on-monday/show.md"),
        ("person", "people/flu-clinics-open-on-monday.md"),
        ("event", "events/flu-clinics-open-on-monday.md"),
        ("meeting", "meetings/flu-clinics-open-on-monday.md"),
        ("feedback", "feedback/flu-clinics-open-on-monday.md"),
        ("edition", "editions/flu-clinics-open-on-monday.md"),
        ("campaign", "campaigns/flu-clinics-open-on-monday.md"),
        ("page", "pages/flu-clinics-open-on-monday.md"),
        ("notice", "notices/flu-clinics-open-on-monday.md"),
    ],
)
def test_a_file_of_each_kind_passes_check_as_it_is(
    small_site: SmallSite, kind: str, path: str
) -> None:
    assert made(small_site, kind, "Flu clinics open on Monday") == path
    catalogue = small_site.load()
    everything: list[Item | Notice] = [*catalogue.items, *catalogue.notices]
    assert [(one.title, one.status) for one in everything if one.path == path] == [
        ("Flu clinics open on Monday", "draft")
    ]


def test_it_says_how_to_look_at_this_very_content(
    small_site: SmallSite, capsys: pytest.CaptureFixture[str]
) -> None:
    made(small_site, "news", "Flu clinics")
    assert f"look at it with: ./run serve --content {small_site.root}\n" in capsys.readouterr().out


def test_no_kind_is_left_out() -> None:
    assert set(WORDS.values()) == set(EVERY_MODEL)


def test_an_episode_has_a_recording_to_keep_its_place(small_site: SmallSite) -> None:
    made(small_site, "show", "Fenwick Talks")
    path = made(small_site, "episode", "Living with COPD")
    assert path == "podcasts/fenwick-talks/living-with-copd.md"
    episode = next(item for item in small_site.load().items if item.path == path)
    assert episode.recordings[0].file == "podcasts/fenwick-talks/living-with-copd.mp3"
    assert (small_site.root / episode.recordings[0].transcript).read_text().startswith("WEBVTT")


def test_apps_know_a_new_show_and_a_new_episode_at_once(small_site: SmallSite) -> None:
    made(small_site, "show", "Fenwick Talks")
    made(small_site, "episode", "Living with COPD")
    items = {type(item): item for item in small_site.load().items}
    show, episode = items[Show], items[Episode]
    assert isinstance(show, Show)
    assert isinstance(episode, Episode)
    home = "fenwick.example/podcasts/fenwick-talks"
    assert show.feed_guid == show_guid(f"https://{home}/feed.xml")
    assert episode.guid == episode_guid(f"https://{home}/living-with-copd/")


@pytest.mark.parametrize("settings", ["", "name: [", "address: 7"])
def test_a_site_without_an_address_gives_no_guid_and_check_asks_for_it(
    small_site: SmallSite, settings: str
) -> None:
    small_site.write("site.yaml", settings)
    made(small_site, "show", "Fenwick Talks")
    path = made(small_site, "episode", "Living with COPD")
    assert "\n# guid:" in (small_site.root / path).read_text(encoding="utf-8")
    assert "\n# feed_guid:" in (small_site.root / path).with_name("show.md").read_text("utf-8")


def test_of_several_shows_one_must_be_named(small_site: SmallSite) -> None:
    with pytest.raises(MachineFault, match="There is no show yet"):
        made(small_site, "episode", "First")
    made(small_site, "show", "One")
    made(small_site, "show", "Two")
    with pytest.raises(MachineFault, match="several shows") as fault:
        made(small_site, "episode", "First")
    assert fault.value.remedy == "Say which one: --show one or --show two."
    with pytest.raises(MachineFault, match='no show "three"'):
        made(small_site, "episode", "First", show="three")
    assert made(small_site, "episode", "First", show="two") == "podcasts/two/first.md"


def test_a_page_goes_into_the_section_that_is_named(small_site: SmallSite) -> None:
    assert made(small_site, "page", "Our work", under="about/us") == "pages/about/us/our-work.md"
    assert small_site.load()


def test_a_page_goes_into_the_section_that_is_written_before_its_title(
    small_site: SmallSite,
) -> None:
    small_site.item("pages/services/index.md")
    path = made(small_site, "page", "services/Help at night")
    assert path == "pages/services/help-at-night.md"
    page = next(item for item in small_site.load().items if item.path == path)
    assert page.title == "Help at night"


def test_a_section_that_is_not_there_is_not_made_unasked(small_site: SmallSite) -> None:
    with pytest.raises(MachineFault, match="no folder pages/service ") as fault:
        made(small_site, "page", "service/Help at night")
    assert '--in service "Help at night"' in fault.value.remedy


def test_a_slash_in_a_title_parts_words(small_site: SmallSite) -> None:
    assert made(small_site, "page", "Open 24/7") == "pages/open-24-7.md"
    assert made(small_site, "news", "roads/paths open") == "news/roads-paths-open.md"


def test_a_notice_goes_after_a_week_unless_somebody_says_another_day(
    small_site: SmallSite,
) -> None:
    path = made(small_site, "notice", "Snow")
    (notice,) = small_site.load().notices
    assert (notice.path, notice.until) == (path, date(2026, 11, 10))


@pytest.mark.parametrize("under", ["../news", "/etc/..", "About Us", "about//us"])
def test_a_page_never_leaves_its_folder(small_site: SmallSite, under: str) -> None:
    with pytest.raises(MachineFault, match="--in cannot be"):
        made(small_site, "page", "Our work", under=under)


def test_a_new_story_is_in_nothing_until_its_consent_is_written(small_site: SmallSite) -> None:
    path = made(small_site, "story", "Margaret's hip")
    story = next(item for item in small_site.load().items if item.path == path)
    assert isinstance(story, PatientStory)
    assert story.slug == "margarets-hip"
    published = Path(small_site.root / path)
    text = published.read_text().replace("status: draft", "status: published")
    for words in (*FIRST_WORDS.values(), FIRST_ROW, LAST_ROW):
        text = text.replace(words, "Hers.")
    published.write_text(text)
    public = Publication(small_site.load(), date(2026, 12, 1), drafts=True)
    assert public.at(path) is None


@pytest.mark.parametrize("kind", ["news", "story", "show", "person", "meeting", "feedback"])
def test_a_new_file_cannot_be_published_as_it_is(small_site: SmallSite, kind: str) -> None:
    path = small_site.root / made(small_site, kind, "Roads")
    path.write_text(path.read_text().replace("status: draft", "status: published"))
    with pytest.raises(ContentError) as caught:
        small_site.load()
    told = " ".join(problem.fault for problem in caught.value.problems)
    assert "summary still has the words with which the file began." in told
    assert '"Write on"' in told


def test_a_file_that_is_there_is_never_written_over(small_site: SmallSite) -> None:
    path = small_site.root / made(small_site, "news", "Flu clinics")
    path.write_text("An afternoon's work")
    with pytest.raises(MachineFault, match=r"flu-clinics\.md is there already"):
        made(small_site, "news", "Flu clinics!")
    assert path.read_text() == "An afternoon's work"


def test_an_episode_never_writes_over_a_recording(small_site: SmallSite) -> None:
    made(small_site, "show", "Talks")
    recording = small_site.write("podcasts/talks/first.mp3", "two hours of sound")
    with pytest.raises(MachineFault, match="is there already"):
        made(small_site, "episode", "First")
    assert recording.read_text() == "two hours of sound"
    assert not recording.with_name("first.md").exists()


def test_a_translation_begins_with_the_words_of_its_original(small_site: SmallSite) -> None:
    original = small_site.item(
        "news/roads.md", title="'Roads: open'", topics="[Roads]", body="## Where\n\nNorth.\n"
    )
    path = made(small_site, "translation", str(original), lang="ur")
    assert path == "news/roads.ur.md"
    item = next(item for item in small_site.load().items if item.path == path)
    assert (item.title, item.lang, item.topics) == ("Roads: open", "ur", ("Roads",))
    assert item.translation_of == "news/roads.md"
    assert item.body.markdown.strip() == "## Where\n\nNorth."


def test_a_translation_needs_a_language_of_the_site(small_site: SmallSite) -> None:
    original = str(small_site.item("news/roads.md"))
    for lang in ("", "de", "../x"):
        with pytest.raises(MachineFault, match=r"Write one of: ur, pl\."):
            made(small_site, "translation", original, lang=lang)


def test_only_an_item_of_the_site_is_translated(small_site: SmallSite, tmp_path: Path) -> None:
    other = tmp_path / "letter.md"
    other.write_text("private")
    for path in (str(other), "news/none.md"):
        with pytest.raises(MachineFault, match="There is no item"):
            made(small_site, "translation", path, lang="ur")


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("", "The title is empty"),
        ("two\nlines", "The title is empty or broken"),
        ("x" * 121, "The title has 121 characters; 120 at most"),
        ("فلو", "No address can be made of"),
    ],
)
def test_a_title_that_cannot_be_one_is_refused(
    small_site: SmallSite, title: str, said: str
) -> None:
    with pytest.raises(MachineFault, match=said):
        made(small_site, "news", title)


def test_an_address_can_be_said_where_the_title_gives_none(small_site: SmallSite) -> None:
    assert made(small_site, "news", "فلو", slug="flu") == "news/flu.md"


def test_an_unknown_kind_is_answered_with_the_known_ones(small_site: SmallSite) -> None:
    with pytest.raises(MachineFault, match="Write one of: news, story, show, episode"):
        made(small_site, "novel", "Flu")


@pytest.mark.parametrize("model", EVERY_MODEL, ids=lambda model: model.__name__)
def test_every_required_field_has_a_first_value(model: type) -> None:
    own = first_values(model, "Flu clinics", DAY)
    recording = {"recording.file", "recording.transcript"}  # Named after the item.
    assert set(required_names(model)) - set(own) <= recording


@pytest.mark.parametrize("model", ITEM_KINDS, ids=lambda model: model.__name__)
def test_each_field_stands_under_its_own_description(model: type[PatientStory]) -> None:
    text = starting_text(model, first_values(model, "Flu clinics", DAY))
    words = " ".join(text.replace("#", " ").split())
    for name, field in model.model_fields.items():
        if f"{name}:" in text and name != "slug":
            assert field.description
            assert " ".join(field.description.split()) in words


@pytest.mark.parametrize(
    "title", ["Flu: what to do", "# 1 in 3", "'Quoted'", 'Say "no"', "null", "~", "- dash", "50%"]
)
def test_a_title_comes_back_as_it_was_given(small_site: SmallSite, title: str) -> None:
    path = made(small_site, "news", title, slug="one")
    assert next(item for item in small_site.load().items if item.path == path).title == title
    assert scalar("Plain words") == "Plain words"


def easy_read(site: SmallSite, item: str) -> str:
    """Begin an item's easy read; return its path from the content folder."""
    return made(site, "easy-read", str(site.root / item))


def test_an_easy_read_begins_with_the_title_and_the_picture_of_its_item(
    small_site: SmallSite,
) -> None:
    small_site.picture("news/clinic.jpg")
    image = "{file: clinic.jpg, alt: A nurse at work.}"
    small_site.item("news/flu-clinics.md", title='"Flu clinics: open"', image=image)
    assert easy_read(small_site, "news/flu-clinics.md") == "news/flu-clinics.easy-read.md"
    (begun,) = small_site.load().easy_reads
    assert (begun.title, begun.status, begun.tested) == ("Flu clinics: open", "draft", None)
    assert [picture.text for picture in begun.body.pictures] == ["A nurse at work."]


@pytest.mark.parametrize(
    "image", ["", "{file: clinic.jpg, decorative: true}", "{file: clinic.jpg, alt: '[A] nurse.'}"]
)
def test_an_easy_read_of_an_item_without_a_fitting_picture_passes_check_too(
    small_site: SmallSite, image: str
) -> None:
    small_site.picture("news/clinic.jpg")
    small_site.item("news/flu-clinics.md", **({"image": image} if image else {}))
    easy_read(small_site, "news/flu-clinics.md")
    (begun,) = small_site.load().easy_reads
    assert begun.body.pictures == ()


def test_an_easy_read_is_written_anew_in_another_language(small_site: SmallSite) -> None:
    small_site.item("news/a.md")
    small_site.picture("news/a.jpg")
    head = "title: A\nmade_by: Us\ntested_by: Us\ntested: 2026-11-01"
    small_site.write("news/a.easy-read.md", f"---\n{head}\n---\n![A](a.jpg)\n\nWords.\n")
    with pytest.raises(MachineFault) as caught:
        made(small_site, "translation", str(small_site.root / "news/a.easy-read.md"), lang="ur")
    assert "./run new easy-read " in str(caught.value)
    assert str(caught.value).endswith("news/a.ur.md")


def test_a_translation_has_an_easy_read_of_its_own(small_site: SmallSite) -> None:
    small_site.item("news/flu-clinics.md")
    small_site.item("news/flu-clinics.pl.md", lang="pl", translation_of="flu-clinics.md")
    path = easy_read(small_site, "news/flu-clinics.pl.md")
    assert path == "news/flu-clinics.pl.easy-read.md"
    assert small_site.load().easy_reads[0].of == "news/flu-clinics.pl.md"


def test_a_published_easy_read_must_have_lost_the_words_with_which_it_began(
    small_site: SmallSite,
) -> None:
    small_site.picture("news/clinic.jpg")
    small_site.item("news/flu.md", image="{file: clinic.jpg, alt: A nurse at work.}")
    file = small_site.root / easy_read(small_site, "news/flu.md")
    words = file.read_text(encoding="utf-8").replace("status: draft", "status: published")
    tested = "---\ntested_by: Write who tested it here\ntested: 2026-11-03\n"
    file.write_text(words.replace("---\n", tested, 1), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        small_site.load()
    assert {problem.fault for problem in caught.value.problems} == {
        "made_by still has the words with which the file began.",
        "tested_by still has the words with which the file began.",
        f'the words with which the file began are still there: "{EASY_ROW.strip(".")}".',
    }


@pytest.mark.parametrize("path", ["notices/snow.md", "podcasts/talks/show.md", "site.yaml"])
def test_what_has_no_formats_has_no_easy_read(small_site: SmallSite, path: str) -> None:
    small_site.item("podcasts/talks/show.md", author="FTC", email="show@fenwick.example")
    small_site.write("notices/snow.md", "---\n---\n")
    with pytest.raises(MachineFault, match="can have no easy read"):
        easy_read(small_site, path)


def test_an_edition_begins_with_the_days_of_its_month(small_site: SmallSite) -> None:
    path = made(small_site, "edition", "November 2026")
    words = (small_site.root / path).read_text(encoding="utf-8")
    assert "\nfrom: 2026-11-01\n" in words
    assert "\nto: 2026-11-30\n" in words
