"""What no format can carry is told before anything is made."""

from __future__ import annotations

import pytest

from plugins.alternative_formats.document import (
    Block,
    Facts,
    ListOf,
    Note,
    Paragraph,
    Quotation,
    Run,
    words_in,
)
from plugins.alternative_formats.document_problems import document_problems
from tests.alternative_formats.samples import ALL, EASY_READ, document, paragraph
from tests.alternative_formats.telling import demo, demo_document


def nested(levels: int) -> Block:
    """Return lists and quotations within one another."""
    block: Block = paragraph("at the bottom")
    for level in range(levels):
        if level % 3 == 0:
            block = ListOf(((block,),))
        elif level % 3 == 1:
            block = Quotation((block,))
        else:
            block = Facts(((words_in("Term"), (block,)),))
    return block


def test_ten_levels_can_be_carried_and_eleven_cannot() -> None:
    assert list(document_problems(document(nested(10)))) == []
    (found,) = document_problems(document(paragraph("x"), nested(11)))
    assert found.near == "at the bottom"
    assert found.fault == "more than 10 lists or quotations stand within one another here."


@pytest.mark.parametrize("sign", ["\uf0b7", "\ue000", "\U000f0001"])
def test_a_sign_of_one_typeface_only_is_told(sign: str) -> None:
    (found,) = document_problems(document(paragraph(f"{sign} Bring your card")))
    assert found.near == f"{sign} Bring your card"
    assert f"U+{ord(sign):04X}" in found.fault


def test_a_footnote_that_nothing_refers_to_is_told() -> None:
    notes = (Note(1, (paragraph("Lost."),)),)
    (found,) = document_problems(document(paragraph("x"), notes=notes))
    assert found.near == "Lost."
    reference = Paragraph((Run(text="x"), Run(text="[1]", note=1)))
    assert list(document_problems(document(reference, notes=notes))) == []


def test_what_is_usual_can_be_carried() -> None:
    assert [found for told in (*ALL, EASY_READ) for found in document_problems(told)] == []


def test_the_demonstration_can_be_carried() -> None:
    items = demo()[0].items
    assert [found for item in items for found in document_problems(demo_document(item))] == []
