"""Tests of an EPUB's insides: container, package, contents, pages, pictures."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID
from xml.etree.ElementTree import Element

import pytest
from PIL import Image

from plugins.alternative_formats.document import Document, Figure, Heading, Note, Run, words_in
from plugins.alternative_formats.epub import FORMAT
from plugins.catalogue.site_formats import FormatSettings
from tests.alternative_formats.epub_reader import (
    EPUB,
    LANG,
    SPACES,
    book_of,
    content_folder,
    epub_of,
    narration_of,
)
from tests.alternative_formats.samples import (
    EASY_READ,
    ENGLISH,
    document,
    heading,
    in_language,
    paragraph,
)
from tests.small_site import PROJECT


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return content_folder(tmp_path_factory.mktemp("epub") / "content")


def test_reading_systems_know_it_by_its_first_bytes() -> None:
    data = epub_of(ENGLISH)
    assert data[30:58] == b"mimetypeapplication/epub+zip"


def test_its_bytes_depend_on_nothing_but_the_document() -> None:
    assert epub_of(ENGLISH) == epub_of(ENGLISH)
    with zipfile.ZipFile(io.BytesIO(epub_of(ENGLISH))) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.compress_type for entry in file.infolist()} == {zipfile.ZIP_STORED}
        assert {entry.create_system for entry in file.infolist()} == {3}


def test_another_process_makes_the_same_bytes(content: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from hashlib import sha256;"
        "from tests.alternative_formats.epub_reader import *;"
        "from tests.alternative_formats.samples import ENGLISH;"
        "print(sha256(epub_of(ENGLISH, Path(sys.argv[1]), narration_of(ENGLISH))).hexdigest())"
    )
    run = [
        subprocess.run(
            [sys.executable, "-c", program, str(content)],
            capture_output=True,
            text=True,
            check=True,
            cwd=PROJECT,
            env={"PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("1", "Asia/Karachi"), ("2", "Europe/London"))
    ]
    assert run[0] == run[1]


def test_it_says_who_made_what_when_and_where_it_stands() -> None:
    told = replace(in_language("ur"), author="Ann Other", translator="Zara Pretend")
    book = book_of(told)
    assert book.dc("title") == [told.title]
    assert book.dc("language") == ["ur"]
    assert book.dc("creator") == ["Ann Other"]
    assert book.dc("contributor") == ["Zara Pretend"]
    assert book.dc("publisher") == ["Fenwick Town Council"]
    assert book.dc("date") == ["2026-11-03"]
    assert book.dc("source") == [told.address]
    assert book.dc("description") == [told.summary]
    assert book.meta("dcterms:modified") == ["2026-11-09T00:00:00Z"]
    (role,) = book.package.iterfind("o:metadata/o:meta[@property='role']", SPACES)
    assert (role.text, role.get("refines")) == ("trl", "#translator")


def test_who_wrote_it_is_the_publisher_where_no_author_is_named() -> None:
    assert book_of(ENGLISH).dc("creator") == ["Fenwick Town Council"]


def test_its_identifier_is_of_its_address() -> None:
    (first,) = book_of(ENGLISH).dc("identifier")
    assert book_of(replace(ENGLISH, title="Other words")).dc("identifier") == [first]
    assert book_of(replace(ENGLISH, address="https://a.example/")).dc("identifier") != [first]
    assert UUID(first.removeprefix("urn:uuid:")).version == 5


def test_it_says_how_it_can_be_read(content: Path) -> None:
    book = book_of(ENGLISH, content)
    assert book.meta("schema:accessMode") == ["textual", "visual"]
    assert book.meta("schema:accessModeSufficient") == ["textual", "textual,visual"]
    assert "alternativeText" in book.meta("schema:accessibilityFeature")
    assert book.meta("schema:accessibilityHazard") == ["none"]
    assert book.meta("dcterms:conformsTo") == ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]
    assert "picture" in book.meta("schema:accessibilitySummary")[0]


def test_pictures_that_only_decorate_are_nothing_to_see(content: Path) -> None:
    book = book_of(document(Figure("news/leaves.jpg", ""), paragraph("Come.")), content)
    assert book.meta("schema:accessMode") == ["textual"]
    assert "alternativeText" not in book.meta("schema:accessibilityFeature")
    assert book.page.find(".//h:img", SPACES) is not None


def test_it_says_that_it_can_be_heard() -> None:
    book = book_of(ENGLISH, narration=narration_of(ENGLISH))
    assert "auditory" in book.meta("schema:accessMode")
    assert "auditory" in book.meta("schema:accessModeSufficient")
    assert "synchronizedAudioText" in book.meta("schema:accessibilityFeature")
    assert "computer's voice" in book.meta("schema:accessibilitySummary")[0]
    assert "auditory" not in book_of(ENGLISH).meta("schema:accessMode")


@pytest.mark.parametrize(("language", "direction"), [("ur", "rtl"), ("gu", "ltr")])
def test_pages_turn_and_words_run_in_the_languages_direction(language: str, direction: str) -> None:
    book = book_of(in_language(language))
    spine = book.package.find("o:spine", SPACES)
    assert spine is not None
    assert spine.get("page-progression-direction") == direction
    assert (book.package.get(LANG), book.package.get("dir")) == (language, direction)
    for page in (book.page, book.navigation):
        assert (page.get("lang"), page.get(LANG), page.get("dir")) == (
            language,
            language,
            direction,
        )


def test_the_contents_lead_to_every_heading_as_deep_as_it_stands() -> None:
    (contents,) = book_of(ENGLISH).navigation.iterfind(".//h:nav[@role='doc-toc']/h:ol", SPACES)
    assert [(depth, words) for depth, words, _ in _entries(contents)] == [
        (1, "Flu clinics open on Monday"),
        (1, "Who can come"),
        (1, "What to bring"),
        (2, "On the day"),
        (1, "Where the clinics are"),
        (1, "Notes"),
    ]


def test_every_link_within_the_book_finds_its_place() -> None:
    for sample in (ENGLISH, edition()):
        book = book_of(sample)
        ids = {
            f"{name}#{place.get('id')}"
            for name, page in book.pages.items()
            for place in page.iter()
            if place.get("id")
        }
        links = {
            (href if not href.startswith("#") else f"{name}{href}")
            for name, page in {**book.pages, "": book.navigation}.items()
            for place in page.iter(f"{{{SPACES['h']}}}a")
            if ":" not in (href := place.get("href", ""))
        }
        assert len(links) >= 6
        assert links <= ids


def test_no_id_stands_twice() -> None:
    for page in book_of(ENGLISH, narration=narration_of(ENGLISH)).pages.values():
        ids = [place.get("id") for place in page.iter() if place.get("id")]
        assert len(ids) == len(set(ids))


def edition() -> Document:
    """Return a document that is cut into chapters."""
    line = (Run(text="See[1] "), Run(text="two", address="#two"), Run(text="[1]", note=1))
    return replace(
        document(
            paragraph("Hello."),
            heading("One"),
            replace(paragraph(""), words=line),
            heading("Deep", 3),
            heading("Two"),
            replace(paragraph(""), words=line),
            notes=(Note(1, (paragraph("A note."),)),),
        ),
        kind="editions",
    )


def test_an_edition_is_cut_at_its_greatest_headings_after_its_contents() -> None:
    book = book_of(edition())
    assert [item.get("href") for item in book.spine] == [
        "contents.xhtml",
        "text.xhtml",
        "text-2.xhtml",
        "text-3.xhtml",
        "notes.xhtml",
    ]
    titles = [page.findtext("h:head/h:title", namespaces=SPACES) for page in book.pages.values()]
    assert titles[1:] == [
        f"{part} – Flu clinics open on Monday" for part in ("One", "Two", "Notes")
    ]


def test_links_reach_over_chapters_and_notes_lead_back_to_their_first_reference() -> None:
    pages = book_of(edition()).pages
    one = [link.get("href") for link in pages["text-2.xhtml"].iterfind(".//h:a", SPACES)]
    assert one == ["text-3.xhtml#two", "notes.xhtml#note.1"]
    assert pages["text-3.xhtml"].find(".//h:a", SPACES).get("href") == "#two"  # type: ignore[union-attr]
    (back,) = pages["notes.xhtml"].iterfind(".//h:a[@role='doc-backlink']", SPACES)
    assert back.get("href") == "text-2.xhtml#reference.1"


def test_a_short_document_is_one_page_and_a_long_one_several() -> None:
    part = (heading("One"), paragraph("word " * 30_000), heading("Two"))
    assert len(book_of(document(*part)).pages) == 1
    assert len(book_of(document(*part, paragraph("word " * 30_000))).pages) == 3


def test_an_anchor_that_only_the_web_page_has_leads_there() -> None:
    line = (Run(text="map", address="#map"), Run(text="odd", address="https://a.example/a b|c"))
    page = book_of(document(replace(paragraph(""), words=line))).page
    assert [link.get("href") for link in page.iterfind(".//h:p/h:a", SPACES)][:2] == [
        "https://fenwick.example/news/flu-clinics/#map",
        "https://a.example/a%20b%7Cc",
    ]


def test_neighbours_in_the_contents_share_one_list() -> None:
    levels = (2, 3, 3, 4, 2)
    book = book_of(document(*(heading(f"H{n}", level) for n, level in enumerate(levels))))
    (contents,) = book.navigation.iterfind(".//h:nav[@role='doc-toc']/h:ol", SPACES)
    assert [depth for depth, _, _ in _entries(contents)] == [1, 1, 2, 2, 3, 1]
    assert all(len(entry) <= 2 for entry in contents.iter(f"{{{SPACES['h']}}}li"))


def test_a_heading_without_words_is_left_out_of_the_contents() -> None:
    book = book_of(document(Heading(2, words_in(" "), "x"), heading("Two\nlines")))
    entries = book.navigation.findall(".//h:nav[@role='doc-toc']//h:a", SPACES)
    assert [entry.text for entry in entries] == ["Flu clinics open on Monday", "Two lines"]


def test_it_ends_with_its_publisher_and_its_page_on_the_web() -> None:
    (end,) = book_of(in_language("pl")).page.iterfind(".//h:section[@role='doc-colophon']", SPACES)
    assert "Fenwick Town Council" in "".join(end.itertext())
    link = end.find(".//h:a", SPACES)
    assert link is not None
    assert (link.get("href"), link.get("lang")) == (in_language("pl").address, "en-GB")


def test_a_photograph_is_upright_small_and_says_nothing_of_its_maker(content: Path) -> None:
    book = book_of(ENGLISH, content)
    image = book.page.find(".//h:img", SPACES)
    assert image is not None
    shown = Image.open(io.BytesIO(book.part(image.attrib["src"])))
    # It lay on its side: 2,400 by 1,600.
    assert shown.size == (1200, 1800)
    assert (image.get("width"), image.get("height")) == ("1200", "1800")
    assert not shown.getexif()
    assert b"telephone" not in book.part(image.attrib["src"])


def test_a_drawing_stays_sharp(content: Path) -> None:
    book = book_of(EASY_READ, content)
    types = {item.get("href"): item.get("media-type") for item in book.items.values()}
    assert types["pictures/1.jpg"] == "image/jpeg"
    assert types["pictures/2.png"] == "image/png"


def test_a_picture_that_is_shown_twice_is_held_once(content: Path) -> None:
    twice = document(*[Figure("news/leaves.jpg", "Leaves.")] * 2)
    book = book_of(twice, content)
    assert len([name for name in book.files if "pictures/" in name]) == 1
    assert len(book.page.findall(".//h:img", SPACES)) == 2


def test_a_damaged_picture_is_described(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"no picture")
    book = book_of(document(Figure("a.jpg", "A nurse.")), tmp_path)
    assert "A nurse." in "".join(book.page.itertext())
    assert book.meta("schema:accessMode") == ["textual"]


def test_the_style_sheet_leaves_sizes_and_colours_to_the_reader() -> None:
    style = book_of(ENGLISH).part("style.css").decode()
    rules = style.partition(".-epub-media-overlay-active")[0]
    for word in ("px;", "pt;", "font-family", "color:", "!important"):
        assert word not in rules.replace("1px;", "")


def test_the_recipe_changes_with_the_style_and_the_makers_of_pictures() -> None:
    recipe = FORMAT.recipe(FormatSettings())
    assert "style " in recipe
    assert "pictures " in recipe
    assert "lxml " in recipe


def _entries(place: Element, depth: int = 1) -> Iterator[tuple[int, str | None, str | None]]:
    for entry in place:
        link = entry[0]
        yield depth, link.text, link.get("href")
        for below in entry[1:]:
            yield from _entries(below, depth + 1)


def test_reading_systems_learn_where_the_notes_are() -> None:
    navigation = book_of(ENGLISH).navigation
    marks = navigation.findall(".//h:nav[@hidden]//h:a", SPACES)
    assert [mark.get(f"{EPUB}type") for mark in marks] == ["bodymatter", "endnotes"]
