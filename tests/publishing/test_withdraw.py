"""A story whose consent ends is nowhere on a target: no word, name, sound or picture of it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from plugins.publishing.content_kept import keep
from plugins.publishing.fault import PublishFault
from plugins.publishing.manifest import Manifest
from plugins.publishing.steps_back import roll_back
from plugins.publishing.steps_commands import Chosen
from plugins.publishing.withdraw import StoryFile, story_of, withdrawn
from tests.publishing.council import MONDAY, NAME, TUESDAY, Council, cdn, council_at
from tests.small_site import SmallSite


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> After:
    """Publish a story in two releases and withdraw it, with another edit half done."""
    council = council_at(tmp_path_factory.mktemp("council") / "it", "[pdf, epub, text]")
    first = council.publish()
    council.site.item("news/later.md", title="Later")
    live = council.publish()
    held, magenta = council.holding(NAME), council.has_magenta()
    file = council.site.root / "stories/bravely.md"
    before = file.read_text()
    council.site.item("news/half.md", title="Halfdone words")
    (council.root / "output/stories/bravely").mkdir(parents=True)
    (council.root / "output/index.html").write_text("home")
    council.told.lines.clear()
    council.withdraw("stories/bravely")
    return After(council, first, live, held, magenta, before, council.told.all)


@dataclass(frozen=True)
class After:
    """What was, and is now, when a story has been withdrawn."""

    council: Council
    first: Manifest
    live: Manifest  # the release before
    held: list[str]
    magenta: list[str]
    story: str  # its file before
    said: str

    @property
    def current(self) -> Path:
        """The live release."""
        return self.council.public / "current"


def test_a_release_knows_whatever_holds_a_story(after: After) -> None:
    kinds = {path.rsplit(".", 1)[-1] for path in after.held}
    assert {"html", "xml", "pdf", "epub", "txt", "vtt", "gz", "br"} <= kinds
    for release in (after.first, after.live):
        site = f"releases/{release.release}/site/"
        held = {path.removeprefix(site) for path in after.held if path.startswith(site)}
        assert held - set(release.stories["stories/bravely/"].paths) == set()
    assert len(after.magenta) > 2


def test_a_withdrawn_story_is_nowhere_on_the_target(after: After) -> None:
    assert after.council.holding(NAME) == []
    assert after.council.has_magenta() == []
    story = after.live.stories["stories/bravely/"]
    own = {path for path in story.paths if "bravely" in path or path.startswith("pictures/")}
    assert any(path.endswith(".mp3") for path in own)
    assert not {after.live.by_path[path].sha256 for path in own} & after.council.digests()


def test_its_address_says_that_it_is_gone(after: After) -> None:
    page = (after.current / "site/stories/bravely/index.html").read_text()
    assert "no longer available" in page
    assert "noindex" in page
    listing = json.loads((after.current / "gone.json").read_text())
    assert listing["gone"] == ["/stories/bravely/", "/ur/stories/bravely/"]


def test_no_other_edit_is_published_with_it(after: After) -> None:
    assert (after.council.site.root / "news/half.md").exists()
    assert after.council.holding("Halfdone") == []
    assert (after.current / "site/news/later/index.html").exists()


def test_the_storys_file_has_one_line_more(after: After) -> None:
    now = (after.council.site.root / "stories/bravely.md").read_text()
    line = "  withdrawn: 2026-11-23\n"
    assert now.replace(line, "") == after.story
    assert now.count(line) == 1


def test_what_was_removed_is_listed(after: After) -> None:
    assert "No longer available: stories/bravely/" in after.said
    assert "    000001/stories/bravely/index.html" in after.said
    assert "    000002/editions/autumn/autumn.pdf" in after.said


def test_a_cdn_is_told_of_every_address(after: After) -> None:
    told = set((after.council.root / "forgotten.txt").read_text().splitlines())
    site = "https://fenwick.example/"
    own = ("stories/bravely/", "ur/stories/bravely/", "old/bravely/", "stories/bravely/index.html")
    shared = ("", "feed.xml", "stories/", "stories/feed.xml", "sitemap.xml", "topics/roads/")
    search = ("pagefind/pagefind-entry.json", "editions/autumn/autumn.pdf")
    assert {f"{site}{path}" for path in (*own, *shared, *search)} <= told
    assert {line for line in told if line.endswith(".webp")}
    assert not {line for line in told if "/assets/" in line or "/." in line}


def test_whose_own_words_may_name_it_is_told(after: After) -> None:
    assert '    content/news/roads.md has "bravely.md"' in after.said
    assert "stories/bravely.md has" not in after.said


def test_a_site_on_this_machine_loses_its_page(after: After) -> None:
    assert not (after.council.root / "output/stories/bravely").exists()
    assert (after.council.root / "output/index.html").exists()


def test_a_second_withdrawal_changes_nothing(after: After) -> None:
    council = after.council
    before = {path: path.stat().st_mtime_ns for path in council.files()}
    council.told.lines.clear()
    council.withdraw("bravely")
    assert "there is nothing to do" in council.told.all
    assert {path: path.stat().st_mtime_ns for path in council.files()} == before


def test_an_old_release_can_still_be_gone_back_to(after: After) -> None:
    chosen = after.council.chosen()
    roll_back(chosen.target, chosen.judges, "1", after.council.told)
    assert not (after.current / "site/news/later/index.html").exists()
    assert "no longer available" in (after.current / "site/stories/bravely/index.html").read_text()
    assert (after.current / "site/stories/.bravely.gone").exists()
    assert after.council.holding(NAME) == []


def test_a_story_goes_by_itself_when_its_consent_ends(tmp_path: Path) -> None:
    council = council_at(tmp_path / "it")
    file = council.site.root / "stories/bravely.md"
    file.write_text(file.read_text().replace("PS-7\n", f"PS-7\n  until: {MONDAY}\n"))
    council.publish(MONDAY)
    assert council.holding(NAME)
    cdn(council.root, "echo no route to host; exit 3")
    with pytest.raises(PublishFault, match=r"may still show.*ended with 3(.|\n)*no route to host"):
        council.publish(TUESDAY)
    assert council.holding(NAME) == []

    cdn(council.root, "cat >> forgotten.txt")
    council.publish(TUESDAY)
    told = (council.root / "forgotten.txt").read_text().splitlines()
    assert "https://fenwick.example/stories/bravely/" in told
    council.publish(TUESDAY)
    assert (council.root / "forgotten.txt").read_text().splitlines() == told


def test_a_use_that_is_lost_is_lost_in_old_releases_too(tmp_path: Path) -> None:
    council = council_at(tmp_path / "it")
    council.publish()
    sound = [path for path in council.files() if path.suffix == ".mp3"]
    file = council.site.root / "stories/bravely.md"
    file.write_text(file.read_text().replace("print, audio,", "print,"))
    council.publish()
    assert sound
    assert [path for path in council.files() if path.suffix == ".mp3"] == []
    assert "Shown in fewer ways than before: stories/bravely/" in council.told.all
    assert {path.split("/")[1] for path in council.holding(NAME)} == {"000001", "000002"}


def test_a_deleted_story_is_purged_and_a_shared_picture_stays(tmp_path: Path) -> None:
    council = council_at(tmp_path / "it")
    image = "{file: ../stories/bravely.png, alt: A field}"
    council.site.item("news/field.md", title="A field", image=image)
    council.publish()
    for path in council.site.root.glob("stories/bravely*"):
        if path.suffix != ".png":
            path.unlink()
    council.site.item("news/roads.md", topics="[Roads]")
    council.publish()
    assert council.holding(NAME) == []
    page = (council.public / "releases/000001/site/news/field/index.html").read_text()
    picture = re.findall(r"pictures/[^ \"]+", page)[0]
    assert (council.public / "releases/000001/site" / picture).exists()


def test_without_the_content_as_published_other_edits_go_too_and_that_is_said(
    tmp_path: Path,
) -> None:
    council = council_at(tmp_path / "it")
    council.publish()
    council.site.item("news/between.md", title="Published elsewhere")
    keep(council.site.root, council.chosen().around.cache)
    council.site.item("news/half.md", title="Halfdone words")
    council.withdraw("https://fenwick.example/stories/bravely/")
    assert "whatever has been edited since" in council.told.all
    assert council.holding(NAME) == []
    assert council.holding("Halfdone")


@dataclass
class Strict(Council):
    """One whose judges find something wrong from now on."""

    def chosen(self) -> Chosen:
        """Return the target with such a judge."""
        chosen = super().chosen()
        judges = replace(chosen.judges, verify=lambda *_: ("news/x/: it is not sound.",))
        return replace(chosen, judges=judges)


def test_what_else_is_wrong_with_the_published_content_keeps_no_story_live(tmp_path: Path) -> None:
    council = council_at(tmp_path / "it")
    council.publish()
    Strict(council.site, council.root, council.told).withdraw("stories/bravely")
    assert council.holding(NAME) == []
    assert "news/x/: it is not sound.\nThe story goes all the same." in council.told.all


def test_what_is_wrong_with_content_that_nobody_has_judged_yet_is_not_published(
    tmp_path: Path,
) -> None:
    council = council_at(tmp_path / "it")
    council.publish()
    council.site.item("news/half.md", title="Halfdone words")
    keep(council.site.root, council.chosen().around.cache)
    with pytest.raises(PublishFault, match="it is not sound"):
        Strict(council.site, council.root, council.told).withdraw("stories/bravely")
    assert council.holding("Halfdone") == []


def test_the_content_is_kept_as_it_was_published(tmp_path: Path) -> None:
    content, cache = tmp_path / "content", tmp_path / "cache"
    site = SmallSite.at(content)
    same, changed = site.item("news/same.md"), site.item("news/changed.md")
    keep(content, cache)
    changed.write_text("another length")
    same.rename(content / "news/moved.md")
    assert (cache / "content/news/changed.md").read_text() != "another length"
    keep(content, cache)
    assert (cache / "content/news/changed.md").read_text() == "another length"
    names = sorted(path.name for path in (cache / "content/news").iterdir())
    assert names == ["changed.md", "moved.md"]


@pytest.mark.parametrize(
    ("consent", "wanted"),
    [
        ("consent:\n  given: 2026-01-05\n  uses: [print]", "  withdrawn: 2026-11-23\n"),
        ("consent:\r\n    given: '2026-01-05'\r\n", "    withdrawn: 2026-11-23\r\n"),
        ("consent: {given: 2026-01-05, uses: [print]}", ", withdrawn: 2026-11-23"),
        ('consent: {uses: [print], given: "2026-01-05"}', ", withdrawn: 2026-11-23"),
        ("consent: {\n  given: 2026-01-05,\n  uses: [print]}", ", withdrawn: 2026-11-23"),
        ("consent:\n  given: 2026-01-05  # signed\n", "  withdrawn: 2026-11-23\n"),
        ("consent: # the form\n  given: 2026-01-05\n  until:\n", "  withdrawn: 2026-11-23\n"),
    ],
)
def test_the_day_is_all_that_is_written(consent: str, wanted: str) -> None:
    text = f"\ufeff---\nsummary: Given 2026-01-05\n{consent}\n---\ngiven: 2026-01-05\n"
    changed = withdrawn(StoryFile("stories/a.md", "a", text), MONDAY)
    assert changed is not None
    assert changed.count(wanted) == 1
    assert changed.replace(wanted, "") == text


def test_a_later_day_is_brought_forward() -> None:
    text = "---\nconsent: {given: 2026-01-05, withdrawn: 2027-01-01}\n---\n"
    changed = withdrawn(StoryFile("stories/a.md", "a", text), MONDAY)
    assert changed == text.replace("2027-01-01", "2026-11-23")


@pytest.mark.parametrize("day", ["2026-11-23", "2026-01-06"])
def test_consent_is_taken_back_only_once(day: str) -> None:
    text = f"---\nconsent: {{given: 2026-01-05, withdrawn: {day}}}\n---\n"
    assert withdrawn(StoryFile("stories/a.md", "a", text), MONDAY) is None


@pytest.mark.parametrize("consent", ["none", "\n  given:\n    2026-01-05", "{given: soon}"])
def test_what_cannot_be_written_for_sure_is_left_to_the_editor(consent: str) -> None:
    story = StoryFile("stories/a.md", "a", f"---\nconsent: {consent}\n---\n")
    with pytest.raises(PublishFault, match="Write withdrawn: 2026-11-23"):
        withdrawn(story, MONDAY)


@pytest.mark.parametrize(
    "wish",
    ["stories/a-good-day", "stories/good.md", "/stories/a-good-day/", "content/stories/good.md"],
)
def test_a_story_is_named_by_its_address_or_its_file(tmp_path: Path, wish: str) -> None:
    site = SmallSite.at(tmp_path / "content")
    site.item("stories/good.md", slug="a-good-day")
    site.item("stories/good.ur.md", lang="ur", translation_of="good.md")
    site.write("stories/spoilt.md", "---\n: [\n")
    assert story_of(site.root, wish).address == "stories/a-good-day/"


def test_where_there_is_no_such_story_near_ones_are_named(tmp_path: Path) -> None:
    site = SmallSite.at(tmp_path / "content")
    for name in ("margaret", "hannah", "margery"):
        site.item(f"stories/{name}.md")
    with pytest.raises(PublishFault, match="Did you mean stories/margaret or stories/margery"):
        story_of(site.root, "stories/margret")
