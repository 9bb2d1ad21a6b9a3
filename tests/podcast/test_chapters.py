"""Chapters come from the front matter or the recording, and go out as JSON that apps can read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import av
import jsonschema
import mutagen.id3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.podcast.chapters import FileChapter, chapters_in, chapters_json
from plugins.podcast.published import PublishedChapter
from tests.podcast.sound_samples import m4a, mp3, mp4

id3: Any = mutagen.id3
# podcast-namespace, JSON chapters 1.2: what it demands and allows, and nothing else.
SCHEMA = {
    "type": "object",
    "required": ["version", "chapters"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "1.2.0"},
        "author": {"type": "string", "minLength": 1},
        "title": {"type": "string", "minLength": 1},
        "podcastName": {"type": "string", "minLength": 1},
        "chapters": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["startTime"],
                "additionalProperties": False,
                "properties": {
                    "startTime": {"type": "number", "minimum": 0},
                    "title": {"type": "string", "minLength": 1},
                    "img": {"type": "string", "pattern": "^https?://"},
                    "url": {"type": "string", "pattern": "^https?://"},
                    "toc": {"const": False},
                },
            },
        },
    },
}
starts = st.lists(st.integers(0, 40_000_000), unique=True, max_size=12)
words = st.text(st.characters(codec="utf-8"), min_size=1)


def written(*chapters: PublishedChapter) -> dict[str, Any]:
    data = chapters_json(chapters, "Living with COPD", "Fenwick Voices", "Fenwick Town Council")
    found: dict[str, Any] = json.loads(data)
    jsonschema.validate(found, SCHEMA)
    return found


def test_a_chapter_says_only_what_it_has() -> None:
    found = written(
        PublishedChapter(start=0, title="Welcome"),
        PublishedChapter(
            start=12.5,
            title="The inhaler",
            url="https://fenwick.example/copd/",
            image_url="https://fenwick.example/inhaler.jpg",
        ),
        PublishedChapter(start=20, title="", hidden=True),
    )
    assert found == {
        "version": "1.2.0",
        "author": "Fenwick Town Council",
        "title": "Living with COPD",
        "podcastName": "Fenwick Voices",
        "chapters": [
            {"startTime": 0, "title": "Welcome"},
            {
                "startTime": 12.5,
                "title": "The inhaler",
                "img": "https://fenwick.example/inhaler.jpg",
                "url": "https://fenwick.example/copd/",
            },
            {"startTime": 20, "toc": False},
        ],
    }


@given(starts, words)
def test_any_chapters_fit_the_schema_in_ascending_order(found: list[int], title: str) -> None:
    chapters = [PublishedChapter(start=start / 1000, title=title) for start in found]
    out = written(*chapters)["chapters"]
    assert [one["startTime"] for one in out] == [start / 1000 for start in sorted(found)]
    assert {one["title"] for one in out} <= {title}


def test_chapters_of_an_mp3_come_in_the_order_of_their_time(tmp_path: Path) -> None:
    tag = id3.ID3()
    for name, start, title in (("b", 4000, "Ends"), ("a", 0, "Welcome to all"), ("c", 2000, "So")):
        parts = [id3.TIT2(encoding=3, text=title), id3.WXXX(encoding=3, url="https://a.example/")]
        tag.add(id3.CHAP(element_id=name, start_time=start, end_time=start + 9, sub_frames=parts))
    tag.save(mp3(tmp_path / "talk.mp3"))
    assert chapters_in(tmp_path / "talk.mp3") == (
        FileChapter(0.0, "Welcome to all", "https://a.example/"),
        FileChapter(2.0, "So", "https://a.example/"),
        FileChapter(4.0, "Ends", "https://a.example/"),
    )


def test_chapters_that_the_table_leaves_out_are_hidden(tmp_path: Path) -> None:
    tag = id3.ID3()
    tag.add(id3.CTOC(element_id="toc", flags=3, child_element_ids=["a"], sub_frames=[]))
    for name, start in (("a", 0), ("b", 1000)):
        parts = [id3.TIT2(encoding=3, text=name)]
        tag.add(id3.CHAP(element_id=name, start_time=start, end_time=start + 9, sub_frames=parts))
    tag.save(mp3(tmp_path / "talk.mp3"))
    assert [one.hidden for one in chapters_in(tmp_path / "talk.mp3")] == [False, True]


@pytest.mark.parametrize("name", ["a.mp3", "a.m4a", "a.mp4", "a.webm"])
def test_a_recording_without_chapters_has_none(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    if name == "a.mp3":
        mp3(file, 1)
    elif name == "a.m4a":
        m4a(file, 1)
    else:
        mp4(file, 1)
    assert chapters_in(file) == ()


def test_chapters_that_another_program_wrote_into_an_mp4_are_read(tmp_path: Path) -> None:
    plain, chaptered = m4a(tmp_path / "plain.m4a"), tmp_path / "chaptered.m4a"
    with av.open(str(plain)) as given_file, av.open(str(chaptered), "w") as made:
        stream = made.add_stream_from_template(given_file.streams.audio[0])
        unit = given_file.streams.audio[0].time_base
        assert unit is not None
        made.set_chapters(
            [
                {
                    "id": number,
                    "start": round(start / unit),
                    "end": round((start + 1) / unit),
                    "time_base": unit,
                    "metadata": {"title": title},
                }
                for number, (start, title) in enumerate([(0, "Willkommen"), (3, "خدا حافظ")])
            ]
        )
        for packet in given_file.demux(audio=0):
            if packet.size:
                packet.stream = stream
                made.mux(packet)
    found = chapters_in(chaptered)
    assert [(round(one.start, 1), one.title) for one in found] == [
        (0.0, "Willkommen"),
        (3.0, "خدا حافظ"),
    ]
