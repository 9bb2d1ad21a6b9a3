"""Telephone numbers stay in one piece; what only looks like one does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.alternative_formats.document import Run, words_of
from plugins.alternative_formats.document_lines import line_of
from plugins.alternative_formats.document_telephone import together

# Each number as it is written; spaces within become U+00A0.
NUMBERS = (
    "0116 496 0123",
    "0116 4960123",
    "(0116) 496 0123",
    "(0116) 4960123",
    "01632 960123",
    "01632 960 123",
    "01632 96 01 23",
    "020 7946 0958",
    "020 79460958",
    "0300 123 1234",
    "0303 12 34 567",
    "07700 900123",
    "07700 900 123",
    "0800 1111",
    "0800 123456",
    "0845 46 47",
    "18001 0116 496 0123",
    "18002 0300 123 1234",
    "+44 116 496 0123",
    "+44 (0)116 496 0123",
    "+44 (0) 116 496 0123",
    "+44 7700 900123",
    "+48 22 123 45 67",
    "+92 51 9201 234",
    "+353 1 234 5678",
    "+1 202 555 0143",
    "0044 116 496 0123",
    "116 123",
    "116 117",
    "۰۱۱۶ ۴۹۶ ۰۱۲۳",
    "٠١١٦ ٤٩٦ ٠١٢٣",
)
AROUND = (
    "{}",
    "Ring {}.",
    "Ring {}, or write.",
    "({})",
    "Call:{}",
    "tel {} now",
    "{} پر فون کریں۔",
    "اتصل على {}، اليوم",
    "“{}”",
    "{} or {}",
    "{} 9am to 5pm",
    "{} 24 hours a day",
    "{}; {}",
)
OTHERS = (
    "03 11 2026",
    "3 11 2026",
    "2026 11 03",
    "9 November 2026 10 to 12",
    "0900 to 1700",
    "£0800 1111",
    "£1 000 000",
    "1 000 000",
    "01 02 03 04",
    "10 11 12 13 14",
    "0.5 100 200",
    "1116 123",
    "116 1234",
    "116 123 456",
    "LE2 0116 496",
    "0116 to 0118",
    "page 0116 of 2",
    "NHS number 943 476 5919",
    "A0116 496 0123",
    "5–0116 496 012",
    "12/0116 496 0123",
)


@pytest.mark.parametrize(
    ("number", "around"),
    [
        (number, around)
        for number in NUMBERS
        for around in AROUND
        # Nobody can tell where a number of another country ends.
        if not (number.startswith("+") and "+44" not in number and "24" in around)
    ],
)
def test_the_groups_of_a_number_are_joined(number: str, around: str) -> None:
    joined = number.replace(" ", "\u00a0")
    assert together(around.format(number, number)) == around.format(joined, joined)


@pytest.mark.parametrize("text", OTHERS)
def test_other_figures_are_left_alone(text: str) -> None:
    assert together(text) == text


@given(st.text(alphabet="0123456789 +()-–abcپ,.£", max_size=60))
def test_nothing_but_spaces_is_changed(text: str) -> None:
    assert together(text).replace("\u00a0", " ") == text
    assert together(together(text)) == together(text)


def test_a_number_may_go_on_from_one_run_to_the_next() -> None:
    runs = line_of((Run(text="Ring 0116 ", strong=True), Run(text="496  "), Run(text=" 0123.")))
    assert words_of(runs) == "Ring 0116\u00a0496\u00a00123."
    assert [run.strong for run in runs] == [True, False]
