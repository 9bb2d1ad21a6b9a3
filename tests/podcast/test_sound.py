"""What is told of a recording is true, and what is not fit for listeners has its own words."""

from __future__ import annotations

import struct
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from plugins.catalogue.media import UnfitRecordingError
from plugins.podcast.sound import measure_sound, shortfall
from tests.podcast.sound_judges import ffprobe
from tests.podcast.sound_samples import m4a, mp3, mp4


def fault(file: Path) -> str:
    with pytest.raises(UnfitRecordingError) as caught:
        measure_sound(file)
    assert caught.value.remedy
    return caught.value.fault


def test_an_mp3_is_measured_as_ffprobe_measures_it(tmp_path: Path) -> None:
    file = mp3(tmp_path / "talk.mp3")
    found = measure_sound(file)
    (stream,) = ffprobe(file)["streams"]
    assert found.seconds == pytest.approx(6, abs=0.1)
    assert (found.bytes, found.media_type) == (file.stat().st_size, "audio/mpeg")
    assert (found.codecs, found.width, found.height) == ("mp3", None, None)
    assert (found.sample_rate, found.channels) == (int(stream["sample_rate"]), stream["channels"])
    assert found.bit_rate == pytest.approx(int(stream["bit_rate"]), rel=0.05)


def test_a_film_is_measured_as_ffprobe_measures_it(tmp_path: Path) -> None:
    file = mp4(tmp_path / "film.mp4")
    found = measure_sound(file)
    probed = ffprobe(file)
    pictures = next(one for one in probed["streams"] if one["codec_type"] == "video")
    assert found.seconds == pytest.approx(float(probed["format"]["duration"]), abs=0.05)
    assert found.sound_seconds == pytest.approx(6, abs=0.1)
    assert (found.width, found.height) == (pictures["width"], pictures["height"])
    # 0x64: the High profile. 0x0A: level 1.0, as the judge says.
    assert (found.codecs, pictures["level"]) == ("avc1.64000A, mp4a.40.2", 10)


def test_sound_in_mp4_and_a_web_film_are_measured(tmp_path: Path) -> None:
    sound = measure_sound(m4a(tmp_path / "talk.m4a"))
    film = measure_sound(mp4(tmp_path / "film.webm"))
    assert (sound.codecs, round(sound.seconds)) == ("mp4a.40.2", 6)
    assert (film.codecs, round(film.seconds)) == ("vp8, opus", 6)


def test_a_changing_bit_rate_without_header_has_its_true_length_and_is_marked(
    tmp_path: Path,
) -> None:
    bare = mp3(tmp_path / "bare.mp3", 12, header=False, changing=True)
    assert float(ffprobe(bare)["format"]["duration"]) > 20  # As every player believes.
    found = measure_sound(bare)
    assert found.seconds == pytest.approx(12, abs=0.1)
    assert found.lacks_header


@pytest.mark.parametrize(("header", "changing"), [(True, True), (True, False), (False, False)])
def test_an_mp3_whose_length_players_know_is_not_marked(
    tmp_path: Path, *, header: bool, changing: bool
) -> None:
    file = mp3(tmp_path / "talk.mp3", header=header, changing=changing)
    assert not measure_sound(file).lacks_header


def test_a_film_with_a_moment_more_of_pictures_is_no_fault(tmp_path: Path) -> None:
    assert shortfall(measure_sound(mp4(tmp_path / "film.mp4", 6, sound=5))) is None


def test_a_film_whose_sound_ends_early_is_named(tmp_path: Path) -> None:
    found = measure_sound(mp4(tmp_path / "film.mp4", 9, sound=2))
    assert shortfall(found) == "has sound for 2 s of its 9 s only."


def test_a_silent_signed_film_is_measured_where_it_may_be_silent(tmp_path: Path) -> None:
    found = measure_sound(mp4(tmp_path / "signed.mp4", sound=0), may_be_silent=True)
    assert (found.sound_seconds, found.channels, found.codecs) == (0.0, 0, "avc1.64000A")


WRITERS: dict[str, Callable[[Path], Path]] = {
    ".mp3": lambda file: mp3(file, 3),
    ".m4a": lambda file: m4a(file, 3),
    ".mp4": lambda file: mp4(file, 3),
    ".webm": lambda file: mp4(file, 3),
}


def spoil(file: Path, at: float, count: int = 4000) -> Path:
    """Overwrite part of a file, as a bad disk does."""
    data = bytearray(file.read_bytes())
    begin = int(len(data) * at)
    data[begin : begin + count] = bytes(len(data[begin : begin + count]))
    file.write_bytes(data)
    return file


def cut(file: Path, share: float) -> Path:
    file.write_bytes(file.read_bytes()[: int(file.stat().st_size * share)])
    return file


def lie_about_length(file: Path, times: int) -> Path:
    """Let a film say that it is longer than its packets."""
    data = bytearray(file.read_bytes())
    at = data.index(b"mvhd") + 4
    (length,) = struct.unpack_from(">I", data, at + 16)
    struct.pack_into(">I", data, at + 16, length * times)
    file.write_bytes(data)
    return file


def named(file: Path, name: str) -> Path:
    return file.rename(file.with_name(name))


UNFIT: dict[str, tuple[Callable[[Path], Path], str]] = {
    "empty": (lambda d: cut(mp3(d / "a.mp3"), 0), "is empty."),
    "spoilt mp3": (lambda d: spoil(mp3(d / "a.mp3", header=False), 0.5), "is damaged after"),
    "spoilt mp4": (lambda d: spoil(mp4(d / "a.mp4"), 0.4), "is damaged after 3 s."),
    "spoilt m4a": (lambda d: spoil(m4a(d / "a.m4a"), 0.5), "is damaged after 3 s."),
    "cut mp3": (lambda d: cut(mp3(d / "a.mp3"), 0.5), "is cut short: of"),
    "cut mp4": (lambda d: cut(mp4(d / "a.mp4"), 0.5), "is cut short:"),
    "longer than it is": (
        lambda d: lie_about_length(mp4(d / "a.mp4"), 300),
        "says that it lasts 30 min 0 s, but 6 s are in it.",
    ),
    "fragments": (
        lambda d: mp4(d / "a.mp4", muxer={"movflags": "frag_keyframe+empty_moov"}),
        "does not say how long it is: it was written in fragments",
    ),
    "no sound": (lambda d: mp4(d / "a.mp4", sound=0), "has no sound."),
    "silent film": (lambda d: mp4(d / "a.mp4", loud=False), "is silent from beginning to end."),
    "silent sound": (lambda d: m4a(d / "a.m4a", loud=False), "is silent from beginning to end."),
    "mp4 called mp3": (lambda d: named(m4a(d / "a.m4a"), "a.mp3"), "is in truth MP4"),
    "mp3 called mp4": (lambda d: named(mp3(d / "a.mp3"), "a.mp4"), "is in truth MP3"),
    "sound called film": (lambda d: named(m4a(d / "a.m4a"), "a.mp4"), "has no pictures in it"),
    "film called sound": (
        lambda d: named(mp4(d / "a.mp4", sound=0), "a.m4a"),
        "has no sound in it.",
    ),
}


@pytest.mark.parametrize("case", UNFIT)
def test_what_is_unfit_for_listeners_is_named(case: str, tmp_path: Path) -> None:
    make, words = UNFIT[case]
    assert words in fault(make(tmp_path))


def test_every_fault_has_its_own_words() -> None:
    told = {words.split(":")[0].split(" after ")[0] for _, words in UNFIT.values()}
    assert len(told) >= 10


@pytest.mark.parametrize("name", ["a.mp3", "a.m4a", "a.mp4", "a.webm"])
def test_no_damage_gives_a_wrong_figure_or_an_error_of_ours(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    whole = WRITERS[file.suffix](file).read_bytes()
    for share in range(1, 20):
        file.write_bytes(whole)
        spoil(file, share / 20, len(whole) // 10)
        with suppress(UnfitRecordingError):
            found = measure_sound(file)
            assert found.seconds == pytest.approx(3, abs=1)
            assert found.bytes == len(whole)
