"""Plain text: every word in order, nothing lost, and marks that anybody can read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from plugins.alternative_formats.document import (
    Block,
    Document,
    Facts,
    Figure,
    Labels,
    ListOf,
    Note,
    Paragraph,
    Preformatted,
    Quotation,
    Row,
    Run,
    Table,
    words_in,
    words_of,
)
from plugins.alternative_formats.format import Commission
from plugins.alternative_formats.text import FORMAT, text_of
from plugins.catalogue.site_formats import FormatSettings
from tests.alternative_formats.samples import ALL, EASY_READ, document, heading, paragraph
from tests.alternative_formats.strategies import documents


def body_of(*blocks: Block, notes: tuple[Note, ...] = ()) -> str:
    """Return what stands between the title and the imprint."""
    text = text_of(document(*blocks, notes=notes))
    return text.removeprefix(f"Flu clinics open on Monday\n{'=' * 26}\n\n").partition("\n\n* * *")[
        0
    ]


def words_to_read(told: Document) -> list[str]:
    """Return the words that a reader should meet, in order, without marks."""
    labels = told.labels
    found = [told.title]
    found += [text for block in told.blocks for text in _texts(block, labels)]
    if told.notes:
        found.append(labels.notes)
    for note in told.notes:
        found += [f"[{note.number}]", *(t for b in note.blocks for t in _texts(b, labels))]
    found += [told.publisher, labels.original, told.address]
    return _words(" ".join(found))


def _texts(block: Block, labels: Labels) -> Iterator[str]:
    if isinstance(block, Table):
        yield from _of_table(block)
    elif isinstance(block, Figure):
        yield from _of_figure(block, labels)
    elif isinstance(block, Row):
        yield from (t for b in (block.figure, *block.blocks) for t in _texts(b, labels))
    elif isinstance(block, ListOf):
        for number, entry in enumerate(block.entries, block.start or 0):
            yield "" if block.start is None else f"{number}."
            yield from (t for b in entry for t in _texts(b, labels))
    elif isinstance(block, Quotation):
        yield from (t for b in block.blocks for t in _texts(b, labels))
    elif isinstance(block, Facts):
        for term, said in block.entries:
            yield words_of(term)
            yield from (t for b in said for t in _texts(b, labels))
    else:
        yield from (words_of(line) for line in block.lines())


def _of_table(table: Table) -> Iterator[str]:
    for row in table.rows:
        for head, cell in zip(table.head, row, strict=True):
            if words_of(cell):
                yield from (words_of(head), words_of(cell))
    if not table.rows:
        yield from map(words_of, table.head)


def _of_figure(figure: Figure, labels: Labels) -> Iterator[str]:
    if figure.alt:
        yield labels.picture.format(alt=figure.alt)
        yield figure.caption or ""
        yield labels.credit.format(name=figure.credit) if figure.credit else ""


def _words(text: str) -> list[str]:
    """Return the letters and figures of a text, without the marks between them."""
    return re.findall(r"[^\W_]+", text)


def words_read(text: str, told: Document) -> list[str]:
    """Return the words of a text without addresses and expansions, which stand in brackets."""
    for expansion in {run.expansion for line in told.lines() for run in line if run.expansion}:
        text = text.replace(f" ({expansion})", "", 1)
    addresses = {run.address for line in told.lines() for run in line if run.address}
    for address in sorted(addresses, key=len, reverse=True):
        text = text.replace(f" ({address.removeprefix('mailto:').removeprefix('tel:')})", "")
    return _words(text)


@given(documents())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_word_of_any_document_is_read_back_in_order(told: Document) -> None:
    assert words_read(text_of(told), told) == words_to_read(told)


@given(documents(easy_read=True))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_word_of_an_easy_read_is_read_back_in_order(told: Document) -> None:
    assert words_read(text_of(told), told) == words_to_read(told)


@pytest.mark.parametrize("told", [*ALL, EASY_READ], ids=lambda told: told.language)
def test_six_languages_are_read_back(told: Document) -> None:
    assert words_read(text_of(told), told) == words_to_read(told)


def test_the_title_is_underlined_and_headings_are_marked() -> None:
    text = text_of(document(heading("Where"), heading("When", 3)))
    assert text.startswith(f"Flu clinics open on Monday\n{'=' * 26}\n\n## Where\n\n### When\n")


def test_pictures_are_their_words_and_decoration_is_nothing() -> None:
    text = body_of(Figure("a.jpg", "A nurse.", "Come in.", "Ann"), Figure("b.jpg", ""))
    assert text == "[Picture: A nurse.]\nCome in.\nPicture by Ann"


def test_links_show_where_they_lead_once() -> None:
    runs = (
        Run(text="See "),
        Run(text="the ", address="https://a.example/b/"),
        Run(text="page", strong=True, address="https://a.example/b/"),
        Run(text=", "),
        Run(text="a.example/b", address="https://a.example/b/"),
        Run(text=", "),
        Run(text="0116\u00a0496\u00a00123", address="tel:01164960123"),
        Run(text=", "),
        Run(text="write to us", address="mailto:a@b.example"),
        Run(text=" or "),
        Run(text="below", address="#below"),
    )
    assert body_of(Paragraph(runs)) == (
        "See the page (https://a.example/b/), a.example/b, 0116\u00a0496\u00a00123,"
        " write to us (a@b.example) or below"
    )


def test_an_abbreviation_is_explained_where_it_first_stands() -> None:
    nhs = Run(text="NHS", expansion="National Health Service")
    runs = (Run(text="The "), nhs, Run(text=" and the "), nhs)
    assert body_of(Paragraph(runs)) == "The NHS (National Health Service) and the NHS"


def test_a_table_is_a_paragraph_a_row_with_its_headings() -> None:
    table = Table(
        ((), words_in("Opens"), words_in("Chairs")),
        (
            (words_in("Oadby"), words_in("8am"), words_in("12")),
            (words_in("Wigston"), (), words_in("3\nor 4")),
        ),
        (False, False, True),
    )
    assert body_of(table) == "Oadby; Opens: 8am; Chairs: 12\n\nWigston; Chairs: 3 or 4"


def test_a_table_without_rows_is_its_headings() -> None:
    assert (
        body_of(Table((words_in("Day"), (), words_in("Opens")), (), (False,) * 3)) == "Day; Opens"
    )


def test_lists_are_numbered_and_indented() -> None:
    inner = ListOf(((paragraph("a"),), (paragraph("b"),)))
    told = ListOf(((paragraph("one"),), (paragraph("two"), inner)), start=9)
    assert body_of(told) == "9. one\n10. two\n    - a\n    - b"
    loose = ListOf(((paragraph("one"), paragraph("more")), (paragraph("two"),)))
    assert body_of(loose) == "- one\n\n  more\n\n- two"


def test_quotations_facts_and_code_have_their_own_marks() -> None:
    assert body_of(Quotation((paragraph("One"), paragraph("Two")))) == "> One\n>\n> Two"
    said = (paragraph("here"), paragraph("there"))
    facts = Facts(((words_in("When"), (paragraph("now"),)), (words_in("Where:"), said)))
    assert body_of(facts) == "When: now\nWhere:\n  here\n\n  there"
    assert body_of(paragraph("x"), Preformatted("a\n  b\n")) == "x\n\n    a\n      b"


def test_footnotes_stand_at_the_end_with_their_numbers() -> None:
    reference = Paragraph((Run(text="One"), Run(text="[1]", note=1)))
    text = body_of(reference, notes=(Note(1, (paragraph("Why."), paragraph("More."))),))
    assert text == "One[1]\n\n## Notes\n\n[1] Why.\n\n    More."


def test_a_paragraph_is_one_line_whatever_its_length() -> None:
    assert body_of(paragraph("word " * 200 + "end")) == "word " * 200 + "end"


def test_the_file_is_utf_8_that_says_so_with_lines_as_mail_has_them() -> None:
    told = document(paragraph("£1.50 پیر"))
    data = FORMAT.render(
        Commission(document=told, settings=FormatSettings(), content=Path("content"))
    )
    assert data.startswith(b"\xef\xbb\xbfFlu")
    assert data.decode("utf-8-sig") == text_of(told).replace("\n", "\r\n")
    assert b"\r\r" not in data


def test_it_says_where_the_page_is() -> None:
    assert text_of(document()).endswith(
        "* * *\n\nFenwick Town Council\n"
        "This page on the web: https://fenwick.example/news/flu-clinics/\n"
    )


def test_a_heading_is_no_line_longer_than_the_rule() -> None:
    lines = text_of(document(title="x" * 100)).splitlines()
    assert lines[1] == "=" * 40
