"""Lines become sentences that a listener would recognise, and no word is lost."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.alternative_formats.document import Paragraph, Run, words_of
from plugins.alternative_formats.sentences import sentences, spans
from tests.alternative_formats.samples import ALL, ENGLISH, document, paragraph

SPLIT = {
    "en-GB": [
        "Ring Dr. Pretend today.| She will help.",
        "Bring fruit, e.g. apples.| Come early.",
        "Go to St. Mary's church.| It is near.",
        "It is in Oak St.| The bus stops there.",
        "J. R. Smith wrote to U.S. doctors.| They came.",
        "It costs £2.50.| Pay at 9.30.| Then sit down.",
        "We open at 9 a.m. and close at 5 p.m.| Parking is free.",
        "Wait…| Then ring...| Or not... then wait",
        "“Come early!” said the nurse.| “Why?” we asked.",
        "He said: “Come early.”| We came.",
        "(See the map.)| It is new.",
        "Not now.[1]| Later.",
        "1. Bring your card.| 2 people came.",
        "See No. 10 and p. 4.| No.| The end?| Yes!",
        "Apples, pears, etc.| Bring a bag.",
        "Town Hall,\n|High Street,\n|Fenwick",
        "Write to hello@fenwick.example.| See www.fenwick.example/a.b for more.",
        "On Mon. 9 Nov. 2026 it shuts.| There he sat.| Then he left.",
        "What?!| Never.",
    ],
    "ur": ["آج آئیں۔|کل نہیں۔| کیا آپ آئیں گے؟| جی ہاں، ضرور"],
    "ar": ["هل تأتي؟| نعم، غدا؛ أو بعد غد. | د. أحمد هنا.".replace(". |", ".|")],
    "gu": ["ડૉ. પટેલ અહીં છે.| તમે આવો।| હા"],
    "hi": ["डॉ. पटेल यहाँ हैं।| आप आइए॥| हाँ"],
    "pl": [
        "Przychodnia przy ul. Długiej, np. w Oadby, tel. 0116.| Dr. Kowalski, prof. Nowak.",
        "Od 2026 r. jest czynna.| W 2025 r. nie była.| Otwarta 9. listopada.",
    ],
    "cy": ["Gwelwch Dr. Jones, e.e. heddiw.| Dewch yfory."],
}
CASES = [(language, case) for language, cases in SPLIT.items() for case in cases]


@pytest.mark.parametrize(("language", "case"), CASES)
def test_a_line_is_split_where_its_language_ends_a_sentence(language: str, case: str) -> None:
    text = case.replace("|", "")
    found = [text[start:end] for start, end in spans(text, language)]
    assert found == [part.strip() for part in case.split("|")]


def test_every_line_of_every_sample_is_in_sentences_in_order() -> None:
    for sample in ALL:
        lines = [words_of(line) for line in sample.lines()]
        found = sentences(sample)
        assert [one.id for one in found] == [f"s{n}" for n in range(1, len(found) + 1)]
        for number, line in enumerate(lines):
            mine = [one for one in found if one.line == number]
            assert "".join("".join(one.text.split()) for one in mine) == "".join(line.split())
        places = [(one.line or 0, one.start) for one in found]
        assert places == sorted(places)


def test_the_title_is_the_first_sentence_and_a_note_the_last() -> None:
    found = sentences(ENGLISH)
    assert found[0].text == "Flu clinics open on Monday"
    assert found[-1].text == "Not on 6 November."


def test_a_sentence_has_the_language_of_its_own_words() -> None:
    mixed = Paragraph((Run(text="We speak Urdu. "), Run(text="ہم اردو بولتے ہیں۔", language="ur")))
    tongues = [one.language for one in sentences(document(mixed, paragraph("Yes.")))]
    assert tongues == ["en-GB", "en-GB", "ur", "en-GB"]


@given(st.text(), st.sampled_from(["en-GB", "ur", "ar", "gu", "pl", "cy", "so"]))
@settings(deadline=None)
def test_any_text_keeps_every_character_that_is_no_space(text: str, language: str) -> None:
    found = list(spans(text, language))
    assert "".join("".join(text[a:b].split()) for a, b in found) == "".join(text.split())
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(found))
    assert all(text[a:b] == text[a:b].strip() != "" for a, b in found)
