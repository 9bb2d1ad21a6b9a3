"""The line of what a format cannot carry is found between marks of Markdown."""

from __future__ import annotations

import pytest

from plugins.alternative_formats.format import AlternativeFormat
from plugins.alternative_formats.planning import sources
from plugins.alternative_formats.planning_lines import line_of
from plugins.alternative_formats.registry import CHOICES, FORMATS
from plugins.catalogue.site_formats import EVERY
from tests.alternative_formats.samples import EASY_READ, ENGLISH

SOURCE = """\
---
title: "Flu clinics: when?"
---
Come to the [library](https://fenwick.example) on
**Monday**, 9am.

- Bring your _card_ 🙂
- نرس کتب خانے میں
"""


@pytest.mark.parametrize(
    ("near", "line"),
    [
        ("Flu clinics: when?", 2),
        ("Come to the library", 4),
        ("on Monday, 9am.", 4),
        ("Monday, 9am", 5),
        ("Bring your card 🙂", 7),
        ("🙂", 7),
        ("نرس کتب", 8),
        ("Bring your other card", 7),
        ("Nothing of the sort", None),
        ("", None),
        ("☃", None),
    ],
)
def test_a_piece_of_a_document_is_found_in_its_file(near: str, line: int | None) -> None:
    assert line_of(near, SOURCE) == line


def test_every_picture_of_a_document_is_among_its_sources() -> None:
    assert list(sources(ENGLISH)) == ["news/clinic.jpg", "news/leaves.jpg"]
    assert list(sources(EASY_READ)) == ["news/clinic.jpg", "news/leaves.jpg"]


def test_every_choice_of_an_editor_has_its_formats_and_every_format_its_choice() -> None:
    names = [one.name for one in FORMATS]
    chosen = [name for names_of in CHOICES.values() for name in names_of]
    assert sorted(names) == sorted(chosen)
    assert CHOICES.keys() == set(EVERY) - {"large-print"}  # a page
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)
def test_what_a_format_needs_is_a_format_too(
    one: AlternativeFormat,
) -> None:
    by_name = {other.name: other for other in FORMATS}
    assert all(name in by_name for name in one.needs)
