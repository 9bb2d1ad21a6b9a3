"""Which files the published items name, where an editor finds each, and whose each file is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from plugins.catalogue.body import Body
from plugins.catalogue.easy_read import EasyRead
from plugins.catalogue.fields import SOUND, VIDEO, Model
from plugins.catalogue.front_matter import Place
from plugins.catalogue.item import Item, Reading, Recording
from plugins.catalogue.kinds import Paper, PatientStory
from plugins.catalogue.load import Catalogue
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


def withheld_files(catalogue: Catalogue, on: date) -> frozenset[str]:
    """Return the files of stories that consent keeps back on this day."""
    easy_reads = {one.of: one for one in catalogue.easy_reads}
    kept_back: set[str] = set()
    for story in catalogue.items:
        if isinstance(story, PatientStory):
            easy_read = easy_reads.get(story.path)
            named = {naming.file for naming in _namings(story, easy_read)}
            kept_back |= named - _allowed(story, easy_read, on)
    return frozenset(kept_back)


def is_recording(file: str) -> bool:
    """Tell whether a file is sound or video, by its name."""
    return PurePosixPath(file).suffix.lower() in SOUND + VIDEO


def _allowed(story: PatientStory, easy_read: EasyRead | None, on: date) -> set[str]:
    if not story.consent.allows("website", on):
        return set()
    shown = story.allowed(on)
    if story.consent.allows("audio", on):
        return {naming.file for naming in _namings(shown, easy_read)}
    # A link in the words would give away the voice as the field does, and so would a film in
    # sign language that is the same file.
    voices = [one for one in (story.recording, story.read_aloud) if one]
    heard = {naming.file for naming in _in_fields(story) if naming.recording in voices}
    seen = {
        naming.file
        for naming in _namings(shown, easy_read)
        if not (naming.in_words and is_recording(naming.file))
    }
    return seen - heard


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
    for place, part in _parts(item, ()):
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


def _parts(model: Model, place: Place) -> Iterator[tuple[Place, Recording | Reading | Paper]]:
    """Yield every recording, reading and paper in the fields, however deep."""
    for name, value in model:
        parts = enumerate(value) if isinstance(value, tuple) else [(None, value)]
        for index, part in parts:
            here = (*place, name) if index is None else (*place, name, index)
            if isinstance(part, Recording | Reading | Paper):
                yield here, part
            elif isinstance(part, Model):
                yield from _parts(part, here)
