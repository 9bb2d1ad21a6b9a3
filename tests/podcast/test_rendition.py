"""Published copies are made once, kept by what they are made of, and never believed blindly."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from plugins.catalogue.known_files import KnownFiles
from plugins.podcast import rendition, sound_facts
from plugins.podcast.chapters import chapters_in
from plugins.podcast.rendition import Press, Rendition, clear_out, has_sound_apart
from plugins.podcast.sound_facts import recorded
from tests.podcast.sound_samples import m4a, mp3, mp4
from tests.podcast.test_tagging import TAGS


@pytest.fixture
def press(tmp_path: Path) -> Press:
    return Press(tmp_path / "cache/recordings", KnownFiles(tmp_path / "known.json"))


def settled(file: Path) -> Path:
    """Let a file be an hour old: what was written this second is read again."""
    os.utime(file, (file.stat().st_atime, file.stat().st_mtime - 3600))
    return file


def tagged(press: Press, source: Path, title: str = "Living with COPD") -> Rendition:
    return press.tagged(source, recorded(source, press.known), replace(TAGS, title=title), None)


@pytest.mark.parametrize("name", ["talk.mp3", "talk.m4a", "film.mp4"])
def test_what_is_told_of_a_copy_is_true_of_the_copy(
    name: str, press: Press, tmp_path: Path
) -> None:
    write: dict[str, Callable[[Path], Path]] = {".mp3": mp3, ".m4a": m4a, ".mp4": mp4}
    source = write[Path(name).suffix](tmp_path / name)
    made = tagged(press, source)
    data = made.file.read_bytes()
    digest = base64.b64encode(hashlib.sha384(data).digest()).decode()
    assert made.sound.bytes == len(data) != source.stat().st_size
    assert made.digest == hashlib.sha256(data).hexdigest()
    assert made.integrity == f"sha384-{digest}"
    assert made.sound.seconds == pytest.approx(6, abs=0.1)


def test_a_second_build_reads_no_byte_of_a_recording(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = settled(mp3(tmp_path / "talk.mp3"))
    cover = tmp_path / "cover.png"
    Image.new("RGB", (90, 90)).save(cover)
    settled(cover)

    def build() -> Rendition:
        known = KnownFiles(tmp_path / "known.json")
        press = Press(tmp_path / "cache", known)
        made = press.tagged(source, recorded(source, known), TAGS, cover)
        known.save()
        return made

    first = build()
    media = {source, cover, first.file}

    def open_other(file: Path, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - as open
        assert file not in media, f"{file} was read again."
        return opened(file, *arguments, **named)

    opened: Any = Path.open
    monkeypatch.setattr(Path, "open", open_other)
    with pytest.raises(AssertionError, match="read again"):
        source.read_bytes()
    monkeypatch.setattr(rendition, "measure_sound", None)
    monkeypatch.setattr(sound_facts, "measure_sound", None)
    assert build() == first


def test_other_tags_another_cover_or_another_sound_make_another_copy(
    press: Press, tmp_path: Path
) -> None:
    source = mp3(tmp_path / "talk.mp3")
    first = tagged(press, source)
    assert tagged(press, source, "Another title").digest != first.digest
    cover = tmp_path / "cover.png"
    Image.new("RGB", (90, 90)).save(cover)
    covered = press.tagged(source, recorded(source, press.known), TAGS, cover)
    Image.new("RGB", (90, 90), (9, 99, 9)).save(cover)
    other = press.tagged(source, recorded(source, press.known), TAGS, cover)
    assert len({first.digest, covered.digest, other.digest}) == 3
    mp3(source, 5)
    assert tagged(press, source).sound.seconds == pytest.approx(5, abs=0.1)


@pytest.mark.parametrize("spoilt", ["cut", "grown", "gone", "facts cut", "facts gone"])
def test_a_spoilt_copy_is_made_again(spoilt: str, press: Press, tmp_path: Path) -> None:
    source = mp3(tmp_path / "talk.mp3")
    first = tagged(press, source)
    good = first.file.read_bytes()
    facts = first.file.with_name("facts.json")
    harm: dict[str, Callable[[], object]] = {
        "cut": lambda: first.file.write_bytes(good[: len(good) // 2]),
        "grown": lambda: first.file.write_bytes(good + b"\0"),
        "gone": first.file.unlink,
        "facts cut": lambda: facts.write_text(facts.read_text()[:40]),
        "facts gone": facts.unlink,
    }
    harm[spoilt]()
    again = tagged(press, source)
    assert again.file.read_bytes() == good
    assert replace(again, file=first.file) == first


def test_the_sound_of_a_film_is_made_apart(press: Press, tmp_path: Path) -> None:
    film = mp4(tmp_path / "film.mp4")
    found = recorded(film, press.known)
    assert has_sound_apart(found.sound)
    made = press.sound_only(film, found, TAGS, None)
    assert made.file.suffix == ".m4a"
    assert (made.sound.media_type, made.sound.width) == ("audio/x-m4a", None)
    assert [one.title for one in chapters_in(made.file)] == [one.title for one in TAGS.chapters]


def test_a_web_film_is_published_as_it_is(press: Press, tmp_path: Path) -> None:
    film = mp4(tmp_path / "film.webm")
    found = recorded(film, press.known)
    made = press.tagged(film, found, TAGS, None)
    assert made.file == film
    assert str(made.integrity).startswith("sha384-")
    assert not has_sound_apart(found.sound)


def test_copies_that_no_build_used_for_a_month_are_forgotten(press: Press, tmp_path: Path) -> None:
    old = tagged(press, mp3(tmp_path / "talk.mp3"), "Old")
    new = tagged(press, tmp_path / "talk.mp3", "New")
    facts = old.file.with_name("facts.json")
    os.utime(facts, (0, facts.stat().st_mtime - 31 * 24 * 3600))
    clear_out(press.folder.parent)
    assert not old.file.exists()
    assert new.file.exists()


def test_a_copy_that_is_used_again_is_not_forgotten(press: Press, tmp_path: Path) -> None:
    made = tagged(press, mp3(tmp_path / "talk.mp3"))
    facts = made.file.with_name("facts.json")
    os.utime(facts, (0, facts.stat().st_mtime - 31 * 24 * 3600))
    tagged(press, tmp_path / "talk.mp3")
    clear_out(press.folder.parent)
    assert made.file.exists()


def test_a_chapters_own_picture_is_remembered_too(press: Press, tmp_path: Path) -> None:
    source = mp3(tmp_path / "talk.mp3")
    picture = b"\x89PNG\r\n\x1a\n and more"
    chapter = replace(TAGS.chapters[0], picture=picture)
    with_picture = press.tagged(
        source, recorded(source, press.known), replace(TAGS, chapters=(chapter,)), None
    )
    file = settled(with_picture.file)
    first = recorded(file, press.known)
    press.known.save()
    assert first.chapters[0].picture == picture
    assert recorded(file, KnownFiles(tmp_path / "known.json")) == first
