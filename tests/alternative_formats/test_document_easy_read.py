"""An Easy Read as rows, and an edition as one document of many."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from plugins.alternative_formats.document import (
    Document,
    Figure,
    Heading,
    ListOf,
    Paragraph,
    Row,
    words_in,
)
from plugins.alternative_formats.document_easy_read import easy_read_of
from plugins.alternative_formats.document_edition import edition_of
from plugins.alternative_formats.document_of import document_of
from tests.alternative_formats.telling import doors_of, whole_text
from tests.small_site import SmallSite

EASY = """\
![A nurse.](clinic.jpg)

You can have a flu jab.

It is free.

## Where to go

![A library.](clinic.jpg)

You can go:

- to the library
- to your surgery
"""


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    """Return a small site with a picture."""
    site = SmallSite.at(tmp_path / "content")
    site.picture("news/clinic.jpg")
    return site


def easy_read(site: SmallSite, fields: str) -> Document:
    site.item("news/roads.md")
    site.write("news/roads.easy-read.md", f"---\n{fields}\n---\n{EASY}")
    publication = site.publication()
    item = publication.at("news/roads.md")
    assert item is not None
    found = publication.easy_read(item)
    assert found is not None
    return easy_read_of(found, item, publication, doors_of(site.root))


def test_easy_read_is_rows_of_a_picture_and_words(site: SmallSite) -> None:
    document = easy_read(
        site,
        "title: Flu jabs\nsummary: About flu.\nmade_by: Fenwick Team\n"
        "tested_by: Fenwick Readers\ntested: 2026-11-03",
    )
    assert document.blocks == (
        Paragraph(words_in("About flu."), lead=True),
        Row(
            Figure("news/clinic.jpg", "A nurse."),
            (
                Paragraph(words_in("You can have a flu jab.")),
                Paragraph(words_in("It is free.")),
            ),
        ),
        Heading(2, words_in("Where to go"), "where-to-go"),
        Row(
            Figure("news/clinic.jpg", "A library."),
            (
                Paragraph(words_in("You can go:")),
                ListOf(
                    (
                        (Paragraph(words_in("to the library")),),
                        (Paragraph(words_in("to your surgery")),),
                    )
                ),
            ),
        ),
        Paragraph(words_in("Made by Fenwick Team\nTested by Fenwick Readers on 3 November 2026")),
    )
    assert document.easy_read
    assert (document.title, document.summary) == ("Flu jabs", "About flu.")
    assert document.address == "https://fenwick.example/news/roads/easy-read/"
    assert (document.name, document.author) == ("roads", "Fenwick Team")


def gathered(site: SmallSite, *paths: str) -> Document:
    publication = site.publication()
    items = [publication.at(path) for path in paths]
    edition = publication.at("pages/about.md")
    assert edition is not None
    parts = [item for item in items if item is not None]
    return edition_of(edition, parts, publication, doors_of(site.root))


@pytest.fixture
def booklet(site: SmallSite) -> Document:
    """Return an edition of two items that have the same headings and footnotes."""
    body = "## Where\n\n### More\n\nSee [there](#more)[^1].\n\n[^1]: {}.\n"
    site.item("news/one.md", title="One", body=body.format("First"))
    site.item("news/two.md", title="Two", body=body.format("Second"))
    return gathered(site, "news/one.md", "news/two.md")


def test_each_item_of_an_edition_is_a_part_under_its_title(booklet: Document) -> None:
    found = [(h.level, h.words[0].text, h.anchor) for h in booklet.headings()]
    assert found == [
        (2, "History", "history"),
        (2, "One", "one"),
        (3, "Where", "one-where"),
        (4, "More", "one-more"),
        (2, "Two", "two"),
        (3, "Where", "two-where"),
        (4, "More", "two-more"),
    ]


def test_footnotes_of_an_edition_count_on(booklet: Document) -> None:
    assert [note.number for note in booklet.notes] == [1, 2]
    runs = [run for line in booklet.lines() for run in line if run.note]
    assert [(run.text, run.note) for run in runs] == [("[1]", 1), ("[2]", 2)]
    assert whole_text(booklet).endswith("First.\nSecond.")


def test_links_within_an_item_lead_to_its_own_part(booklet: Document) -> None:
    links = [run.address for line in booklet.lines() for run in line if run.address]
    assert links == ["#one-more", "#two-more"]


def test_a_part_in_another_language_is_marked_so(site: SmallSite) -> None:
    site.item("news/roads.md")
    site.item(
        "news/roads.pl.md",
        lang="pl",
        translation_of="roads.md",
        translator="{name: A, translated: 2026-11-20}",
    )
    booklet = gathered(site, "news/roads.pl.md")
    runs = {run.text: run.language for line in booklet.lines() for run in line}
    assert (runs["Drogi otwarte"], runs["Słowa."], runs["Old."]) == ("pl", "pl", None)


def test_an_edition_of_odd_items_skips_no_level(site: SmallSite) -> None:
    deep = "\n\n".join(f"{'#' * level} Level {level}" for level in range(2, 7))
    site.item("news/one.md", body=deep)
    site.item("news/about.md", title="About", body="## History\n")
    booklet = gathered(site, "news/one.md", "news/about.md", "news/one.md")
    headings = tuple(booklet.headings())
    assert all(b.level <= a.level + 1 for a, b in pairwise(headings))
    assert len({heading.anchor for heading in headings}) == len(headings)


def test_a_demonstration_says_so_once_at_the_end(site: SmallSite) -> None:
    site.write(
        "site.yaml", (site.root / "site.yaml").read_text("utf-8") + "demonstration: Only a show.\n"
    )
    site.item("news/one.md")
    text = whole_text(gathered(site, "news/one.md"))
    assert text.count("Only a show.") == 1
    assert text.endswith("Only a show.")
    publication = site.publication()
    item = publication.at("news/one.md")
    assert item is not None
    document = document_of(item, publication, doors_of(site.root))
    assert whole_text(document).endswith("Only a show.")
