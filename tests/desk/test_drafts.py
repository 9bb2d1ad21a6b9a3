"""`build --drafts`: pages show drafts, and nothing that goes out by itself tells of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from plugins.desk.order import PROJECT, order_from
from tests.small_site import SmallSite

HIDDEN = "canary"
ANNOUNCES = ("feed.xml", "sitemap.xml", ".ics", ".opml", ".rss")


@pytest.fixture(scope="module")
def with_drafts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a site of live items, drafts and items of later days, built with --drafts."""
    folder = tmp_path_factory.mktemp("drafts")
    site = SmallSite.at(folder / "content")
    for name, fields in (
        ("live", {}),
        ("canary-draft", {"status": "draft"}),
        ("canary-later", {"date": "2026-12-24"}),
    ):
        title = {"title": f"The {name}", "summary": f"Of {name}."}
        site.item(f"news/{name}.md", topics="[Roads]", **title, **fields)
        words = {"title": f"Urdu {name}", "summary": f"Urdu of {name}."}
        site.item(f"news/{name}.ur.md", lang="ur", translation_of=f"{name}.md", **words)
        site.item(f"events/{name}.md", series=f"{name} series", **title, **fields)
        site.item(f"meetings/{name}.md", **title, **fields)
    site.item("news/canary-topic.md", topics="[Mental health]", status="draft")
    site.item("campaigns/canary.md", status="draft")
    return site.build(folder / "public", "--drafts")


def test_drafts_have_pages_and_stand_in_lists(with_drafts: Path) -> None:
    assert (with_drafts / "news" / "canary-draft" / "index.html").is_file()
    listed = (with_drafts / "news" / "index.html").read_text()
    assert "The canary-draft" in listed
    assert "The canary-later" in listed


def test_nothing_that_goes_out_by_itself_tells_of_a_draft(with_drafts: Path) -> None:
    files = [path for path in with_drafts.rglob("*") if path.name.endswith(ANNOUNCES)]
    names = {path.relative_to(with_drafts).as_posix() for path in files}
    assert {"feed.xml", "news/feed.xml", "ur/feed.xml", "sitemap.xml"} <= names
    assert {"events/calendar.ics", "meetings/calendar.ics", "events/live/live.ics"} <= names
    for path in files:
        text = path.read_text()
        assert HIDDEN not in path.as_posix().removeprefix(with_drafts.as_posix())
        assert HIDDEN not in text.lower()
    # A topic that only drafts have keeps its page, which no search engine is told of.
    assert "topics/mental-health" not in (with_drafts / "sitemap.xml").read_text()
    assert "The live" in (with_drafts / "feed.xml").read_text()
    assert "The live" in (with_drafts / "events" / "calendar.ics").read_text()


def test_every_page_of_it_asks_search_engines_to_stay_away(with_drafts: Path) -> None:
    for page in with_drafts.rglob("*.html"):
        assert re.search(r'<meta name="robots" content="noindex', page.read_text()), page


def test_a_page_leads_to_no_calendar_that_is_not_there(with_drafts: Path) -> None:
    for page in with_drafts.rglob("*.html"):
        for address in re.findall(r'href="/([^"]+\.ics)"', page.read_text()):
            assert (with_drafts / address).is_file(), (page, address)


def test_a_site_without_drafts_may_be_found(small_site: SmallSite, tmp_path: Path) -> None:
    page = small_site.build(tmp_path / "public") / "about" / "index.html"
    assert "noindex" not in page.read_text()


def test_a_build_with_drafts_never_takes_the_place_of_the_site_unasked() -> None:
    assert order_from(drafts=True).output == PROJECT / "output-drafts"
    assert order_from(None, str(PROJECT / "output"), drafts=True).output == PROJECT / "output"
    ignored = (PROJECT / ".gitignore").read_text().splitlines()
    assert "output-drafts/" in ignored


def test_a_build_with_drafts_says_that_it_is_not_for_the_public(
    small_site: SmallSite, tmp_path: Path
) -> None:
    done = small_site.run_build(tmp_path / "public", "--drafts")
    assert done.stdout.endswith("\nThis shows drafts: do not publish it.\n")
