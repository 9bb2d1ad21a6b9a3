"""Other programs that make PDFs and EPUBs of the same words, where they are installed."""

from __future__ import annotations

import html
import importlib
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from plugins.alternative_formats.document import Document
from plugins.alternative_formats.markup import as_html, words
from plugins.alternative_formats.markup_options import MarkupOptions

STYLE = "@page { size: A4; margin: 20mm } body { font: 18pt/1.5 Arimo, sans-serif }"


@dataclass(frozen=True)
class Yardstick:
    """Another program."""

    module: str
    render: Callable[[Document], bytes]


def _page(document: Document) -> str:
    title = html.escape(document.title)
    body = as_html(words(document, MarkupOptions()))
    return (
        f'<!doctype html><html lang="{document.language}"><head><title>{title}</title>'
        f"<style>{STYLE}</style></head><body><h1>{title}</h1>{body}</body></html>"
    )


def _by_weasyprint(document: Document) -> bytes:
    made = importlib.import_module("weasyprint").HTML(string=_page(document))
    data: bytes = made.write_pdf(pdf_variant="pdf/ua-1")
    return data


def _by_pandoc(document: Document) -> bytes:
    convert = importlib.import_module("pypandoc").convert_text
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        book = Path(folder, "book.epub")
        convert(_page(document), "epub3", format="html", outputfile=str(book))
        return book.read_bytes()


YARDSTICKS: Mapping[str, Yardstick] = MappingProxyType(
    {
        "PDF by WeasyPrint": Yardstick("weasyprint", _by_weasyprint),
        "EPUB by pandoc": Yardstick("pypandoc", _by_pandoc),
    }
)
