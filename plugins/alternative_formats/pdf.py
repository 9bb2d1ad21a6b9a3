"""Large print: an item as a tagged PDF, to read on paper or on screen."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from plugins.alternative_formats import pdf_picture, pdf_press, typefaces
from plugins.alternative_formats.document import Document
from plugins.alternative_formats.format import (
    AlternativeFormat,
    Commission,
    MissingTool,
    Uncarried,
)
from plugins.alternative_formats.pdf_data import printed_data
from plugins.alternative_formats.pdf_missing import unprintable
from plugins.catalogue.site_formats import FormatSettings


def recipe(settings: FormatSettings) -> str:
    """Return whatever changes the bytes besides the document."""
    return (
        f"pdf 1 typst {pdf_press.VERSION} {sha256(pdf_press.TEMPLATE).hexdigest()}"
        f" typefaces {typefaces.digest()} pictures {pdf_picture.RECIPE}"
        f" size {settings.large_print.size}"
    )


def render(commission: Commission) -> bytes:
    """Return the PDF."""
    data = printed_data(commission.document, commission.settings.large_print.size)
    pictures = [
        pdf_picture.for_print((commission.content / picture).read_bytes())
        for picture in data.pictures
    ]
    return pdf_press.printed(commission.document, data.json, pictures)


def uncarried(document: Document, settings: FormatSettings) -> Iterable[Uncarried]:
    """Say which signs no typeface has."""
    del settings
    return unprintable(document)


def missing_tool(settings: FormatSettings) -> MissingTool | None:
    """Say so where the typefaces are not installed."""
    del settings
    folder = typefaces.missing_folder()
    if folder is None:
        return None
    return MissingTool(name=f"the typeface in {folder.parent.name}", remedy="npm ci")


FORMAT = AlternativeFormat(
    name="pdf",
    suffix=".pdf",
    media_type="application/pdf",
    use="print",
    recipe=recipe,
    render=render,
    uncarried=uncarried,
    missing_tool=missing_tool,
)
