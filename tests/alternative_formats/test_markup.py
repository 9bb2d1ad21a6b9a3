"""Tests of documents as HTML, judged by the W3C's checker and read back by another parser."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from lxml import etree, html

from plugins.alternative_formats.document import (
    Document,
    Figure,
    Note,
    Preformatted,
    Row,
    Run,
    Table,
    words_in,
    words_of,
)
from plugins.alternative_formats.markup import as_html, words
from plugins.alternative_formats.markup_options import (
    MarkupOptions,
    PictureFacts,
    direction_of,
    no_picture,
)
from plugins.alternative_formats.sentences import sentences
from tests.alternative_formats.samples import (
    ALL,
    EASY_READ,
    ENGLISH,
    document,
    heading,
    in_language,
    paragraph,
)
from tests.small_site import PROJECT

VNU = PROJECT / "node_modules/vnu-jar/build/dist/vnu.jar"
EVERY = (*ALL, EASY_READ)


def picture(figure: Figure) -> PictureFacts:
    name = figure.picture.rpartition("/")[2]
    return PictureFacts(f"/{name}", 640, 480, f"/{name} 640w", "100vw")


def as_page(sample: Document, *, spans: bool = False, pictures: bool = True) -> str:
    said = sentences(sample) if spans else ()
    options = MarkupOptions(sentences=said, picture=picture if pictures else no_picture)
    return (
        f'<!DOCTYPE html><html lang="{sample.language}" dir="{sample.direction}">'
        f"<title>{sample.title}</title><h1>{sample.title}</h1>"
        f"{as_html(words(sample, options))}</html>"
    )


def read(sample: Document, *, spans: bool = False) -> BeautifulSoup:
    return BeautifulSoup(as_page(sample, spans=spans), "html.parser")


def only(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    (found,) = soup.select(selector)
    return found


def test_the_w3c_checker_finds_no_fault(tmp_path: Path) -> None:
    for number, sample in enumerate(EVERY):
        for spans in (False, True):
            page = tmp_path / f"{number}{sample.language}{spans}.html"
            page.write_text(as_page(sample, spans=spans), encoding="utf-8")
    command = ["java", "-Xss2m", "-jar", str(VNU), "--format", "json", "--stdout", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert [
        f"{m['url'][-12:]}:{m['message']} {m.get('extract')}"
        for m in json.loads(done.stdout)["messages"]
    ] == []


@pytest.mark.parametrize("sample", EVERY, ids=lambda sample: str(sample.language))
def test_every_sentence_with_an_id_holds_that_sentence(sample: Document) -> None:
    soup = read(sample, spans=True)
    for sentence in sentences(sample)[1:]:
        if sentence.line == 0:
            continue  # of the title, which the page shows
        place = only(soup, f'[id="sentence.{sentence.id}"]')
        assert (place.get("alt") or place.get_text()) == sentence.text.replace("\n", "")


def test_a_picture_stands_for_all_sentences_of_what_it_shows() -> None:
    shown = document(Figure("a.jpg", "A nurse waves. A child laughs."))
    soup = read(shown, spans=True)
    assert only(soup, "img")["id"] == "sentence.s2"
    assert not soup.select('[id="sentence.s3"]')


def test_sentences_that_cut_through_a_link_leave_it_a_link() -> None:
    words_ = (
        Run(text="Ring. "),
        Run(text="Come soon. Or ", address="https://a.example/"),
        Run(text="later", strong=True, address="https://a.example/"),
        Run(text=" on."),
    )
    soup = read(document(replace(paragraph(""), words=words_)), spans=True)
    assert [link.get_text() for link in soup.select("a")] == ["Come soon.", "Or later"]
    assert only(soup, "p").get_text() == "Ring. Come soon. Or later on."


def test_neighbours_with_one_address_are_one_link() -> None:
    link = only(read(ENGLISH), 'a[href="https://fenwick.example/places/"]')
    assert link.get_text() == "where to go"
    assert only(link, "strong").get_text() == "go"


def test_words_of_another_language_say_which_and_run_their_way() -> None:
    run = Run(text="اردو", language="ur")
    place = only(read(document(replace(paragraph(""), words=(run,)))), "p span")
    assert (place["lang"], place["dir"]) == ("ur", "rtl")


@pytest.mark.parametrize(
    ("language", "direction"),
    [("ur", "rtl"), ("ur-Latn", "ltr"), ("ku-Arab", "rtl"), ("ar-EG", "rtl"), ("gu", "ltr")],
)
def test_a_language_knows_its_direction(language: str, direction: str) -> None:
    assert direction_of(language) == direction


def test_labels_in_another_language_than_the_words_say_so() -> None:
    noted = replace(in_language("ur"), notes=(Note(1, (paragraph("نوٹ"),)),))
    title = only(read(noted), ".notes h2")
    assert (title["lang"], title["dir"], title.get_text()) == ("en-GB", "ltr", "Notes")


def test_code_and_addresses_in_urdu_run_from_left_to_right() -> None:
    line = (
        Run(text="x = 1;", code=True),
        Run(text="https://a.example/", address="https://a.example/"),
    )
    urdu = replace(
        in_language("ur"), blocks=(replace(paragraph(""), words=line), Preformatted("y;"))
    )
    soup = read(urdu)
    assert only(soup, "p code")["dir"] == only(soup, "p a")["dir"] == "ltr"
    assert only(soup, "pre")["dir"] == "ltr"


def test_a_note_and_its_first_reference_link_to_each_other() -> None:
    twice = (Run(text="[1]", note=1), Run(text=" and "), Run(text="[1]", note=1))
    soup = read(
        document(
            replace(paragraph(""), words=twice),
            notes=(Note(1, (paragraph("Bring it."),)), Note(2, (paragraph("Unasked."),))),
        )
    )
    first, second = soup.select("a[role=doc-noteref]")
    assert first["href"] == second["href"] == "#note.1"
    assert second.get("id") is None
    assert only(soup, "a[role=doc-backlink]")["href"] == f"#{first['id']}"
    assert only(soup, '[id="note.1"]')["role"] == "doc-footnote"


def test_an_entry_of_two_paragraphs_keeps_them_apart() -> None:
    entry = read(ENGLISH).select("ul > li")[1]
    assert [place.get_text() for place in entry.select("p")] == ["Carers", "Bring your card."]
    assert entry.get_text("|") == "Carers|Bring your card."


def test_no_element_is_empty_where_sentences_meet_runs() -> None:
    line = (Run(text="One. ", strong=True), Run(text="Two.", emphasis=True), Run(text=" Three."))
    soup = read(document(replace(paragraph(""), words=line)), spans=True)
    assert [place.get_text() for place in soup.select("strong, em, span")] == [
        "One.",
        "One.",
        " ",
        "Two.",
        "Two.",
        "Three.",
    ]


def test_a_picture_is_there_when_the_page_is_printed() -> None:
    assert only(read(document(Figure("a.jpg", "A nurse."))), "img").get("loading") is None


def test_lists_keep_their_first_number_and_their_nesting() -> None:
    soup = read(ENGLISH)
    assert only(soup, "ul > li > ol[start='3']").get_text("|") == "at the clinic|at home"
    assert only(soup, "ul ul ul").get_text() == "or three"


def test_cells_carry_the_head_of_their_column_without_breaking_its_numbers() -> None:
    table = Table(
        (words_in("Ring\n0116\u00a0496"), ()), ((words_in("a"), words_in("b")),), (False,) * 2
    )
    soup = read(document(table))
    cells = soup.select("tbody td")
    assert [cell.get("data-label") for cell in cells] == ["Ring 0116\u00a0496", None]
    assert [cell.get("scope") for cell in soup.select("thead > tr > *")] == ["col", None]
    assert [cell.name for cell in soup.select("thead > tr > *")] == ["th", "td"]


def test_columns_of_numbers_say_so() -> None:
    assert [cell.get_text() for cell in read(ENGLISH).select(".numeric")] == [
        "Chairs",
        "12",
        "1,200",
    ]


def test_a_picture_that_only_decorates_says_nothing() -> None:
    assert only(read(document(Figure("a.jpg", ""))), "img")["alt"] == ""


def test_a_picture_that_cannot_be_shown_is_described() -> None:
    shown = document(
        Figure("a.jpg", ""), Row(Figure("b.jpg", "A {nurse}.", None, "Ann"), (paragraph("Hi."),))
    )
    soup = BeautifulSoup(as_page(shown, pictures=False), "html.parser")
    assert [place.get_text(" ") for place in soup.select("figure > *")] == [
        "Picture:  A {nurse}.",
        "Picture by  Ann",
    ]


def test_easy_read_has_picture_and_words_side_by_side() -> None:
    row, _ = read(EASY_READ).select(".row")
    assert only(row, ".row-picture img")["alt"] == "A nurse."
    assert only(row, ".row-words").get_text() == "A flu jab can stop you getting flu."


def test_text_whose_spaces_count_keeps_them_with_and_without_sentences() -> None:
    for spans in (False, True):
        assert only(read(ENGLISH, spans=spans), "pre").get_text() == "one  two\n    three\n"


def test_lines_break_where_the_words_say() -> None:
    assert len(read(ENGLISH).select("p br")) == 1


def test_no_element_has_a_style_of_its_own() -> None:
    assert not read(ENGLISH).select("[style]")


@pytest.mark.parametrize("sample", EVERY, ids=lambda sample: str(sample.language))
def test_every_word_stands_in_the_page_in_order(sample: Document) -> None:
    shown = html.fromstring(as_page(sample))
    texts = shown.xpath("//body//text()[not(ancestor::a[@role='doc-backlink'])] | //@alt")
    assert isinstance(texts, list)
    found = "".join("".join(str(text) for text in texts).split())
    place = 0
    for line in sample.lines():
        place = found.index("".join(words_of(line).split()), place)


def test_as_xhtml_everything_is_in_its_namespace_and_notes_have_their_epub_type() -> None:
    parts = words(ENGLISH, MarkupOptions(xhtml=True, picture=picture))
    page = etree.fromstring(b"<r>" + b"".join(map(etree.tostring, parts)) + b"</r>")
    assert {etree.QName(place).namespace for place in page.iterdescendants()} == {
        "http://www.w3.org/1999/xhtml"
    }
    types = page.xpath("//@e:type", namespaces={"e": "http://www.idpf.org/2007/ops"})
    assert types == ["noteref", "endnotes", "footnote", "backlink"]


def test_an_anchor_may_lie_in_another_file() -> None:
    soup = BeautifulSoup(
        as_html(words(ENGLISH, MarkupOptions(link=lambda address: f"b.xhtml{address}"))),
        "html.parser",
    )
    assert soup.select('a[href="b.xhtml#what-to-bring"], a[href="b.xhtml#note.1"]')


def test_headings_are_where_links_look_for_them() -> None:
    soup = read(document(heading("Who can come"), heading("More", 3)))
    assert [(h.name, h["id"]) for h in soup.select("h2, h3")] == [
        ("h2", "who-can-come"),
        ("h3", "more"),
    ]
