"""What braille is written for which words. Cells are shown as braille ASCII."""

from __future__ import annotations

import pytest

from plugins.alternative_formats import braille
from plugins.alternative_formats.braille_louis import cells_of, is_table
from plugins.alternative_formats.braille_tables import TABLES, Sheet
from plugins.alternative_formats.braille_words import Writer
from plugins.alternative_formats.brf import CHARACTERS
from plugins.alternative_formats.document import Paragraph, Run
from plugins.catalogue.site_formats import Braille, FormatSettings
from tests.alternative_formats import samples


def written(*runs: Run | str, language: str = "en-GB", grade: int = 2) -> str:
    """Return words in braille ASCII, with "~" for a blank at which no line may end."""
    sheet = Sheet(grade, 40, 25, ())
    line = tuple(Run(text=run) if isinstance(run, str) else run for run in runs)
    return Writer(sheet, language).line(line).translate(CHARACTERS).replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("words", "contracted", "letter_by_letter"),
    [
        ("people of the town", "P ( ! T[N", "PEOPLE OF THE TOWN"),
        ("Monday", ',MON"D', ",MONDAY"),
        ("NHS", ",,NHS", ",,NHS"),
        ("£1.50", "@L#A4EJ", "@L#A4EJ"),
        ("25%", "#BE.0", "#BE.0"),
        # Rules of Unified English Braille, 5.6: "9am" with its letter sign, "5pm" without.
        ("9am to 5pm", "#I;AM TO #EPM", "#I;AM TO #EPM"),
        ("1,200", "#A1BJJ", "#A1BJJ"),
        ("x’s", ";X'S", "X'S"),
        ("it’s", "X'S", "IT'S"),
        ("the 1990’s", "! #AIIJ'S", "THE #AIIJ'S"),
        ("’tis", "'TIS", "'TIS"),
        ("“yes”", "8YES0", "8YES0"),
        ("‘No.’", ",8,NO4,0", ",8,NO4,0"),
        ("5’ tall", "#E' TALL", "#E' TALL"),
    ],
)
def test_english_is_unified_english_braille(
    words: str, contracted: str, letter_by_letter: str
) -> None:
    assert written(words) == contracted
    assert written(words, grade=1) == letter_by_letter


def test_the_groups_of_a_number_are_one_and_two_numbers_are_two() -> None:
    # The same, 6.6. Two numbers, and a postcode, are no groups.
    assert written("0116\u00a0496\u00a00123") == '#JAAF"DIF"JABC'
    assert written("Rooms 2 3 4") == ",ROOMS #B #C #D"
    assert written("LE2 5AR") == ",,LE#B #E,,AR"
    assert written("LE2\u00a05AR") == ',,LE#B"E,,AR'
    assert written("9\u00a0am", "a\u00a0man") == "#I~AMA~MAN"


@pytest.mark.parametrize("language", ["ar", "cy", "gu", "pl", "ur"])
def test_elsewhere_no_line_ends_within_a_telephone_number(language: str) -> None:
    assert written("0116\u00a0496\u00a00123", language=language) == "#JAAF~#DIF~#JABC"


def test_addresses_are_not_contracted() -> None:
    assert written("child@people.example") == "CHILD@APEOPLE4EXAMPLE"
    assert written("www.people.example/child") == "WWW4PEOPLE4EXAMPLE_/CHILD"
    assert written("the people") == "! P"
    assert written(Run(text="the child", code=True)) == "THE CHILD"


def test_code_is_six_dots_in_every_language() -> None:
    # Behind code, told not to contract, the Gujarati table would write a bracket in eight.
    code = Run(text="ફ્લૂ", code=True)
    assert written(code, "[1]", language="gu") == written("ફ્લૂ[1]", language="gu")


@pytest.mark.parametrize(
    ("words", "address", "shown"),
    [
        ("the map", "https://a.example/map", '! MAP "<HTTPS3_/_/A4EXAMPLE_/MAP">'),
        ("a.example/map", "https://www.a.example/map/", "A4EXAMPLE_/MAP"),
        ("ring us", "tel:01164960123", 'R+ U "<#JAAFDIFJABC">'),
        ("0116\u00a0496\u00a00123", "tel:+441164960123", '#JAAF"DIF"JABC'),
        ("write", "mailto:us@a.example", 'WRITE "<US@AA4EXAMPLE">'),
        ("us@a.example", "mailto:us@a.example", "US@AA4EXAMPLE"),
        ("below", "#below", "2L"),
    ],
)
def test_a_link_says_where_it_leads_unless_its_words_do(
    words: str, address: str, shown: str
) -> None:
    assert written(Run(text=words, address=address)) == shown


def test_a_link_of_several_looks_is_one() -> None:
    address = "https://a.example/"
    halves = (Run(text="the ", address=address), Run(text="map ", strong=True, address=address))
    assert written(*halves, "here") == '! MAP "<HTTPS3_/_/A4EXAMPLE_/"> "H'


def test_words_of_another_language_are_by_its_own_table() -> None:
    polish = Run(text="źdźbło", language="pl")
    assert written("the ", polish, " of the") == "! !D!B<O ( !"
    assert written("dw ", Run(text="the people", language="en"), language="cy") == "DW ! P"


def test_latin_words_in_another_script_are_english_braille() -> None:
    assert written("فلو NHS people@a.example", language="ur") == "FLW ,,NHS PEOPLE@AA4EXAMPLE"
    assert written("9am પર", language="gu") == "#I;AM PR"
    assert written("(Oadby)", language="ar") == '"<,OADBY">'


def test_marks_that_a_script_lacks_are_its_own_or_english() -> None:
    assert written("کب? ہاں. (ایک)", language="ur") == 'KB8 :A] "<AIK">'.replace(
        ":A]", cells_of("ہاں۔", TABLES["ur"]).translate(CHARACTERS)
    )


@pytest.mark.parametrize(
    ("language", "words", "same"),
    [
        ("ar", "كتاب ی ۱۲۳ ٱل ـا", "كتاب ي 123 ال ا"),
        ("ur", "كتاب ي ١٢٣ إ ة", "کتاب ی 123 ا ۃ"),
        ("en-GB", "Ząb and Gżegżółka", "Zab and Gzegzółka"),
        ("cy", "Dvořák", "Dvořák"),
    ],
)
def test_letters_of_a_neighbour_are_written_as_near_as_can_be(
    language: str, words: str, same: str
) -> None:
    assert written(words, language=language) == written(same, language=language)
    document = samples.document(samples.paragraph(words), language=language)
    assert list(braille.uncarried(document, FormatSettings())) == []


def test_the_open_o_of_gujarati_is_that_of_bharati_braille() -> None:
    assert written("ઑફિસ", "ડૉ", language="gu") == "X6ISDX".replace(
        "6IS", cells_of("ફિસ", TABLES["gu"]).translate(CHARACTERS)
    ).replace("D", cells_of("ડ", TABLES["gu"]).translate(CHARACTERS))


@pytest.mark.parametrize(("language", "shown"), [("cy", "#I;AM"), ("pl", "#I,AM")])
def test_nine_am_is_not_ninety_one_m(language: str, shown: str) -> None:
    assert written("9am", language=language) == shown
    assert written("9am a 5b, 9", language=language).startswith(shown)


def test_no_line_ends_between_a_number_and_its_welsh_percent() -> None:
    assert written("25% o", language="cy") == "#BE~3P O"


def test_a_picture_among_letters_is_named() -> None:
    assert written("Yes 🙂!", grade=1) == ",YES .<SLIGHTLY SMILING FACE.>6"
    assert written("Ie 👍🏽", language="cy", grade=1) == ",IE .<THUMBS UP SIGN.>"


def test_what_is_not_seen_in_print_is_not_felt() -> None:
    assert written("vac\u00adci\u200bna\ufefftion") == written("vaccination")
    assert written("می\u200cخواهم", language="ur") == written("میخواهم", language="ur")
    assert written("cafe\u0301") == written("café")
    # A table of Arabic gives it back as it is, no cell at all.
    assert written("كتاب\u200cي", language="ar") == written("كتابي", language="ar")


def test_words_of_many_more_cells_than_letters_are_whole() -> None:
    assert written("½ " * 500) == "#A/B " * 500


def test_a_break_ends_the_line() -> None:
    assert written("one\ntwo") == '"O\nTWO'


@pytest.mark.parametrize("language", [*TABLES, "en"])
def test_every_table_is_there_and_six_dots(language: str) -> None:
    assert Sheet(2, 40, 25, ()).table(language)


def test_the_settings_choose_other_tables() -> None:
    sheet = Sheet.of(Braille(tables={"cy": "cy-cy-g2.ctb", "en-GB": "en-gb-g1.utb"}))
    assert sheet.table("cy") == "cy-cy-g2.ctb"
    assert sheet.table("cy-GB") == "cy-cy-g2.ctb"
    assert sheet.table("en-GB") == "en-gb-g1.utb"
    assert sheet.table("en") == "en-ueb-g2.ctb"
    assert sheet.unknown_tables() == []


@pytest.mark.parametrize(
    "name", ["nope.ctb", "../cy-cy-g2.ctb", "en-us-comp8.ctb", "en-ueb-g2.ctb,cy-cy-g2.ctb", ""]
)
def test_a_table_that_is_none_or_has_eight_dots_is_told_to_editors(name: str) -> None:
    assert not is_table(name)
    settings = FormatSettings(braille=Braille(tables={"cy": name or "-"}))
    told = list(braille.uncarried(samples.ENGLISH, settings))
    assert len(told) == 1
    assert told[0].fault.startswith('The braille table of "cy" in site.yaml, ')
    assert Sheet.of(settings.braille).table("cy") == TABLES["cy"]


def test_a_character_without_sign_is_named_once_with_its_line() -> None:
    document = samples.document(
        samples.paragraph("Fine."), Paragraph((Run(text="He said "), Run(text="日 日 да")))
    )
    told = list(braille.uncarried(document, FormatSettings()))
    assert {one.near for one in told} == {"He said 日 日 да"}
    assert [one.fault for one in told] == [
        'Braille has no sign for "а" (U+0430) in this language.',
        'Braille has no sign for "д" (U+0434) in this language.',
        'Braille has no sign for "日" (U+65E5) in this language.',
    ]


def test_a_language_without_table_is_a_gap() -> None:
    somali = samples.document(samples.paragraph("Rugta"), language="so")
    assert braille.gap(somali, FormatSettings()) == "braille table"
    assert braille.gap(samples.ENGLISH, FormatSettings()) is None
    chosen = FormatSettings(braille=Braille(tables={"so": "en-ueb-g1.ctb"}))
    assert braille.gap(somali, chosen) is None
    # Its words in another document are not contracted as if they were English.
    assert written(Run(text="the people", language="so")) == "THE PEOPLE"
