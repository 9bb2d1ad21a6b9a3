"""Where items name pictures, recordings and papers, in their fields and in their words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import TypeAlias, TypeVar

from plugins.catalogue.easy_read import EasyRead
from plugins.catalogue.fields import PICTURES, SOUND, VIDEO, Model
from plugins.catalogue.front_matter import Place
from plugins.catalogue.item import Image, Item, Reading, Recording
from plugins.catalogue.kinds.paper import Paper

FilePart: TypeAlias = Image | Recording | Reading | Paper
PARTS = (Image, Recording, Reading, Paper)
PLAIN = frozenset({str, date, type(None)})
FIELDS = ("file", "transcript", "captions")  # of these parts, that name a file
Part = TypeVar("Part", bound=FilePart)


@dataclass(frozen=True, order=True)
class NamedFile:
    """A place that names a file of the content."""

    path: str  # the item, from the content folder
    line: int
    file: str  # from the content folder
    in_words: bool = False  # A picture or a link in the body, not a field.

    @property
    def noun(self) -> str:
        """What the file is, for messages."""
        ending = PurePosixPath(self.file).suffix.lower()
        return "picture" if ending in PICTURES else "file"


def parts_of(
    model: Model, wanted: tuple[type[Part], ...], place: Place = ()
) -> Iterator[tuple[Place, Part]]:
    """Yield every part of these kinds, however deep, so that a new field needs no line here."""
    for name, value in model.__dict__.items():  # A model's own iteration makes a list of all.
        if type(value) in PLAIN:
            continue  # Most are, and to ask whether a value is a model takes a while.
        if isinstance(value, tuple):
            for index, part in enumerate(value):
                if isinstance(part, Model):
                    yield from _of_part(part, wanted, (*place, name, index))
        elif isinstance(value, Model):
            yield from _of_part(value, wanted, (*place, name))


def _of_part(
    part: Model, wanted: tuple[type[Part], ...], here: Place
) -> Iterator[tuple[Place, Part]]:
    if isinstance(part, wanted):
        yield here, part
    yield from parts_of(part, wanted, here)


def files_of_part(part: Model) -> Iterator[tuple[str, str]]:
    """Yield the field and the file of each that a part names itself."""
    for name, value in part:
        if name in FIELDS and isinstance(value, str):
            yield name, value


def named_in(text: Item | EasyRead) -> Iterator[NamedFile]:
    """Yield every place in an item, or in its easy read, that names a file."""
    for place, part in parts_of(text, PARTS):
        for name, file in files_of_part(part):
            yield NamedFile(text.path, text.origin.line_of(*place, name), file)
    for reference in (*text.body.pictures, *text.body.files):
        yield NamedFile(text.path, reference.line, reference.target, in_words=True)


def is_recording(file: str) -> bool:
    """Tell whether a file is sound or video, by its name."""
    return PurePosixPath(file).suffix.lower() in SOUND + VIDEO
