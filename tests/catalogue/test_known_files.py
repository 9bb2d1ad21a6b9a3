"""Files that did not change are not read again; a memory that is spoilt is no memory."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plugins.catalogue.known_files import KnownFiles


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "talk.mp3"
    file.write_bytes(b"words")
    old(file)
    return file


def old(file: Path, seconds: float = 3600) -> None:
    stat = file.stat()
    os.utime(file, (stat.st_atime, stat.st_mtime - seconds))


def remembered(place: Path, file: Path) -> str:
    known = KnownFiles(place)
    digest = known.digest(file)
    known.save()
    return digest


def test_an_unchanged_file_is_not_read_again(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "known.json"
    first = remembered(place, file)
    with monkeypatch.context() as patch:
        patch.setattr("hashlib.file_digest", None)
        assert KnownFiles(place).digest(file) == first


@pytest.mark.parametrize("way", ["longer", "another time", "same time, other size"])
def test_a_changed_file_is_read_again(way: str, file: Path, tmp_path: Path) -> None:
    place = tmp_path / "known.json"
    first = remembered(place, file)
    stat = file.stat()
    file.write_bytes(b"other words" if way != "another time" else b"WORDS")
    if way == "same time, other size":
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert KnownFiles(place).digest(file) != first


def test_a_file_of_this_second_is_read_again(file: Path, tmp_path: Path) -> None:
    place = tmp_path / "known.json"
    file.write_bytes(b"words")
    stat = file.stat()
    first = remembered(place, file)
    # Within one tick of a coarse clock: same size, same time, other words.
    file.write_bytes(b"sword")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert KnownFiles(place).digest(file) != first


def test_facts_go_with_the_content_not_with_the_name(file: Path, tmp_path: Path) -> None:
    place = tmp_path / "known.json"
    known = KnownFiles(place)
    known.keep(known.digest(file), "length", {"seconds": 6})
    known.save()
    moved = file.rename(tmp_path / "other.mp3")
    again = KnownFiles(place)
    assert again.recall(again.digest(moved), "length") == {"seconds": 6}
    assert again.recall(again.digest(moved), "size") is None


@pytest.mark.parametrize("spoilt", ["cut", "empty", "no text", "another form"])
def test_a_spoilt_memory_is_none(spoilt: str, file: Path, tmp_path: Path) -> None:
    place = tmp_path / "known.json"
    known = KnownFiles(place)
    digest = known.digest(file)
    known.keep(digest, "length", 6)
    known.save()
    whole = place.read_bytes()
    harm = {
        "cut": whole[: len(whole) // 2],
        "empty": b"",
        "no text": b"\xff\xfe",
        "another form": whole.replace(b'"form": 1', b'"form": 0'),
    }
    place.write_bytes(harm[spoilt])
    again = KnownFiles(place)
    assert again.recall(digest, "length") is None
    assert again.digest(file) == digest


def test_what_a_build_does_not_ask_for_is_forgotten(file: Path, tmp_path: Path) -> None:
    place = tmp_path / "known.json"
    digest = remembered(place, file)
    KnownFiles(place).save()
    assert digest not in place.read_text()


def test_a_build_that_learns_nothing_writes_nothing(file: Path, tmp_path: Path) -> None:
    place = tmp_path / "known.json"
    remembered(place, file)
    before = place.stat()
    remembered(place, file)
    assert place.stat().st_ino == before.st_ino
