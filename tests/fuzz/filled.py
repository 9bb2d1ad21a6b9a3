"""Items of every kind with every field filled, from the kinds' own types."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import AfterValidator, BaseModel, BeforeValidator

from plugins.catalogue.fields import Model
from plugins.catalogue.item import Item
from plugins.catalogue.kinds import ITEM_KINDS, Notice

# Notices have no page, and are told on those of others.
EVERY_KIND: tuple[type[Item | Notice], ...] = (*ITEM_KINDS, Notice)
Place = tuple[str, ...]
TEXT = "text"
# The functions of plugins/catalogue/fields.py that know a value, and what they know it as.
BEFORE = {
    "_file": "file",
    "_link": "link",
    "_recording": "file",
    "_day": "day",
    "_moment": "moment",
}
AFTER = {"_old_address": "old address"}
ENDINGS = {"an item": ".md", "a picture": ".jpg", "a recording": ".mp3", "a reading": ".mp3"} | {
    "a film": ".mp4", "a paper": ".pdf", "a transcript in WebVTT": ".vtt", "a transcript": ".vtt"
}  # fmt: skip


@dataclass(frozen=True)
class Field:
    """One value that an editor writes: where it stands, and of what sort it is."""

    place: Place
    sort: str  # "text", "file .jpg", "link", "day", "pattern", ...
    most: int | None = None  # characters
    known: tuple[Any, ...] = field(default=(), compare=False)  # what alone can be written


def fields_of(model: type[BaseModel], before: Place = ()) -> Iterator[Field]:
    """Yield every field of a model, and those of the parts in it."""
    hints = get_type_hints(model, include_extras=True)
    for name, info in model.model_fields.items():
        if name == "origin":
            continue
        place = (*before, info.alias or name)
        most = next((one.max_length for one in info.metadata if hasattr(one, "max_length")), None)
        patterned = any(getattr(one, "pattern", None) for one in info.metadata)
        yield from _of_type(hints[name], place, most, patterned=patterned)


def _of_type(kind: Any, place: Place, most: int | None, *, patterned: bool) -> Iterator[Field]:  # noqa: ANN401
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        sort = _sort(inner[1:])
        if sort:
            yield Field(place, sort, most)
        else:
            patterned = patterned or any(getattr(one, "pattern", None) for one in inner[1:])
            yield from _of_type(inner[0], place, most, patterned=patterned)
    elif origin in {Union, UnionType}:
        wanted = next(one for one in inner if one is not type(None))
        yield from _of_type(wanted, place, most, patterned=patterned)
    elif origin is tuple:
        yield from _of_type(inner[0], (*place, "*"), None, patterned=patterned)
    elif origin is Literal:
        yield Field(place, "choice", known=inner)
    elif origin in {dict, Mapping} or (inspect.isclass(origin) and issubclass(origin, Mapping)):
        yield Field(place, "lines")
    elif inspect.isclass(kind) and issubclass(kind, Model):
        yield from fields_of(kind, place)
    elif kind in {int, bool, date, datetime}:
        yield Field(place, kind.__name__)
    else:
        yield Field(place, "pattern" if patterned else TEXT, most)


def _sort(marks: tuple[Any, ...]) -> str | None:
    """Return the sort of a value by the functions that check it."""
    sort: str | None = None
    for mark in marks:
        if isinstance(mark, BeforeValidator):
            sort = BEFORE.get(mark.func.__name__, "pattern")
        elif isinstance(mark, AfterValidator):
            closed = inspect.getclosurevars(mark.func).nonlocals
            if sort == "file" and "what" in closed:
                sort = f"file {ENDINGS[closed['what']]}"
            elif sort == "file":
                sort = "file .mp3"
            else:
                sort = AFTER.get(mark.func.__name__, "pattern")
    return sort
