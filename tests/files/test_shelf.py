"""Which files are published, where, and what is true of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import mutagen.mp3
import pytest

from plugins.catalogue.known_files import KnownFiles
from plugins.catalogue.problem import Problem
from plugins.files.shelf import ChangedFileError, PublishedFile, Shelf, make_shelf
from tests.small_site import PROJECT, SmallSite

RECORDINGS = PROJECT / "tests" / "catalogue" / "recordings"
VTT = "WEBVTT\n\n00:00.000 --> 00:01.500\n<v Margaret>Hello\n"


def shelf_of(site: SmallSite, *, drafts: bool = False) -> tuple[Shelf, tuple[Problem, ...]]:
    return make_shelf(site.publication(drafts=drafts), {}, KnownFiles(None))


def recording(site: SmallSite, path: str, source: str = "speech.mp3") -> str:
    """Put a recording and its transcript into the content; return the field's text."""
    file = site.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(RECORDINGS / source, file)
    site.write(f"{path}.vtt", VTT)
    return f"{{file: {file.name}, transcript: {file.name}.vtt}}"


def story(site: SmallSite, uses: str, *, more: str = "", **fields: str) -> None:
    consent = f"{{reference: PS-1, given: 2026-01-05, uses: [{uses}]{more}}}"
    talk = recording(site, "stories/interview.mp3")
    site.item("stories/told.md", consent=consent, recording=talk, **fields)


def paper(site: SmallSite, path: str, data: bytes = b"%PDF-1.7\n") -> None:
    (site.root / path).parent.mkdir(parents=True, exist_ok=True)
    (site.root / path).write_bytes(data)


def test_a_recording_has_its_true_facts_under_its_items_address(small_site: SmallSite) -> None:
    story(small_site, "website, audio")
    shelf, problems = shelf_of(small_site)
    assert not problems
    talk = shelf.file("stories/interview.mp3", "/repo")
    size = (RECORDINGS / "speech.mp3").stat().st_size
    assert talk == PublishedFile(
        "/repo/stories/told/told-1baf9489.mp3", size, "audio/mpeg", "MP3", talk.seconds
    )
    assert talk.seconds == pytest.approx(2.06, abs=0.01)
    words = shelf.file("stories/interview.mp3.vtt", "")
    assert words.url.startswith("/stories/told/told-")
    assert words.url.endswith(".vtt")
    assert (words.media_type, words.label, words.seconds) == ("text/vtt", "WebVTT", None)
    assert [cue.speaker for cue in shelf.cues("stories/interview.mp3.vtt")] == ["Margaret"]


def test_a_video_is_known_as_one(small_site: SmallSite) -> None:
    small_site.item("people/p.md", video=recording(small_site, "people/p.mp4", "film.mp4"))
    film = shelf_of(small_site)[0].file("people/p.mp4", "")
    assert film.is_video
    assert (film.media_type, film.label) == ("video/mp4", "MP4")


def test_papers_keep_their_own_names_as_addresses_can_hold_them(small_site: SmallSite) -> None:
    paper(small_site, "meetings/Agenda & Minutes (Final).PDF")
    documents = '[{title: Agenda, file: "Agenda & Minutes (Final).PDF"}]'
    small_site.item("meetings/2026-11.md", documents=documents)
    shelf, _ = shelf_of(small_site)
    file = shelf.file("meetings/Agenda & Minutes (Final).PDF", "")
    assert file == PublishedFile(
        "/meetings/2026-11/agenda-minutes-final.pdf", 9, "application/pdf", "PDF"
    )


def test_a_storys_paper_never_keeps_the_editors_name(small_site: SmallSite) -> None:
    paper(small_site, "stories/margaret-hollowfield.pdf")
    small_site.item("stories/told.md", body="[Letter](margaret-hollowfield.pdf)\n")
    url = shelf_of(small_site)[0].file("stories/margaret-hollowfield.pdf", "").url
    assert "margaret" not in url
    assert url.startswith("/stories/told/told-")


def test_a_name_in_another_script_gives_way_to_the_items(small_site: SmallSite) -> None:
    paper(small_site, "meetings/ایجنڈا.pdf")
    small_site.item("meetings/2026-11.md", documents="[{title: A, file: ایجنڈا.pdf}]")
    url = shelf_of(small_site)[0].file("meetings/ایجنڈا.pdf", "").url
    assert url.startswith("/meetings/2026-11/2026-11-")


def test_a_file_of_an_item_and_its_translation_has_one_address(small_site: SmallSite) -> None:
    small_site.item("people/p.md", video=recording(small_site, "people/p.mp4", "film.mp4"))
    translator = "{name: N, translated: 2026-11-01}"
    small_site.item("people/p.ur.md", lang="ur", translation_of="p.md", translator=translator)
    # An item that sorts before it and only links to the file does not take it over.
    small_site.item("events/a.md", body="[Film](../people/p.mp4)\n")
    shelf, problems = shelf_of(small_site)
    assert not problems
    assert shelf.file("people/p.mp4", "").url.startswith("/people/p/p-")
    assert len(shelf.places) == 2


@pytest.mark.parametrize(
    ("uses", "more", "shown"),
    [
        ("website, audio", "", 2),
        ("website", "", 0),
        ("website, audio", ", withdrawn: 2026-11-01", 0),
        ("website, audio", ", until: 2026-11-20", 0),
        ("audio", "", 0),
    ],
)
def test_consent_decides_over_a_storys_voice(
    small_site: SmallSite, uses: str, more: str, shown: int
) -> None:
    story(small_site, uses, more=more)
    assert len(shelf_of(small_site)[0].places) == shown
    assert len(shelf_of(small_site, drafts=True)[0].places) == shown


@pytest.mark.parametrize("hidden", [{"status": "draft"}, {"date": "2026-12-24"}])
def test_files_of_hidden_items_are_not_published(
    small_site: SmallSite, hidden: dict[str, str]
) -> None:
    paper(small_site, "news/secret.pdf")
    small_site.item("news/a.md", body="[Secret](secret.pdf)\n", **hidden)
    assert not shelf_of(small_site)[0].places
    assert len(shelf_of(small_site, drafts=True)[0].places) == 1


@pytest.mark.parametrize(
    ("uses", "more"), [("website, audio", ", withdrawn: 2026-11-01"), ("website", "")]
)
def test_a_withheld_voice_is_published_by_no_other_item(
    small_site: SmallSite, uses: str, more: str
) -> None:
    story(small_site, uses, more=more)
    small_site.item("news/a.md", body="[Hear](../stories/interview.mp3)\n")
    shelf, problems = shelf_of(small_site)
    assert not problems
    assert not shelf.places


def test_a_link_in_the_story_cannot_give_the_voice_away(small_site: SmallSite) -> None:
    story(small_site, "website", body="[Hear](interview.mp3)\n")
    shelf, problems = shelf_of(small_site)
    assert not problems
    assert not shelf.places


def test_a_hidden_name_in_the_tags_of_a_recording_is_found(small_site: SmallSite) -> None:
    story(
        small_site, "website, audio", more=", real_name: Margaret Hollowfield, known_as: Margaret"
    )
    assert not shelf_of(small_site)[1]
    file = small_site.root / "stories" / "interview.mp3"
    tagged = mutagen.mp3.EasyMP3(file)  # type: ignore[no-untyped-call]
    tagged["title"] = "Talk with M. HOLLOWFIELD"
    tagged.save()
    (problem,) = shelf_of(small_site)[1]
    assert problem.fault == (
        'the file "stories/interview.mp3" holds the person\'s real name in its tags, such as title'
        " or artist."
    )


def test_two_papers_cannot_have_one_address(small_site: SmallSite) -> None:
    paper(small_site, "meetings/Agenda 1.pdf", b"%PDF-1")
    paper(small_site, "meetings/agenda-1.pdf", b"%PDF-2")
    documents = "[{title: A, file: Agenda 1.pdf}, {title: B, file: agenda-1.pdf}]"
    small_site.item("meetings/2026-11.md", documents=documents)
    (problem,) = shelf_of(small_site)[1]
    assert problem.fault == (
        'the file "meetings/agenda-1.pdf" would have the same address as "meetings/Agenda 1.pdf".'
    )


def test_all_problems_come_at_once_each_at_its_line(small_site: SmallSite) -> None:
    paper(small_site, "news/a.pdf", b"no PDF")
    video = recording(small_site, "people/p.mp4", "hevc.mp4")
    small_site.write("people/p.mp4.vtt", "Hello")
    small_site.item("news/a.md", body="Words.\n\n[Paper](a.pdf)\n")
    small_site.item("people/p.md", video=video)
    paper_fault, video_fault, transcript_fault = sorted(shelf_of(small_site)[1])
    assert (paper_fault.path, paper_fault.line) == ("news/a.md", 8)
    assert paper_fault.fault.startswith('the file "news/a.pdf" is not a PDF file')
    assert (video_fault.path, video_fault.line) == ("people/p.md", 6)
    assert video_fault.fault.startswith('the file "people/p.mp4" is encoded as HEVC (H.265)')
    assert (transcript_fault.path, transcript_fault.line) == ("people/p.mp4.vtt", 1)
    assert transcript_fault.fault == "this is not WebVTT."


def test_a_transcript_that_goes_on_after_its_recording_is_found(small_site: SmallSite) -> None:
    story(small_site, "website, audio")
    longer = VTT + "\n00:03.000 --> 00:04.000\nBye\n"
    small_site.write("stories/interview.mp3.vtt", longer)
    (problem,) = shelf_of(small_site)[1]
    assert (problem.path, problem.line) == ("stories/interview.mp3.vtt", 6)


def test_what_is_written_is_what_was_measured(small_site: SmallSite, tmp_path: Path) -> None:
    story(small_site, "website, audio")
    small_site.write("stories/interview.mp3.vtt", VTT + "\nNOTE Hollowfield\n")
    shelf, _ = shelf_of(small_site)
    shelf.write(tmp_path / "out")
    for path in shelf.places:
        file = shelf.file(path, "")
        written = (tmp_path / "out" / file.url.lstrip("/")).read_bytes()
        assert len(written) == file.bytes
        assert b"Hollowfield" not in written
    voice = shelf.file("stories/interview.mp3", "").url.lstrip("/")
    original = small_site.root / "stories" / "interview.mp3"
    assert (tmp_path / "out" / voice).read_bytes() == original.read_bytes()
    original.write_bytes(b"other")
    with pytest.raises(ChangedFileError, match="changed while the site was built"):
        shelf.write(tmp_path / "again")


READING = "{file: read.mp3, reader: A. Reader, captions: read.vtt}"
SIGNED = (
    "{file: FILM, transcript: signed.vtt, signed_by: A, signer_registration: N 1, checked_by: B,"
    " checker_registration: N 2, date: 2026-11-03}"
)


def made_by_people(site: SmallSite, film: str = "signed.mp4") -> dict[str, str]:
    """Put a reading and a film in BSL beside the stories; return their fields."""
    recording(site, "stories/read.mp3")
    recording(site, "stories/signed.mp4", "film.mp4")
    site.write("stories/read.vtt", VTT)
    site.write("stories/signed.vtt", VTT)
    return {"read_aloud": READING, "bsl": SIGNED.replace("FILM", film)}


def easy_read_of_story(site: SmallSite, body: str) -> None:
    fields = "title: A\nmade_by: B\ntested_by: C\ntested: 2026-11-03\n"
    site.picture("stories/door.jpg")
    site.write("stories/told.easy-read.md", f"---\n{fields}---\n![A door](door.jpg)\n\n{body}\n")


def test_a_reading_and_a_film_in_bsl_are_published_with_their_words(
    small_site: SmallSite,
) -> None:
    story(small_site, "website, audio", **made_by_people(small_site))
    shelf, problems = shelf_of(small_site)
    assert not problems
    read, signed = (shelf.file(f"stories/{name}", "") for name in ("read.mp3", "signed.mp4"))
    assert (read.label, signed.label, signed.is_video) == ("MP3", "MP4", True)
    assert read.url.startswith("/stories/told/told-")
    for words in ("read.vtt", "signed.vtt"):
        assert [cue.text for cue in shelf.cues(f"stories/{words}")] == ["Hello"]


def test_without_consent_for_audio_the_film_in_bsl_stays_and_the_reading_goes(
    small_site: SmallSite,
) -> None:
    story(small_site, "website", **made_by_people(small_site))
    shelf, problems = shelf_of(small_site)
    assert not problems
    assert sorted(shelf.places) == ["stories/signed.mp4", "stories/signed.vtt"]


def test_a_film_in_bsl_cannot_give_away_the_voice_that_consent_keeps_back(
    small_site: SmallSite,
) -> None:
    story(small_site, "website", **made_by_people(small_site, film="interview.mp4"))
    talk = recording(small_site, "stories/interview.mp4", "film.mp4")
    consent = "{reference: PS-1, given: 2026-01-05, uses: [website]}"
    fields = made_by_people(small_site, film="interview.mp4")
    small_site.item("stories/told.md", consent=consent, recording=talk, **fields)
    shelf, problems = shelf_of(small_site)
    assert "stories/interview.mp4" not in shelf.places
    assert not problems


def test_without_consent_for_the_website_nothing_that_people_made_is_published(
    small_site: SmallSite,
) -> None:
    story(small_site, "audio, print", **made_by_people(small_site))
    easy_read_of_story(small_site, "[Listen](read.mp3)")
    body = "[Listen](../stories/read.mp3), [look](../stories/signed.mp4)."
    small_site.item("news/about.md", body=body)
    shelf, problems = shelf_of(small_site)
    assert not shelf.places
    assert not problems


def test_a_file_that_an_easy_read_links_to_is_published_with_the_item(
    small_site: SmallSite,
) -> None:
    paper(small_site, "stories/plan.pdf")
    story(small_site, "website, audio")
    easy_read_of_story(small_site, "[The plan](plan.pdf).")
    shelf, problems = shelf_of(small_site)
    assert not problems
    assert shelf.file("stories/plan.pdf", "").url.startswith("/stories/told/")


def test_an_easy_read_cannot_link_to_the_voice_that_consent_keeps_back(
    small_site: SmallSite,
) -> None:
    story(small_site, "website")
    easy_read_of_story(small_site, "[Listen](interview.mp3).")
    shelf, problems = shelf_of(small_site)
    assert not problems
    assert not shelf.places


def test_the_captions_of_a_reading_are_measured_by_the_reading(small_site: SmallSite) -> None:
    fields = made_by_people(small_site)
    late = "WEBVTT\n\n00:30.000 --> 00:31.000\nToo late.\n"
    small_site.write("stories/read.vtt", late)
    story(small_site, "website, audio", **fields)
    (problem,) = shelf_of(small_site)[1]
    assert (problem.path, problem.line) == ("stories/read.vtt", 3)
    assert "after the end of the recording" in problem.fault
