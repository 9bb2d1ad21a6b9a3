"""Which pictures the published items name, and where an editor finds each naming."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from plugins.catalogue.easy_read import EasyRead
from plugins.catalogue.item import Image, Item
from plugins.catalogue.load import SITE_FILE
from plugins.catalogue.named_files import parts_of
from plugins.catalogue.problem import Problem
from plugins.catalogue.publication import Publication


class Naming(NamedTuple):
    """A place that names a picture."""

    path: str  # the file that names it, from the content folder
    line: int
    picture: str  # from the content folder

    def problem(self, fault: str, remedy: str) -> Problem:
        """Return what is wrong with the picture, at the place that names it."""
        return Problem(self.path, self.line, f'the picture "{self.picture}" {fault}', remedy)


def namings_in(publication: Publication) -> tuple[Naming, ...]:
    """Return every place of the published site that names a picture, in a fixed order."""
    found = set(_namings(publication.items, publication.easy_reads.values()))
    if card := publication.site.brand.card:
        line = publication.catalogue.site_lines.get(("brand", "card"), 1)
        found.add(Naming(SITE_FILE, line, card))
    return tuple(sorted(found))


def _namings(items: Collection[Item], easy_reads: Iterable[EasyRead]) -> Iterator[Naming]:
    for item in items:
        for place, image in parts_of(item, (Image,)):
            yield Naming(item.path, item.origin.line_of(*place, "file"), image.file)
    texts: tuple[Item | EasyRead, ...] = (*items, *easy_reads)
    for text in texts:
        for picture in text.body.pictures:
            yield Naming(text.path, picture.line, picture.target)
