"""What a page reads while it is rendered, noted read by read.

A read has a name, and what was read has a digest. A page is right for as long as every read in
its trace still has the digest that it had: nobody has to remember which page shows what.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from typing import Any

Read = tuple[str, ...]
DIGEST_BYTES = 12
# What cannot be told apart from what it was: whoever reads it is rendered each time.
UNKNOWN = b""
SETS = (set, frozenset)
# Values of these kinds are what they hold, and nobody has another name for them.
PLAIN = frozenset({str, int, float, bool, bytes, tuple, type(None)})

_noted: set[Read] | None = None


class tracing:  # noqa: N801 - it reads as a statement
    """Give the set to which every read inside the block is added.

    A class, not a generator: a page enters it a hundred times.
    """

    __slots__ = ("_before", "_into")

    def __init__(self, into: set[Read] | None = None) -> None:
        """Add to this set, or to a new one."""
        self._into: set[Read] = set() if into is None else into
        self._before: set[Read] | None = None

    def __enter__(self) -> set[Read]:
        """Begin to listen."""
        global _noted
        self._before, _noted = _noted, self._into
        return self._into

    def __exit__(self, *_: object) -> None:
        """Let whoever listened before listen again."""
        global _noted  # noqa: PLW0603 - the same
        _noted = self._before


@contextmanager
def untold() -> Iterator[None]:
    """Note no read inside the block."""
    global _noted  # noqa: PLW0603 - the same
    before, _noted = _noted, None
    try:
        yield
    finally:
        _noted = before


def note(*read: str) -> None:
    """Add a read to the page that is being rendered, if one is."""
    if _noted is not None:
        _noted.add(read)


def noted() -> set[Read] | None:
    """Return the set to add to; None where nobody asks."""
    return _noted


class _Values(pickle.Pickler):
    """Writes values by what they are, not by which objects hold them."""

    def __init__(self, file: io.BytesIO, referred: Callable[[Any], Read | None]) -> None:
        super().__init__(file, protocol=5)
        self.fast = True  # No memo: equal values give equal bytes, whatever they share.
        self._referred = referred

    def persistent_id(self, value: Any) -> Read | None:
        """Put a name in the place of what has a trace of its own."""
        kind = type(value)
        if kind in PLAIN:
            return None
        if kind in SETS:
            # Their order differs from process to process.
            return ("set", *sorted(digest_of(one, self._referred).hex() for one in value))
        return self._referred(value)


def digest_of(value: object, referred: Callable[[Any], Read | None]) -> bytes:
    """Return a value's digest, in which whatever `referred` names counts by its name alone."""
    file = io.BytesIO()
    try:
        _Values(file, referred).dump(value)
    except (pickle.PicklingError, TypeError, AttributeError, ValueError, RecursionError):
        return UNKNOWN
    return blake2b(file.getvalue(), digest_size=DIGEST_BYTES).digest()
