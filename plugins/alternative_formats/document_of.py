"""An item as a document: what its page says, in the page's order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from plugins.alternative_formats.document import (
    Block,
    Document,
    Figure,
    Heading,
    Note,
    Paragraph,
    ReadAloud,
    Run,
)
from plugins.alternative_formats.document_anchors import each_run, in_order
from plugins.alternative_formats.document_body import Blocks, blocks_of
from plugins.alternative_formats.document_dates import dates, reviewed
from plugins.alternative_formats.document_kinds import author_of, facts, more, over_summary
from plugins.alternative_formats.document_lines import line, plain
from plugins.alternative_formats.document_recording import transcripts
from plugins.alternative_formats.document_telling import Doors, Telling, paragraph
from plugins.alternative_formats.document_words import direction_of, labels_in
from plugins.catalogue.body import Body
from plugins.catalogue.item import Image, Item
from plugins.catalogue.kinds import Person
from plugins.catalogue.publication import Publication

__all__ = ["Doors", "document_of"]


def document_of(item: Item, publication: Publication, doors: Doors) -> Document:
    """Return what an item's page says.

    Nothing in it depends on the day of the build: where a page tells the next date of an event,
    the document tells the rule.
    """
    telling = Telling(item, publication, doors)
    said = said_of(telling)
    return framed(telling, (*said.blocks, *demonstration(telling)), said.notes)


def said_of(telling: Telling) -> Blocks:
    """Return what is said of the item itself."""
    body = body_of(telling.item.body, telling)
    return Blocks((*_before(telling), *body.blocks, *_after(telling)), body.notes)


def framed(telling: Telling, blocks: Iterable[Block], notes: tuple[Note, ...]) -> Document:
    """Return a document of these blocks about an item."""
    address = f"{telling.doors.site_url}/{telling.item.url}"
    ordered, footnotes = _with_whole_links(tuple(in_order(blocks)), notes, address)
    item, site = telling.item, telling.publication.site
    lang = item.lang or site.lang
    return Document(
        title=plain(item.title),
        language=lang,
        direction=direction_of(site, lang),
        address=address,
        name=item.address.rstrip("/").rpartition("/")[2] or item.name,
        kind=item.kind,
        section=telling.tongue.section(item.kind),
        summary=plain(item.summary),
        publisher=site.name,
        issued=item.date,
        modified=item.changed,
        blocks=ordered,
        notes=footnotes,
        labels=labels_in(lang, telling.doors.words),
        author=author_of(telling),
        translator=item.translator.name if item.translator else None,
        read_aloud=_reading(item),
    )


def _with_whole_links(
    blocks: tuple[Block, ...], notes: tuple[Note, ...], page: str
) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """Return blocks and notes whose links to no heading here lead to the place on the page."""
    anchors = {f"#{block.anchor}" for block in blocks if isinstance(block, Heading)}

    def whole(run: Run) -> Run:
        if not run.address or run.address[0] != "#" or run.address in anchors:
            return run
        return replace(run, address=f"{page}{run.address}")

    every = (*blocks, *(block for note in notes for block in note.blocks))
    if all(whole(run) is run for block in every for words in block.lines() for run in words):
        return blocks, notes
    footnotes = (Note(note.number, each_run(note.blocks, whole)) for note in notes)
    return each_run(blocks, whole), tuple(footnotes)


def _reading(item: Item) -> ReadAloud | None:
    read = item.read_aloud
    if read is None:
        return None
    return ReadAloud(recording=read.file, captions=read.captions, reader=read.reader)


def body_of(body: Body, telling: Telling) -> Blocks:
    """Return the words of a body, with whole addresses."""
    publication, site_url = telling.publication, telling.doors.site_url
    own = body is telling.item.body  # What is asked of an item is told by its name.
    html = (
        publication.words_of(telling.item, site_url)
        if own
        else publication.linked(body.html, site_url)
    )
    return blocks_of(html, telling.doors.file_url)


def figure_of(image: Image) -> Figure:
    """Return a picture of the fields."""
    return Figure(
        image.file,
        plain(image.alt),
        plain(image.caption) if image.caption else None,
        plain(image.credit) if image.credit else None,
    )


def _before(telling: Telling) -> Iterator[Block]:
    item = telling.item
    # A person's page begins with the portrait.
    pictures = [figure_of(item.image)] if item.image else []
    if isinstance(item, Person):
        yield from pictures
    yield from over_summary(telling)
    yield Paragraph(line(telling.own("summary", item.summary)), lead=True)
    yield from _some(dates(telling))
    yield from _translation(telling)
    if not isinstance(item, Person):
        yield from pictures
    yield from facts(telling)


def _after(telling: Telling) -> Iterator[Block]:
    yield from more(telling)
    # A page has the transcript under its player. Here, what follows would seem to be part of it.
    yield from transcripts(telling)
    yield from _some(reviewed(telling))


def demonstration(telling: Telling) -> Iterator[Block]:
    """Yield what stands on every page of a site that only shows how it could be."""
    if telling.publication.site.demonstration:
        yield paragraph(telling.tongue.of_site(telling.publication.site.demonstration))


def _some(paragraph: Paragraph) -> Iterable[Block]:
    return (paragraph,) if paragraph.words else ()


def _translation(telling: Telling) -> Iterator[Block]:
    """Yield who translated it, and whether the original has changed since."""
    translator, say = telling.item.translator, telling.tongue.say
    if translator is None:
        return
    if translator.translated < telling.original.changed:
        language = telling.tongue.name_of(telling.publication.site.lang)
        newer = say("Read the newer page in {language}", language=language)
        yield paragraph(
            say("The original page has changed since this translation was made."),
            " ",
            telling.linked(newer, telling.original),
        )
    day = telling.tongue.day(translator.translated)
    yield paragraph(say("Translated by {name} on {day}.", name=translator.name, day=day))
