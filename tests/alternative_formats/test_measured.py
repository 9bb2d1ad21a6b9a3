"""What a build measured is counted, and said in the accessibility statement."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from plugins.alternative_formats.document import Table, words_of
from plugins.alternative_formats.document_of import document_of
from plugins.alternative_formats.document_words import Tongue
from plugins.alternative_formats.format import AlternativeFormat
from plugins.alternative_formats.measured import Lack, Measured, measured_of
from plugins.alternative_formats.measured_words import measured_blocks
from plugins.alternative_formats.offers import Missing
from plugins.alternative_formats.planning import Plan, PlannedFile
from plugins.alternative_formats.text import FORMAT
from plugins.catalogue.item import Item
from plugins.catalogue.publication import Publication
from tests.alternative_formats.telling import doors_of, text_of, whole_text, words
from tests.small_site import SmallSite


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    """Return a small site with a translation and a picture."""
    site = SmallSite.at(tmp_path / "content")
    site.picture("news/clinic.jpg")
    site.item("news/roads.md", image="{file: clinic.jpg, decorative: true}")
    translator = "{name: A, translated: 2026-11-20}"
    site.item("news/roads.pl.md", lang="pl", translation_of="roads.md", translator=translator)
    return site


def file_of(one: AlternativeFormat) -> PlannedFile:
    return PlannedFile(format=one, key="k", needs={}, place="news/x", step=0)


def plan(item: Item, *names: str, **facts: object) -> Plan:
    """Return a plan of files of these names."""
    files = tuple(file_of(replace(FORMAT, name=name)) for name in names)
    given = {"easy_read": False, "has_large_print": True, "gaps": (), "reader": None} | facts
    return Plan(item=item, files=files, **given)  # type: ignore[arg-type]


def measured(publication: Publication) -> Measured:
    """Return what is measured of three items that have different formats."""
    about, roads, polish = publication.items[2], publication.items[0], publication.items[1]
    assert [about.path, roads.path, polish.path] == [
        "pages/about.md",
        "news/roads.md",
        "news/roads.pl.md",
    ]
    no_voice = (Missing(name="audio", why="voice"),)
    return measured_of(
        publication,
        [
            plan(about, "pdf", "brf", "pef", "txt", has_large_print=False),
            plan(roads, "pdf", "mp3", "speech", reader="Ann"),
            plan(roads, "pdf", easy_read=True),
            plan(polish, "pdf", gaps=no_voice),
        ],
    )


def test_formats_are_counted_by_item(site: SmallSite) -> None:
    found = measured(site.publication())
    assert found.items == 3
    assert found.formats == {
        "large-print": 2,
        "pdf": 3,
        "epub": 0,
        "brf": 1,
        "mp3": 1,
        "txt": 1,
    }
    assert (found.easy_read, found.signed, found.read_by_people) == (1, 0, 1)


def test_languages_begin_with_the_sites_own(site: SmallSite) -> None:
    assert list(measured(site.publication()).languages.items()) == [("en-GB", 2), ("pl", 1)]


def test_what_a_language_lacks_is_counted(site: SmallSite) -> None:
    assert measured(site.publication()).lacks == (Lack(why="voice", language="pl", items=1),)


def test_decoration_is_no_picture_without_words(site: SmallSite) -> None:
    found = measured(site.publication())
    assert (found.pictures, found.pictures_without_words) == (2, 0)
    assert (found.recordings, found.recordings_without_transcript) == (0, 0)


def test_the_numbers_are_said_in_tables_and_sentences(site: SmallSite) -> None:
    publication = site.publication()
    tongue = Tongue(words(), publication.site, "en-GB")
    blocks = tuple(measured_blocks(measured(publication), tongue))
    formats, languages, faults = (block for block in blocks if isinstance(block, Table))
    rows = {words_of(row[0]): words_of(row[1]) for row in formats.rows}
    assert rows["Large print on paper (PDF)"] == "3"
    assert rows["Easy Read"] == "1"
    assert [words_of(row[0]) for row in languages.rows] == ["English", "Polish"]
    assert [words_of(row[1]) for row in faults.rows] == ["0", "0"]
    text = text_of(*blocks)
    assert "It has 3 pages with words of their own." in text
    assert text.endswith("No computer voice speaks Polish: 1 page has no audio.")


def test_only_the_accessibility_statement_says_them(site: SmallSite) -> None:
    yaml = (site.root / "site.yaml").read_text("utf-8")
    site.write("site.yaml", f"{yaml}accessibility_page: pages/about.md\n")
    publication = site.publication()
    found = measured(publication)
    doors = replace(
        doors_of(site.root), measured=lambda tongue: tuple(measured_blocks(found, tongue))
    )
    said = {
        item.path: "What this site measured of itself"
        in whole_text(document_of(item, publication, doors))
        for item in publication.items
    }
    assert said == {"pages/about.md": True, "news/roads.md": False, "news/roads.pl.md": False}
