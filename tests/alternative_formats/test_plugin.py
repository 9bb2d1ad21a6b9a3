"""Items have the formats that editors chose, that people agreed to, and that can be had."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.alternative_formats.formats_site import FormatsSite, offers
from tests.small_site import PROJECT

FILES = ("pdf", "epub", "brf", "mp3", "vtt", "txt")
CONSENT = "{{reference: PS-1, given: 2026-01-05, uses: [{}]}}"
NOT_MADE = {"gaps", "listen"}


@pytest.fixture
def formats(tmp_path: Path) -> FormatsSite:
    """Give a site of one page with every format."""
    return FormatsSite.at(tmp_path)


def made(output: Path, address: str) -> set[str]:
    """Return the endings of an item's files, and its other pages."""
    folder = output / address
    pages = {path.name for path in folder.iterdir() if (path / "index.html").is_file()}
    return {path.suffix[1:] for path in folder.iterdir() if path.is_file()} - {"html"} | pages


def named(output: Path, address: str) -> set[str]:
    """Return the formats that an item's page names."""
    return offers(output, address).keys() - NOT_MADE


def test_a_page_tells_the_true_size_type_and_length_of_every_file(formats: FormatsSite) -> None:
    formats.site.item("news/flu.md", title="Flu clinics open on Monday", slug="flu-clinics")
    output = formats.build(address="https://fenwick.example/town")
    told = offers(output, "news/flu-clinics")
    assert told.keys() - NOT_MADE == {"large-print", *FILES}
    for name in FILES:
        offer = told[name]
        assert offer["url"] == f"/town/news/flu-clinics/flu-clinics.{name}"
        data = (output / offer["url"].removeprefix("/town/")).read_bytes()
        assert offer["bytes"] == len(data)
        assert offer["label"] == ("WebVTT" if name == "vtt" else name.upper())
    assert 0.9 < told["mp3"]["seconds"] < 1.1
    assert told["pdf"]["type"] == "application/pdf"
    assert told["listen"] == "/town/news/flu-clinics/flu-clinics.mp3"
    assert told["large-print"]["is_page"]
    text = (output / "news/flu-clinics/flu-clinics.txt").read_text(encoding="utf-8")
    assert text.startswith("https://fenwick.example/town/news/flu-clinics/\nFlu clinics open")


def test_the_large_print_page_holds_the_same_words(formats: FormatsSite) -> None:
    formats.site.picture("news/clinic.png", (800, 600))
    body = "Come **early**.\n\n![A nurse waves](clinic.png)\n"
    formats.site.item("news/flu.md", title="Flu & you", body=body)
    page = (formats.build() / "news/flu/large-print/index.html").read_text(encoding="utf-8")
    assert "<h1>Flu &amp; you</h1>" in page
    assert "Come <strong>early</strong>." in page
    assert 'alt="A nurse waves"' in page
    assert 'src="/pictures/' in page
    assert "news/flu/large-print/" in page


def test_pages_stand_first_and_files_in_the_registrys_order(formats: FormatsSite) -> None:
    names = [name for name in offers(formats.build(), "about") if name not in NOT_MADE]
    assert names == ["large-print", *FILES]


def test_a_kind_has_the_formats_that_site_yaml_gives_it(tmp_path: Path) -> None:
    settings = "every: [pdf, text], kinds: {people: [large-print], news: []}"
    formats = FormatsSite.at(tmp_path, settings)
    formats.site.item("people/ann.md")
    formats.site.item("news/roads.md")
    output = formats.build()
    assert made(output, "about") == named(output, "about") == {"pdf", "txt"}
    assert made(output, "people/ann") == named(output, "people/ann") == {"large-print"}
    assert made(output, "news/roads") == named(output, "news/roads") == set()


@pytest.mark.parametrize(
    ("uses", "wanted"),
    [
        ("website", {"large-print", "txt"}),
        ("website, print", {"large-print", "txt", "pdf", "epub", "brf"}),
        ("website, audio", {"large-print", "txt", "mp3", "vtt"}),
        ("website, print, audio", {"large-print", *FILES}),
        ("website, social, podcast", {"large-print", "txt"}),
    ],
)
def test_a_story_has_only_what_its_consent_reaches(
    formats: FormatsSite, uses: str, wanted: set[str]
) -> None:
    formats.site.item("stories/told.md", consent=CONSENT.format(uses))
    output = formats.build()
    assert made(output, "stories/told") == named(output, "stories/told") == wanted
    if "epub" in wanted:
        speech = b"with speech" if "audio" in uses else b"without speech"
        assert (output / "stories/told/told.epub").read_bytes().endswith(speech)


def test_a_consent_that_has_not_begun_or_is_over_gives_no_files(formats: FormatsSite) -> None:
    later = CONSENT.format("website, print, audio").replace("2026-01-05", "2026-12-24")
    ended = CONSENT.format("website, print, audio").replace("]}", "], until: 2026-11-20}")
    formats.site.item("stories/later.md", consent=later, title="Xylocanary")
    formats.site.item("stories/ended.md", consent=ended, title="Xylocanary")
    for drafts in (False, True):
        output = formats.build(f"output-{drafts}", drafts=drafts)
        # Nor is anything kept of them.
        for folder in (output, formats.cache):
            holds = [
                path
                for path in folder.rglob("*")
                if path.is_file() and b"Xylocanary" in path.read_bytes()
            ]
            assert drafts or holds == []
        assert not (output / "stories/ended/ended.txt").exists()


def test_a_language_without_a_voice_has_no_sound_and_says_so(formats: FormatsSite) -> None:
    site = formats.site.root / "site.yaml"
    language = "languages:\n  - {code: so, name: Soomaali, english: Somali}\n"
    site.write_text(site.read_text().replace("languages:\n", language))
    formats.site.item("news/flu.md")
    formats.site.item("news/flu.so.md", lang="so", translation_of="flu.md", title="Hargab")
    output = formats.build()
    assert made(output, "so/news/flu") == {"large-print", "pdf", "epub", "brf", "txt"}
    assert offers(output, "so/news/flu")["gaps"] == [["audio", "voice"]]
    assert offers(output, "so/news/flu")["listen"] is None
    assert offers(output, "news/flu")["gaps"] == []
    assert (output / "so/news/flu/flu.epub").read_bytes().endswith(b"without speech")


def test_a_translation_has_its_own_files(formats: FormatsSite) -> None:
    formats.site.item("news/roads.md", title="Roads open")
    formats.site.item("news/roads.pl.md", lang="pl", translation_of="roads.md")
    output = formats.build()
    assert made(output, "pl/news/roads") == made(output, "news/roads") == {"large-print", *FILES}
    text = (output / "pl/news/roads/roads.txt").read_text(encoding="utf-8")
    assert text.startswith("https://fenwick.example/pl/news/roads/\nDrogi otwarte")
    assert offers(output, "pl/news/roads")["txt"]["url"] == "/pl/news/roads/roads.txt"


def test_a_draft_has_files_in_a_preview_alone(formats: FormatsSite) -> None:
    formats.site.item("news/draft.md", status="draft", title="Xylocanary")
    assert "pdf" in made(formats.build("preview", drafts=True), "news/draft")
    output = formats.build("public")
    assert not (output / "news").exists() or not list(output.glob("news/draft*"))
    words = [path.read_bytes() for path in output.rglob("*") if path.is_file()]
    assert not any(b"Xylocanary" in data for data in words)


def test_a_preview_on_this_machine_makes_the_files_that_the_public_gets(
    formats: FormatsSite,
) -> None:
    formats.build("public")
    before = formats.kept()
    output = formats.build("preview", drafts=True, address="http://localhost:8000")
    assert formats.kept() == before
    assert offers(output, "about")["pdf"]["url"] == "/about/about.pdf"


def test_what_a_format_cannot_carry_is_told_with_its_line_before_anything_is_written(
    formats: FormatsSite,
) -> None:
    formats.site.item("news/snow.md", body="Fine.\n\n- one\n- a **cold** ☃ morning\n")
    formats.site.item("news/title.md", title="Snow ☃ today")
    formats.site.item("news/none.md", titel="Wrong")
    done = formats.run(formats.folder / "output")
    assert done.returncode == 1
    said = " ".join(done.stdout.split())
    assert "news/snow.md:9: there is a snowman. Let it melt." in said
    assert "news/title.md:2: there is a snowman." in said
    assert "titel" in said  # With the problems of other rooms.
    assert not (formats.folder / "output").exists()
    assert formats.kept() == {}


@pytest.mark.parametrize(("words", "faults"), [("Words.", 0), ("A different thing", 1)])
def test_captions_of_something_else_are_no_captions_of_a_reading(
    formats: FormatsSite, words: str, faults: int
) -> None:
    shutil.copy(PROJECT / "content/news/evening-phone-lines-read.mp3", formats.site.root / "r.mp3")
    cues = "\n".join(
        f"00:0{at}.000 --> 00:0{at + 1}.000\n{said}\n"
        for at, said in enumerate(("Roads open", "The roads are open.", words))
    )
    others = cues if not faults else "00:01.000 --> 00:04.000\nWe sing of ships and the sea.\n"
    formats.site.write("r.vtt", f"WEBVTT\n\n{others}")
    reading = "{file: ../r.mp3, reader: Ann Other, captions: ../r.vtt}"
    formats.site.item("news/roads.md", read_aloud=reading)
    done = formats.run(formats.folder / "output")
    assert done.returncode == faults, done.stdout
    said = " ".join(done.stdout.split())
    fault = 'news/roads.md:5: the captions "r.vtt" have hardly a sentence of this item. Give the'
    assert (fault in said) == bool(faults)


def test_an_address_that_a_paper_has_is_not_written_over(formats: FormatsSite) -> None:
    formats.site.write("meetings/2026-11.txt", "The agenda, as the clerk wrote it.")
    documents = "[{title: Agenda, file: 2026-11.txt}]"
    formats.site.item("meetings/2026-11.md", documents=documents)
    done = formats.run(formats.folder / "output")
    assert done.returncode == 1
    said = " ".join(done.stdout.split())
    assert 'its .txt would have the same address as "meetings/2026-11.txt"' in said


def test_an_address_that_another_page_has_is_not_written_over(formats: FormatsSite) -> None:
    formats.site.item("pages/about/large-print.md", title="Large print")
    done = formats.run(formats.folder / "output")
    assert done.returncode == 1
    said = " ".join(done.stdout.split())
    assert "pages/about/large-print.md:1:" in said


def test_a_missing_tool_stops_what_is_for_the_public_and_says_what_to_install(
    formats: FormatsSite,
) -> None:
    formats.variables["LACKING"] = "pdf"
    done = formats.run(formats.folder / "output")
    assert done.returncode == 2
    said = " ".join(done.stdout.replace("__init__.py:683", "").split())
    assert "libpaper is not on this machine: without it there is no PDF." in said
    assert "Install it: apt install libpaper1" in said
    assert not (formats.folder / "output").exists()


def test_a_preview_goes_on_without_what_is_missing(formats: FormatsSite) -> None:
    formats.variables["LACKING"] = "pdf"
    output = formats.build(drafts=True)
    assert made(output, "about") == named(output, "about") == {"large-print", *FILES} - {"pdf"}


def test_a_tool_that_no_item_needs_may_be_missing(tmp_path: Path) -> None:
    formats = FormatsSite.at(tmp_path, "every: [pdf, text], kinds: {pages: [text]}")
    formats.variables["LACKING"] = "pdf"
    assert made(formats.build(), "about") == {"txt"}


def test_an_easy_read_has_a_page_and_files_of_its_own(formats: FormatsSite) -> None:
    formats.site.picture("news/clinic.png")
    formats.site.item("news/flu.md", title="Flu clinics open on Monday")
    formats.site.write(
        "news/flu.easy-read.md",
        "---\ntitle: Flu jabs\nmade_by: Fenwick People First\n"
        "tested_by: Fenwick Reading Group\ntested: 2026-11-01\n---\n"
        "![A nurse](clinic.png)\n\nA flu jab can stop flu.\n",
    )
    output = formats.build()
    told = offers(output, "news/flu")
    page = (output / "news/flu/easy-read/index.html").read_text(encoding="utf-8")
    assert "<h1>Flu jabs</h1>" in page
    assert "A flu jab can stop flu." in page
    assert told["easy-read"]["url"] == "/news/flu/easy-read/"
    for name in ("pdf", "epub"):
        offer = told[f"easy-read-{name}"]
        assert offer["url"] == f"/news/flu/flu-easy-read.{name}"
        assert offer["by"] == "people"
        assert b"A flu jab can stop flu." in (output / offer["url"][1:]).read_bytes()
    assert not (output / "news/flu/flu-easy-read.mp3").exists()
    assert b"with speech" in (output / "news/flu/flu.epub").read_bytes()
    assert b"without speech" in (output / "news/flu/flu-easy-read.epub").read_bytes()


def test_a_booklet_has_every_format_of_what_it_gathers(formats: FormatsSite) -> None:
    formats.site.item("news/roads.md", title="Roads open")
    formats.site.item("editions/november.md", items="[../news/roads.md]", title="November")
    output = formats.build()
    text = (output / "editions/november/november.txt").read_text(encoding="utf-8")
    assert "November" in text
    assert "Roads open" in text
    assert made(output, "editions/november") == {"large-print", *FILES}


def test_the_statement_says_in_its_formats_too_what_was_measured(formats: FormatsSite) -> None:
    site = formats.site.root / "site.yaml"
    site.write_text(site.read_text() + "accessibility_page: pages/about.md\n")
    formats.site.item("news/roads.md")
    output = formats.build()
    text = (output / "about/about.txt").read_text(encoding="utf-8")
    page = (output / "about/large-print/index.html").read_text(encoding="utf-8")
    for words in (text, page):
        assert "It has 2 pages with words of their own." in words
    assert "It has 2 pages" not in (output / "news/roads/roads.txt").read_text(encoding="utf-8")


def test_an_episode_is_heard_as_it_was_recorded(formats: FormatsSite) -> None:
    formats.site.item(
        "podcasts/fenwick/show.md", author="Fenwick Town Council", email="hello@fenwick.example"
    )
    recording = formats.site.root / "podcasts/fenwick/roads.mp3"
    shutil.copy(PROJECT / "tests/catalogue/recordings/speech.mp3", recording)
    formats.site.write(
        "podcasts/fenwick/roads.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nRoads are open.\n"
    )
    talk = "{file: roads.mp3, transcript: roads.vtt}"
    formats.site.item("podcasts/fenwick/roads.md", recording=talk)
    told = offers(formats.build(), "podcasts/fenwick/roads")
    assert told["mp3"]["by"] == told["vtt"]["by"] == "people"
    assert told["mp3"]["bytes"] == recording.stat().st_size
    assert told["listen"] == told["mp3"]["url"]
