"""Braille as PEF 2008-1, the Portable Embosser Format: the same on every embosser."""

from __future__ import annotations

from lxml import etree

from plugins.alternative_formats import braille
from plugins.alternative_formats.document import Document
from plugins.alternative_formats.format import AlternativeFormat, Commission

PEF = "http://www.daisy.org/ns/2008/pef"
DC = "http://purl.org/dc/elements/1.1/"
MEDIA_TYPE = "application/x-pef+xml"


def render(commission: Commission) -> bytes:
    """Return the pages as XML, with what the document is at its head."""
    sheet = commission.settings.braille
    # lxml's types know no namespace without a prefix, lxml does.
    root = etree.Element(f"{{{PEF}}}pef", {"version": "2008-1"}, nsmap={None: PEF})  # type: ignore[dict-item]
    _describe(etree.SubElement(root, f"{{{PEF}}}head"), commission.document)
    body = etree.SubElement(root, f"{{{PEF}}}body")
    size = {"cols": str(sheet.cells), "rows": str(sheet.lines), "rowgap": "0", "duplex": "true"}
    volume = etree.SubElement(body, f"{{{PEF}}}volume", size)
    section = etree.SubElement(volume, f"{{{PEF}}}section")
    for lines in braille.pages(commission.document, commission.settings):
        page = etree.SubElement(section, f"{{{PEF}}}page")
        for line in lines:
            etree.SubElement(page, f"{{{PEF}}}row").text = line or None
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _describe(head: etree._Element, document: Document) -> None:
    """Add the metadata. The identifier and the format are required."""
    meta = etree.SubElement(head, f"{{{PEF}}}meta", nsmap={"dc": DC})
    said = {
        "title": document.title,
        "creator": document.author,
        "language": document.language,
        "description": document.summary,
        "publisher": document.publisher,
        "date": document.modified.isoformat(),
        "format": MEDIA_TYPE,
        "identifier": document.address,
    }
    for name, text in said.items():
        if text:
            etree.SubElement(meta, f"{{{DC}}}{name}").text = text


FORMAT = AlternativeFormat(
    name="pef",
    suffix=".pef",
    media_type=MEDIA_TYPE,
    use="print",
    recipe=braille.recipe,
    render=render,
    gap=braille.gap,
    uncarried=braille.uncarried,
    missing_tool=braille.missing_tool,
)
