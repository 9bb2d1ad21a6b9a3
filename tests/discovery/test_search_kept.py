"""A search index that is used again is the one that a clean build makes, byte for byte."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.discovery import search_kept
from plugins.discovery.search_kept import KeptIndex
from plugins.discovery.searched import pages_of, searched
from plugins.discovery.tool import SearchError
from tests.discovery.test_search_index import files_in, write_pages


class Site:
    """A site of forty pages, whose index is written again and again."""

    def __init__(self, root: Path) -> None:
        """Write the pages and their first index."""
        self.root = root
        self.pages = write_pages(root / "site", 1)
        self.index = root / "index"
        self.note = root / "note.json"
        self.build()

    def build(self, into: Path | None = None) -> dict[str, bytes]:
        """Return the files of the index, written with what the one before has in common."""
        into = into or self.index
        KeptIndex(self.index, self.note).write(pages_of(self.pages), "en-GB", into)
        return files_in(into)

    def clean(self) -> dict[str, bytes]:
        """Return the files of an index of which nothing stood anywhere."""
        folder = self.root / "clean"
        number = len(list(folder.iterdir())) if folder.exists() else 0
        kept = KeptIndex(folder / str(number), folder / f"{number}.json")
        kept.write(pages_of(self.pages), "en-GB", kept.folder)
        return files_in(kept.folder)

    def edit(self, number: int = 7, words: str = "The surgery moves to Oadby.") -> None:
        """Change the words of a page."""
        page = self.pages / f"en-GB/page-{number}/index.html"
        page.write_text(page.read_text().replace("<p>", f"<p>{words} "))


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


@pytest.mark.parametrize("elsewhere", [False, True])
def test_after_each_edit_the_index_is_that_of_a_clean_build(
    site: Site,
    elsewhere: bool,  # noqa: FBT001
) -> None:
    into = site.root / "staged" if elsewhere else None
    site.edit(7)
    assert site.build(into) == site.clean()
    if into is not None:
        into.rename(site.root / "live")
        site.index = site.root / "live"
    (site.pages / "en-GB/page-9/index.html").unlink()
    assert site.build() == site.clean()
    site.edit(7, "It moves back.")
    assert site.build() == site.clean()


def test_where_no_page_has_changed_nothing_is_made_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_in(site.index)
    monkeypatch.setattr(search_kept, "search_index", None)
    assert site.build() == before
    assert site.build(site.root / "staged") == before
    page = site.pages / "en-GB/page-7/index.html"
    page.write_text(page.read_text().replace("<body>", "<body><p>A notice over every page.</p>"))
    assert site.build() == before


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
    site.note.write_text(json.dumps({"key": "0", "files": ["fragment"]}))


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
    written = []

    def half(file: Path, content: bytes) -> None:
        written.append(file)
        file.write_bytes(content[:5])
        if len(written) > 2:
            raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(search_kept, "_write", half)
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
    staged = site.root / "staged"
    site.build(staged)
    KeptIndex(staged, site.note).write(pages_of(site.pages), "en-GB", staged)
    site.edit()
    KeptIndex(staged, site.note).write(pages_of(site.pages), "en-GB", staged)
    assert files_in(staged) == site.clean()
    assert files_in(site.index) == before


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
