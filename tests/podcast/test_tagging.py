"""Published recordings say what they are, chapters in order of time; the sound stays as it was."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import av
import mutagen.id3
import mutagen.mp4
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from plugins.podcast.chapters import FileChapter, chapters_in
from plugins.podcast.sound import measure_sound
from plugins.podcast.tagging import LARGEST_COVER, Tags, cover_of
from plugins.podcast.tagging_mp3 import write_mp3
from plugins.podcast.tagging_mp4 import write_mp4
from tests.podcast.sound_judges import ffprobe, mp3val
from tests.podcast.sound_samples import m4a, mp3, mp4

# The titles grow shorter, so that an order by size would turn them round.
CHAPTERS = (
    FileChapter(0.0, "Welcome to everybody who is listening at home"),
    FileChapter(2.5, "The inhaler, and how to use it", url="https://fenwick.example/é"),
    FileChapter(4.0, "Ends"),
)


def jpeg(side: int = 60) -> bytes:
    made = io.BytesIO()
    Image.effect_noise((side, side), 90).convert("RGB").save(made, "PNG")
    return cover_of(made.getvalue())


TAGS = Tags(
    title="Living with COPD 😀 سانس",
    show="Fenwick Voices",
    author="Fenwick Town Council",
    date=date(2026, 11, 3),
    summary="A nurse & a patient talk about <breath>.",
    seconds=6.0,
    page="https://fenwick.example/podcasts/voices/copd/",
    feed="https://fenwick.example/podcasts/voices/feed.xml",
    guid="6d2c0c5e-6f9b-5a43-9b7e-0d8f1c1f0001",
    season=2,
    episode=7,
    people=(("Host", "Asha Example"), ("Guest", "Margaret")),
    language="en-GB",
    copyright="© 2026 Fenwick Town Council",
    licence="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    words="Asha: Hello.\n\nMargaret: Breathe out first.",
    chapters=CHAPTERS,
    cover=jpeg(),
)


def sound_of(file: Path) -> list[str]:
    """Return a digest of every packet of sound."""
    with av.open(str(file)) as opened:
        packets = opened.demux(opened.streams.audio[0])
        return [hashlib.sha256(bytes(one)).hexdigest() for one in packets if one.size]


@pytest.fixture
def tagged_mp3(tmp_path: Path) -> Path:
    write_mp3(mp3(tmp_path / "talk.mp3"), tmp_path / "out.mp3", TAGS, lacks_header=False)
    return tmp_path / "out.mp3"


@pytest.fixture
def tagged_mp4(tmp_path: Path) -> Path:
    write_mp4(mp4(tmp_path / "film.mp4"), tmp_path / "out.mp4", TAGS)
    return tmp_path / "out.mp4"


def test_an_mp3_says_all_that_there_is_to_say(tagged_mp3: Path) -> None:
    found: Any = mutagen.id3.ID3(tagged_mp3)  # type: ignore[no-untyped-call]
    told = {name: str(frame) for name, frame in found.items() if name[:4] not in {"CHAP", "CTOC"}}
    cover = found["APIC:"]
    assert {name: told[name] for name in told if name != "APIC:"} == {
        "TIT2": TAGS.title,
        "TALB": "Fenwick Voices",
        "TPE1": "Fenwick Town Council",
        "TPE2": "Fenwick Town Council",
        "TDRC": "2026-11-03",
        "TRCK": "7",
        "TPOS": "2",
        "TCON": "Podcast",
        "TLAN": "eng",
        "TLEN": "6000",
        "TCOP": "© 2026 Fenwick Town Council",
        "TGID": TAGS.guid,
        "TDES": TAGS.summary,
        "PCST": "PCST(value=1)",
        "WFED": TAGS.feed,
        "WOAF": TAGS.page,
        "WCOP": TAGS.licence,
        "TIPL": told["TIPL"],
        "COMM::eng": TAGS.summary,
        "USLT::eng": TAGS.words,
    }
    assert found["TIPL"].people == [["Host", "Asha Example"], ["Guest", "Margaret"]]
    assert (cover.data, cover.mime, int(cover.type)) == (TAGS.cover, "image/jpeg", 3)
    assert found.version == (2, 3, 0)


def test_an_mp4_says_all_that_there_is_to_say(tagged_mp4: Path) -> None:
    found: Any = mutagen.mp4.MP4(str(tagged_mp4))  # type: ignore[no-untyped-call]
    assert dict(found) == {
        "\xa9nam": [TAGS.title],
        "\xa9alb": ["Fenwick Voices"],
        "\xa9ART": ["Fenwick Town Council"],
        "aART": ["Fenwick Town Council"],
        "\xa9day": ["2026-11-03"],
        "\xa9gen": ["Podcast"],
        "desc": [TAGS.summary],
        "ldes": [TAGS.summary],
        "\xa9cmt": ["Asha Example (Host), Margaret (Guest)"],
        "\xa9lyr": [TAGS.words],
        "cprt": ["© 2026 Fenwick Town Council"],
        "tvsh": ["Fenwick Voices"],
        "tvsn": [2],
        "tves": [7],
        "trkn": [(7, 0)],
        "disk": [(2, 0)],
        "purl": [TAGS.feed],
        "egid": [TAGS.guid],
        "pcst": True,
        "stik": [21],
        "----:com.apple.iTunes:LICENSE": [TAGS.licence.encode() if TAGS.licence else b""],
        "----:com.apple.iTunes:WWW": [TAGS.page.encode()],
        "----:com.apple.iTunes:LANGUAGE": [b"en-GB"],
        "covr": [TAGS.cover],
    }


def test_the_tag_has_only_frames_of_its_version(tagged_mp3: Path) -> None:
    head = tagged_mp3.read_bytes()
    assert b"TYER" in head
    assert b"IPLS" in head
    # These are of version 2.4, and old players would not find the date.
    assert b"TDRC" not in head
    assert b"TIPL" not in head


def test_chapters_stand_in_the_file_in_the_order_of_their_time(tagged_mp3: Path) -> None:
    data = tagged_mp3.read_bytes()
    titles = [chapter.title.encode("utf-16-le") for chapter in CHAPTERS]
    latin = [chapter.title.encode() for chapter in CHAPTERS]
    places = [max(data.find(a), data.find(b)) for a, b in zip(titles, latin, strict=True)]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("name", ["tagged_mp3", "tagged_mp4"])
def test_other_programs_find_the_same_chapters(name: str, request: pytest.FixtureRequest) -> None:
    found = ffprobe(request.getfixturevalue(name))["chapters"]
    assert [(float(one["start_time"]), one["tags"]["title"]) for one in found] == [
        (chapter.start, chapter.title) for chapter in CHAPTERS
    ]
    assert [float(one["end_time"]) for one in found] == [2.5, 4.0, 6.0]


def test_chapters_are_read_back_from_either_file(tagged_mp3: Path, tagged_mp4: Path) -> None:
    quoted = replace(CHAPTERS[1], url="https://fenwick.example/%C3%A9")
    assert chapters_in(tagged_mp3) == (CHAPTERS[0], quoted, CHAPTERS[2])
    assert [one.title for one in chapters_in(tagged_mp4)] == [one.title for one in CHAPTERS]


def test_nero_and_quicktime_players_both_find_chapters(tagged_mp4: Path) -> None:
    found: Any = mutagen.mp4.MP4(str(tagged_mp4))  # type: ignore[no-untyped-call]
    streams = ffprobe(tagged_mp4)["streams"]
    assert [(one.start, one.title) for one in found.chapters] == [
        (one.start, one.title) for one in CHAPTERS
    ]
    assert [one["codec_tag_string"] for one in streams if one["codec_type"] == "data"] == ["text"]


def test_hidden_chapters_are_in_the_mp3_but_not_in_its_table_nor_in_an_mp4(tmp_path: Path) -> None:
    hidden = FileChapter(3.0, "", hidden=True, picture=jpeg())
    tags = replace(TAGS, chapters=(*CHAPTERS[:2], hidden, CHAPTERS[2]))
    write_mp3(mp3(tmp_path / "a.mp3"), tmp_path / "b.mp3", tags, lacks_header=False)
    write_mp4(m4a(tmp_path / "a.m4a"), tmp_path / "b.m4a", tags)
    assert chapters_in(tmp_path / "b.mp3")[2] == hidden
    assert [one.hidden for one in chapters_in(tmp_path / "b.mp3")] == [False, False, True, False]
    assert [one.start for one in chapters_in(tmp_path / "b.m4a")] == [0, 2.5, 4.0]


def test_an_episode_without_chapters_gets_none(tmp_path: Path) -> None:
    tags = replace(TAGS, chapters=())
    write_mp3(mp3(tmp_path / "a.mp3"), tmp_path / "b.mp3", tags, lacks_header=False)
    write_mp4(m4a(tmp_path / "a.m4a"), tmp_path / "b.m4a", tags)
    for name in ("b.mp3", "b.m4a"):
        assert ffprobe(tmp_path / name)["chapters"] == []


def test_mp3val_finds_no_fault_and_the_length_is_the_same(tagged_mp3: Path) -> None:
    source = tagged_mp3.with_name("talk.mp3")
    assert mp3val(tagged_mp3) == []
    found, before = measure_sound(tagged_mp3), measure_sound(source)
    assert found.seconds == before.seconds
    # A large cover is no more sound.
    assert found.bit_rate == before.bit_rate


@pytest.mark.parametrize("name", ["talk.mp3", "talk.m4a", "film.mp4"])
def test_the_sound_is_the_editors_packet_by_packet(name: str, tmp_path: Path) -> None:
    source, target = tmp_path / name, tmp_path / f"out-{name}"
    write: dict[str, Callable[[Path], Path]] = {".mp3": mp3, ".m4a": m4a, ".mp4": mp4}
    write[source.suffix](source)
    before = source.read_bytes()
    if source.suffix == ".mp3":
        write_mp3(source, target, TAGS, lacks_header=False)
    else:
        write_mp4(source, target, TAGS)
    assert sound_of(target) == sound_of(source)
    assert source.read_bytes() == before


def test_the_same_episode_gives_the_same_bytes(tmp_path: Path) -> None:
    film, talk = mp4(tmp_path / "film.mp4"), mp3(tmp_path / "talk.mp3")
    for name in ("1", "2"):
        write_mp4(film, tmp_path / f"{name}.mp4", TAGS)
        write_mp3(talk, tmp_path / f"{name}.mp3", TAGS, lacks_header=False)
    for suffix in (".mp4", ".mp3"):
        assert (tmp_path / f"1{suffix}").read_bytes() == (tmp_path / f"2{suffix}").read_bytes()


def test_a_changing_bit_rate_gets_the_header_that_it_lacks(tmp_path: Path) -> None:
    bare = mp3(tmp_path / "bare.mp3", 12, header=False, changing=True)
    write_mp3(bare, tmp_path / "out.mp3", TAGS, lacks_header=True)
    found = measure_sound(tmp_path / "out.mp3")
    assert not found.lacks_header
    assert float(ffprobe(tmp_path / "out.mp3")["format"]["duration"]) == pytest.approx(12, abs=0.1)
    assert sound_of(tmp_path / "out.mp3") == sound_of(bare)
    assert mp3val(tmp_path / "out.mp3") == []


def ape(name: str, value: str) -> bytes:
    """Return a tag of APEv2 without a head: its item, then its foot."""
    item = len(value).to_bytes(4, "little") + bytes(4) + f"{name}\0{value}".encode()
    foot = b"APETAGEX" + b"".join(n.to_bytes(4, "little") for n in (2000, len(item) + 32, 1, 0))
    return item + foot + bytes(8)


def test_nothing_of_the_editors_tags_is_published(tmp_path: Path) -> None:
    talk = mp3(tmp_path / "talk.mp3")
    id3: Any = mutagen.id3
    tag = id3.ID3()
    tag.add(id3.TPE1(encoding=3, text="Real Name"))
    tag.save(talk, v1=2)
    data = talk.read_bytes()
    talk.write_bytes(data[:-128] + ape("Artist", "Real Name") + data[-128:])
    assert b"Real Name" in talk.read_bytes()
    write_mp3(talk, tmp_path / "out.mp3", TAGS, lacks_header=False)
    assert b"Real Name" not in (tmp_path / "out.mp3").read_bytes()
    assert sound_of(tmp_path / "out.mp3") == sound_of(mp3(tmp_path / "again.mp3"))

    film = mp4(tmp_path / "film.mp4")
    named: Any = mutagen.mp4.MP4(str(film))  # type: ignore[no-untyped-call]
    named["\xa9ART"], named["\xa9xyz"] = ["Real Name"], ["+52.6+001.2/"]
    named.save()
    assert b"+52.6" in film.read_bytes()
    write_mp4(film, tmp_path / "out.mp4", TAGS)
    assert b"Real Name" not in (tmp_path / "out.mp4").read_bytes()
    assert b"+52.6" not in (tmp_path / "out.mp4").read_bytes()


def test_a_player_can_begin_before_it_has_the_whole_film(tagged_mp4: Path) -> None:
    data = tagged_mp4.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_the_sound_of_a_film_alone_keeps_its_packets(tmp_path: Path) -> None:
    film = mp4(tmp_path / "film.mp4")
    write_mp4(film, tmp_path / "sound.m4a", TAGS, only_sound=True)
    found = measure_sound(tmp_path / "sound.m4a")
    assert (found.media_type, found.width, found.codecs) == ("audio/x-m4a", None, "mp4a.40.2")
    assert found.seconds == pytest.approx(measure_sound(film).seconds, abs=0.05)
    assert sound_of(tmp_path / "sound.m4a") == sound_of(film)


def test_a_cover_is_a_jpeg_that_every_app_takes() -> None:
    made = io.BytesIO()
    Image.effect_noise((3000, 3000), 120).convert("RGBA").save(made, "PNG")
    cover = cover_of(made.getvalue())
    with Image.open(io.BytesIO(cover)) as opened:
        assert (opened.format, opened.mode, opened.size) == ("JPEG", "RGB", (1400, 1400))
    assert len(cover) <= LARGEST_COVER


def test_an_unknown_language_is_said_to_be_unknown(tmp_path: Path) -> None:
    tags = replace(TAGS, language="tlh", cover=None)
    write_mp3(mp3(tmp_path / "a.mp3"), tmp_path / "b.mp3", tags, lacks_header=False)
    found: Any = mutagen.id3.ID3(tmp_path / "b.mp3")  # type: ignore[no-untyped-call]
    assert found["USLT::XXX"].text == TAGS.words
    assert "TLAN" not in found


texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60).filter(
    lambda text: text.strip() == text
)
chapters = st.lists(texts, max_size=6).map(
    lambda titles: tuple(FileChapter(float(n), title) for n, title in enumerate(titles))
)


@settings(max_examples=40, deadline=None)
@given(title=texts, summary=texts, found=chapters)
def test_any_words_are_read_back_as_they_were(
    title: str,
    summary: str,
    found: tuple[FileChapter, ...],
    tmp_path_factory: Any,  # noqa: ANN401
) -> None:
    folder = tmp_path_factory.mktemp("any")
    talk = mp3(folder / "talk.mp3", 0.3)
    tags = replace(TAGS, title=title, summary=summary, chapters=found, cover=None)
    write_mp3(talk, folder / "out.mp3", tags, lacks_header=False)
    read: Any = mutagen.id3.ID3(folder / "out.mp3")  # type: ignore[no-untyped-call]
    assert (str(read["TIT2"]), str(read["TDES"])) == (title, summary)
    assert chapters_in(folder / "out.mp3") == found
