"""An MP3 is whole, tagged and timed: what is said when is what is heard then."""

from __future__ import annotations

import array
import functools
import io
import json
import math
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import mutagen.id3
import mutagen.mp3
import pytest
from hypothesis import HealthCheck, given, settings

from plugins.alternative_formats import audio, captions, speech_format
from plugins.alternative_formats.audio_frames import frames_of
from plugins.alternative_formats.document import Document, ReadAloud
from plugins.alternative_formats.format import Commission
from plugins.alternative_formats.script import script
from plugins.alternative_formats.sentences import sentences
from plugins.alternative_formats.speech import Narration, unpack
from plugins.catalogue.site_formats import FormatSettings, Voice
from tests.alternative_formats.samples import ALL, ENGLISH, document, heading, paragraph
from tests.alternative_formats.strategies import documents
from tests.small_site import PROJECT

SETTINGS = FormatSettings()
id3: Any = mutagen.id3  # It knows no types.
mp3: Any = mutagen.mp3.MP3
NEAR = 0.02  # seconds: what nobody sees of a highlighted sentence


def commission(sample: Document, **made: bytes) -> Commission:
    return Commission(document=sample, settings=SETTINGS, content=Path(), made=made)


@functools.cache
def spoken(number: int) -> bytes:
    return speech_format.FORMAT.render(commission(ALL[number]))


def english() -> Narration:
    return unpack(spoken(0))


def mp3_of(number: int) -> bytes:
    return audio.FORMAT.render(commission(ALL[number], speech=spoken(number)))


def tags_of(data: bytes) -> Any:  # noqa: ANN401 - mutagen knows no types
    return id3.ID3(io.BytesIO(data))


def decoded(mp3: bytes) -> tuple[array.array[int], int]:
    """Return the samples that a player plays, and their rate."""
    samples = array.array("h")
    with av.open(io.BytesIO(mp3), "r") as opened:
        mono = av.AudioResampler(format="s16", layout="mono")
        for frame in opened.decode(audio=0):
            for one in mono.resample(frame):
                samples.frombytes(bytes(one.planes[0])[: one.samples * 2])
        return samples, opened.streams.audio[0].rate


def loudness(samples: array.array[int]) -> float:
    return math.sqrt(sum(one * one for one in samples) / len(samples)) if samples else 0.0


@pytest.mark.parametrize("number", range(len(ALL)), ids=lambda n: ALL[n].language)
def test_an_mp3_is_whole_by_its_own_judge(number: int, tmp_path: Path) -> None:
    file = tmp_path / "item.mp3"
    file.write_bytes(mp3_of(number))
    report = subprocess.run(
        ["mp3val", str(file)], capture_output=True, text=True, check=True
    ).stdout
    assert "WARNING" not in report
    assert "ERROR" not in report
    assert "+ID3v2" in report


@pytest.mark.parametrize("number", range(len(ALL)), ids=lambda n: ALL[n].language)
def test_all_agree_how_long_it_is(number: int, tmp_path: Path) -> None:
    file = tmp_path / "item.mp3"
    file.write_bytes(mp3_of(number))
    narration = unpack(spoken(number))
    asked = ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "json", str(file)]
    probe = json.loads(subprocess.run(asked, capture_output=True, check=True).stdout)
    samples, rate = decoded(file.read_bytes())
    assert abs(float(probe["format"]["duration"]) - narration.seconds) < 0.1
    assert abs(mp3(file).info.length - narration.seconds) < 0.1
    assert abs(len(samples) / rate - narration.seconds) < 0.1
    assert narration.seconds > narration.times[-1][2]


@pytest.mark.parametrize("number", range(len(ALL)), ids=lambda n: ALL[n].language)
def test_every_sentence_is_heard_between_its_times_and_it_is_quiet_between_them(
    number: int,
) -> None:
    narration = unpack(spoken(number))
    samples, rate = decoded(narration.mp3)
    assert rate == narration.rate
    ends = 0.0
    for _, start, end in narration.times:
        assert loudness(samples[int(start * rate) : int(end * rate)]) > 400
        # Just before a sentence it is still; just after its start it is not.
        assert loudness(samples[int((start - 0.04) * rate) : int((start - NEAR) * rate)]) < 60
        assert loudness(samples[int(start * rate) : int((start + 0.06) * rate)]) > 60
        assert loudness(samples[int((end + NEAR) * rate) : int((end + 0.045) * rate)]) < 60
        assert start >= ends
        ends = end
    assert loudness(samples) > 500


def test_times_are_those_of_the_sentences_in_order() -> None:
    names = [name for name, _, _ in english().times]
    assert names == [one.id for one in sentences(ENGLISH)]


@given(documents(most=3))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_document_is_read_to_its_end(sample: Document) -> None:
    narration = unpack(speech_format.FORMAT.render(commission(sample)))
    flat = [moment for _, start, end in narration.times for moment in (start, end)]
    assert flat == sorted(flat)
    assert flat[-1] < narration.seconds


def test_the_pauses_are_the_scripts() -> None:
    times = {name: (start, end) for name, start, end in english().times}
    said = script(ENGLISH, SETTINGS)
    for one, after in pairwise(said):
        if one.sentence and after.sentence and one.sentence != after.sentence:
            gap = times[after.sentence][0] - times[one.sentence][1]
            assert gap == pytest.approx(one.pause, abs=0.002)


def test_the_same_document_gives_the_same_bytes_in_any_order() -> None:
    again = speech_format.FORMAT.render(commission(ALL[1]))
    speech_format.FORMAT.render(commission(ALL[3]))
    assert again == speech_format.FORMAT.render(commission(ALL[1])) == spoken(1)
    assert mp3_of(1) == mp3_of(1)


def test_a_player_is_told_what_it_plays() -> None:
    tags = tags_of(mp3_of(0))
    assert str(tags["TIT2"]) == "Flu clinics open on Monday"
    assert str(tags["TPE1"]) == "Fenwick Town Council"
    assert str(tags["TALB"]) == "News"
    assert str(tags["TDRC"]) == "2026-11-03"
    assert str(tags["TLAN"]) == "eng"
    assert tags["COMM::eng"].text == ["Computer voice"]
    assert tags["WOAF"].url == ENGLISH.address
    urdu = tags_of(mp3_of(1))
    assert str(urdu["TIT2"]) == ALL[1].title
    assert str(urdu["TLAN"]) == "urd"


def test_parts_begin_where_their_headings_are_said_and_stand_in_order_of_time() -> None:
    data = mp3_of(0)
    # Headings whose sizes would make another order of them.
    tags = tags_of(data)
    named = {frame.element_id: frame for frame in tags.getall("CHAP")}
    listed = [named[name] for name in tags["CTOC:parts"].child_element_ids]
    assert [str(one.sub_frames["TIT2"]) for one in listed] == [
        "Flu clinics open on Monday",
        "Who can come",
        "What to bring",
        "Where the clinics are",
    ]
    starts = {name: start for name, start, _ in english().times}
    ids = {one.text: one.id for one in sentences(ENGLISH)}
    assert [one.start_time for one in listed][1:] == [
        round(starts[ids[str(one.sub_frames["TIT2"])]] * 1000) for one in listed[1:]
    ]
    assert listed[0].start_time == 0
    assert [one.end_time for one in listed][:-1] == [one.start_time for one in listed][1:]
    in_file = [data.index(f"part{number:03}".encode()) for number in range(4)]
    places = list(_places(data, b"CHAP"))
    assert len(places) == 4
    assert sorted(in_file) == in_file
    assert [data[at + 10 : at + 17] for at in places] == [
        b"part000",
        b"part001",
        b"part002",
        b"part003",
    ]


def _places(data: bytes, mark: bytes) -> Iterator[int]:
    at = data.find(mark)
    while at >= 0:
        yield at
        at = data.find(mark, at + 4)


def test_another_program_sees_the_parts(tmp_path: Path) -> None:
    file = tmp_path / "item.mp3"
    file.write_bytes(mp3_of(0))
    asked = ["ffprobe", "-v", "error", "-show_chapters", "-of", "json", str(file)]
    found = json.loads(subprocess.run(asked, capture_output=True, check=True).stdout)["chapters"]
    assert [one["tags"]["title"] for one in found][1:3] == ["Who can come", "What to bring"]


def test_an_item_without_headings_has_no_parts() -> None:
    short = document(paragraph("All is well."))
    made = audio.FORMAT.render(
        commission(short, speech=speech_format.FORMAT.render(commission(short)))
    )
    assert not tags_of(made).getall("CHAP")


def test_an_episode_is_heard_as_it_was_recorded() -> None:
    episode = replace(ENGLISH, kind="podcasts")
    assert not any(
        one.suits(episode) for one in (speech_format.FORMAT, audio.FORMAT, captions.FORMAT)
    )
    assert all(one.use == "audio" for one in (speech_format.FORMAT, audio.FORMAT, captions.FORMAT))


def test_the_recipe_changes_with_the_lexicon_and_the_speed() -> None:
    ways = [
        SETTINGS,
        FormatSettings(voice=Voice(say={"en": {"Fenwick": "Fennick"}})),
        FormatSettings(voice=Voice(words_a_minute=120)),
    ]
    for one in (speech_format.FORMAT, audio.FORMAT, captions.FORMAT):
        assert len({one.recipe(way) for way in ways}) == len(ways)
        for part in ("script ", "lexicon ", "espeak-ng ", "lameenc "):
            assert part in one.recipe(SETTINGS)


def read_by_ann(content: Path, cues: str | None) -> Document:
    """Write a person's reading: here the computer's, with the tags and cover of a phone."""
    tags = id3.ID3()
    tags.add(id3.TIT2(text="Voice memo 12"))
    tags.add(
        id3.APIC(encoding=0, mime="image/jpeg", type=3, desc="", data=b"\xff\xfb\x90\xc4" * 400)
    )
    held = io.BytesIO(english().mp3)
    tags.save(held)
    (content / "ann.mp3").write_bytes(held.getvalue() + b"TAG" + bytes(125))
    if cues:
        (content / "ann.vtt").write_text(cues, encoding="utf-8")
    return replace(
        ENGLISH,
        read_aloud=ReadAloud(
            recording="ann.mp3", captions="ann.vtt" if cues else None, reader="Ann Reader"
        ),
    )


CUES = """WEBVTT

00:00:01.000 --> 00:00:03.000
Flu clinics open on Monday.

00:00:04.000 --> 00:00:08.000
Hello, I am Ann. Where and when to have

00:00:08.000 --> 00:00:10.000
your flu vaccination!

00:00:20.000 --> 00:00:30.000
I was in and out in ten minutes. And there was tea.

00:00:31.000 --> 00:00:33.000
It is a year later, and other words than the page's.
"""


def narration_read(content: Path, cues: str | None) -> tuple[Document, bytes, Narration]:
    sample = read_by_ann(content, cues)
    made = speech_format.FORMAT.render(replace(commission(sample), content=content))
    return sample, made, unpack(made)


def test_a_persons_reading_is_kept_frame_by_frame_and_tagged_anew(tmp_path: Path) -> None:
    sample, made, narration = narration_read(tmp_path, None)
    assert narration.mp3 == english().mp3
    assert narration.seconds == pytest.approx(english().seconds, abs=0.01)
    assert (narration.reader, narration.by_computer, narration.times) == ("Ann Reader", False, ())
    tags = tags_of(audio.FORMAT.render(commission(sample, speech=made)))
    assert str(tags["TIT2"]) == ENGLISH.title
    assert tags["COMM::eng"].text == ["Read by Ann Reader"]
    assert not tags.getall("APIC")


def test_a_reading_without_captions_has_no_times_and_no_vtt(tmp_path: Path) -> None:
    assert not captions.FORMAT.suits(read_by_ann(tmp_path, None))
    assert captions.FORMAT.suits(read_by_ann(tmp_path, CUES))


# "It costs £12,000 a year." has half of its words there: that is not that it is read.
def test_sentences_of_a_reading_have_the_times_of_its_captions(tmp_path: Path) -> None:
    sample, _, narration = narration_read(tmp_path, CUES)
    text = {one.id: one.text for one in sentences(sample)}
    found = {text[name]: (start, end) for name, start, end in narration.times}
    assert list(found) == [
        "Flu clinics open on Monday",
        "Where and when to have your flu vaccination.",
        "I was in and out in ten minutes.",
        "And there was tea.",
    ]
    assert found["Flu clinics open on Monday"] == (1.0, 3.0)
    start, end = found["Where and when to have your flu vaccination."]
    assert 5.0 < start < 6.5
    assert end == 10.0
    assert 25 < found["And there was tea."][0] < 28


def test_a_reading_needs_no_voice(tmp_path: Path) -> None:
    somali = replace(read_by_ann(tmp_path, None), language="so")
    assert speech_format.FORMAT.gap(somali, SETTINGS) is None
    assert speech_format.FORMAT.gap(replace(somali, read_aloud=None), SETTINGS) == "voice"


def test_frames_are_found_behind_anything() -> None:
    cut = english().mp3[:5000]
    whole, seconds = frames_of(cut)
    for before in (b"", b"\0" * 700, b"\xff\xfb\x90\xc4 no frame", b"ID3\x03\0\0\0\0\0\x05abcde"):
        assert frames_of(before + whole + b"TAG" + bytes(125)) == (whole, seconds)
    assert frames_of(b"no sound") == (b"", 0.0)


def an_item_of_800_words() -> Document:
    line = "The flu vaccine is free at 9.30am if flu could make you very ill, says the NHS. "
    parts = [(heading(f"Part {n}"), paragraph(line * 10)) for n in range(5)]
    return document(*(block for part in parts for block in part))


def test_two_items_of_800_words_take_no_more_than_a_second_on_two_cores() -> None:
    sample = an_item_of_800_words()
    started = time.process_time()
    audio.FORMAT.render(commission(sample, speech=speech_format.FORMAT.render(commission(sample))))
    assert time.process_time() - started < 2.0  # at rest 0.8; machines of tests are busy


def test_memory_stays_flat_over_many_items() -> None:
    program = (
        "import resource; from pathlib import Path;"
        "from tests.alternative_formats.samples import in_language;"
        "from tests.alternative_formats.test_audio import commission;"
        "from plugins.alternative_formats.speech_format import render;"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
        "sample = in_language('cy');"
        "[render(commission(sample)) for _ in range(2)]; first = peak();"
        "[render(commission(sample)) for _ in range(6)]; print(peak() - first)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    unit = 1 if sys.platform != "darwin" else 1024
    assert int(done.stdout) / unit < 4_000  # KiB
