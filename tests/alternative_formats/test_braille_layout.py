"""How braille is set on its pages. Lines are shown in uncontracted braille ASCII."""

from __future__ import annotations

import dataclasses

import pytest

from plugins.alternative_formats import braille
from plugins.alternative_formats.braille_lines import BLANK, NO_BREAK, Passage
from plugins.alternative_formats.braille_pages import Pages, number
from plugins.alternative_formats.brf import CHARACTERS
from plugins.alternative_formats.document import (
    Block,
    Divider,
    Facts,
    Figure,
    ListOf,
    Note,
    Preformatted,
    Quotation,
    Table,
    words_in,
)
from plugins.catalogue.site_formats import Braille, FormatSettings
from tests.alternative_formats.samples import document, heading, paragraph


def pages(*blocks: Block, cells: int = 40, lines: int = 25, **more: object) -> list[list[str]]:
    """Return all lines of each page."""
    settings = FormatSettings(braille=Braille(grade=1, cells=cells, lines=lines))
    made = dataclasses.replace(document(*blocks), **more)  # type: ignore[arg-type]
    return [[line.translate(CHARACTERS) for line in page] for page in braille.pages(made, settings)]


def text(*blocks: Block, cells: int = 40, **more: object) -> list[str]:
    """Return the lines of blocks, set on one page, without what stands before them."""
    page = pages(*blocks, cells=cells, lines=60, **more)[0]
    made = next(at for at, line in enumerate(page) if line.endswith("@.>")) + 2
    return "\n".join(page[made:-1]).rstrip("\n").split("\n")


def test_the_first_page_says_what_it_is_whose_of_when_and_how_made() -> None:
    assert pages(paragraph("Come."))[0][:9] == [
        "      ,FLU CLINICS OPEN ON ,MONDAY",
        "",
        ",FENWICK ,TOWN ,COUNCIL",
        "#C ,NOVEMBER #BJBF",
        'HTTPS3_/_/FENWICK4EXAMPLE_/NEWS_/FLU-"',
        "  CLINICS_/",
        "@.<,MADE BY A COMPUTER4 ,NOBODY HAS",
        "  PROOF-READ IT4@.>",
        "",
    ]


def test_paragraphs_begin_in_cell_3_and_run_over_to_cell_1() -> None:
    words = paragraph("one two three four five six seven eight nine")
    assert text(words, paragraph("Ten")) == [
        "  ONE TWO THREE FOUR FIVE SIX SEVEN",
        "EIGHT NINE",
        "  ,TEN",
    ]


def test_headings_are_centred_then_in_cell_5_and_7_and_so_on() -> None:
    blocks = (
        paragraph("One"),
        *(block for level in range(2, 7) for block in (heading("Part", level), paragraph("Two"))),
    )
    assert text(*blocks) == [
        "  ,ONE", "",
        "                 ,PART", "",
        "  ,TWO", "",
        "    ,PART",
        "  ,TWO", "",
        "      ,PART",
        "  ,TWO", "",
        "        ,PART",
        "  ,TWO", "",
        "          ,PART",
        "  ,TWO",
    ]  # fmt: skip


def test_a_centred_heading_keeps_three_blank_cells_at_each_side() -> None:
    lines = text(heading("one two three four five six seven eight nine ten"))
    assert lines == ["   ONE TWO THREE FOUR FIVE SIX SEVEN", "             EIGHT NINE TEN"]


def test_what_runs_over_in_a_list_stands_beyond_its_deepest_entry() -> None:
    long = "one two three four five six seven eight nine"
    inner = ListOf(((paragraph("eleven"),), (paragraph(long),)), start=9)
    entries = ListOf(((paragraph(long), inner), (paragraph("ten"), paragraph("more"))))
    assert text(entries, paragraph("After")) == [
        "ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT",
        "    NINE",
        "  #I4 ELEVEN",
        "  #AJ4 ONE TWO THREE FOUR FIVE SIX SEVEN",
        "    EIGHT NINE",
        "TEN",
        "      MORE",
        "",
        "  ,AFTER",
    ]


def test_ten_lists_in_one_another_leave_half_a_line_for_words() -> None:
    inner: Block = paragraph("one two three four five")
    for _ in range(10):
        inner = ListOf(((inner,),))
    assert text(inner, cells=20) == ["          ONE TWO", "          THREE FOUR", "          FIVE"]


def test_a_row_of_a_table_says_each_head_again_and_passes_over_empty_cells() -> None:
    table = Table(
        tuple(words_in(head) for head in ("Day", "Opens", "Why?", "")),
        (
            tuple(words_in(cell) for cell in ("Monday", "8am", "Flu", "x")),
            tuple(words_in(cell) for cell in ("Tuesday", "", "", "yes")),
        ),
        (False,) * 4,
    )
    assert text(table) == [
        ",DAY3 ,MONDAY2 ,OPENS3 #H;AM2 ,WHY8",
        "  ,FLU2 X",
        ",DAY3 ,TUESDAY2 YES",
    ]


def test_facts_a_quotation_a_picture_a_divider_and_code_have_places_of_their_own() -> None:
    assert text(
        Facts(((words_in("When"), (paragraph("Monday"), paragraph("Noon"))),)),
        Quotation((paragraph("I was in and out in ten minutes, and more"),)),
        Figure("a.jpg", "A nurse waves from the door of a library.", "Come.", "Ann"),
        Figure("a.jpg", ""),
        Divider(),
        Preformatted("a  b\n  c"),
    ) == [
        ",WHEN3 ,MONDAY",
        "  ,NOON",
        "",
        "      ,I WAS IN AND OUT IN TEN MINUTES1",
        "    AND MORE",
        "",
        "      @.<,PICTURE3 ,A NURSE WAVES FROM",
        "    THE DOOR OF A LIBRARY4@.>",
        "  ,COME4",
        "      @.<,PICTURE BY ,ANN@.>",
        "",
        "              333333333333",
        "",
        "A  B",
        "  C",
    ]


def test_footnotes_stand_after_all_else_as_they_are_referred_to() -> None:
    note = Note(12, (paragraph("Not so."), paragraph("Never.")))
    assert text(paragraph("Yes[12]"), notes=(note,)) == [
        "  ,YES.<#AB.>",
        "",
        "                 ,NOTES",
        "",
        ".<#AB.> ,NOT SO4",
        "    ,NEVER4",
    ]


def test_a_word_longer_than_a_line_is_divided_behind_a_slash_and_says_so() -> None:
    assert text(paragraph("https://a.example/one/two"), cells=20) == [
        '  HTTPS3_/_/"',
        "A4EXAMPLE_/ONE_/TWO",
    ]
    assert text(paragraph("x" * 30), cells=20) == ["  " + "X" * 17 + '"', "X" * 13]


def test_no_sign_is_divided_from_what_it_is_of() -> None:
    for indent in range(8):
        word = Passage(text="⠠⠁" * 20, first=indent)
        assert all(not line.rstrip("⠐").endswith("⠠") for line in word.lines(20))


def test_a_telephone_number_goes_whole_to_the_next_line() -> None:
    words = paragraph("One two three four five six 0116\u00a0496\u00a00123 now")
    assert text(words) == ["  ,ONE TWO THREE FOUR FIVE SIX", '#JAAF"DIF"JABC NOW']


def test_a_number_wider_than_the_page_is_divided_between_its_groups() -> None:
    passage = Passage(text=NO_BREAK.join(["⠼⠁⠃⠉⠙⠑"] * 4))
    assert passage.lines(20) == [BLANK.join(["⠼⠁⠃⠉⠙⠑"] * 3), "⠼⠁⠃⠉⠙⠑"]


def test_every_page_has_its_number_at_the_right_of_the_last_line() -> None:
    made = pages(*[paragraph(f"Word {n}") for n in range(100)], lines=10)
    assert [page[-1] for page in made] == [
        number(at + 1).translate(CHARACTERS).rjust(40) for at in range(len(made))
    ]
    assert all(page[-2].strip() for page in made[1:-1])
    assert len(made) > 9


def test_no_heading_stands_alone_at_the_foot_of_a_page() -> None:
    for before in range(30):
        filling = [paragraph("One") for _ in range(before)]
        made = pages(*filling, heading("Two"), heading("Three", 3), paragraph("Four"), lines=12)
        (page,) = (page for page in made if any("THREE" in line for line in page))
        at = next(at for at, line in enumerate(page) if "TWO" in line)
        assert [line.strip() for line in page[at : at + 4]] == [",TWO", "", ",THREE", ",FOUR"]


def test_a_heading_longer_than_a_page_is_still_set() -> None:
    filled = Pages(20, 5)
    filled.fill([Passage(text=BLANK.join(["⠁⠁⠁⠁⠁⠁⠁⠁"] * 30), level=2)])
    assert len(filled.numbered()) == 3


def test_no_page_begins_with_a_blank_line_and_none_is_empty() -> None:
    blocks = [block for n in range(40) for block in (heading(f"Part {n}"), paragraph("Word"))]
    for lines in range(10, 20):
        made = pages(*blocks, lines=lines)
        assert all(page[0] and len(page) == lines for page in made)


WORDS = [paragraph("some words and then some more " * 4)] * 3
LONG: list[Block] = []
for part in range(1, 25):
    LONG += (heading(f"Part {part} of what there is to be said of all this", 2 + part % 3), *WORDS)


@pytest.mark.parametrize(("cells", "lines"), [(40, 25), (30, 20), (20, 10)])
def test_a_long_document_has_contents_whose_pages_are_right(cells: int, lines: int) -> None:
    made = pages(*LONG, cells=cells, lines=lines)
    assert any("FLU" in line for line in made[0])
    assert [page[0].strip() for page in made[1:3]].count(",CONTENTS") == 1
    first = next(at for at, page in enumerate(made) if "SOME" in " ".join(page))
    listed = " ".join(line.strip('" ') for page in made[1:first] for line in page[:-1])
    for n in range(1, 25):
        name = f"#{'ABCDEFGHIJ'[n % 10 - 1]}" if n < 10 else None
        if name is None or 2 + n % 3 > 3:
            continue
        begun = next(
            at
            for at, page in enumerate(made[first:], first + 1)
            if f",PART {name} OF" in " ".join(" ".join(page).split())
        )
        entry = listed[listed.index(f",PART {name} ") :]
        shown = entry[entry.index("ALL") :].split()
        assert shown[1].startswith("THIS")
        page = next(word for word in shown[2:] if word.startswith("#"))
        assert page == number(begun).translate(CHARACTERS)


def test_the_contents_lists_no_heading_below_the_third_level() -> None:
    made = pages(*LONG)
    first = next(at for at, page in enumerate(made) if "SOME" in " ".join(page))
    listed = [line for page in made[1:first] for line in page[:-1] if ",PART" in line]
    assert len(listed) == 16
    assert {len(line) - len(line.lstrip()) for line in listed} == {0, 2}
    assert all(len(line) <= 40 for line in listed)


def test_a_list_of_one_is_no_contents() -> None:
    points: list[Block] = [heading("Point", 4), *WORDS]
    made = pages(heading("Part"), *points * 60)
    assert len(made) > 7
    assert not any(",CONTENTS" in line for page in made for line in page)


def test_a_short_document_has_none() -> None:
    made = pages(*LONG[:20])
    assert not any(",CONTENTS" in line for page in made for line in page)
