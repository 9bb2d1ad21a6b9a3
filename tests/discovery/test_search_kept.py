"""A search index that is used again is the one that a clean build makes, byte for byte."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.catalogue.kept_files import KeptFiles, put
from plugins.discovery import search_kept, searched_known
from plugins.discovery import searched as searched_module
from plugins.discovery.search_kept import FOLDER, write_search_index
from plugins.discovery.searched import searched
from plugins.discovery.tool import SearchError
from tests.discovery.test_search_index import files_in, write_pages


class Site:
    """A site of forty pages, which is built again and again."""

    def __init__(self, root: Path) -> None:
        """Write the pages and their first index."""
        self.root = root
        self.live = write_pages(root / "live", 1)
        self.note = root / "note.json"
        self.build()

    @property
    def index(self) -> Path:
        """The folder of the index."""
        return self.live / FOLDER

    def build(self, site: Path | None = None) -> dict[str, bytes]:
        """Return the files of the index, written with what the one before has in common."""
        site = site or self.live
        write_search_index(site, "en-GB", KeptFiles(self.live, self.note, search_kept.MADE_BY))
        return files_in(site / FOLDER)

    def staged(self) -> Path:
        """Return the same pages beside the live ones, still without an index."""
        return self._copy("staged", os.link)

    def clean(self) -> dict[str, bytes]:
        """Return the files of an index of which nothing stood anywhere."""
        site = self._copy("clean", shutil.copyfile)
        write_search_index(site, "en-GB", KeptFiles(site, None, "nobody"))
        return files_in(site / FOLDER)

    def _copy(self, name: str, copy: Callable[[str, str], object]) -> Path:
        site = self.root / f"{name}-{len(list(self.root.iterdir()))}"
        shutil.copytree(self.live, site, copy_function=copy, ignore=shutil.ignore_patterns(FOLDER))
        return site

    def edit(self, number: int = 7, words: str = "The surgery moves to Oadby.") -> None:
        """Change the words of a page."""
        page = self.live / f"en-GB/page-{number}/index.html"
        text = page.read_text()
        page.unlink()
        page.write_text(text.replace("<p>", f"<p>{words} "))


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


@pytest.mark.parametrize("elsewhere", [False, True])
def test_after_each_edit_the_index_is_that_of_a_clean_build(
    site: Site,
    elsewhere: bool,  # noqa: FBT001
) -> None:
    site.edit(7)
    if elsewhere:
        staged = site.staged()
        assert site.build(staged) == site.clean()
        site.live = staged
    else:
        assert site.build() == site.clean()
    (site.live / "en-GB/page-9/index.html").unlink()
    assert site.build() == site.clean()
    site.edit(7, "It moves back.")
    assert site.build() == site.clean()
    site.edit(7, "It moves back.")
    site.edit(6, "So does the library.")
    assert site.build() == site.clean()


def test_where_no_page_has_changed_nothing_is_made_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_in(site.index)
    monkeypatch.setattr(search_kept, "whole_index", None)
    monkeypatch.setattr(search_kept, "renewed_index", None)
    page = site.live / "en-GB/page-7/index.html"
    page.write_text(page.read_text().replace("<body>", "<body><p>A notice over every page.</p>"))
    assert site.build() == before
    monkeypatch.setattr(searched_known, "html_of", None)  # And then they are not even read.
    assert site.build() == before
    assert site.build(site.staged()) == before


def test_pieces_that_are_right_are_not_made_again(site: Site) -> None:
    def made(name: str) -> dict[str, int]:
        return {file.name: file.stat().st_mtime_ns for file in (site.index / name).iterdir()}

    before = made("fragment")
    site.edit(7)
    site.build()
    after = made("fragment")
    assert len(after) == len(before) == 40
    assert len(set(before.items()) & set(after.items())) == 39


def truncated(site: Site) -> None:
    for file in site.index.rglob("*.pf_*"):
        file.write_bytes(file.read_bytes()[:-3])


def gone(site: Site) -> None:
    for file in (site.index / "fragment").iterdir():
        file.unlink()


def another_note(site: Site) -> None:
    site.note.write_text(json.dumps({"made_by": search_kept.MADE_BY, "files": ["fragment"]}))


def half_a_note(site: Site) -> None:
    site.note.write_bytes(site.note.read_bytes()[:100])


def no_note(site: Site) -> None:
    site.note.unlink()
    for file in (site.index / "fragment").iterdir():
        file.write_bytes(b"")


def more_files(site: Site) -> None:
    (site.index / "fragment/en-gb_0000000.pf_fragment").write_bytes(b"of a page that is no more")


@pytest.mark.parametrize("spoil", [truncated, gone, another_note, half_a_note, no_note, more_files])
@pytest.mark.parametrize("edited", [False, True])
def test_what_is_not_as_it_was_is_not_trusted(
    site: Site,
    spoil: Callable[[Site], None],
    edited: bool,  # noqa: FBT001
) -> None:
    spoil(site)
    if edited:
        site.edit()
    if spoil is more_files and not edited:
        return  # Nobody lists it: whoever builds takes away what is not made any more.
    assert site.build() == site.clean()


def test_a_build_that_ends_half_way_leaves_nothing_to_be_trusted(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.edit()
    written: list[Path] = []

    def half(file: Path, content: bytes) -> None:
        written.append(file)
        put(file, content[:5])
        if len(written) > 2:
            raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(search_kept, "put", half)
        with pytest.raises(KeyboardInterrupt):
            site.build()
    assert site.build() == site.clean()


def test_what_another_version_made_is_not_trusted(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_kept, "MADE_BY", "another")
    for file in (site.index / "fragment").iterdir():
        other = file.read_bytes()[::-1]  # of the same size and time, as another packer might make
        stat = file.stat()
        file.write_bytes(other)
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    site.edit()
    assert site.build() == site.clean()


def test_a_site_linked_to_the_kept_one_does_not_change_it(site: Site) -> None:
    before = files_in(site.index)
    old, site.live = site.live, site.staged()
    write_search_index(site.live, "en-GB", KeptFiles(old, site.note, search_kept.MADE_BY))
    site.edit()
    assert site.build() == site.clean()
    assert files_in(old / FOLDER) == before


def test_the_note_of_an_index_has_no_words_of_the_pages(site: Site) -> None:
    site.edit(words="Somebody's story.")
    site.build()
    assert "story" not in site.note.read_text()
    assert "page-7" not in site.note.read_text()


@pytest.mark.parametrize(
    ("html", "part"),
    [
        ("<html><p>data-pagefind-body</p>", None),
        ("<html><main data-pagefind-body>A</main><p>B", "<main data-pagefind-body>A</main>"),
        (
            '<html lang="ur"><title>T</title><main data-pagefind-body>A</main>',
            '<html lang="ur"><title>T</title><main data-pagefind-body>A</main>',
        ),
    ],
)  # fmt: skip
def test_only_the_marked_part_is_searched(html: str, part: str | None) -> None:
    found = searched(html)
    assert (found is None) is (part is None)
    assert part is None or str(found).endswith(part)


def test_a_failure_is_a_fault_of_the_machine() -> None:
    assert SearchError.exitcode == 2


@pytest.mark.parametrize(
    ("html", "part"),
    [
        ("A<div data-pagefind-ignore><p>B</div>C", "A<div data-pagefind-ignore></div>C"),
        ("<nav id=a data-pagefind-ignore>B</nav>", "<nav id=a data-pagefind-ignore></nav>"),
        ("<div data-pagefind-ignore><div>B</div></div>", None),
        ("<div data-pagefind-ignore><span data-pagefind-filter=a>B</span></div>", None),
        ("<div data-pagefind-ignore><img src=a></div>", None),
        ("<div data-pagefind-ignore>B", None),
        ("<p data-pagefind-ignore>B</p>", None),
    ],
)
def test_what_is_not_searched_is_not_told(html: str, part: str | None) -> None:
    whole = f"<html><main data-pagefind-body>{html}</main>"
    assert str(searched(whole)).endswith(f"<main data-pagefind-body>{part or html}</main>")


def test_what_is_not_told_changes_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in (site.live / "en-GB").rglob("*.html"):
        text = file.read_text().replace("</main>", "")
        ignored = '<footer data-pagefind-ignore><h2 id="a">Nothing</h2> of the sort</footer>'
        file.unlink()
        file.write_text(f"{text}{ignored} and more</main>")
    told = site.clean()
    monkeypatch.setattr(searched_module, "_without_ignored", lambda html: html)
    assert site.clean() == told
