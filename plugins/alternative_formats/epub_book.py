"""All parts of one EPUB, put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from lxml import etree

from plugins.alternative_formats.document import Document
from plugins.alternative_formats.epub_access import Access
from plugins.alternative_formats.epub_archive import Part, archive
from plugins.alternative_formats.epub_chapters import Chapter, chapters_of, places_of
from plugins.alternative_formats.epub_navigation import navigation
from plugins.alternative_formats.epub_package import Contents, Sound, package
from plugins.alternative_formats.epub_page import PAGE, STYLE, PageWriter, as_file
from plugins.alternative_formats.epub_pictures import Album
from plugins.alternative_formats.epub_recording import Recording, recording_of
from plugins.alternative_formats.markup_options import MarkupOptions
from plugins.alternative_formats.sentences import sentences
from plugins.alternative_formats.speech import Narration

NAVIGATION = "contents.xhtml"


def book(document: Document, content: Path, narration: Narration | None, style: bytes) -> bytes:
    """Return a document's EPUB. Its pictures lie in the content folder."""
    said = sentences(document) if narration else ()
    album = Album(content)
    chapters = chapters_of(document)
    places = places_of(chapters)
    writer = PageWriter(document, MarkupOptions(picture=album, sentences=said), places)
    pages = _pages(writer, chapters)
    recording = recording_of(narration, said, pages) if narration else None
    contents = Part(
        name=NAVIGATION,
        media_type=PAGE,
        data=navigation(document, chapters, places),
        properties="nav",
    )
    parts = [
        contents,
        *_files(pages, recording),
        Part(name=STYLE, media_type="text/css", data=style),
        *album.parts(),
        *(recording.parts() if recording else ()),
    ]
    # A reader of a short text would only leaf over a page of contents.
    spine = [NAVIGATION, *pages] if len(pages) > 1 else [*pages]
    named = Contents(
        parts=parts, spine=spine, access=_access(album, recording), sound=_sound(recording)
    )
    return archive(package(document, named), {part.name: part.data for part in parts})


def _pages(writer: PageWriter, chapters: Sequence[Chapter]) -> dict[str, etree._Element]:
    """Write every chapter, in order."""
    last = len(chapters) - 1
    return {
        chapter.file: writer.page(chapter, first=place == 0, last=place == last)
        for place, chapter in enumerate(chapters)
    }


def _files(pages: Mapping[str, etree._Element], recording: Recording | None) -> list[Part]:
    overlays = recording.overlays if recording else {}
    return [
        Part(
            name=name,
            media_type=PAGE,
            data=as_file(page),
            overlay=overlays[name].id if name in overlays else None,
        )
        for name, page in pages.items()
    ]


def _access(album: Album, recording: Recording | None) -> Access:
    return Access(
        pictures=album.tells,
        sound=recording is not None,
        by_computer=recording is not None and recording.narration.by_computer,
    )


def _sound(recording: Recording | None) -> Sound | None:
    if recording is None:
        return None
    return Sound(lengths=recording.lengths, narrator=recording.narration.reader)
