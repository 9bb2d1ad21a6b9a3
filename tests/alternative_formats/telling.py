"""Documents of a small site's items, and of the demo's, with real doors."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from plugins.alternative_formats.document import Block, Document, words_of
from plugins.alternative_formats.document_of import Doors, document_of
from plugins.catalogue.captions import Cue, read_captions
from plugins.catalogue.interface_words import Words
from plugins.catalogue.item import Item, Recording
from plugins.catalogue.load import load
from plugins.catalogue.publication import Publication
from tests.small_site import PROJECT, TODAY, SmallSite

ADDRESS = "https://fenwick.example"


@cache
def words() -> Words:
    """Return the theme's translations."""
    return Words.from_folder(PROJECT / "theme" / "locale")


def doors_of(root: Path, address: str = ADDRESS) -> Doors:
    """Return the doors of a content folder."""

    def cues(recording: Recording) -> tuple[Cue, ...]:
        data = (root / recording.transcript).read_bytes()
        captions, _ = read_captions(data, recording.transcript, None)
        assert captions is not None
        return captions.cues

    return Doors(
        site_url=address,
        words=words(),
        cues=cues,
        file_url=lambda path: f"{address}/files/{path}",
    )


def told(site: SmallSite, path: str, as_of: date = TODAY) -> Document:
    """Return the document of an item of a small site."""
    publication = site.publication(as_of)
    item = publication.at(path)
    assert item is not None
    return document_of(item, publication, doors_of(site.root))


@cache
def demo() -> tuple[Publication, Doors]:
    """Return the demonstration's publication and doors."""
    content = PROJECT / "content"
    publication = Publication(load(content), TODAY)
    return publication, doors_of(content, publication.site.address)


def demo_document(item: Item) -> Document:
    """Return the document of an item of the demonstration."""
    return document_of(item, *demo())


def text_of(*blocks: Block) -> str:
    """Return the lines of blocks under one another."""
    return "\n".join(words_of(line) for block in blocks for line in block.lines())


def whole_text(document: Document) -> str:
    """Return every line of a document under one another."""
    return "\n".join(words_of(line) for line in document.lines())
