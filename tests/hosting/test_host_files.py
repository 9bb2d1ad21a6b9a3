"""What a release tells servers of addresses that have moved or gone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plugins.publishing.host_files import (
    LONGEST,
    NGINX_LIST,
    PAGES_LIST,
    add_pages_file,
    add_server_files,
    mark,
    moved_in,
    nginx_list,
)


def listing(*pairs: tuple[str, str]) -> str:
    rows = [{"from": old, "to": target, "status": 301} for old, target in pairs]
    return json.dumps({"redirects": rows})


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/booth/", ".booth.moved"),
        ("/booth", ".booth.moved"),
        ("/news/flu-2026/", "news/.flu-2026.moved"),
        ("/2025/roads.html", "2025/.roads.html.moved"),
        ("/%C3%BCber%20uns/", ".über uns.moved"),
    ],
)
def test_a_mark_stands_beside_the_address(address: str, file: str) -> None:
    assert mark(address, "moved") == file


def test_marks_and_lists_hold_what_the_build_says(tmp_path: Path) -> None:
    (tmp_path / "redirects.json").write_text(listing(("/old/", "/new/")), "utf-8")
    add_server_files(tmp_path, ["stories/margaret/", "ur/stories/asha/"])
    assert (tmp_path / ".old.moved").read_text("utf-8") == "/new/\n"
    assert (tmp_path / "stories/.margaret.gone").read_bytes() == b""
    assert (tmp_path / "ur/stories/.asha.gone").is_file()
    assert (tmp_path / NGINX_LIST).read_text("utf-8") == '"/old" "/new/";\n'


def test_a_site_in_a_folder_of_its_host_has_its_marks_in_its_own_folder(tmp_path: Path) -> None:
    (tmp_path / "redirects.json").write_text(listing(("/town/old/", "/town/new/")), "utf-8")
    add_server_files(tmp_path, ["stories/margaret/"], "/town")
    assert (tmp_path / ".old.moved").read_text("utf-8") == "/town/new/\n"
    assert (tmp_path / "stories/.margaret.gone").is_file()
    assert not (tmp_path / "town").exists()


def test_lists_name_no_story(tmp_path: Path) -> None:
    (tmp_path / "redirects.json").write_text(listing(("/old/", "/new/")), "utf-8")
    add_server_files(tmp_path, ["stories/canary/"])
    add_pages_file(tmp_path)
    for file in (NGINX_LIST, PAGES_LIST):
        assert "canary" not in (tmp_path / file).read_text("utf-8")


def test_pages_hosts_have_the_list_in_their_own_words(tmp_path: Path) -> None:
    (tmp_path / "redirects.json").write_text(
        listing(("/winter/", "/services/winter/"), ("/%C3%BCber/", "/about/")), "utf-8"
    )
    add_pages_file(tmp_path)
    assert (tmp_path / PAGES_LIST).read_text("utf-8") == (
        "/%C3%BCber/ /about/ 301\n/winter/ /services/winter/ 301\n"
    )


def test_the_same_redirects_give_the_same_list_in_any_order() -> None:
    pairs = [("/b/", "/x/"), ("/a/", "/y/"), ("/c", "/z/")]
    one, other = moved_in(listing(*pairs)), moved_in(listing(*reversed(pairs)))
    assert nginx_list(one) == nginx_list(other)


@pytest.mark.parametrize(
    "pairs",
    [
        # Two that nginx takes for the same, and would not start with.
        [("/Flu/", "/news/flu/"), ("/flu/", "/news/jabs/")],
        [(f"/{'a' * LONGEST}/", "/new/")],
        # What would end the quotation marks, or ask for a variable.
        [("/a%22;%7D", "/new/")],
        [("/a%5C", "/new/")],
        [("/a%0A", "/new/")],
        [("/a", "/new/$host")],
        [("/a", '/new/";')],
        [("/a", "https://elsewhere.example/")],
    ],
)
def test_what_nginx_could_not_read_is_left_to_the_page(pairs: list[tuple[str, str]]) -> None:
    assert nginx_list(moved_in(listing(*pairs))) == ""


def test_one_address_in_two_ways_of_writing_is_one_line() -> None:
    moved = moved_in(listing(("/Flu/", "/news/flu/"), ("/flu", "/news/flu/")))
    assert nginx_list(moved) == '"/flu" "/news/flu/";\n'
