"""A PDF is right by the rules of its field, in every script and size."""

from __future__ import annotations

import operator
import subprocess
import sys
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from plugins.alternative_formats.document import (
    Block,
    Document,
    Facts,
    Figure,
    Heading,
    ListOf,
    Paragraph,
    Preformatted,
    Row,
    Run,
    Runs,
    Table,
    words_in,
)
from plugins.alternative_formats.pdf import FORMAT
from plugins.alternative_formats.pdf_picture import WIDEST, for_print
from plugins.alternative_formats.pdf_press import NotPrintedError
from plugins.catalogue.site_formats import FormatSettings, LargePrint
from tests.alternative_formats.pdf_expected import said
from tests.alternative_formats.pdf_judges import Tagged, faults
from tests.alternative_formats.pdf_making import commission, content, pdf_of, photograph
from tests.alternative_formats.samples import (
    ALL,
    EASY_READ,
    ENGLISH,
    document,
    heading,
    in_language,
    paragraph,
)

TITLE = operator.attrgetter("title")
MARGIN = 20 / 25.4 * 72


def _part(part: int) -> list[Block]:
    return [
        heading(f"Part {part}"),
        *(
            paragraph(" ".join(f"Come to clinic {part * 1000 + no * 100 + n}." for n in range(12)))
            for no in range(4)
        ),
    ]


WIDE, TALL = 595.3, 841.9
LONG = document(*(block for part in range(6) for block in _part(part)))


@pytest.mark.parametrize("size", [16, 36])
@pytest.mark.parametrize("sample", [*ALL, EASY_READ], ids=TITLE)
def test_no_judge_finds_a_fault(sample: Document, size: int) -> None:
    assert faults(pdf_of(sample, size)) == []


def test_no_judge_finds_a_fault_in_a_long_document_with_contents() -> None:
    assert faults(pdf_of(LONG)) == []


def test_title_language_publisher_and_standards_are_in_the_file() -> None:
    file = pikepdf.open(BytesIO(pdf_of(in_language("ur"))))
    assert file.Root.Lang == "ur"
    assert file.Root.MarkInfo.Marked
    assert file.Root.ViewerPreferences.DisplayDocTitle
    with file.open_metadata() as metadata:
        assert metadata["dc:title"] == in_language("ur").title
        assert metadata["dc:creator"] == ["Fenwick Town Council"]
        assert metadata["pdfaid:part"] == "2"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["xmp:ModifyDate"].startswith("2026-11-09")


def test_english_is_british() -> None:
    assert pikepdf.open(BytesIO(pdf_of(ENGLISH))).Root.Lang == "en-GB"


def test_a_figure_has_its_alt_text_and_one_that_decorates_is_no_part_of_the_text() -> None:
    figures = list(Tagged(pdf_of(ENGLISH)).root.all("Figure"))
    assert [figure.alt for figure in figures] == ["A nurse waves from the door of a library."]


def test_headings_keep_their_levels_and_are_bookmarks() -> None:
    pdf = Tagged(pdf_of(ENGLISH))
    found = [(each.name, each.text()) for each in pdf.root.all("H1", "H2", "H3")]
    assert found == [
        ("H1", "Flu clinics open on Monday"),
        ("H2", "Who can come"),
        ("H2", "What to bring"),
        ("H3", "On the day"),
        ("H2", "Where the clinics are"),
        ("H2", "Notes"),
    ]
    with pdf.file.open_outline() as outline:
        (title,) = outline.root
        assert [part.title for part in title.children] == [
            words for name, words in found if name == "H2"
        ]


def test_a_table_has_heads_and_cells() -> None:
    (table,) = Tagged(pdf_of(ENGLISH)).root.all("Table")
    assert [cell.text() for cell in table.all("TH")] == ["Place", "Opens", "Closes", "Chairs"]
    assert len(list(table.all("TD"))) == 8


def test_numbers_stand_at_the_end_of_their_column() -> None:
    rows = ("7", "1,234,567")
    table = Table((words_in("How many people came"),), tuple((words_in(n),) for n in rows), (True,))
    short, long = _boxes(pdf_of(document(table)), "7", "1,234,567")
    assert short[2] == pytest.approx(long[2], abs=2)


def _boxes(pdf: bytes, *texts: str) -> list[tuple[float, float, float, float]]:
    sheet = pypdfium2.PdfDocument(BytesIO(pdf))[0].get_textpage()
    found = []
    for text in texts:
        at, count = sheet.search(text, match_whole_word=True).get_next()
        boxes = [sheet.get_charbox(at + each) for each in range(count)]
        found.append((boxes[0][0], boxes[0][1], boxes[-1][2], boxes[-1][3]))
    return found


def test_a_table_that_does_not_fit_is_read_row_by_row_with_its_heads() -> None:
    heads = ("Place", "Address", "Monday", "Saturday", "Telephone", "Seats")
    row = ("Oadby", "Sandhurst Street", "", "10am to 1pm", "0116\u00a0496\u00a00123", "12")
    table = Table(tuple(map(words_in, heads)), (tuple(map(words_in, row)),), (*(False,) * 5, True))
    pdf = Tagged(pdf_of(document(table), 24))
    assert not list(pdf.root.all("Table"))
    assert said(pdf).endswith(
        "Place: Oadby Address: Sandhurst Street Saturday: 10am to 1pm Telephone: 0116 496 0123"
        " Seats: 12"
    )


def test_a_long_table_says_its_heads_on_each_page_but_once_to_a_screen_reader() -> None:
    for head in (words_in("Place"), (Run(text="Place", address="https://a.example/"),)):
        rows = tuple((words_in(f"Library {number}"),) for number in range(60))
        pdf = pdf_of(document(Table((head,), rows, (False,))))
        assert said(Tagged(pdf)).count("Place") == 1
        texts = [sheet.get_textpage().get_text_bounded() for sheet in _pages(pdf)]
        assert len(texts) > 2
        assert all("Place" in text for text in texts) or head != words_in("Place")


def test_a_long_document_has_contents_with_page_numbers_and_a_short_one_has_none() -> None:
    pdf = Tagged(pdf_of(LONG))
    contents = next(pdf.root.all("TOC"))
    assert [entry.text().split()[:2] for entry in contents.all("TOCI")] == [
        ["Part", str(part)] for part in range(6)
    ]
    assert not list(Tagged(pdf_of(ENGLISH)).root.all("TOC"))


def test_each_part_of_an_edition_begins_a_page() -> None:
    edition = replace(document(heading("One"), paragraph("x"), heading("Two")), kind="editions")
    texts = [sheet.get_textpage().get_text_bounded() for sheet in _pages(pdf_of(edition))]
    assert [next(iter(text.split())) for text in texts] == ["Flu", "One", "Two"]


def test_every_page_says_its_number_and_it_is_no_part_of_the_text() -> None:
    pdf = pdf_of(LONG)
    pages = _pages(pdf)
    for number, sheet in enumerate(pages, start=1):
        words = f"Page {number} of {len(pages)}"
        assert sheet.get_textpage().get_text_bounded().endswith(words)
    assert "Page 1" not in said(Tagged(pdf))


def test_the_first_page_says_who_when_and_where() -> None:
    text = said(Tagged(pdf_of(in_language("ur"))))
    assert "Fenwick Town Council 9 November 2026 This page on the web: fenwick.example" in text


@pytest.mark.parametrize("size", [16, 18, 24, 36])
def test_no_letter_is_smaller_than_the_size_nor_in_the_margin(size: int) -> None:
    long = "https://www.example.org/" + "a-very-long-address/" * 12
    inner: ListOf = ListOf(((paragraph(long + "x" * 90),),))
    for _ in range(9 if size < 36 else 3):  # ten levels of numbers are wider than the page
        inner = ListOf(((paragraph("Deep"), inner),), start=1)
    sample = document(*ENGLISH.blocks, paragraph(long), Preformatted(long), inner, title="W" * 60)
    for sheet in _pages(pdf_of(sample, size)):
        text = sheet.get_textpage()
        for at in range(text.count_chars()):
            if text.get_text_range(at, 1).isspace():
                continue
            left, bottom, right, top = text.get_charbox(at)
            assert left >= MARGIN - 1
            assert right <= WIDE - MARGIN + 1
            assert bottom >= MARGIN - 6
            assert top <= TALL - MARGIN + 6
        sizes = [each.get_font_size() for each in sheet.get_objects() if isinstance(each, TEXT)]
        assert min(sizes) >= size - 0.1


TEXT = pypdfium2.PdfTextObj


def test_nothing_slants() -> None:
    fonts = {name for sheet in Tagged(pdf_of(ENGLISH)).file.pages for name in _fonts(sheet)}
    assert fonts >= {"Arimo-Regular", "Arimo-Bold", "DejaVuSansMono"}
    assert not {name for name in fonts if "Italic" in name or "Oblique" in name}


def test_what_is_stressed_is_bold() -> None:
    words = (Run(text="Come "), Run(text="early", emphasis=True), Run(text="."))
    plain, stressed = (
        pdf_of(document(Paragraph(line), title=" ")) for line in (words_in("Come early."), words)
    )
    assert _bold_letters(stressed) - _bold_letters(plain) == len("early")


def _bold_letters(pdf: bytes) -> int:
    """Count the letters on the first page that are set in bold."""
    (sheet,) = _pages(pdf)[:1]
    words = sheet.get_textpage()
    texts = [each for each in sheet.get_objects(textpage=words) if isinstance(each, TEXT)]
    bold = [each for each in texts if "Bold" in each.get_font().get_base_name()]
    return sum(len(each.extract().strip()) for each in bold)


def _fonts(sheet: pikepdf.Page) -> list[str]:
    return [str(font.BaseFont).partition("+")[2] for font in sheet.resources["/Font"].values()]


def test_links_lead_to_their_addresses_and_notes_lead_there_and_back() -> None:
    pdf = Tagged(pdf_of(ENGLISH))
    links = [link for sheet in pdf.file.pages for link in sheet.get("/Annots", [])]
    addresses = {str(link.A.URI) for link in links if "/A" in link and "/URI" in link.A}
    assert addresses >= {
        "https://fenwick.example/places/",
        "tel:01164960123",
        "mailto:hello@fenwick.example",
    }
    assert len([link for link in links if "/URI" not in link.get("/A", {})]) >= 3


def test_an_address_is_printed_once() -> None:
    line: Runs = (
        Run(text="the places", address="https://fenwick.example/places/"),
        Run(text=", "),
        Run(text="hello@fenwick.example", address="mailto:hello@fenwick.example?subject=Flu"),
        Run(text=", "),
        Run(text="www.other.example", address="https://other.example/"),
        Run(text=", "),
        Run(text="(0116) 496 0123", address="tel:+441164960123"),
        Run(text=", "),
        Run(text="ring us", address="tel:+441164960123"),
    )
    assert said(Tagged(pdf_of(document(Paragraph(line))))).endswith(
        "/ the places (fenwick.example/places/), hello@fenwick.example, www.other.example,"
        " (0116) 496 0123, ring us (+441164960123)"
    )


def test_a_row_of_easy_read_is_never_parted() -> None:
    rows = [
        Row(Figure("news/clinic.jpg", "A nurse"), (paragraph(f"Row{n} " * 30),)) for n in range(9)
    ]
    texts = [sheet.get_textpage().get_text_bounded() for sheet in _pages(pdf_of(document(*rows)))]
    assert len(texts) > 2
    assert all(sum(f"Row{n} " in text for text in texts) == 1 for n in range(9))


def test_a_row_and_a_caption_longer_than_a_page_go_on_over_it() -> None:
    long = "Words " * 900
    figure = Figure("news/clinic.jpg", "A nurse", long)
    pdf = pdf_of(document(figure, Row(Figure("news/clinic.jpg", "A"), (paragraph(long),))))
    found = "".join(sheet.get_textpage().get_text_bounded() for sheet in _pages(pdf))
    assert found.count("Words") == 1800


def test_a_photograph_is_upright_small_and_says_nothing_of_who_took_it() -> None:
    photo = photograph(2400, 1600)
    assert b"Ann Other" in photo
    printed = for_print(photo)
    image = Image.open(BytesIO(printed.data))
    assert image.size == (WIDEST, WIDEST * 3 // 2)
    assert printed.ratio == pytest.approx(2 / 3)
    assert b"Ann Other" not in printed.data
    assert not image.getexif()
    assert for_print((content() / "news/leaves.jpg").read_bytes()).suffix == "png"


def test_a_document_with_nothing_in_it_is_printed() -> None:
    empty = document(Paragraph(()), Facts(()), Table((words_in("A"),), (), (False,)), ListOf(()))
    assert faults(pdf_of(empty)) == []


@pytest.mark.parametrize("sample", [ENGLISH, in_language("ur"), EASY_READ], ids=TITLE)
def test_every_process_makes_the_same_bytes(sample: Document, tmp_path: Path) -> None:
    made = tmp_path / "made.pdf"
    at = [*ALL, EASY_READ].index(sample)
    script = (
        "import sys; from pathlib import Path; from tests.alternative_formats import samples;"
        "from plugins.alternative_formats.pdf import FORMAT;"
        "from plugins.alternative_formats.format import Commission;"
        "from plugins.catalogue.site_formats import FormatSettings;"
        f"sample = [*samples.ALL, samples.EASY_READ][{at}];"
        "pdf = FORMAT.render(Commission(document=sample, settings=FormatSettings(),"
        " content=Path(sys.argv[1])));"
        "Path(sys.argv[2]).write_bytes(pdf)"
    )
    subprocess.run([sys.executable, "-c", script, content(), made], check=True)
    pdf_of(LONG)
    assert pdf_of(sample) == made.read_bytes()


def test_the_recipe_names_the_size_and_whatever_else_changes_the_bytes() -> None:
    usual, large = (
        FORMAT.recipe(FormatSettings(large_print=LargePrint(size=size))) for size in (18, 24)
    )
    assert usual != large
    assert "typst 0." in usual


def test_what_typst_refuses_is_said_without_a_traceback() -> None:
    with pytest.raises(
        NotPrintedError, match=r"https://fenwick\.example/.* cannot be printed: .*日"
    ):
        FORMAT.render(commission(document(paragraph("日本"))))


def test_a_newer_date_is_the_documents_own() -> None:
    file = pikepdf.open(BytesIO(pdf_of(replace(ENGLISH, modified=date(2027, 1, 2)))))
    assert str(file.docinfo["/ModDate"]).startswith("D:20270102")


def test_a_heading_is_never_the_last_on_its_page() -> None:
    for filler in range(12):
        blocks = [paragraph("Come. " * 9)] * (6 + filler)
        sample = document(
            *blocks, Heading(2, words_in("Alone"), "alone"), paragraph("Follows. " * 60)
        )
        for sheet in _pages(pdf_of(sample)):
            words = sheet.get_textpage().get_text_bounded().split("\r\n")
            assert "Alone" not in words or words.index("Alone") < len(words) - 3


def _pages(pdf: bytes) -> list[pypdfium2.PdfPage]:
    return list(pypdfium2.PdfDocument(BytesIO(pdf)))
