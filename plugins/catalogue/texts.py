"""Every text in the fields of an item, with its place."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.catalogue.easy_read import EasyRead
from plugins.catalogue.front_matter import Place
from plugins.catalogue.item import Item
from plugins.catalogue.kinds import Notice


def own_texts(item: Item | Notice | EasyRead) -> Iterator[tuple[Place, str]]:
    """Yield the place and the value of each text that stands in the item's own file.

    What a translation takes from its original stands there.
    """
    for place, text in texts_in(item.model_dump(by_alias=True)):
        if place[:1] in item.origin.lines:
            yield place, text


def texts_in(value: object, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Yield the place and the value of each text in fields and lists."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from texts_in(part, (*place, name))
    elif isinstance(value, list | tuple):
        for index, part in enumerate(value):
            yield from texts_in(part, (*place, index))
