"""A whole build: what is published for an episode is true of the bytes that are published."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import mutagen
import pytest
from lxml import etree

from plugins.catalogue.known_files import KnownFiles
from plugins.podcast.preparing import Preparation, Workshop, prepare
from plugins.podcast.remote import remote_recordings
from plugins.podcast.rendition import Press
from plugins.podcast.sound import measure_sound
from tests.podcast.feed_samples import ADDRESS, NS, write_story
from tests.podcast.sound_judges import ffprobe, mp3val
from tests.podcast.sound_samples import m4a, mp3, mp4
from tests.small_site import SmallSite

SHOW = "podcasts/town-talk"
ELSEWHERE = "https://media.example/flu.mp3"
SRT = "1\n00:00:00,000 --> 00:00:02,000\nAsha: Flu clinics open on Monday.\n"


def prepared(site: SmallSite) -> Preparation:
    publication = site.publication()
    known = KnownFiles(None)
    shop = Workshop(
        press=Press(site.root.parent / "press", known),
        known=known,
        remote=remote_recordings(publication.root),
        site_url=ADDRESS,
        covers=frozenset({f"{SHOW}/artwork.png", f"{SHOW}/flu.png"}),
    )
    return prepare(publication, shop)


def problems(site: SmallSite) -> list[str]:
    return [str(problem).split("\n")[0] for problem in prepared(site).problems]


def edit(site: SmallSite, name: str, old: str, new: str) -> None:
    file = site.root / SHOW / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def built(full_site: SmallSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return full_site.build(tmp_path_factory.mktemp("built") / "output")


@pytest.fixture(scope="module")
def feed(built: Path) -> etree._Element:
    return etree.parse(built / SHOW / "feed.xml").getroot()


def place(built: Path, address: str) -> Path:
    return built / urlsplit(address).path.removeprefix("/")


def test_every_enclosure_tells_the_truth_of_its_bytes(built: Path, feed: etree._Element) -> None:
    enclosures = list(feed.iter("enclosure"))
    assert len(enclosures) == 3
    for enclosure in enclosures:
        file = place(built, str(enclosure.get("url")))
        found = measure_sound(file)
        assert enclosure.get("length") == str(file.stat().st_size)
        assert enclosure.get("type") == found.media_type
        duration = enclosure.getparent().findtext("itunes:duration", namespaces=NS)  # type: ignore[union-attr]
        assert duration == str(round(found.seconds))


def test_every_alternate_tells_the_truth_of_its_bytes(built: Path, feed: etree._Element) -> None:
    alternates = feed.findall(".//podcast:alternateEnclosure", NS)
    assert len(alternates) >= 4
    for one in alternates:
        source, integrity = (one.find(f"podcast:{name}", NS) for name in ("source", "integrity"))
        assert source is not None
        assert integrity is not None
        data = place(built, str(source.get("uri"))).read_bytes()
        digest = base64.b64encode(hashlib.sha384(data).digest()).decode()
        assert one.get("length") == str(len(data))
        assert integrity.get("value") == f"sha384-{digest}"


def test_a_films_sound_is_the_enclosure_and_the_film_an_alternate(feed: etree._Element) -> None:
    (film,) = [one for one in feed.iter("item") if one.findtext("title") == "A walk in the park"]
    enclosure = film.find("enclosure")
    assert enclosure is not None
    assert enclosure.get("type") == "audio/x-m4a"
    types = [one.get("type") for one in film.findall("podcast:alternateEnclosure", NS)]
    assert "video/mp4" in types


def test_ffprobe_and_mp3val_find_no_fault_in_any_published_recording(built: Path) -> None:
    files = [file for file in sorted(built.rglob("*")) if file.suffix in {".mp3", ".m4a", ".mp4"}]
    assert len(files) == 5
    for file in files:
        assert float(ffprobe(file)["format"]["duration"]) > 2
        if file.suffix == ".mp3":
            assert mp3val(file) == []


def test_pages_offer_the_tagged_copy_and_the_editors_file_is_as_it_was(
    built: Path, full_site: SmallSite
) -> None:
    (copy,) = (built / SHOW / "flu").glob("flu-*.mp3")
    page = (built / SHOW / "flu/index.html").read_text("utf-8")
    source: Any = mutagen.File(full_site.root / SHOW / "flu.mp3")
    tags: Any = mutagen.File(copy)
    assert f"/{SHOW}/flu/{copy.name}" in page
    assert not source.tags
    assert str(tags["TIT2"]) == "Flu clinics open on Monday"
    assert str(tags["TALB"]) == "Town Talk"
    assert str(tags["WCOP"]) == "https://creativecommons.org/licenses/by/4.0/"
    assert str(tags["USLT::eng"]) == "Asha: Flu clinics open on Monday."
    assert tags["APIC:"].data


def test_every_linked_transcript_is_there_with_its_type(built: Path, feed: etree._Element) -> None:
    item = next(feed.iter("item"))
    found = [
        (place(built, str(one.get("url"))), one.get("type"), one.get("rel"))
        for one in item.findall("podcast:transcript", NS)
    ]
    assert [(file.suffix, kind, rel) for file, kind, rel in found] == [
        (".vtt", "text/vtt", "captions"),
        (".srt", "application/x-subrip", "captions"),
        (".json", "application/json", "captions"),
        (".htm", "text/html", None),
        (".txt", "text/plain", None),
    ]
    assert all("Flu clinics open on" in " ".join(file.read_text().split()) for file, *_ in found)


def test_chapters_are_the_same_in_json_in_the_feed_and_in_the_file(
    built: Path, feed: etree._Element
) -> None:
    item = next(feed.iter("item"))
    link = item.find("podcast:chapters", NS)
    assert link is not None
    chapters = json.loads(place(built, str(link.get("url"))).read_text())["chapters"]
    simple = item.findall("psc:chapters/psc:chapter", NS)
    enclosure = item.find("enclosure")
    assert enclosure is not None
    probed = ffprobe(place(built, str(enclosure.get("url"))))["chapters"]
    titles = ["Welcome", "Where to go"]
    assert [one["title"] for one in chapters] == titles
    assert [one.get("title") for one in simple] == titles
    assert [one["tags"]["title"] for one in probed] == titles
    assert [one["startTime"] for one in chapters] == [0, 3]
    assert [float(one["start_time"]) for one in probed] == [0, 3]


def test_a_second_build_is_the_same_byte_for_byte(
    built: Path, full_site: SmallSite, tmp_path: Path
) -> None:
    again = full_site.build(tmp_path / "again")
    for file in sorted((built / "podcasts").rglob("*")):
        if file.is_file():
            assert (again / file.relative_to(built)).read_bytes() == file.read_bytes(), file


def test_chapters_of_the_recording_itself_are_used_where_there_are_no_others(
    show_site: SmallSite,
) -> None:
    folder = show_site.root / SHOW
    done = prepared(show_site)
    tagged = done.copies[f"{SHOW}/flu.mp3"].file
    assert tagged is not None
    (folder / "trailer.mp3").write_bytes(tagged.read_bytes())
    found = prepared(show_site).episodes[f"{SHOW}/trailer.md"].chapters
    assert [(one.start, one.title) for one in found] == [(0.0, "Welcome"), (3.0, "Where to go")]


def test_a_story_is_tagged_without_anybodys_name(show_site: SmallSite) -> None:
    write_story(show_site)
    done = prepared(show_site)
    file = done.copies["stories/margaret.mp3"].file
    assert done.problems == []
    tags: Any = mutagen.File(file)
    assert str(tags["TIT2"]) == "I can walk to the shop again"
    assert str(tags["TALB"]) == "Town Talk"


@pytest.mark.parametrize("suffix", [".srt", ".json", ".txt"])
def test_a_transcript_of_any_format_gives_the_pages_captions(
    suffix: str, show_site: SmallSite
) -> None:
    texts = {
        ".srt": SRT,
        ".json": '{"segments": [{"speaker": "Asha", "startTime": 0, "body": "Flu clinics open."}]}',
        ".txt": "Asha: Flu clinics open on Monday.\n",
    }
    show_site.write(f"{SHOW}/trailer{suffix}", texts[suffix])
    edit(show_site, "trailer.md", "trailer.vtt", f"trailer{suffix}")
    output = show_site.build(show_site.root.parent / "output")
    page = (output / SHOW / "trailer/index.html").read_text("utf-8")
    (captions,) = (output / SHOW / "trailer").glob("*.vtt")
    assert "<v Asha>Flu clinics open" in captions.read_text()
    assert captions.name in page
    assert "Flu clinics open" in page


def test_a_transcript_without_times_is_no_captions_in_the_feed(show_site: SmallSite) -> None:
    show_site.write(f"{SHOW}/trailer.txt", "Asha: Flu clinics open on Monday.\n")
    edit(show_site, "trailer.md", "trailer.vtt", "trailer.txt")
    found = prepared(show_site).episodes[f"{SHOW}/trailer.md"].transcripts
    assert [one.suffix for one in found] == [".htm", ".txt"]


# What is wrong.


def test_a_film_needs_a_transcript_with_times(show_site: SmallSite) -> None:
    show_site.write(f"{SHOW}/walk.txt", "Asha: Flu clinics open on Monday.\n")
    edit(show_site, "walk.md", "walk.vtt", "walk.txt")
    fault = f'the transcript "{SHOW}/walk.txt" has no times, and a film needs captions.'
    assert problems(show_site) == [f"{SHOW}/walk.md:8: {fault}"]


def test_a_broken_transcript_is_named_in_its_own_file(show_site: SmallSite) -> None:
    show_site.write(f"{SHOW}/trailer.srt", SRT.replace("00:00:02,000", "nonsense"))
    edit(show_site, "trailer.md", "trailer.vtt", "trailer.srt")
    (problem,) = problems(show_site)
    assert problem.startswith(f'{SHOW}/trailer.srt:2: the times "00:00:00,000 --> nonsense')


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ('duration: "31:20"', 'duration cannot be "31:20": the recording lasts 3 s.'),
        ("bytes: 12", 'bytes cannot be "12": the recording has'),
    ],
)
def test_what_is_stated_must_be_true(said: str, fault: str, show_site: SmallSite) -> None:
    edit(show_site, "trailer.md", "{file: trailer.mp3", f"{{{said}, file: trailer.mp3")
    (problem,) = problems(show_site)
    assert f"{SHOW}/trailer.md:8: {fault}" in problem


def test_a_stated_duration_that_is_true_is_no_fault(show_site: SmallSite) -> None:
    edit(show_site, "trailer.md", "{file: trailer.mp3", '{duration: "0:03", file: trailer.mp3')
    assert problems(show_site) == []


def test_a_chapter_after_the_end_is_named(show_site: SmallSite) -> None:
    edit(show_site, "flu.md", '"0:03"', '"0:33"')
    (problem,) = problems(show_site)
    assert problem.endswith("the chapter at 0:33 begins after the recording has ended.")


def test_a_film_without_sound_or_with_too_little_is_named(show_site: SmallSite) -> None:
    mp4(show_site.root / SHOW / "walk.mp4", 9, sound=2)
    assert problems(show_site) == [
        f'{SHOW}/walk.md:8: the file "{SHOW}/walk.mp4" has sound for 2 s of its 9 s only.'
    ]
    mp4(show_site.root / SHOW / "walk.mp4", sound=0)
    assert problems(show_site) == [f'{SHOW}/walk.md:8: the file "{SHOW}/walk.mp4" has no sound.']


def test_a_signed_film_may_be_silent(show_site: SmallSite) -> None:
    mp4(show_site.root / SHOW / "flu-signed.mp4", sound=0)
    assert problems(show_site) == []


def test_a_silent_recording_stops_a_build_with_one_problem(show_site: SmallSite) -> None:
    m4a(show_site.root / SHOW / "quiet.m4a", 3, loud=False)
    edit(show_site, "trailer.md", "trailer.mp3", "quiet.m4a")
    done = show_site.run_build(show_site.root.parent / "output")
    assert done.returncode == 1
    assert "is silent from beginning to end." in done.stdout + done.stderr
    assert "1 problem in the content" in done.stdout + done.stderr


# Recordings elsewhere.


def test_a_recording_elsewhere_that_nobody_measured_is_named(show_site: SmallSite) -> None:
    edit(show_site, "trailer.md", "trailer.mp3", f'"{ELSEWHERE}"')
    (problem,) = prepared(show_site).problems
    assert problem.fault == f'the file "{ELSEWHERE}" has not been measured.'
    assert "./run media refresh" in problem.remedy


def test_a_measured_recording_elsewhere_is_built_without_a_network(show_site: SmallSite) -> None:
    edit(show_site, "trailer.md", "trailer.mp3", f'"{ELSEWHERE}"')
    sound = measure_sound(mp3(show_site.root.parent / "flu.mp3", 3))
    facts = {ELSEWHERE: {"sound": asdict(sound), "integrity": "sha384-abc"}}
    show_site.write("podcasts/media.json", json.dumps(facts))
    output = show_site.build(show_site.root.parent / "output")
    feed = etree.parse(output / SHOW / "feed.xml").getroot()
    (enclosure,) = [one for one in feed.iter("enclosure") if one.get("url") == ELSEWHERE]
    assert enclosure.get("length") == str(sound.bytes)
    assert not list((output / SHOW / "trailer").glob("*.mp3"))


def test_a_recording_elsewhere_can_be_stated(show_site: SmallSite) -> None:
    stated = f'{{file: "{ELSEWHERE}", duration: "0:03", bytes: 12000'
    edit(show_site, "trailer.md", "{file: trailer.mp3", stated)
    done = prepared(show_site)
    assert done.problems == []
    sound = done.facts[ELSEWHERE].sound
    assert (sound.seconds, sound.bytes, sound.media_type) == (3.0, 12_000, "audio/mpeg")


def test_a_rebuild_reads_no_recording_again(
    show_site: SmallSite, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for file in show_site.root.rglob("*"):
        os.utime(file, (1, 1_700_000_000))
    publication = show_site.publication()

    def again() -> Preparation:
        known = KnownFiles(tmp_path / "known.json")
        shop = Workshop(
            press=Press(tmp_path / "press", known),
            known=known,
            remote={},
            site_url=ADDRESS,
            covers=frozenset({f"{SHOW}/artwork.png"}),
        )
        done = prepare(publication, shop)
        known.save()
        return done

    first = again()

    def open_other(file: Path, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - as open
        assert file.suffix not in {".mp3", ".m4a", ".mp4", ".png"}, f"{file} was read again."
        return opened(file, *arguments, **named)

    opened: Any = Path.open
    monkeypatch.setattr(Path, "open", open_other)
    monkeypatch.setattr("av.open", None)
    assert again() == first
