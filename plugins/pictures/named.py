"""Which pictures the published items name, and where an editor finds each naming."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from plugins.catalogue.easy_read import EasyRead
from plugins.catalogue.fields import Model
from plugins.catalogue.front_matter import Place
from plugins.catalogue.item import Image, Item
from plugins.catalogue.kinds import PatientStory
from plugins.catalogue.load import SITE_FILE, Catalogue
from plugins.catalogue.problem import Problem
from plugins.catalogue.publication import Publication


@dataclass(frozen=True, order=True)
class Naming:
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


def withheld_pictures(catalogue: Catalogue, on: date) -> frozenset[str]:
    """Return the pictures of stories, their recordings and easy reads, that consent keeps back."""
    kept_back: set[str] = set()
    for story in catalogue.items:
        if isinstance(story, PatientStory):
            easy = [one for one in catalogue.easy_reads if one.of == story.path]
            shown = [story.allowed(on)] if story.consent.allows("website", on) else []
            still = {naming.picture for naming in _namings(shown, easy if shown else [])}
            kept_back |= {naming.picture for naming in _namings([story], easy)} - still
    return frozenset(kept_back)


def _namings(items: Collection[Item], easy_reads: Iterable[EasyRead]) -> Iterator[Naming]:
    for item in items:
        for place, image in _images(item, ()):
            yield Naming(item.path, item.origin.line_of(*place, "file"), image.file)
    texts: tuple[Item | EasyRead, ...] = (*items, *easy_reads)
    for text in texts:
        for picture in text.body.pictures:
            yield Naming(text.path, picture.line, picture.target)


def _images(model: Model, place: Place) -> Iterator[tuple[Place, Image]]:
    """Yield every picture in the fields, however deep, so that a new field needs no line here."""
    for name, value in model:
        parts = enumerate(value) if isinstance(value, tuple) else [(None, value)]
        for index, part in parts:
            here = (*place, name) if index is None else (*place, name, index)
            if isinstance(part, Image):
                yield here, part
            elif isinstance(part, Model):
                yield from _images(part, here)
