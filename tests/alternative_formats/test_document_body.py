"""A body's HTML as blocks: every word, in order, and what each part of Markdown becomes."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import HealthCheck, given, settings

from plugins.alternative_formats.document import (
    Block,
    Divider,
    Facts,
    Figure,
    Heading,
    ListOf,
    Paragraph,
    Preformatted,
    Quotation,
    Run,
    Table,
    words_in,
    words_of,
)
from plugins.alternative_formats.document_body import Blocks, blocks_of
from plugins.catalogue.body import Body
from plugins.catalogue.body_reading import read_body
from tests.alternative_formats.strategies import EveryFile, bodies

# What begins a line of its own, where a reader sees a space or a new line.
TABLE = ("td", "th", "tr")
APART = ("p", "li", "ul", "ol", "dt", "dd", "pre", "div", "blockquote", "hr", "br", *TABLE)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def read(markdown: str) -> Blocks:
    """Return what Markdown says."""
    body, _ = read_body(markdown, 1, "news/x.md", EveryFile())
    return blocks_of(body.html, file_url)


def file_url(path: str) -> str:
    return f"https://fenwick.example/files/{path}"


def only(markdown: str) -> Block:
    """Return the one block that Markdown says."""
    (block,) = read(markdown).blocks
    return block


def words_said(blocks: Blocks) -> list[str]:
    """Return the words of blocks and notes, without the marks that join terms and numbers."""
    notes = (block for note in blocks.notes for block in note.blocks)
    lines = (line for block in (*blocks.blocks, *notes) for line in block.lines())
    return " ".join(words_of(line) for line in lines).replace(",", " ").split()


def words_seen(html: str) -> list[str]:
    """Return the words that a reader of the HTML sees, by another parser than ours."""
    soup = BeautifulSoup(html, "html.parser")
    for arrow in soup.select("a.footnote-backref"):
        arrow.decompose()
    for reference in soup.select("a.footnote-ref"):
        reference.string = f"[{str(reference['href']).partition(':')[2]}]"
    for picture in soup.find_all("img"):
        alone = [link for link in picture.find_parents("a") if not link.get_text(strip=True)]
        address = f" {alone[0]['href']} " if alone and not _is_word(picture) else ""
        picture.replace_with(f" {picture['alt']} {address}")
    for element in soup.find_all([*APART, *HEADINGS]):
        element.insert_before(" ")
        element.insert_after(" ")
    return soup.get_text().replace("\ufeff", "").replace(",", " ").split()


def _is_word(picture: Tag) -> bool:
    """Tell whether a picture stands where there is room for words only."""
    return picture.find_parent(["td", "th", "dt", *HEADINGS]) is not None


@given(bodies())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_word_of_a_body_is_said_in_order(body: Body) -> None:
    assert words_said(blocks_of(body.html, file_url)) == words_seen(body.html)


def test_a_heading_keeps_its_level_and_its_anchor() -> None:
    assert only("### Who *can* come") == Heading(
        3, (*words_in("Who "), Run(text="can", emphasis=True), *words_in(" come")), "who-can-come"
    )


@pytest.mark.parametrize("markdown", ["> ## Inside", "- one\n\n    ## Inside"])
def test_a_heading_within_another_block_is_strong_words(markdown: str) -> None:
    blocks = read(markdown).blocks
    assert not any(isinstance(block, Heading) for block in blocks)
    runs = [run for block in blocks for line in block.lines() for run in line]
    assert Run(text="Inside", strong=True) in runs


def test_lists_nest_and_count_from_their_first_number() -> None:
    inner = ListOf(((Paragraph(words_in("a")),), (Paragraph(words_in("b")),)))
    assert only("3. three\n4. four\n    - a\n    - b\n5. five") == ListOf(
        (
            (Paragraph(words_in("three")),),
            (Paragraph(words_in("four")), inner),
            (Paragraph(words_in("five")),),
        ),
        start=3,
    )


def test_an_entry_may_have_paragraphs() -> None:
    entries = only("- one\n\n    more\n\n- two")
    assert isinstance(entries, ListOf)
    assert entries.entries[0] == (Paragraph(words_in("one")), Paragraph(words_in("more")))


def test_an_entry_without_words_is_left_out() -> None:
    assert only("- one\n- &#32;\n- two") == ListOf(
        ((Paragraph(words_in("one")),), (Paragraph(words_in("two")),))
    )


def test_terms_are_facts() -> None:
    assert only("When\n:   Monday\n\nWhere\nHow\n:   here\n\n:   there") == Facts(
        (
            (words_in("When"), (Paragraph(words_in("Monday")),)),
            (
                words_in("Where, How"),
                (Paragraph(words_in("here")), Paragraph(words_in("there"))),
            ),
        )
    )


def test_a_table_knows_its_columns_of_numbers_and_its_empty_cells() -> None:
    assert only("|   | Chairs |\n|---|--:|\n| Oadby | 12 |\n| | |") == Table(
        ((), words_in("Chairs")),
        ((words_in("Oadby"), words_in("12")), ((), ())),
        (False, True),
    )


def test_a_picture_in_a_cell_is_its_words() -> None:
    table = only("| Day | Open |\n|---|---|\n| Monday | ![yes](tick.png) |")
    assert isinstance(table, Table)
    assert table.rows == ((words_in("Monday"), words_in("yes")),)


def test_a_picture_amid_text_parts_its_paragraph() -> None:
    assert read("Before ![A nurse.](clinic.jpg) after.").blocks == (
        Paragraph(words_in("Before")),
        Figure("news/clinic.jpg", "A nurse."),
        Paragraph(words_in("after.")),
    )


def test_a_picture_that_is_a_link_is_followed_by_its_address() -> None:
    assert read("[![A nurse.](clinic.jpg)](https://other.example/)").blocks == (
        Figure("news/clinic.jpg", "A nurse."),
        Paragraph((Run(text="https://other.example/", address="https://other.example/"),)),
    )


def test_footnotes_stand_by_themselves_and_are_referred_to() -> None:
    blocks = read("One[^a] and two[^b], one again[^a].\n\n[^b]: B *b*.\n[^a]: A.\n\n    More.\n")
    (paragraph,) = blocks.blocks
    references = [run for line in paragraph.lines() for run in line if run.note]
    by_words = {
        words_of(line): n.number for n in blocks.notes for b in n.blocks for line in b.lines()
    }
    assert [run.text for run in references] == [f"[{run.note}]" for run in references]
    assert [run.note for run in references] == [by_words["A."], by_words["B b."], by_words["A."]]
    assert by_words["More."] == by_words["A."]


def test_each_reference_to_a_note_stands_by_itself() -> None:
    (paragraph,) = read("One[^1][^1].\n\n[^1]: Note.\n").blocks
    assert [run.text for line in paragraph.lines() for run in line] == ["One", "[1]", "[1]", "."]


def test_a_note_within_a_note_is_referred_to() -> None:
    first, second = read("One[^1].\n\n[^1]: See[^2].\n[^2]: Two.\n").notes
    assert [run.note for block in first.blocks for line in block.lines() for run in line] == [
        None,
        2,
        None,
    ]
    assert words_of(next(second.blocks[0].lines())) == "Two."


def test_looks_may_stand_within_one_another() -> None:
    assert only("*one **two `x  y`** [three **four**](https://a.example/)*") == Paragraph(
        (
            Run(text="one ", emphasis=True),
            Run(text="two ", emphasis=True, strong=True),
            Run(text="x y", emphasis=True, strong=True, code=True),
            Run(text=" ", emphasis=True),
            Run(text="three ", emphasis=True, address="https://a.example/"),
            Run(text="four", emphasis=True, strong=True, address="https://a.example/"),
        )
    )


def test_an_abbreviation_says_what_it_stands_for() -> None:
    blocks = read("The NHS is open.\n\n*[NHS]: National Health Service\n").blocks
    assert [run.expansion for line in blocks[0].lines() for run in line] == [
        None,
        "National Health Service",
        None,
    ]


def test_a_line_break_is_kept_and_spaces_are_not() -> None:
    assert only("one   two\nthree  \nfour") == Paragraph(words_in("one two three\nfour"))


def test_code_keeps_its_spaces() -> None:
    assert only("    one  two\n      three") == Preformatted("one  two\n  three")


def test_quotations_and_dividers_are_blocks() -> None:
    assert read("> One\n>\n> Two\n\n***").blocks == (
        Quotation((Paragraph(words_in("One")), Paragraph(words_in("Two")))),
        Divider(),
    )


def test_a_link_to_a_file_leads_to_where_it_is_published() -> None:
    assert only("[Minutes](minutes.pdf)") == Paragraph(
        (Run(text="Minutes", address="https://fenwick.example/files/news/minutes.pdf"),)
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("a&#0;b", "a\ufffdb"),
        ("a&#1;b", "ab"),
        ("a&#150;b", "a–b"),
        ("a&#x2028;b", "a b"),
        ("a&#xFEFF;b", "ab"),
        ("a&nbsp;b &euro;1", "a\u00a0b €1"),
        ("👩🏽‍⚕️ a\u00adb ق\u064fر", "👩🏽‍⚕️ a\u00adb ق\u064fر"),
    ],
)
def test_odd_signs_are_said_as_browsers_show_them(written: str, said: str) -> None:
    assert [words_of(line) for line in only(written).lines()] == [said]


def test_twenty_levels_of_lists_are_followed() -> None:
    markdown = "\n".join(f"{'    ' * level}- level {level}" for level in range(20))
    assert words_said(read(markdown)) == words_seen(
        read_body(markdown, 1, "x", EveryFile())[0].html
    )


def test_a_body_without_words_has_no_blocks() -> None:
    assert read("") == Blocks((), ())
