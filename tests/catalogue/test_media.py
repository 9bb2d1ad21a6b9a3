"""Recordings are measured from their own bytes, and false ones are refused in plain words."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import mutagen.id3
import mutagen.mp3
import pytest

from plugins.catalogue.media import Media, UnfitRecordingError, measure, tags_of

RECORDINGS = Path(__file__).parent / "recordings"  # Each was made by ffmpeg; 2 s, or 6 s of VBR.


def mutagen_of(file: Path) -> Any:  # noqa: ANN401 - mutagen knows no types
    return mutagen.mp3.MP3(file)  # type: ignore[no-untyped-call]


def near(seconds: float | None, wanted: float) -> bool:
    return seconds is not None and abs(seconds - wanted) < 0.1


@pytest.mark.parametrize(
    ("name", "media_type", "is_video"),
    [
        ("speech.mp3", "audio/mpeg", False),
        ("speech.m4a", "audio/x-m4a", False),
        ("film.mp4", "video/mp4", True),
        ("silent-film.mp4", "video/mp4", True),
        ("film.webm", "video/webm", True),
    ],
)
def test_length_and_type_are_those_of_the_file(
    name: str,
    media_type: str,
    is_video: bool,  # noqa: FBT001
) -> None:
    media = measure(RECORDINGS / name)
    assert near(media.seconds, 2)
    size = (RECORDINGS / name).stat().st_size
    assert media == Media(size, media_type, media.seconds, is_video)


def test_an_mp3_of_changing_bit_rate_without_a_header_has_its_true_length() -> None:
    file = RECORDINGS / "vbr-without-header.mp3"
    assert near(measure(file).seconds, 6)
    assert mutagen_of(file).info.length < 2  # what the header's absence makes of it


def test_a_webm_that_does_not_say_its_length_has_none() -> None:
    assert measure(RECORDINGS / "unfinished.webm").seconds is None


def test_capitals_in_the_ending_make_no_difference(tmp_path: Path) -> None:
    shutil.copy(RECORDINGS / "speech.mp3", tmp_path / "TALK.MP3")
    assert measure(tmp_path / "TALK.MP3").media_type == "audio/mpeg"


def test_an_apple_video_has_apples_type(tmp_path: Path) -> None:
    shutil.copy(RECORDINGS / "film.mp4", tmp_path / "film.m4v")
    assert measure(tmp_path / "film.m4v").media_type == "video/x-m4v"


def test_tags_do_not_count_as_sound(tmp_path: Path) -> None:
    shutil.copy(RECORDINGS / "speech.mp3", tmp_path / "a.mp3")
    tagged = mutagen_of(tmp_path / "a.mp3")
    title = "Margaret Hollowfield" + " and others" * 300
    tagged.tags["TIT2"] = mutagen.id3.TIT2(text=title)  # type: ignore[no-untyped-call]
    tagged.save()
    assert near(measure(tmp_path / "a.mp3").seconds, 2)
    assert "Margaret Hollowfield" in tags_of(tmp_path / "a.mp3")


def test_a_file_without_tags_has_no_words(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_bytes(b"none")
    assert tags_of(tmp_path / "a.mp3") == ""


def cut(name: str, share: float) -> bytes:
    data = (RECORDINGS / name).read_bytes()
    return data[: int(len(data) * share)]


def whole(name: str) -> bytes:
    return (RECORDINGS / name).read_bytes()


REFUSED = {
    "empty": ("a.mp3", b"", "is empty."),
    "words": ("a.mp3", b"Dear all, here is it", "is not sound or video, or is damaged."),
    "wav": ("a.mp3", b"RIFF\0\0\0\0WAVEfmt ", "is in truth WAV, whatever its name says."),
    "ogg": ("a.mp3", b"OggS\0\0", "is in truth Ogg, whatever its name says."),
    "mkv": (
        "a.webm",
        b"\x1a\x45\xdf\xa3matroska",
        "is in truth Matroska (MKV), whatever its name says.",
    ),
    "m4a as mp3": ("a.mp3", whole("speech.m4a"), "is in truth MP4, whatever its name says."),
    "mp3 as m4a": ("a.m4a", whole("speech.mp3"), "is in truth MP3, whatever its name says."),
    "sound as film": ("a.mp4", whole("speech.m4a"), "has no pictures in it, only sound."),
    "silent as sound": ("a.m4a", whole("silent-film.mp4"), "has no sound in it."),
    "hevc": (
        "a.mp4",
        whole("hevc.mp4"),
        "is encoded as HEVC (H.265), which many browsers cannot play.",
    ),
    "fragments": (
        "a.mp4",
        whole("fragmented.mp4"),
        "does not say how long it is: it was written in fragments, as for a live broadcast.",
    ),
    "place": (
        "a.mp4",
        whole("located.mp4"),
        "holds the place where it was recorded, which anybody could read out of it.",
    ),
    "cut mp4": ("a.mp4", cut("film.mp4", 0.7), "is cut short: its parts are longer than the file."),
    "cut webm": (
        "a.webm",
        cut("film.webm", 0.7),
        "is cut short: its parts are longer than the file.",
    ),
    "cut mp3": (
        "a.mp3",
        cut("speech.mp3", 0.4),
        "is cut short: of 0 min 2 s only 0 min 1 s are there.",
    ),
    "tag alone": ("a.mp3", b"ID3\4\0\0\0\0\0\4abcd", "is damaged: no sound was found in it."),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_played_is_refused_in_plain_words(case: str, tmp_path: Path) -> None:
    name, data, fault = REFUSED[case]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnfitRecordingError) as refused:
        measure(tmp_path / name)
    assert refused.value.fault == fault
    assert refused.value.remedy


@pytest.mark.parametrize("name", sorted(file.name for file in RECORDINGS.iterdir()))
def test_no_damage_escapes_as_an_error_of_ours(name: str, tmp_path: Path) -> None:
    data = whole(name)
    file = tmp_path / name
    for step in range(0, len(data), max(1, len(data) // 40)):
        for damaged in (data[:step], data[:step] + b"\0\xff\0" + data[step + 3 :]):
            file.write_bytes(damaged)
            try:
                measure(file)
            except UnfitRecordingError as error:
                assert error.fault  # noqa: PT017 - any other error fails the test
