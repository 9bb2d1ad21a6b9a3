"""A paper's type: what it is called, how it is served, and whether the file truly is one."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

# A password, a way to pack that nobody has, or damage.
BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError)
OPEN_XML = "application/vnd.openxmlformats-officedocument"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument"


@dataclass(frozen=True)
class PaperType:
    """One type of paper."""

    label: str
    media_type: str
    inside: str = ""  # of a zip: the folder that only this type has


PAPER_TYPES = {
    ".pdf": PaperType("PDF", "application/pdf"),
    ".docx": PaperType("Word document", f"{OPEN_XML}.wordprocessingml.document", "word/"),
    ".xlsx": PaperType("Excel spreadsheet", f"{OPEN_XML}.spreadsheetml.sheet", "xl/"),
    ".pptx": PaperType("PowerPoint", f"{OPEN_XML}.presentationml.presentation", "ppt/"),
    ".odt": PaperType("OpenDocument text", f"{OPEN_DOCUMENT}.text"),
    ".ods": PaperType("OpenDocument spreadsheet", f"{OPEN_DOCUMENT}.spreadsheet"),
    ".odp": PaperType("OpenDocument presentation", f"{OPEN_DOCUMENT}.presentation"),
    ".csv": PaperType("CSV", "text/csv"),
    ".txt": PaperType("Text", "text/plain"),
}
LARGEST = 500_000_000  # bytes
LONGEST_TYPE = 200  # bytes of the file that says what an OpenDocument is
OLD_OFFICE = b"\xd0\xcf\x11\xe0"


class UnfitPaperError(ValueError):
    """The paper cannot be published; fault follows the file's name."""

    def __init__(self, fault: str, remedy: str) -> None:
        """Keep both, for the editor."""
        super().__init__(fault)
        self.fault = fault
        self.remedy = remedy


def paper_type(file: Path) -> PaperType:
    """Return a paper's type; UnfitPaperError where the file is not what its name says."""
    suffix = file.suffix.lower()
    kind = PAPER_TYPES[suffix]
    with file.open("rb") as opened:
        start = opened.read(1024)
    if file.stat().st_size > LARGEST:
        raise UnfitPaperError(
            "is larger than 500 MB.", "Give it in parts, or with smaller pictures."
        )
    if not start:
        raise UnfitPaperError("is empty.", "Save it again from the program that made it.")
    if start.startswith(OLD_OFFICE):
        raise UnfitPaperError(
            "is locked with a password, or is of an Office from before 2007.",
            f"Open it, take the password away, and save it as {suffix}, or better as PDF.",
        )
    if suffix in {".csv", ".txt"}:
        _must_be_text(file)
    elif suffix == ".pdf":
        # Readers look for the mark in the first 1,024 bytes: ISO 32000-1, annex H.
        _must(b"%PDF-" in start, kind)
    else:
        _must_be_archive(file, kind)
    return kind


def _must(right: bool, kind: PaperType) -> None:  # noqa: FBT001 - reads as a sentence
    if not right:
        raise UnfitPaperError(
            f"is not a {kind.label} file, whatever its name says, or is damaged.",
            "Open it in the program that made it, and save it again in the right type.",
        )


def _must_be_archive(file: Path, kind: PaperType) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if kind.inside:
                _must(any(name.startswith(kind.inside) for name in names), kind)
                return
            _must("mimetype" in names, kind)
            with archive.open("mimetype") as told:
                own = told.read(LONGEST_TYPE)  # No more: a small archive can hold gigabytes.
            _must(own.decode("ascii", "replace").strip() == kind.media_type, kind)
    except BROKEN:
        _must(right=False, kind=kind)


def _must_be_text(file: Path) -> None:
    data = file.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnfitPaperError(
            f"is not UTF-8 text: its line {line} would show wrong signs.",
            "Save it again as “CSV UTF-8”, or as plain text with the encoding UTF-8.",
        ) from error
    if "\0" in text:
        raise UnfitPaperError(
            "is not text, whatever its name says.",
            "Let its name end in what it truly is, or save it again as text.",
        )
