"""The digest of a value: of what it is, and not of which objects hold it."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from hashlib import blake2b
from typing import Any

from plugins.catalogue.item import Item

SIZE = 12  # bytes
NOBODY_KNOWS = b""
SETS = (set, frozenset)
Name = tuple[str, ...]
Named = Callable[[object], Name | None]


def digest_of_value(value: object, named: Named = lambda _: None) -> bytes:
    """Return a value's digest, in which what is named counts by its name alone.

    NOBODY_KNOWS where it cannot be written down.
    """
    file = io.BytesIO()
    try:
        _Values(file, named).dump(value)
    except (pickle.PicklingError, TypeError, AttributeError, ValueError, RecursionError):
        return NOBODY_KNOWS
    return blake2b(file.getvalue(), digest_size=SIZE).digest()


def fields_of(item: Item) -> tuple[str, dict[str, Any]]:
    """Return an item's kind and fields, without the file that they stand in."""
    return type(item).__name__, {k: v for k, v in item.__dict__.items() if k != "origin"}


class _Values(pickle.Pickler):
    def __init__(self, file: io.BytesIO, named: Named) -> None:
        super().__init__(file, protocol=5)
        self.fast = True  # Equal values give equal bytes, whatever they share.
        self._named = named

    def persistent_id(self, value: object) -> Name | None:
        if isinstance(value, SETS):
            # Their order differs from process to process.
            inside = sorted(digest_of_value(one, self._named).hex() for one in value)
            if NOBODY_KNOWS.hex() in inside:
                raise TypeError(value)
            return ("set", *inside)
        return self._named(value)
