"""An index begun before the pages are made is the one that a clean build makes, or is not used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from pelican import Pelican

from plugins.catalogue.kept_files import KeptFiles, kept_files
from plugins.catalogue.load import load
from plugins.discovery import search_kept
from plugins.discovery.plugin import begin_index, look_ahead
from plugins.discovery.search_ahead import SearchAhead
from plugins.discovery.search_foreseen import Change, with_words
from plugins.discovery.search_kept import write_search_index
from plugins.discovery.search_worker import Changes, Order
from plugins.discovery.tool import Indexer
from tests.discovery.test_search_index import files_in
from tests.discovery.test_search_kept import Site
from tests.small_site import PROJECT

PAGE = "en-GB/page-7/index.html"
ROW = "<p>The clinic number 7 opens on Monday.</p>"
KNOWN = Change(PAGE, ROW, ROW.replace("<p>", "<p>The surgery moves to Oadby. "))


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


class Begun:
    """An index begun from a site as it stood, and the site in the making beside that."""

    def __init__(self, site: Site, *changes: Change) -> None:
        """Begin."""
        self.site = site
        self.kept = KeptFiles(site.live, site.note, search_kept.MADE_BY)
        self.ahead = SearchAhead(Indexer(Order(site.live, self.kept.keys["pages"])))
        self.ahead.indexer.say(Changes("en-GB", changes))
        site.live = site.staged()

    def ended(self) -> dict[str, bytes]:
        """Return the files of the index of the site as it stands now."""
        write_search_index(self.site.live, "en-GB", self.kept, self.ahead)
        return files_in(self.site.index)


def test_the_index_begun_with_foreseen_words_is_used(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = Begun(site, KNOWN)
    site.edit(7)
    with monkeypatch.context() as alone:
        alone.setattr(search_kept, "search_index", None)  # No other index is made.
        made = begun.ended()
    assert made == site.clean()


def test_the_index_waits_before_a_page_that_nobody_foresees(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = Begun(site, Change(PAGE))
    site.edit(7)
    (site.live / "en-GB/page-9/index.html").unlink()
    with monkeypatch.context() as alone:
        alone.setattr(search_kept, "search_index", None)  # No other index is made.
        made = begun.ended()
    assert made == site.clean()


def another_edit(site: Site) -> None:
    site.edit(5)


def gone(site: Site) -> None:
    (site.live / "ur/page-8/index.html").unlink()


def one_more(site: Site) -> None:
    page = site.live / "ur/page-99/index.html"
    page.parent.mkdir()
    page.write_text((site.live / PAGE).read_text().replace("7", "99"))


def another_before(site: Site) -> None:
    page = site.live / "a/index.html"
    page.parent.mkdir()
    page.write_text((site.live / PAGE).read_text().replace("7", "99"))


@pytest.mark.parametrize("change", [another_edit, gone, one_more, another_before])
@pytest.mark.parametrize("known", [True, False])
def test_where_pages_are_others_than_foreseen_the_index_is_made_anew(
    site: Site,
    change: Callable[[Site], None],
    known: bool,  # noqa: FBT001
) -> None:
    begun = Begun(site, KNOWN if known else Change(PAGE))
    site.edit(7)
    change(site)
    assert begun.ended() == site.clean()


def test_an_index_that_nobody_wants_ends(site: Site) -> None:
    begun = Begun(site, Change(PAGE))
    assert begun.ended() == site.clean()
    assert not begun.ahead.indexer.end.alive


def test_a_site_of_which_nothing_is_known_is_indexed_anew(site: Site) -> None:
    site.note.write_text(site.note.read_text().replace('"pages": "{', '"pages": "{x'))
    begun = Begun(site, Change(PAGE))
    site.edit(7)
    assert begun.ended() == site.clean()


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("<p>A</p>\n<p>B</p>", "<p>A</p>\n<p>B, C</p>", "<main><p>A</p>\n<p>B, C</p></main>"),
        ("<p>A</p>\n<p>B</p>", "<p>A</p>\n<hr>\n<p>B</p>", None),
        ("<p>A</p>\n<p>B</p>", "<p>A</p>\nC\n<p>B</p>", "<main><p>A</p>\nC\n<p>B</p></main>"),
        ("<p>A</p>\n<p>B</p>", "C\n<p>A</p>\n<p>B</p>", None),
        ("<p>A</p>\n<p>B</p>", "<p>A</p>", "<main><p>A</p>\n</main>"),
        ("<p>A</p>\n<p>B</p>", "<p>A</p>\n<p>B</p>", "<main><p>A</p>\n<p>B</p></main>"),
        ("<p>A</p>\n<p>B</p>", "<p>A</p>\n<h2>B</h2>", None),
        ("<p>A</p>\n<p>B</p>", '<p>A</p>\n<a href="{item}b.md">B</a>', None),
        ("<p>A</p>\n<p>Z</p>", "<p>A</p>\n<p>B</p>", None),
    ],
)  # fmt: skip
def test_words_are_foreseen_where_they_stand_on_the_page(
    before: str, after: str, words: str | None
) -> None:
    assert with_words("<main><p>A</p>\n<p>B</p></main>", before, after) == words


def test_the_place_of_words_is_told_by_those_before() -> None:
    before, after = "<p>A\nB\nB</p>", "<p>A\nB\nB\nB</p>"
    assert with_words(f"{before}\nB", before, after) == f"{after}\nB"


def test_where_nothing_is_begun_no_setting_tells_of_it(tmp_path: Path) -> None:
    def settings() -> dict[str, Any]:
        own = dict(given)
        pelican = SimpleNamespace(settings=own, output_path=str(tmp_path / "out"))
        look_ahead(cast("Pelican", pelican))
        begin_index(cast("Pelican", pelican), load(PROJECT / "content").site, ())
        return own

    given: dict[str, Any] = {}
    assert settings() == given  # A plain value would make every page again.
    given["FAST_BUILD"] = {"STATE": tmp_path / "state"}
    assert settings() == given
    kept = kept_files(given, tmp_path / "out", "search", search_kept.MADE_BY)
    kept.settle(tmp_path / "out", (), pages="{}")
    assert settings() == given
