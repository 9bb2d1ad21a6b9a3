"""The plans of all items of a site, and every reason why one cannot be carried out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from plugins.alternative_formats.cache import Cache
from plugins.alternative_formats.document import Document
from plugins.alternative_formats.document_problems import document_problems
from plugins.alternative_formats.format import Uncarried
from plugins.alternative_formats.measured import Measured, measured_of
from plugins.alternative_formats.planning import Means, Plan, chosen, plan_of
from plugins.alternative_formats.planning_documents import Documents
from plugins.alternative_formats.planning_kept import read, written
from plugins.alternative_formats.planning_lines import line_of
from plugins.alternative_formats.speech_reading import is_of_something_else
from plugins.catalogue.item import Item
from plugins.catalogue.kept_answers import KeptAnswers
from plugins.catalogue.kinds import Edition, Show
from plugins.catalogue.problem import Problem
from plugins.catalogue.publication import Publication


@dataclass(frozen=True, kw_only=True)
class SitePlans:
    """What every item of a publication has."""

    publication: Publication
    documents: Documents
    means: Means
    cache: Cache
    taken: Mapping[str, str]  # files of editors, by where they are published
    kept: KeptAnswers

    @cached_property
    def plans(self) -> Mapping[str, tuple[Plan, ...]]:
        """The plans of each item that has a page, by its path."""
        items = with_formats(self.publication)
        found = {item.path: tuple(self._kept_plans(item)) for item in items}
        every = (plan for plans in found.values() for plan in plans)
        self.documents.tell(measured_of(self.publication, every))
        # Which formats the statement has does not depend on its words, so the numbers stay true.
        again = {item.path: tuple(self._plans(item)) for item in self.documents.of_statement}
        return {**found, **again}

    def without_missing(self) -> SitePlans:
        """Return the plans without the files that would have to be made first."""
        kept = replace(self)
        kept.__dict__["plans"] = {
            path: tuple(self._made(plan) for plan in plans) for path, plans in self.plans.items()
        }
        return kept

    def _made(self, plan: Plan) -> Plan:
        found = (file for file in plan.files if self.cache.find(file.key) is not None)
        return replace(plan, files=tuple(found))

    @cached_property
    def measured(self) -> Measured:
        """The numbers of this build."""
        return measured_of(self.publication, self.all())

    def _kept_plans(self, item: Item) -> Iterator[Plan]:
        """Yield the plans of an item, made anew only where what they rest on has changed."""
        if not chosen(item, self.means.settings) and not self.publication.easy_read(item):
            return iter(())
        answers = self.kept.of(item.path, lambda: tuple(map(written, self._plans(item))))
        return (read(answer, item, self.means.formats) for answer in answers)

    def _plans(self, item: Item) -> Iterator[Plan]:
        if chosen(item, self.means.settings):
            document = self.documents.anew(item.path)
            yield plan_of(item, document, self.means, self._parts(item))
        if self.publication.easy_read(item):
            document = self.documents.anew(item.path, easy_read=True)
            yield plan_of(item, document, self.means, (item,))

    def _parts(self, item: Item) -> tuple[Item, ...]:
        """Return the items whose words an item's document holds."""
        return self.publication.gathered(item) if isinstance(item, Edition) else (item,)

    def all(self) -> Iterator[Plan]:
        """Yield every plan, in the order of the files."""
        for plans in self.plans.values():
            yield from plans

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What formats cannot carry, and files that would stand at one address."""
        return tuple(problem for plan in self.all() for problem in self._problems(plan))

    def _problems(self, plan: Plan) -> Iterator[Problem]:
        yield from self._clashes(plan)
        # What is in the cache has been made, and so could be.
        missing = [file for file in plan.files if self.cache.find(file.key) is None]
        if missing or not plan.files:
            document = self.documents.of(plan.item.path, easy_read=plan.easy_read)
            settings = self.means.settings
            found = (one for file in missing for one in file.format.uncarried(document, settings))
            for uncarried in (*document_problems(document), *found):
                yield self._problem(plan, uncarried)
            yield from self._of_reading(plan.item, document)

    def _problem(self, plan: Plan, found: Uncarried) -> Problem:
        """Say of what an editor wrote where it stands; a translation shows its original's too."""
        paths = self._files(plan)
        for path in paths:
            source = (self.publication.root / path).read_text(encoding="utf-8")
            line = line_of(found.near, source)
            if line is not None:
                return Problem(path, line, found.fault, found.remedy)
        return Problem(paths[0], 1, found.fault, found.remedy)

    def _of_reading(self, item: Item, document: Document) -> Iterator[Problem]:
        reading = document.read_aloud
        if reading and is_of_something_else(reading, document, self.publication.root):
            line = item.origin.line_of("read_aloud", "captions")
            fault = f'the captions "{reading.captions}" have hardly a sentence of this item.'
            remedy = "Give the captions of this reading, or delete the line captions."
            yield Problem(item.path, line, fault, remedy)

    def _files(self, plan: Plan) -> tuple[str, ...]:
        """Return the files whose words a plan's document holds."""
        short = self.publication.easy_read(plan.item) if plan.easy_read else None
        original = plan.item.translation_of
        return (short.path,) if short else (plan.item.path, *((original,) if original else ()))

    def _clashes(self, plan: Plan) -> Iterator[Problem]:
        for file in plan.files:
            other = self.taken.get(file.place or "")
            if other is not None:
                remedy = "Give that file another name, or write a slug for this item."
                fault = f'its {file.format.suffix} would have the same address as "{other}".'
                yield Problem(plan.item.path, plan.item.origin.line_of("title"), fault, remedy)


def with_formats(publication: Publication) -> Iterator[Item]:
    """Yield the items that have formats: all that have words of their own."""
    return (item for item in publication.items if not isinstance(item, Show))
