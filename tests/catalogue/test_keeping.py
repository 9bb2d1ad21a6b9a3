"""Made files are whole or not there, and their keys tell their ingredients apart."""

from __future__ import annotations

from pathlib import Path

from plugins.catalogue.keeping import digest, link, write_whole


def test_a_key_tells_its_ingredients_apart() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("ab", b"c") == digest("ab", "c")


def test_a_file_takes_the_place_of_the_last_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    place = tmp_path / "new folder" / "clinic.pdf"
    write_whole(place, b"first")
    write_whole(place, b"sec", b"ond")
    assert place.read_bytes() == b"second"
    assert list(place.parent.iterdir()) == [place]
    assert place.stat().st_mode & 0o777 == 0o644


def test_a_link_takes_the_place_of_a_file_and_leaves_that_files_other_names_alone(
    tmp_path: Path,
) -> None:
    for name in ("kept", "old"):
        (tmp_path / name).write_text(name)
    link(tmp_path / "old", tmp_path / "site" / "clinic.pdf")
    link(tmp_path / "kept", tmp_path / "site" / "clinic.pdf")
    assert (tmp_path / "site" / "clinic.pdf").read_text() == "kept"
    assert (tmp_path / "old").read_text() == "old"
