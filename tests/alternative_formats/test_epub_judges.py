"""What epubcheck and Ace say of EPUBs: of every language and sort, read aloud and not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from plugins.alternative_formats.document import Document, Figure, Note, Paragraph, Run
from tests.alternative_formats.epub_judges import ace_of, epubcheck_of
from tests.alternative_formats.epub_reader import (
    book_of,
    changed,
    content_folder,
    epub_of,
    narration_of,
    words_in_order,
)
from tests.alternative_formats.samples import (
    ALL,
    EASY_READ,
    ENGLISH,
    document,
    heading,
    in_language,
    paragraph,
)
from tests.alternative_formats.strategies import documents

PARTS = [
    block
    for number in range(4)
    for block in (
        heading(f"Part {number}"),
        heading(f"Item {number}", 3),
        Figure("news/clinic.jpg", "A nurse waves. A child laughs.", "Come in.", "Ann Other"),
        Paragraph((Run(text="See "), Run(text="the end", address="#part-3"), Run(text="."))),
        Paragraph((Run(text="Ring us"), Run(text=f"[{number % 2 + 1}]", note=number % 2 + 1))),
    )
]
EDITION = replace(
    document(
        *PARTS, notes=(Note(1, (paragraph("Not at night."),)), Note(2, (paragraph("Ever."),)))
    ),
    kind="editions",
    author="Ann Other",
)
TRANSLATED = replace(EDITION, language="ur", direction="rtl", translator="Zara Pretend")
LONG = document(
    *(
        block
        for n in range(30)
        for block in (heading(f"H{n}"), paragraph("come in and wait " * 450))
    )
)
DRAWN = 30  # documents that hypothesis draws for the judges


def drawn(*, easy_read: bool) -> list[Document]:
    """Return the same documents in every run: Java starts once for all of them."""
    found: list[Document] = []

    @settings(
        max_examples=DRAWN,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(documents(easy_read=easy_read))
    def draw(sample: Document) -> None:
        found.append(sample)

    draw()
    return found


@pytest.fixture(scope="session")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return content_folder(tmp_path_factory.mktemp("epub") / "content")


@pytest.fixture(scope="session")
def named(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Write the EPUBs that both judges see."""
    folder = tmp_path_factory.mktemp("epubs")
    samples = {sample.language: sample for sample in ALL}
    samples |= {"edition": EDITION, "edition-ur": TRANSLATED}
    files = {
        f"{name}-aloud": epub_of(one, content, narration_of(one)) for name, one in samples.items()
    }
    samples |= {"easy-read": EASY_READ, "bare": document()}
    files |= {name: epub_of(one, content) for name, one in samples.items()}
    for name, data in files.items():
        (folder / f"{name}.epub").write_bytes(data)
    return {name: folder / f"{name}.epub" for name in files}


@pytest.fixture(scope="session")
def more(content: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Write documents that nobody thought of, and a long one."""
    folder = tmp_path_factory.mktemp("drawn")
    samples = [*drawn(easy_read=False), *drawn(easy_read=True), LONG]
    for number, sample in enumerate(samples):
        narration = narration_of(sample) if number % 2 else None
        (folder / f"{number}.epub").write_bytes(epub_of(sample, content, narration))
    return sorted(folder.iterdir())


def test_epubcheck_has_nothing_to_say(named: Mapping[str, Path], more: list[Path]) -> None:
    said = epubcheck_of([*named.values(), *more])
    assert len(said) == len(named) + len(more)
    assert {name: faults for name, faults in said.items() if faults} == {}


def test_epubcheck_would_say_so(named: Mapping[str, Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken.epub"
    poor = changed(named["en-GB"].read_bytes(), b'href="#what-to-bring"', b'href="#nowhere"')
    broken.write_bytes(poor)
    (fault,) = epubcheck_of([broken])["broken.epub"]
    assert "RSC-012" in fault


def test_ace_finds_no_violation(named: Mapping[str, Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken.epub"
    poor = changed(named["en-GB"].read_bytes(), b' alt="A nurse waves', b' data-x="A nurse waves')
    broken.write_bytes(poor)
    said = ace_of([*named.values(), broken], tmp_path / "ace")
    assert any("image-alt" in fault for fault in said.pop("broken.epub"))
    assert {name: faults for name, faults in said.items() if faults} == {}


@pytest.mark.parametrize("sample", [*ALL, EASY_READ, EDITION, LONG], ids=lambda one: one.language)
@pytest.mark.parametrize("aloud", [False, True])
def test_the_words_read_back_are_the_documents_words_in_order(
    sample: Document, content: Path, *, aloud: bool
) -> None:
    book = book_of(sample, content, narration_of(sample) if aloud else None)
    assert book.words() == words_in_order(sample)


def test_the_words_of_a_picture_that_is_not_there_are_read_too() -> None:
    assert book_of(ENGLISH).words() == words_in_order(ENGLISH)


@pytest.mark.parametrize("easy_read", [False, True])
def test_whatever_a_document_holds_is_read_back(content: Path, *, easy_read: bool) -> None:
    for sample in drawn(easy_read=easy_read):
        assert book_of(sample, content).words() == words_in_order(sample)
        aloud = book_of(sample, content, narration_of(sample))
        assert aloud.words() == words_in_order(sample)


def test_telephone_numbers_stay_together() -> None:
    for language in ("ur", "ar", "gu", "pl", "cy"):
        text = "".join(book_of(in_language(language)).page.itertext())
        assert "0116\u00a0496\u00a00123" in text
