"""Sets a document in large print with Typst: a tagged PDF, PDF/A-2a and PDF/UA-1 together."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, time
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from plugins.alternative_formats.document import Document
from plugins.alternative_formats.pdf_picture import PrintedPicture
from plugins.alternative_formats.typefaces import folders

TEMPLATE = Path(__file__).with_name("pdf.typ").read_bytes()
VERSION = version("typst")
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]


class NotPrintedError(ValueError):
    """Typst refuses a document: the content is at fault, in a way that no check of ours knows."""

    exitcode = 1


def printed(document: Document, data: str, pictures: Sequence[PrintedPicture]) -> bytes:
    """Return the PDF. NotPrintedError says in words why it cannot be."""
    if not pictures:
        return _compiled(document, {"document": data, "pictures": "[]"}, None)
    with TemporaryDirectory() as folder:
        placed = [_placed(picture, number, folder) for number, picture in enumerate(pictures)]
        inputs = {"document": data, "pictures": json.dumps(placed)}
        return _compiled(document, inputs, folder)


def _compiled(document: Document, inputs: dict[str, str], root: str | None) -> bytes:
    try:
        pdf = _compiler().compile(
            TEMPLATE,
            format="pdf",
            root=root,
            sys_inputs=inputs,
            pdf_standards=STANDARDS,
            timestamp=datetime.combine(document.modified, time(), UTC),
        )
    except typst.TypstError as error:
        raise NotPrintedError(_refusal(document, error)) from None
    if not isinstance(pdf, bytes):
        raise TypeError("Typst made pages, not a file.")
    return pdf


def _placed(picture: PrintedPicture, number: int, folder: str) -> tuple[str, float]:
    """Write a picture where Typst reads it; return its name, and its width to its height."""
    name = f"{number}.{picture.suffix}"
    (Path(folder) / name).write_bytes(picture.data)
    return name, picture.ratio


def _refusal(document: Document, error: typst.TypstError) -> str:
    why = error.message.partition(" error: ")[2] or error.message
    return f"{document.address} cannot be printed: {why.replace('`', '')}."


@cache
def _compiler() -> typst.Compiler:
    """Return the one compiler of this process; it reads no typefaces of the machine."""
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,  # for the one of code
        font_paths=[str(folder) for folder in folders()],
    )
    return typst.Compiler(font_paths=fonts)
