"""The package document: what an EPUB is, whom it suits, what it holds, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from plugins.alternative_formats.document import Document
from plugins.alternative_formats.epub_access import Access
from plugins.alternative_formats.epub_archive import Part
from plugins.alternative_formats.epub_overlay import clock
from plugins.alternative_formats.markup_options import XML, root

OPF = "http://www.idpf.org/2007/opf"
DC = "http://purl.org/dc/elements/1.1/"
SUMMARY_LANGUAGE = "en-GB"
ACTIVE = "-epub-media-overlay-active"  # the class of the element that is being read


@dataclass(frozen=True, kw_only=True)
class Sound:
    """The reading that goes with the pages."""

    lengths: Mapping[str, int]  # of each SMIL, in milliseconds
    narrator: str | None


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What a package names."""

    parts: Sequence[Part]
    spine: Sequence[str]  # names of pages, in the order of reading
    access: Access
    sound: Sound | None


def package(document: Document, contents: Contents) -> bytes:
    """Return the package document."""
    whole = root(OPF, "package", dc=DC)
    whole.set("version", "3.0")
    whole.set("unique-identifier", "id")
    whole.set(f"{{{XML}}}lang", document.language)
    whole.set("dir", document.direction)
    _metadata(etree.SubElement(whole, f"{{{OPF}}}metadata"), document, contents)
    manifest = etree.SubElement(whole, f"{{{OPF}}}manifest")
    for part in contents.parts:
        _item(manifest, part)
    spine = etree.SubElement(whole, f"{{{OPF}}}spine")
    spine.set("page-progression-direction", document.direction)
    ids = {part.name: part.id for part in contents.parts}
    for name in contents.spine:
        etree.SubElement(spine, f"{{{OPF}}}itemref", idref=ids[name])
    return etree.tostring(whole, xml_declaration=True, encoding="UTF-8")


def _metadata(place: etree._Element, document: Document, contents: Contents) -> None:
    for name, text in _described(document):
        etree.SubElement(place, f"{{{DC}}}{name}").text = text
    place[0].set("id", "id")
    if document.translator:
        translator = etree.SubElement(place, f"{{{DC}}}contributor", id="translator")
        translator.text = document.translator
        role = _meta(place, "role", "trl")
        role.set("refines", "#translator")
        role.set("scheme", "marc:relators")
    # To the day: that is how exactly editors know it.
    _meta(place, "dcterms:modified", f"{document.modified.isoformat()}T00:00:00Z")
    for name, text in contents.access.properties():
        _meta(place, name, text)
    summary = _meta(place, "schema:accessibilitySummary", contents.access.summary())
    summary.set(f"{{{XML}}}lang", SUMMARY_LANGUAGE)
    summary.set("dir", "ltr")
    if contents.sound:
        _sound(place, contents.sound, {part.name: part.id for part in contents.parts})


def _described(document: Document) -> Iterator[tuple[str, str]]:
    yield "identifier", f"urn:uuid:{uuid5(NAMESPACE_URL, document.address)}"
    yield "title", document.title
    yield "language", document.language
    yield "creator", document.author or document.publisher
    yield "publisher", document.publisher
    yield "date", document.issued.isoformat()
    yield "source", document.address
    yield "subject", document.section
    if document.summary:
        yield "description", document.summary


def _sound(place: etree._Element, sound: Sound, ids: Mapping[str, str]) -> None:
    for name, length in sound.lengths.items():
        _meta(place, "media:duration", clock(length)).set("refines", f"#{ids[name]}")
    _meta(place, "media:duration", clock(sum(sound.lengths.values())))
    _meta(place, "media:active-class", ACTIVE)
    if sound.narrator:
        _meta(place, "media:narrator", sound.narrator)


def _item(manifest: etree._Element, part: Part) -> None:
    item = etree.SubElement(manifest, f"{{{OPF}}}item", id=part.id, href=part.name)
    item.set("media-type", part.media_type)
    if part.properties:
        item.set("properties", part.properties)
    if part.overlay:
        item.set("media-overlay", part.overlay)


def _meta(place: etree._Element, name: str, text: str) -> etree._Element:
    meta = etree.SubElement(place, f"{{{OPF}}}meta", property=name)
    meta.text = text
    return meta
