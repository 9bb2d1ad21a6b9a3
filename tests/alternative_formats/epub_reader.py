"""A reading system of our own, on Python's own parsers: what an EPUB holds, and its words."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from PIL import Image

from plugins.alternative_formats.document import Document
from plugins.alternative_formats.epub import FORMAT
from plugins.alternative_formats.format import Commission
from plugins.alternative_formats.sentences import sentences
from plugins.alternative_formats.speech import Narration, pack
from plugins.catalogue.site_formats import FormatSettings

SPACES = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "o": "http://www.idpf.org/2007/opf",
    "d": "http://purl.org/dc/elements/1.1/",
    "h": "http://www.w3.org/1999/xhtml",
    "s": "http://www.w3.org/ns/SMIL",
}
EPUB = "{http://www.idpf.org/2007/ops}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# A second of silence, as MPEG layer III frames of 24 ms.
FRAME = bytes.fromhex("fff344c4") + bytes(140)


@dataclass(frozen=True)
class Book:
    """An EPUB, opened."""

    data: bytes

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Return what the zip holds, by name."""
        with zipfile.ZipFile(io.BytesIO(self.data)) as file:
            assert file.testzip() is None
            return {name: file.read(name) for name in file.namelist()}

    @cached_property
    def place(self) -> str:
        """Return where the package lies."""
        container = fromstring(self.files["META-INF/container.xml"])
        (root,) = container.iterfind("c:rootfiles/c:rootfile", SPACES)
        return root.attrib["full-path"]

    @cached_property
    def package(self) -> Element:
        """Return the package document."""
        found = fromstring(self.files[self.place])
        assert isinstance(found, Element)
        return found

    def part(self, href: str) -> bytes:
        """Return a file, as the package names it."""
        return self.files[posixpath.join(posixpath.dirname(self.place), href)]

    @cached_property
    def items(self) -> dict[str, Element]:
        """Return the manifest, by id."""
        return {
            item.attrib["id"]: item for item in self.package.iterfind("o:manifest/o:item", SPACES)
        }

    @cached_property
    def spine(self) -> list[Element]:
        """Return the items of the spine, in order."""
        refs = self.package.iterfind("o:spine/o:itemref", SPACES)
        return [self.items[ref.attrib["idref"]] for ref in refs]

    @cached_property
    def pages(self) -> dict[str, Element]:
        """Return the pages of the text, in order."""
        return {
            item.attrib["href"]: fromstring(self.part(item.attrib["href"]))
            for item in self.spine
            if item.get("properties") != "nav"
        }

    @property
    def page(self) -> Element:
        """Return the only page."""
        (page,) = self.pages.values()
        return page

    @cached_property
    def navigation(self) -> Element:
        """Return the navigation document."""
        (item,) = (item for item in self.items.values() if item.get("properties") == "nav")
        found = fromstring(self.part(item.attrib["href"]))
        assert isinstance(found, Element)
        return found

    def dc(self, name: str) -> list[str]:
        """Return the Dublin Core of a name."""
        return [found.text or "" for found in self.package.iterfind(f"o:metadata/d:{name}", SPACES)]

    def meta(self, name: str) -> list[str]:
        """Return the metadata of the whole of a name."""
        found = self.package.iterfind(f"o:metadata/o:meta[@property='{name}']", SPACES)
        return [meta.text or "" for meta in found if "refines" not in meta.attrib]

    def words(self) -> str:
        """Return the document's own words in the order of reading, without spaces."""
        return tight(
            "".join(
                text for page in self.pages.values() for text in _read(page.find("h:body", SPACES))
            )
        )


def _read(place: Element | None) -> Iterator[str]:
    if place is None or _is_ours(place):
        return
    yield place.get("alt", "")
    yield place.text or ""
    for child in place:
        yield from _read(child)
        yield child.tail or ""


def _is_ours(place: Element) -> bool:
    """Say whether words are ours rather than the document's: labels, links back, the colophon."""
    ours = {"doc-backlink", "doc-colophon"}
    return (
        place.get("role") in ours
        or place.get("class") in {"note-number", "label"}
        or place.get("id") == "notes.heading"
    )


def tight(text: str) -> str:
    """Return text without the spaces and line ends that markup may move."""
    return text.translate(dict.fromkeys(map(ord, " \n\t\r")))


def words_in_order(document: Document) -> str:
    """Return what a reader must find."""
    return tight("".join(run.text for line in document.lines() for run in line))


def narration_of(document: Document, **other: object) -> Narration:
    """Return silence in which each sentence takes 0.48 s, with a pause of 0.12 s before it."""
    times = []
    for number, sentence in enumerate(sentences(document)):
        start = 0.6 * number + 0.12
        times.append((sentence.id, start, start + 0.48))
    seconds = 0.6 * len(times)
    narration = Narration(FRAME * round(seconds / 0.024), 24_000, seconds, tuple(times))
    return replace(narration, **other)  # type: ignore[arg-type]


def epub_of(
    document: Document, content: Path = Path("nowhere"), narration: Narration | None = None
) -> bytes:
    """Return a document's EPUB."""
    made = {"speech": pack(narration)} if narration else {}
    return FORMAT.render(
        Commission(document=document, settings=FormatSettings(), content=content, made=made)
    )


def book_of(
    document: Document, content: Path = Path("nowhere"), narration: Narration | None = None
) -> Book:
    """Return a document's EPUB, opened."""
    return Book(epub_of(document, content, narration))


def changed(data: bytes, old: bytes, new: bytes) -> bytes:
    """Return an EPUB with other bytes in its files."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as copy:
        for name, part in Book(data).files.items():
            copy.writestr(name, part.replace(old, new))
    return file.getvalue()


def content_folder(folder: Path) -> Path:
    """Fill a folder with the pictures of the samples: a telephone's photograph, a drawing."""
    (folder / "news").mkdir(parents=True)
    grains = [Image.effect_noise((2400, 1600), 60) for _ in range(3)]
    photograph = Image.merge("RGB", grains)
    exif = Image.Exif()
    exif[0x0112] = 6  # it lies on its side
    exif[0x010F] = "Whose telephone"
    photograph.save(folder / "news/clinic.jpg", exif=exif, quality=70)
    Image.new("RGB", (300, 200), "green").save(folder / "news/leaves.jpg")
    return folder
