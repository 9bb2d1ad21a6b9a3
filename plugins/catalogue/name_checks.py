"""Names that become part of an address: of topics, places, series and makers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markdown.extensions.toc import slugify

from plugins.catalogue.fields import short
from plugins.catalogue.kinds import Episode, Event
from plugins.catalogue.load import SITE_FILE, Catalogue
from plugins.catalogue.problem import Problem

MAKER = "made_by"
LONGEST = 150  # letters: systems end at 255, and addresses of files add to it


@dataclass(frozen=True)
class _Named:
    """A name, what it is the name of, and where it stands."""

    name: str
    field: str
    path: str
    line: int

    def problem(self, fault: str, remedy: str) -> Problem:
        return Problem(
            self.path, self.line, f'{self.field} cannot be "{short(self.name)}": {fault}', remedy
        )


def problems_of_names(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield names without an address, with one that is too long, or with that of another name."""
    taken: dict[tuple[str, str], str] = {}
    for one in _names(catalogue):
        slug = slugify(one.name, "-").strip("-")
        other = taken.setdefault((one.field, slug), one.name)
        if not slug:
            remedy = "Add a letter from a to z or a digit: the address is made of them."
            yield one.problem("no address can be made of it.", remedy)
        elif len(slug) > LONGEST:
            fault = f"it has {len(slug)} letters, and {LONGEST} are the most."
            yield one.problem(fault, "Write a shorter name.")
        elif other != one.name and one.field != MAKER:  # One who is written in two ways is one.
            fault = f'it would have the same address as "{short(other)}".'
            yield one.problem(fault, "Write both alike, or let them differ in letters or digits.")


def _names(catalogue: Catalogue) -> Iterator[_Named]:
    for field in ("topics", "places"):
        for number, term in enumerate(getattr(catalogue.site, field)):
            line = catalogue.site_lines.get((field, number, "name"), 1)
            yield _Named(term.name, field, SITE_FILE, line)
    for item in catalogue.items:
        if isinstance(item, Event) and item.series:
            yield _Named(item.series, "series", item.path, item.origin.line_of("series"))
        if isinstance(item, Episode) and item.made_by:
            yield _Named(item.made_by, MAKER, item.path, item.origin.line_of(MAKER))
