"""What a command line asks for, and the folders that a build must not touch."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from plugins.desk.fault import MachineFault
from plugins.desk.order import MARKS_OF_A_SITE, PROJECT, order_from, shown


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Give a content folder."""
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


def test_without_options_it_is_the_projects_own_folders() -> None:
    order = order_from()
    assert order.content == PROJECT / "content"
    assert order.output == PROJECT / "output"
    assert (order.site_url, order.as_of, order.drafts) == (None, None, False)


def test_folders_are_meant_from_where_the_command_is_called(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    order = order_from("content", "public")
    assert (order.content, order.output) == (content, tmp_path / "public")


def test_the_day_and_the_address_become_values(content: Path) -> None:
    order = order_from(str(content), None, "https://example.org/ccg/", "2026-11-03")
    assert order.as_of == date(2026, 11, 3)
    assert order.site_url == "https://example.org/ccg"


@pytest.mark.parametrize(
    "address", ["", "example.org", "ftp://example.org", "https://", "https://a b"]
)
def test_an_address_that_is_none_is_refused(content: Path, address: str) -> None:
    with pytest.raises(MachineFault, match="--site-url cannot be"):
        order_from(str(content), None, address)


@pytest.mark.parametrize("day", ["", "2026-11-31", "3 November", "20261103", "2026-11-03T10:00"])
def test_a_day_that_is_none_is_refused(content: Path, day: str) -> None:
    with pytest.raises(MachineFault, match="--as-of cannot be"):
        order_from(str(content), None, None, day)


def test_the_output_cannot_lie_in_the_content(content: Path) -> None:
    with pytest.raises(MachineFault, match="lies inside the content folder"):
        order_from(str(content), str(content / "public"))


def test_the_output_cannot_be_the_content(content: Path) -> None:
    with pytest.raises(MachineFault, match="holds the content"):
        order_from(str(content), str(content))


def test_the_output_cannot_hold_the_content(content: Path) -> None:
    with pytest.raises(MachineFault, match="holds the content"):
        order_from(str(content), str(content.parent))


@pytest.mark.parametrize("output", [PROJECT, PROJECT.parent, Path("/")])
def test_the_output_cannot_hold_this_program(content: Path, output: Path) -> None:
    with pytest.raises(MachineFault, match="holds"):
        order_from(str(content), str(output))


def test_a_folder_of_somebody_elses_is_never_replaced(content: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "letters.odt").write_text("Dear")
    with pytest.raises(MachineFault, match="holds files that no build has made"):
        order_from(str(content), str(home))


def test_a_link_to_a_folder_of_somebody_elses_is_seen_through(
    content: Path, tmp_path: Path
) -> None:
    (tmp_path / "link").symlink_to(content)
    with pytest.raises(MachineFault, match="holds the content"):
        order_from(str(content), str(tmp_path / "link"))


def test_a_file_is_no_output_folder(content: Path, tmp_path: Path) -> None:
    (tmp_path / "public").write_text("")
    with pytest.raises(MachineFault, match="is a file"):
        order_from(str(content), str(tmp_path / "public"))


def test_an_empty_folder_and_an_earlier_site_can_be_the_output(
    content: Path, tmp_path: Path
) -> None:
    public = tmp_path / "public"
    public.mkdir()
    assert order_from(str(content), str(public)).output == public
    for mark in MARKS_OF_A_SITE:
        (public / mark).write_text("")
    assert order_from(str(content), str(public)).output == public


def test_paths_are_shown_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown(tmp_path / "content" / "a.md") == "content/a.md"
    assert shown(tmp_path.parent) == str(tmp_path.parent)
