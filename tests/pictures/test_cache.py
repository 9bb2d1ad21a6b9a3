"""What the disk gives back is proved before it is used."""

from __future__ import annotations

from pathlib import Path

from plugins.pictures.cache import Cache


def test_what_was_kept_is_given_back(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    assert cache.read("ab12") is None
    cache.write("ab12", b"a picture")
    assert cache.read("ab12") == b"a picture"
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == ["ab12"]


def test_a_damaged_file_counts_as_absent(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.write("ab12", b"a picture")
    file = tmp_path / "ab" / "ab12"
    whole = file.read_bytes()
    for damaged in (b"", whole[:10], whole[:-1], whole + b"!", whole[:-1] + b"?"):
        file.write_bytes(damaged)
        assert cache.read("ab12") is None
