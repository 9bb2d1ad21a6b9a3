"""What is said of what is written: a table of cases, and rules that hold for any text."""

from __future__ import annotations

import re
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from plugins.alternative_formats.document import Document, Figure, Paragraph, Run
from plugins.alternative_formats.script import Spoken, script
from plugins.alternative_formats.script_english import spoken_code, spoken_english
from plugins.alternative_formats.sentences import sentences
from plugins.catalogue.site_formats import FormatSettings, Voice
from tests.alternative_formats.samples import ALL, ENGLISH, document, in_language, paragraph
from tests.alternative_formats.strategies import documents

TABLE = Path(__file__).with_name("spoken.tsv").read_text(encoding="utf-8")
CASES = [
    tuple(line.replace("_496_", "\u00a0496\u00a0").split("\t"))
    for line in TABLE.splitlines()
    if not line.startswith("# ")
]
PLAIN = FormatSettings()
SPLIT = re.compile(r"[^\W\d_]+")


def said(sample: Document, formats: FormatSettings = PLAIN) -> list[str]:
    return [one.text for one in script(sample, formats)]


def test_the_table_is_as_long_as_it_must_be() -> None:
    assert len(CASES) >= 120


@pytest.mark.parametrize(("written", "spoken"), CASES)
def test_what_is_written_is_said_so(written: str, spoken: str) -> None:
    assert spoken_english(written, {}) == spoken


@given(st.text(max_size=100))
@example("⠁")
@settings(deadline=None)
def test_no_figure_is_left_to_the_voice_and_none_is_lost(text: str) -> None:
    spoken = spoken_english(text, {})
    assert not any(one.isdecimal() for one in spoken)
    letters_in = sum(one.isalpha() for one in text)
    assert not letters_in or any(one.isalpha() for one in spoken)


@given(st.text(alphabet="0123456789.,:/-–£%+ ()ampkgst&@#\u00a0", min_size=1, max_size=60))
@settings(deadline=None)
def test_soup_of_figures_and_signs_is_said_and_ends(text: str) -> None:
    spoken = spoken_english(text, {})
    loud = [one for one in text if one.isdigit() or unicodedata.category(one) in {"Sc", "Sm"}]
    assert not loud or SPLIT.search(spoken)


@given(
    st.lists(
        st.sampled_from(
            [
                "☂",
                "★",
                "⚕",
                "♿",
                "∑",
                "≤",
                "∞",
                "₿",
                "☎",
                "✈",
                "%",
                "&",
                "+",
                "=",
                "@",
                "#",
                "*",
                "/",
                "\\",
                "_",
                "<",
                ">",
                "|",
                "~",
                "^",
            ]
        )
    )
)
def test_every_sign_between_words_is_heard(signs: list[str]) -> None:
    for one in signs:
        assert SPLIT.findall(spoken_english(f"one {one} two", {}))[1:-1], one
        assert SPLIT.findall(spoken_code(f"one {one} two"))[1:-1], one


@given(st.lists(st.from_regex(r"[a-z]{2,9}[,.!]?", fullmatch=True), min_size=1, max_size=30))
@settings(deadline=None)
def test_plain_words_are_said_as_they_are_in_order(words: list[str]) -> None:
    odd = {"eg", "ie", "etc", "vs", "approx", "tel", "ext", "dept", "mins", "hrs", "incl", "govt"}
    words = [word for word in words if word.strip(",.!") not in odd]
    heard = SPLIT.findall(spoken_english(" ".join(words), {}))
    assert heard == [word.strip(",.!") for word in words]


HARD = (
    *("0", "1,", "a.", "£", "9:", "0 ", "@", "a@", "http://", "A", "1/", "1-", "I", "1, ", "(0"),
    *("+1", "1 November, ", "a-", "a_", "1.1.", "A-1-", "www.", "x.uk/", "1 and ", "a@a."),
    *("9am-", "£1-"),
)


@pytest.mark.parametrize("hard", HARD)
def test_soup_takes_no_longer_than_its_length(hard: str) -> None:
    short, long = (_seconds(hard * (size // len(hard)) + "x") for size in (4000, 16000))
    assert long < 12 * short + 0.2


def _seconds(text: str) -> float:
    started = time.process_time()
    assert spoken_english(text, {})
    return time.process_time() - started


@pytest.mark.parametrize("sample", ALL, ids=lambda sample: sample.language)
def test_every_sentence_is_said_in_order(sample: Document) -> None:
    heard = [one.sentence for one in script(sample, PLAIN) if one.sentence]
    ids = [one.id for one in sentences(sample)]
    assert list(dict.fromkeys(heard)) == ids
    assert heard == sorted(heard, key=ids.index)


@given(documents())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_script_of_any_document_has_its_sentences_in_order(sample: Document) -> None:
    found = {one.id: one for one in sentences(sample)}
    heard = [one for one in script(sample, PLAIN) if one.sentence]
    order = [int((one.sentence or "s0")[1:]) for one in heard]
    assert order == sorted(order)
    assert {one.sentence for one in heard} >= {
        name for name, one in found.items() if any(letter.isalnum() for letter in one.text)
    }
    assert all(one.text and one.pause >= 0 for one in heard)


def test_what_is_read_back_is_the_documents_words_in_order() -> None:
    """Every sentence is said as the table says, after its number, its label or its head."""
    heard = {one.sentence: one.text for one in script(ENGLISH, PLAIN)}
    for one in sentences(ENGLISH):
        if "[1]" not in one.text and "x = y" not in one.text:
            own = spoken_english(one.text, {})
            assert heard[one.id].rstrip(".,:").endswith(own.rstrip(".,:")), one.text


@given(st.from_regex(r"[£€$-]?\d{1,5}([.,:/\-–+ ]\d{1,5}){0,4}[%pkm]?", fullmatch=True))
@settings(deadline=None)
def test_every_group_of_figures_between_words_is_heard(figures: str) -> None:
    said_of = SPLIT.findall(spoken_english(f"one {figures} two", {}))
    assert len(said_of) >= 3
    assert (said_of[0], said_of[-1]) == ("one", "two")


def test_it_begins_with_who_speaks() -> None:
    assert said(ENGLISH)[0] == "This is a computer voice, reading for Fenwick Town Council."


def test_a_cell_is_said_after_its_head_and_an_empty_cell_not_at_all() -> None:
    heard = said(ENGLISH)
    at = heard.index("Place: Oadby Library.")
    assert heard[at : at + 4] == [
        "Place: Oadby Library.", "Opens: nine ay M.", "Closes: five P M.", "Chairs: twelve.",
    ]  # fmt: skip
    assert heard[at + 4 : at + 7] == [
        "Place: Wigston.", "Opens: ten ay M.", "Chairs: one thousand two hundred.",
    ]  # fmt: skip


def test_numbers_of_a_list_are_said() -> None:
    assert [text for text in said(ENGLISH) if text.startswith(("one:", "two:", "three:"))] == [
        "three: at the clinic.",
        "one: Your letter.",
        "two: A short sleeve.",
        "one: Not on the sixth of November.",
    ]


def test_a_picture_that_decorates_is_silent_and_its_caption_is_not() -> None:
    heard = said(document(Figure("a.jpg", "", "Come in."), Figure("b.jpg", "A door.")))
    assert heard[2:] == ["Come in.", "Picture: A door."]


def test_a_note_is_said_where_it_is_referred_to() -> None:
    runs = (Run(text="Open on Friday"), Run(text="[1]", note=1), Run(text="."))
    assert said(document(Paragraph(runs)))[2] == "Open on Friday, Note one."
    late = (Run(text="Open on Friday."), Run(text="[1]", note=1))
    assert said(document(Paragraph(late)))[2] == "Open on Friday. Note one."


def test_an_address_of_a_link_is_said_only_where_it_is_the_words() -> None:
    linked = (
        Run(text="See "),
        Run(text="the page", address="https://fenwick.example/x"),
        Run(text=" or "),
        Run(text="fenwick.example", address="https://fenwick.example/"),
        Run(text="."),
    )
    assert said(document(Paragraph(linked)))[2] == "See the page or fenwick dot example."


def test_what_stands_in_two_looks_is_read_as_one() -> None:
    runs = (Run(text="Pay £"), Run(text="1", strong=True), Run(text=".50."))
    assert said(document(Paragraph(runs)))[2] == "Pay one pound fifty."


def test_there_is_silence_around_a_heading() -> None:
    spoken = script(ENGLISH, PLAIN)
    at = next(n for n, one in enumerate(spoken) if one.text == "Who can come.")
    assert spoken[at - 1].pause >= 0.7
    assert spoken[at].pause >= 0.6


def test_code_is_said_sign_by_sign() -> None:
    runs = (Run(text="Type "), Run(text="f(x) = [y];", code=True), Run(text=" now."))
    assert said(document(Paragraph(runs)))[2] == (
        "Type f bracket x close bracket equals square bracket y close square bracket semicolon now."
    )


@pytest.mark.parametrize("language", ["ur", "ar", "gu", "pl", "cy"])
def test_elsewhere_a_telephone_number_is_said_figure_by_figure(language: str) -> None:
    heard = " ".join(said(in_language(language)))
    assert "0 1 1 6, 4 9 6, 0 1 2 3" in heard
    assert "0116" not in heard


def test_elsewhere_an_address_is_said_in_english() -> None:
    polish = document(paragraph("Adres: a@fenwick.example, 9.30."), language="pl", title="Ona")
    assert [(one.language, one.text) for one in script(polish, PLAIN)][2:] == [
        ("pl", "Adres:"),
        ("en-GB", "a at fenwick dot example"),
        ("pl", "9.30."),
    ]


def test_words_of_another_language_are_said_by_its_voice_in_the_same_sentence() -> None:
    runs = (Run(text="Say "), Run(text="dzień dobry", language="pl"), Run(text=" to her."))
    heard = script(document(Paragraph(runs)), PLAIN)[2:]
    assert [(one.sentence, one.language) for one in heard] == [
        ("s2", "en-GB"), ("s2", "pl"), ("s2", "en-GB"),
    ]  # fmt: skip
    assert heard[0].pause < 0.1


def test_an_editors_word_is_said_as_the_editor_says() -> None:
    own = FormatSettings(
        voice=Voice(
            say={"en": {"Fenwick": "Fennick", "Fenwick Town": "The Town"}, "pl": {"x": "y"}}
        )
    )
    heard = said(document(paragraph("Fenwick Town, Fenwick, fenwick, Fenwicks, x.")), own)
    assert heard[2] == "The Town, Fennick, fenwick, Fenwicks, x."


def test_an_editors_word_counts_before_ours_and_is_said_untouched() -> None:
    own = FormatSettings(voice=Voice(say={"en-GB": {"NICE": "N1CE", "Leicester": "Lie"}}))
    assert said(document(paragraph("NICE Leicester, a@leicester.uk")), own)[2] == (
        "N1CE Lie, a at leicester dot U K."
    )


def test_marks_of_control_reach_no_voice() -> None:
    for language in ("en-GB", "ur"):
        heard = script(document(paragraph("a\x01b\x00c"), language=language), PLAIN)
        assert not any(unicodedata.category(c) == "Cc" for one in heard for c in one.text)


def test_what_is_spoken_is_a_value() -> None:
    assert script(ENGLISH, PLAIN) == script(ENGLISH, PLAIN)
    assert isinstance(script(ENGLISH, PLAIN)[0], Spoken)
