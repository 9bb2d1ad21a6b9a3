"""Which files the published items name, where an editor finds each, and whose each file is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from plugins.catalogue.body import Body
from plugins.catalogue.easy_read import EasyRead
from plugins.catalogue.item import Item, Reading, Recording
from plugins.catalogue.kinds import Paper
from plugins.catalogue.named_files import parts_of
from plugins.catalogue.problem import Problem
from plugins.catalogue.publication import Publication


@dataclass(frozen=True)
class Naming:
    """A place in an item that names a file."""

    item: Item
    line: int
    file: str  # from the content folder
    recording: Recording | Reading | None = None  # The one whose sound or transcript it is.
    in_words: bool = False  # A link in the body, not a field.
    easy_read: EasyRead | None = None  # The item's, where it is that which names the file.

    @property
    def nearness(self) -> tuple[bool, bool, bool, str]:
        """How near the file is to the item; it is published with the nearest, the smallest.

        So a file has one address, which does not move when something else links to it.
        """
        elsewhere = PurePosixPath(self.file).parent != PurePosixPath(self.item.path).parent
        return self.in_words, self.item.translation_of is not None, elsewhere, self.item.path

    def problem(self, fault: str, remedy: str) -> Problem:
        """Return what is wrong with the file, at the place that names it."""
        named_in = self.easy_read or self.item
        return Problem(named_in.path, self.line, f'the file "{self.file}" {fault}', remedy)


def namings_of(publication: Publication) -> tuple[Naming, ...]:
    """Return every place in the published items that names a file, in the order of the items."""
    items = publication.items
    return tuple(n for item in items for n in _namings(item, publication.easy_read(item)))


def _namings(item: Item, easy_read: EasyRead | None) -> Iterator[Naming]:
    yield from _in_fields(item)
    yield from _in_words(item.body, item, None)
    if easy_read is not None:
        yield from _in_words(easy_read.body, item, easy_read)


def _in_words(body: Body, item: Item, easy_read: EasyRead | None) -> Iterator[Naming]:
    for reference in body.files:
        target, line = reference.target, reference.line
        yield Naming(item, line, target, in_words=True, easy_read=easy_read)


def _in_fields(item: Item) -> Iterator[Naming]:
    for place, part in parts_of(item, (Recording, Reading, Paper)):
        line_of = item.origin.line_of
        if isinstance(part, Recording):
            yield Naming(item, line_of(*place, "file"), part.file, part)
            yield Naming(item, line_of(*place, "transcript"), part.transcript, part)
        elif isinstance(part, Reading):
            yield Naming(item, line_of(*place, "file"), part.file, part)
            if part.captions:
                yield Naming(item, line_of(*place, "captions"), part.captions, part)
        else:
            yield Naming(item, line_of(*place, "file"), part.file)
