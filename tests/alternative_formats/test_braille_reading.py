"""Braille read back is the document's words, in order: every language, grade and size of page."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import settings as examples

from plugins.alternative_formats import braille
from plugins.alternative_formats.braille_tables import Sheet
from plugins.alternative_formats.document import Document
from plugins.catalogue.site_formats import Braille, FormatSettings
from tests.alternative_formats import samples
from tests.alternative_formats.braille_reader import unread
from tests.alternative_formats.strategies import documents

SIZES = ((40, 25), (30, 20), (20, 10), (100, 60))
CELLS = {chr(0x2800 + dots) for dots in range(64)}


@pytest.fixture(autouse=True)
def without_contents(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let long documents have no contents: their words would be read twice."""
    monkeypatch.setattr(braille, "LONG", 100_000)
    braille._pages.cache_clear()  # noqa: SLF001


def judge(document: Document, grade: int, cells: int, lines: int) -> None:
    """Judge the pages of a document by their geometry and their words."""
    settings = FormatSettings(braille=Braille(grade=grade, cells=cells, lines=lines))
    pages = braille.pages(document, settings)
    for page in pages:
        assert len(page) == lines
        assert max(map(len, page)) <= cells
        assert set().union(*page) <= CELLS
        assert page[0], "No page begins with a blank line."
    assert unread(document, pages, Sheet.of(settings.braille)) == []


@pytest.mark.parametrize(("cells", "lines"), SIZES)
@pytest.mark.parametrize("grade", [1, 2])
@pytest.mark.parametrize(
    "document", [*samples.ALL, samples.EASY_READ], ids=lambda document: document.title[:12]
)
def test_every_sample_is_read_back_word_for_word(
    document: Document, grade: int, cells: int, lines: int
) -> None:
    judge(document, grade, cells, lines)


@examples(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(documents(odd=False))
def test_any_document_is_read_back_word_for_word(document: Document) -> None:
    assert list(braille.uncarried(document, FormatSettings())) == []
    judge(document, 2, 40, 25)
    judge(document, 1, 20, 10)


@examples(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
)
@given(documents(odd=True))
def test_odd_words_too_are_read_back_unless_an_editor_is_told(document: Document) -> None:
    assume(not list(braille.uncarried(document, FormatSettings())))
    judge(document, 2, 30, 20)


@examples(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(documents(odd=True, easy_read=True))
def test_what_cannot_be_carried_still_keeps_the_page_and_the_cells(document: Document) -> None:
    for page in braille.pages(document, FormatSettings()):
        assert len(page) == 25
        assert max(map(len, page)) <= 40
        assert set().union(*page) <= CELLS
