"""The day alone brings items and takes them away, and changes nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from plugins.desk.progress import Lines
from plugins.desk.public_site import PublicSite
from plugins.publishing.belongings import stories_of
from plugins.publishing.manifest import Difference, Manifest, difference, manifest_of
from plugins.publishing.scheduled import due
from tests.small_site import SmallSite

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)


def released(site: SmallSite, folder: Path, day: date) -> Manifest:
    """Build what the public sees on a day; return what a release of it would hold."""
    built = PublicSite(site.root, "https://fenwick.example", day.isoformat())
    publication = built.build(folder / day.isoformat(), Lines())
    return manifest_of(
        folder / day.isoformat(),
        release="000001",
        built_from={},
        media_type=lambda path: path,
        stories=stories_of(folder / day.isoformat(), publication),
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    """Give a site of which one item begins on Tuesday, and two were last seen on Monday."""
    site = SmallSite.at(tmp_path_factory.mktemp("site") / "content")
    site.item("news/today.md", title="From Tuesday", date="2026-11-24", topics="[Roads]")
    site.item("news/over.md", title="Till Monday", expires="2026-11-23")
    site.item("news/always.md", title="Always here", topics="[Mental health]")
    consent = "{reference: PS-1, given: 2026-01-05, uses: [website], until: 2026-11-23}"
    site.item("stories/ended.md", title="Told till Monday", consent=consent)
    site.item("events/spring.md", start="2027-03-01 10:00", end="2027-03-01 12:00")
    return site


@pytest.fixture(scope="module")
def days(site: SmallSite, tmp_path_factory: pytest.TempPathFactory) -> dict[date, Manifest]:
    """Build three days of the same content."""
    folder = tmp_path_factory.mktemp("days")
    return {day: released(site, folder, day) for day in (MONDAY, TUESDAY, WEDNESDAY)}


@pytest.fixture
def tuesday(days: dict[date, Manifest]) -> Difference:
    """Return what Tuesday changes."""
    return difference(days[MONDAY], days[TUESDAY])


def test_an_item_appears_on_its_first_day(tuesday: Difference) -> None:
    assert "news/today/index.html" in tuesday.added


def test_an_item_goes_after_its_last_day(tuesday: Difference) -> None:
    assert "news/over/index.html" in tuesday.removed


def test_a_story_whose_consent_is_over_leaves_only_its_address(
    days: dict[date, Manifest], tuesday: Difference
) -> None:
    assert "stories/ended/index.html" in tuesday.changed
    assert list(days[MONDAY].stories) == ["stories/ended/"]
    assert not days[TUESDAY].stories


def test_nothing_changes_but_these_items_and_their_lists(tuesday: Difference) -> None:
    own = {"news/today/", "news/over/", "stories/ended/"}
    lists = {"index.html", "feed.xml", "sitemap.xml", "404.html"}
    folders = ("news/", "stories/", "topics/", "archive/", "pagefind/", "cards/", "search/")
    changed = {*tuesday.added, *tuesday.changed, *tuesday.removed}
    others = {path for path in changed - lists if not path.startswith((*own, *folders))}
    assert others == set()
    untouched = ("news/always/", "about/", "events/", "topics/mental-health/", "assets/")
    assert [path for path in changed if path.startswith(untouched)] == []


def test_a_day_on_which_nothing_is_due_changes_nothing(days: dict[date, Manifest]) -> None:
    assert difference(days[TUESDAY], days[WEDNESDAY]) == Difference((), (), (), 0)


def test_what_is_due_is_said(site: SmallSite) -> None:
    assert list(due(site.publication(TUESDAY), MONDAY).lines()) == [
        "Due since 2026-11-23: 1 item appears, 2 items go.",
        "    appears: news/today/",
        "    goes: news/over/",
        "    goes: stories/ended/",
    ]
    assert list(due(site.publication(WEDNESDAY), TUESDAY).lines()) == []


def test_a_publish_that_was_missed_is_made_up_for(site: SmallSite) -> None:
    found = due(site.publication(WEDNESDAY), MONDAY)
    assert [item.url for item in found.appear] == ["news/today/"]


def test_notices_and_campaigns_are_counted(tmp_path: Path) -> None:
    site = SmallSite.at(tmp_path / "content")
    site.item("campaigns/vote.md", starts="2026-11-20", ends="2026-11-23")
    site.write(
        "notices/snow.md", "---\ntitle: Snow\ntext: Snow.\nlevel: warning\nfrom: 2026-11-24\n---\n"
    )
    assert list(due(site.publication(TUESDAY), MONDAY).lines()) == [
        "Due since 2026-11-23: 1 notice begins or ends, 1 campaign begins or ends."
    ]
