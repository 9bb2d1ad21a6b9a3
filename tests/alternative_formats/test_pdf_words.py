"""The words of a PDF are its document's, in order, in every script."""

from __future__ import annotations

import re
import unicodedata
from io import BytesIO

import pypdfium2
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from plugins.alternative_formats.document import (
    Document,
    Figure,
    Paragraph,
    Preformatted,
    Run,
    words_of,
)
from tests.alternative_formats.pdf_expected import expected, letters, plainer, said
from tests.alternative_formats.pdf_judges import Tagged, nonconformities
from tests.alternative_formats.pdf_making import pdf_of
from tests.alternative_formats.samples import ALL, EASY_READ, document
from tests.alternative_formats.strategies import documents

EVERY = (*ALL, EASY_READ)
WORD = re.compile(r"[^\W\d_]+")


def _name(sample: Document) -> str:
    return f"{sample.language}{' easy read' * sample.easy_read}"


@pytest.mark.parametrize("size", [16, 18, 36])
@pytest.mark.parametrize("sample", EVERY, ids=_name)
def test_a_screen_reader_says_the_words_of_the_document_in_order(
    sample: Document, size: int
) -> None:
    pdf = Tagged(pdf_of(sample, size))
    assert said(pdf) == expected(sample, pdf)
    assert pdf.painted_in_order()


@pytest.mark.parametrize("sample", [each for each in ALL if each.language != "gu"], ids=_name)
def test_another_reader_finds_the_same_words_in_order(sample: Document) -> None:
    alts = {block.alt for block in sample.blocks if isinstance(block, Figure)}
    lines = [text for line in sample.lines() if (text := words_of(line)) not in alts]
    found = iter(WORD.findall(_by_pdfium(pdf_of(sample))))
    missing = [word for text in lines for word in WORD.findall(text) if word not in found]
    assert missing == []


def _by_pdfium(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(BytesIO(pdf))
    text = "\n".join(sheet.get_textpage().get_text_bounded() for sheet in pages)
    return unicodedata.normalize("NFKC", text)


@pytest.mark.parametrize("size", [18, 36])
@pytest.mark.parametrize("language", ["en-GB", "ur", "ar", "gu", "pl", "cy"])
def test_a_telephone_number_stands_whole_in_one_line(language: str, size: int) -> None:
    number = "0116\u00a0496\u00a00123"
    rtl = language in {"ur", "ar"}
    words = "، ".join([number] * 9) if rtl else f"or ring {number} " * 9
    sample = document(
        Paragraph((Run(text=words),)), language=language, direction="rtl" if rtl else "ltr"
    )
    pages = pypdfium2.PdfDocument(BytesIO(pdf_of(sample, size)))
    lines = [
        line for sheet in pages for line in sheet.get_textpage().get_text_bounded().split("\n")
    ]
    assert sum(line.count(number) for line in lines) == 9


@pytest.mark.parametrize(
    "odd",
    [
        '#import "x"; $x^2$ *star* _under_ `tick` <b> @me // /* \\n \\u{41}',
        "<label> = heading\n- list + enum / term: x",
        "{{ t }} %s {0} ~ -- --- ... 'quotes' \"quotes\"",
    ],
)
def test_no_words_are_typsts_commands(odd: str) -> None:
    sample = document(
        Paragraph((Run(text=odd), Run(text=odd, address="https://a.example/"))),
        Preformatted(odd),
        title=odd.replace("\n", " "),
    )
    pdf = Tagged(pdf_of(sample))
    assert said(pdf) == expected(sample, pdf)


@settings(
    max_examples=10,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
@given(documents().map(plainer), documents(easy_read=True, most=3).map(plainer))
def test_every_document_is_printed_and_read_back(written: Document, easy_read: Document) -> None:
    for sample, size in ((written, 18), (written, 36), (easy_read, 18)):
        file = pdf_of(sample, size)
        pdf = Tagged(file)
        found, wanted = said(pdf), expected(sample, pdf)
        if any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in wanted):
            # Where one line has looks and scripts of both directions, readers guess their order.
            found, wanted = letters(found), letters(wanted)
        if sample.language == "pl":
            # Polish says the hyphen again where a line ends at one.
            found, wanted = re.sub("-+", "-", found), re.sub("-+", "-", wanted)
        assert found == wanted
        assert not nonconformities(file)
