"""What a page reads while it is rendered, noted read by read.

A read has a name, and what was read has a digest. A page is right for as long as every read in
its trace still has the digest that it had: nobody has to remember which page shows what.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from typing import Any

Read = tuple[str, ...]
Trace = tuple[tuple[Read, ...], tuple[bytes, ...]]  # reads, and what each found
Way = Callable[[Any], Read | None]  # from a value to its name
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


class Ways(dict[type, Way | None]):
    """How values of each class are named; None for a class whose values are looked into."""

    def __init__(self, way: Callable[[type], Way | None] = lambda _: None) -> None:
        """Ask for each class once, when the first value of it is seen."""
        super().__init__(dict.fromkeys(PLAIN))
        self.update(dict.fromkeys(SETS, self._of_set))
        self._way = way

    def __missing__(self, kind: type) -> Way | None:
        """Ask, and remember the answer."""
        found = self[kind] = self._way(kind)
        return found

    def _of_set(self, value: Iterable[Any]) -> Read:
        # Their order differs from process to process.
        inside = sorted(digest_of(one, self).hex() for one in value)
        if UNKNOWN.hex() in inside:
            raise TypeError(value)  # Then nobody can tell of what is around it either.
        return ("set", *inside)


class _Values(pickle.Pickler):
    """Writes values by what they are, not by which objects hold them."""

    def __init__(self, file: io.BytesIO, ways: Ways) -> None:
        super().__init__(file, protocol=5)
        self.fast = True  # No memo: equal values give equal bytes, whatever they share.
        self._ways = ways

    def persistent_id(self, value: Any) -> Read | None:
        """Put a name in the place of what has a trace of its own."""
        way = self._ways[type(value)]
        return None if way is None else way(value)


def digest_of(value: object, ways: Ways) -> bytes:
    """Return a value's digest, in which whatever `ways` name counts by its name alone."""
    file = io.BytesIO()
    try:
        _Values(file, ways).dump(value)
    except (pickle.PicklingError, TypeError, AttributeError, ValueError, RecursionError):
        return UNKNOWN
    return blake2b(file.getvalue(), digest_size=DIGEST_BYTES).digest()
