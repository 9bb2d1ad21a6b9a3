"""Files of the last build are used again only where they are as that build left them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from plugins.catalogue.kept_files import KeptFiles, kept_files, put

MADE = {"cards/a.png": b"A", "cards/b.png": b"B"}


def build(site: Path, before: Path, note: Path, made_by: str = "1") -> list[str]:
    """Write the files of a site, and return which of them were made anew."""
    anew = []
    kept = KeptFiles(before, note, made_by)
    for name, content in MADE.items():

        def make(name: str = name, content: bytes = content) -> bytes:
            anew.append(name)
            return content

        kept.write(name, site, make)
    kept.settle(site, MADE)
    assert {name: (site / name).read_bytes() for name in MADE} == MADE
    return anew


@pytest.fixture
def before(tmp_path: Path) -> Path:
    site = tmp_path / "before"
    assert build(site, site, tmp_path / "note.json") == list(MADE)
    return site


def test_what_is_as_it_was_is_not_made_again(tmp_path: Path, before: Path) -> None:
    note = tmp_path / "note.json"
    assert build(before, before, note) == []
    assert build(tmp_path / "after", before, note) == []
    assert build(tmp_path / "after", tmp_path / "after", note) == []


def test_what_was_touched_is_made_again(tmp_path: Path, before: Path) -> None:
    put(before / "cards/a.png", b"C")
    (before / "cards/b.png").unlink()
    assert build(tmp_path / "after", before, tmp_path / "note.json") == list(MADE)


def test_what_another_recipe_made_is_made_again(tmp_path: Path, before: Path) -> None:
    assert build(before, before, tmp_path / "note.json", "2") == list(MADE)


@pytest.mark.parametrize("spoilt", [b"", b"{", b"[]", b'{"made_by": "1", "files": 3, "keys": {}}'])
def test_a_spoilt_note_is_none(tmp_path: Path, before: Path, spoilt: bytes) -> None:
    (tmp_path / "note.json").write_bytes(spoilt)
    assert build(tmp_path / "after", before, tmp_path / "note.json") == list(MADE)


def test_what_is_not_made_any_more_goes_and_what_is_not_ours_stays(
    tmp_path: Path, before: Path
) -> None:
    put(before / "cards/theirs.png", b"T")
    kept = KeptFiles(before, tmp_path / "note.json", "1")
    kept.settle(before, ["cards/a.png"])
    assert sorted(file.name for file in (before / "cards").iterdir()) == ["a.png", "theirs.png"]


def test_the_note_has_names_sizes_and_times_alone(tmp_path: Path, before: Path) -> None:
    del before
    note: dict[str, Any] = json.loads((tmp_path / "note.json").read_bytes())
    assert note.keys() == {"made_by", "keys", "files"}
    assert {stamp[0] for stamp in note["files"].values()} == {1}


def test_a_build_that_trusts_nothing_has_nothing_kept(tmp_path: Path) -> None:
    for anew in (False, True):
        keeping = {"STATE": tmp_path, "ANEW": anew}
        kept = kept_files({"FAST_BUILD": keeping}, tmp_path / "site", "cards", "1")
        assert not kept.right
        put(tmp_path / "site/cards/a.png", b"A")
        kept.settle(tmp_path / "site", ["cards/a.png"])
    keeping = {"STATE": tmp_path}
    again = kept_files({"FAST_BUILD": keeping}, tmp_path / "site", "cards", "1")
    assert list(again.right) == ["cards/a.png"]
    plain = kept_files({}, tmp_path / "site", "cards", "1")
    assert not plain.right
    plain.settle(tmp_path / "site", ["cards/a.png"])  # There is nowhere to remember it.
