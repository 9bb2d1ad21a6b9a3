"""The typefaces say what they can show, and Typst agrees."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.alternative_formats.document import words_in, words_of
from plugins.alternative_formats.pdf import FORMAT
from plugins.alternative_formats.pdf_press import NotPrintedError
from plugins.alternative_formats.typefaces import typefaces
from plugins.catalogue.site_formats import FormatSettings
from tests.alternative_formats.pdf_making import pdf_of
from tests.alternative_formats.samples import ALL, document, paragraph


@pytest.mark.parametrize("sample", ALL, ids=lambda sample: sample.language)
def test_six_languages_can_be_printed(sample: object) -> None:
    assert list(FORMAT.uncarried(sample, FormatSettings())) == []  # type: ignore[arg-type]


def test_a_sign_in_no_typeface_is_named_with_its_word_once() -> None:
    sample = document(paragraph("Ring 日本 now"), paragraph("日"), paragraph("a\x07b"))
    found = list(FORMAT.uncarried(sample, FormatSettings()))
    assert [each.near for each in found] == ["日本", "日本", "a\x07b"]
    assert found[0].fault == (
        "the PDF cannot print the character “日” (cjk unified ideograph-65e5, U+65E5):"
        " no typeface has it."
    )
    assert "(without a name, U+0007)" in found[2].fault


def test_typst_prints_whatever_the_typefaces_have() -> None:
    words = " ".join(sorted(typefaces().every - set("\n")))
    assert typefaces().missing(words) == []
    assert pdf_of(document(paragraph(words)))


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Co", "Cn"]), min_size=1, max_size=6))
def test_typst_refuses_nothing_that_we_let_pass(text: str) -> None:
    if not typefaces().missing(text):
        assert pdf_of(document(paragraph(f"a {text} b")))


def test_typst_refuses_what_we_refuse() -> None:
    for text in ("日", "a\x07", "क", "\ue000"):
        assert typefaces().missing(text)
        with pytest.raises(NotPrintedError):
            pdf_of(document(paragraph(text)))


@pytest.mark.parametrize("sample", ALL, ids=lambda sample: sample.language)
def test_an_item_of_800_words_is_checked_in_an_instant(sample: object) -> None:
    words = " ".join(words_of(line) for line in sample.lines()).split()  # type: ignore[attr-defined]
    text = " ".join((words * 100)[:800])
    typefaces().missing(text)
    start = time.process_time()
    for _ in range(10):
        typefaces().missing(text)
    assert (time.process_time() - start) / 10 < 0.003  # ten times what it takes


def test_widths_are_never_too_little() -> None:
    width = typefaces().width
    assert 0.7 < width("W") < 1.1
    assert width("\u200b") == 0
    assert width("日") > 1
    assert words_in("x")
