"""Several items as one document: a booklet with an introduction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from plugins.alternative_formats.document import Block, Document, Heading, Note, Run
from plugins.alternative_formats.document_anchors import each_line, each_run, unique
from plugins.alternative_formats.document_body import Blocks
from plugins.alternative_formats.document_lines import line
from plugins.alternative_formats.document_of import Doors, demonstration, framed, said_of
from plugins.alternative_formats.document_telling import Telling
from plugins.catalogue.item import Item
from plugins.catalogue.publication import Publication

DEEPEST = 6


def edition_of(
    edition: Item, gathered: Iterable[Item], publication: Publication, doors: Doors
) -> Document:
    """Return an edition: its own words, then each gathered item under a heading of level 2.

    Whoever gathers leaves out the stories whose consent does not reach print.
    """
    telling = Telling(edition, publication, doors)
    said = said_of(telling)
    own = framed(telling, said.blocks, said.notes)
    taken = {block.anchor for block in own.headings()}
    blocks, notes = list(own.blocks), list(own.notes)
    for item in gathered:
        part = _part(Telling(item, publication, doors), own.language, taken, len(notes))
        blocks += part.blocks
        notes += part.notes
    return replace(own, blocks=(*blocks, *demonstration(telling)), notes=tuple(notes))


def _part(telling: Telling, lang: str, taken: set[str], notes: int) -> Blocks:
    """Return an item's blocks and notes, so that they fit into the edition."""
    said = said_of(telling)
    told = framed(telling, said.blocks, said.notes)
    place = _place(told.name, taken)
    anchors = {block.anchor: _place(f"{place}-{block.anchor}", taken) for block in told.headings()}
    change = _fitted(anchors, notes, told.language if told.language != lang else None)
    title = Heading(2, each_line(line(told.title), change), place)
    blocks = (_lower(block, anchors) for block in each_run(told.blocks, change))
    footnotes = (Note(n.number + notes, each_run(n.blocks, change)) for n in told.notes)
    return Blocks((title, *blocks), tuple(footnotes))


def _place(anchor: str, taken: set[str]) -> str:
    found = unique(anchor, taken)
    taken.add(found)
    return found


def _lower(block: Block, anchors: Mapping[str, str]) -> Block:
    if not isinstance(block, Heading):
        return block
    return Heading(min(block.level + 1, DEEPEST), block.words, anchors[block.anchor])


def _fitted(anchors: Mapping[str, str], notes: int, lang: str | None) -> Callable[[Run], Run]:
    """Return what changes a run's language, its link to a heading, and its note's number."""

    def changed(run: Run) -> Run:
        found = run if run.language or not lang else replace(run, language=lang)
        if found.address and found.address[1:] in anchors and found.address[0] == "#":
            found = replace(found, address=f"#{anchors[found.address[1:]]}")
        if found.note is not None and notes:
            number = found.note + notes
            found = replace(found, note=number, text=f"[{number}]")
        return found

    return changed
