"""Which files the published items name, where an editor finds each, and whose each file is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from plugins.catalogue.fields import SOUND, VIDEO, Model
from plugins.catalogue.front_matter import Place
from plugins.catalogue.item import Item, Recording
from plugins.catalogue.kinds import Paper, PatientStory
from plugins.catalogue.problem import Problem


@dataclass(frozen=True)
class Naming:
    """A place in an item that names a file."""

    item: Item
    line: int
    file: str  # from the content folder
    recording: Recording | None = None  # The recording whose sound or transcript it is.
    in_words: bool = False  # A link in the body, not a field.

    @property
    def nearness(self) -> tuple[bool, bool, bool, str]:
        """How near the file is to the item; it is published with the nearest, the smallest.

        So a file has one address, which does not move when something else links to it.
        """
        elsewhere = PurePosixPath(self.file).parent != PurePosixPath(self.item.path).parent
        return self.in_words, self.item.translation_of is not None, elsewhere, self.item.path

    def problem(self, fault: str, remedy: str) -> Problem:
        """Return what is wrong with the file, at the place that names it."""
        return Problem(self.item.path, self.line, f'the file "{self.file}" {fault}', remedy)


def namings_of(items: Iterable[Item]) -> tuple[Naming, ...]:
    """Return every place in the items that names a file, the items in their given order."""
    return tuple(naming for item in items for naming in _namings(item))


def withheld_files(items: Iterable[Item], on: date) -> frozenset[str]:
    """Return the files of stories that consent keeps back on this day."""
    kept_back: set[str] = set()
    for story in items:
        if isinstance(story, PatientStory):
            named = {naming.file for naming in _namings(story)}
            kept_back |= named - _allowed(story, on)
    return frozenset(kept_back)


def is_recording(file: str) -> bool:
    """Tell whether a file is sound or video, by its name."""
    return PurePosixPath(file).suffix.lower() in SOUND + VIDEO


def _allowed(story: PatientStory, on: date) -> set[str]:
    if not story.consent.allows("website", on):
        return set()
    named = {naming.file for naming in _namings(story.allowed(on))}
    if story.consent.allows("audio", on):
        return named
    # A link in the words would give away the voice as the field does.
    return {file for file in named if not is_recording(file)}


def _namings(item: Item) -> Iterator[Naming]:
    for place, part in _parts(item, ()):
        line_of = item.origin.line_of
        if isinstance(part, Recording):
            yield Naming(item, line_of(*place, "file"), part.file, part)
            yield Naming(item, line_of(*place, "transcript"), part.transcript, part)
        else:
            yield Naming(item, line_of(*place, "file"), part.file)
    for reference in item.body.files:
        yield Naming(item, reference.line, reference.target, in_words=True)


def _parts(model: Model, place: Place) -> Iterator[tuple[Place, Recording | Paper]]:
    """Yield every recording and paper in the fields, however deep."""
    for name, value in model:
        parts = enumerate(value) if isinstance(value, tuple) else [(None, value)]
        for index, part in parts:
            here = (*place, name) if index is None else (*place, name, index)
            if isinstance(part, Recording | Paper):
                yield here, part
            elif isinstance(part, Model):
                yield from _parts(part, here)
