"""The search index: the same bytes for the same pages, and only items in it."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.discovery import cbor, tool
from plugins.discovery.search_index import in_order
from plugins.discovery.searched import pages_of
from plugins.discovery.tool import SearchError, search_index
from tests.demo import served
from tests.discovery.tool import search

PAGE = """<!doctype html><html lang="{lang}"><head><title>{title}</title></head><body>
<main data-pagefind-body><h1>{title}</h1><p>{words}</p><p hidden data-pagefind-filter="kind:{kind}">
</p><p hidden data-pagefind-filter="topic:{topic}"></p>{more}
</main></body></html>"""
SORT = '<p data-pagefind-sort="day:{number}"></p>'
TOPICS = ["Carers", "Winter health", "Urgent care", "Mental health", "Staying well"]


def write_pages(folder: Path, order: int, more: str = "") -> Path:
    """Write forty pages in two languages; the order of the writing is by chance."""
    numbers = list(range(40))
    random.Random(order).shuffle(numbers)  # noqa: S311 -- an order, not a secret
    for number in numbers:
        lang = "ur" if number % 4 == 0 else "en-GB"
        values = {"topic": TOPICS[number % 5], "kind": ["News", "Events"][number % 2]}
        words = f"The clinic number {number} opens on Monday."
        page = PAGE.format(
            lang=lang,
            title=f"Clinic {number}",
            words=words,
            more=more.format(number=number),
            **values,
        )
        file = folder / lang / f"page-{number}" / "index.html"
        file.parent.mkdir(parents=True)
        file.write_text(page, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def address(town: Path) -> Iterator[str]:
    with served(town) as address:
        yield address


def index_of(site: Path) -> dict[str, bytes]:
    """Return the files of a site's index, by their paths."""
    return in_order(search_index(pages_of(site), "en-GB"))


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    first, *others = (
        index_of(write_pages(tmp_path / str(order), order, SORT)) for order in range(4)
    )
    assert all(other == first for other in others)


def test_the_index_has_the_order_of_the_pages_and_not_of_the_disk(tmp_path: Path) -> None:
    write_pages(tmp_path / "site", 1)
    pages = pages_of(tmp_path / "site")
    assert [page.path for page in pages] == sorted(page.path for page in pages)
    forwards, backwards = (
        {name for name in search_index(some, "en-GB") if name.endswith(".pf_index")}
        for some in (pages, reversed(pages))
    )
    assert forwards != backwards


def test_no_time_stands_in_the_files(tmp_path: Path) -> None:
    files = index_of(write_pages(tmp_path / "site", 1))
    packed = [content for name, content in files.items() if name.endswith((".pf_meta", "_filter"))]
    assert len(packed) > 2
    # RFC 1952, section 2.3: bytes 4 to 7 are the time.
    assert {content[:2] + content[4:8] for content in packed} == {b"\x1f\x8b\0\0\0\0"}


def test_names_change_with_what_is_in_the_files(tmp_path: Path) -> None:
    folder = write_pages(tmp_path / "site", 1)
    before = index_of(folder)
    page = folder / "en-GB/page-1/index.html"
    page.write_text(page.read_text().replace("topic:Winter health", "topic:Carers"))
    after = index_of(folder)
    for name in set(before) & set(after) - {"pagefind-entry.json"}:
        assert before[name] == after[name], name
    assert any(name.endswith(".pf_filter") for name in set(before) - set(after))


def test_only_the_files_of_the_interface_in_use_are_kept(town: Path) -> None:
    names = {path.name for path in (town / "pagefind").iterdir() if path.is_file()}
    fixed = {name for name in names if not name.endswith(".pf_meta")}
    assert fixed == {
        "pagefind.js",
        "pagefind-component-ui.css",
        "pagefind-component-ui.js",
        "pagefind-entry.json",
        "pagefind-worker.js",
        "wasm.en-gb.pagefind",
        "wasm.unknown.pagefind",
    }


def test_every_language_is_in_the_one_index_that_the_search_page_reads(town: Path) -> None:
    entry = json.loads((town / "pagefind/pagefind-entry.json").read_text(encoding="utf-8"))
    assert {code: one["page_count"] for code, one in entry["languages"].items()} == {
        "en-gb": 9,
    }


def test_a_word_of_the_body_finds_the_item(address: str) -> None:
    found = search(address, "en-GB", "booth")["found"]
    assert [one["url"] for one in found] == ["/events/booth/"]
    assert "<mark>" in found[0]["excerpt"]


def test_urdu_is_found_from_the_english_page(address: str) -> None:
    found = search(address, "en-GB", "سڑکیں")["found"]
    assert [(one["url"], one["title"]) for one in found] == [
        ("/ur/news/roads-open/", "سڑکیں کھل گئیں")
    ]


def test_a_filter_narrows_what_is_found(address: str) -> None:
    everything = search(address, "en-GB", "roads")
    assert everything["filters"]["topic"] == {"Roads": 3}
    assert list(everything["filters"]["kind"]) == sorted(everything["filters"]["kind"])
    narrowed = search(address, "en-GB", "roads", topic="Roads")["found"]
    assert {one["url"] for one in narrowed} == {
        "/news/roads-open/",
        "/news/older/",
        "/ur/news/roads-open/",
    }
    assert len(everything["found"]) > len(narrowed)


def test_every_item_is_found_and_nothing_else(address: str) -> None:
    everything = search(address, "en-GB", "")["found"]
    assert sorted(one["url"] for one in everything) == [
        "/about/",
        "/events/booth/",
        "/events/fair/",
        "/meetings/2026-12/",
        "/news/older/",
        "/news/roads-open/",
        "/people/lee/",
        "/stories/told/",
        "/ur/news/roads-open/",
    ]


def test_a_program_that_ends_before_its_time_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = pages_of(write_pages(tmp_path / "site", 1))
    broken = tmp_path / "pagefind"
    broken.write_text("#!/bin/sh\necho the disk is full >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(tool, "get_executable", lambda: broken)
    with pytest.raises(SearchError, match=r"could not make the search index.*the disk is full"):
        search_index(pages, "en-GB")


def test_a_program_that_does_not_end_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = pages_of(write_pages(tmp_path / "site", 1))
    broken = tmp_path / "pagefind"
    broken.write_text("#!/bin/sh\nexec sleep 600\n")
    broken.chmod(0o755)
    monkeypatch.setattr(tool, "get_executable", lambda: broken)
    monkeypatch.setattr(tool, "PATIENCE", 0.1)
    with pytest.raises(SearchError, match="was stopped"):
        search_index(pages, "en-GB")


@pytest.mark.parametrize("length", [0, 1, 23, 24, 255, 256, 65535, 65536])
def test_text_and_lists_of_any_length_are_read_as_written(length: int) -> None:
    words = "x" * length
    assert cbor.text(cbor.encoded_text(words)) == words
    parts = [cbor.encoded_text("a")] * length
    assert cbor.elements(cbor.array(parts)) == parts


def test_a_kind_of_value_that_is_not_known_stops_the_build() -> None:
    a_map = bytes([0x81, 0xA0])
    with pytest.raises(cbor.UnknownIndexError):
        cbor.elements(a_map)
