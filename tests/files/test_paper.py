"""A paper is what its name says, or is refused in plain words."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from plugins.files.paper import PAPER_TYPES, UnfitPaperError, paper_type

OPEN_DOCUMENT = "application/vnd.oasis.opendocument"


def archive(**files: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        for name, text in files.items():
            opened.writestr(name.replace("__", "/"), text)
    return file.getvalue()


WORD = archive(word__document="<w/>")
TRUE = {
    ".pdf": (b"%PDF-1.7\n", "PDF", "application/pdf"),
    ".docx": (WORD, "Word document", PAPER_TYPES[".docx"].media_type),
    ".xlsx": (archive(xl__workbook="<x/>"), "Excel spreadsheet", PAPER_TYPES[".xlsx"].media_type),
    ".pptx": (archive(ppt__slides="<p/>"), "PowerPoint", PAPER_TYPES[".pptx"].media_type),
    ".odt": (
        archive(mimetype=f"{OPEN_DOCUMENT}.text"),
        "OpenDocument text",
        f"{OPEN_DOCUMENT}.text",
    ),
    ".ods": (
        archive(mimetype=f"{OPEN_DOCUMENT}.spreadsheet"),
        "OpenDocument spreadsheet",
        f"{OPEN_DOCUMENT}.spreadsheet",
    ),
    ".odp": (
        archive(mimetype=f"{OPEN_DOCUMENT}.presentation"),
        "OpenDocument presentation",
        f"{OPEN_DOCUMENT}.presentation",
    ),
    ".csv": ("Practice,Café\n".encode(), "CSV", "text/csv"),
    ".txt": (b"Dear all\n", "Text", "text/plain"),
}


@pytest.mark.parametrize("suffix", PAPER_TYPES)
def test_each_type_has_its_name_and_media_type(suffix: str, tmp_path: Path) -> None:
    data, label, media_type = TRUE[suffix]
    file = tmp_path / f"minutes{suffix.upper()}"
    file.write_bytes(data)
    kind = paper_type(file)
    assert (kind.label, kind.media_type) == (label, media_type)


@pytest.mark.parametrize("suffix", PAPER_TYPES)
@pytest.mark.parametrize("other", PAPER_TYPES)
def test_no_type_passes_for_another(suffix: str, other: str, tmp_path: Path) -> None:
    both_text = {suffix, other} <= {".csv", ".txt"} or (
        suffix in {".csv", ".txt"} and other == ".pdf"
    )
    if suffix == other or both_text:
        return
    file = tmp_path / f"minutes{suffix}"
    file.write_bytes(TRUE[other][0])
    with pytest.raises(UnfitPaperError):
        paper_type(file)


REFUSED = {
    "empty": ("a.pdf", b"", "is empty."),
    "web page": (
        "a.pdf",
        b"<!DOCTYPE html>",
        "is not a PDF file, whatever its name says, or is damaged.",
    ),
    "locked": (
        "a.docx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "is locked with a password, or is of an Office from before 2007.",
    ),
    "cut": (
        "a.docx",
        WORD[: len(WORD) // 2],
        "is not a Word document file, whatever its name says, or is damaged.",
    ),
    "old encoding": (
        "a.csv",
        "Practice\nCafé\n".encode("cp1252"),
        "is not UTF-8 text: its line 2 would show wrong signs.",
    ),
    "binary": ("a.txt", b"a\0b", "is not text, whatever its name says."),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refusals_are_in_plain_words(case: str, tmp_path: Path) -> None:
    name, data, fault = REFUSED[case]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnfitPaperError) as refused:
        paper_type(tmp_path / name)
    assert refused.value.fault == fault
    assert refused.value.remedy.endswith(".")
