"""What a room knows of one build, kept in Pelican's settings between its signals."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import Any, TypeVar

R = TypeVar("R")


def room_of(settings: MutableMapping[str, Any], name: str, make: Callable[[], R]) -> R:
    """Return the room of this name, made when it is first asked for.

    Under autoreload the same settings come with newly loaded content: the room is then made anew.
    """
    publication = settings["publication"]
    kept: tuple[object, R] | None = settings.get(name)
    if kept is None or kept[0] is not publication:
        kept = settings[name] = (publication, make())
    return kept[1]
