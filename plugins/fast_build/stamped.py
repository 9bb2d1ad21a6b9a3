"""Many files with their stamps as two lumps, which are read, compared and written at once."""

from __future__ import annotations

import marshal
import os

from plugins.fast_build.stamps import Stamp, stamp_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

BETWEEN = "\0"  # It stands in no path.
# In this form of marshal's equal values give equal bytes, whatever objects they share.
FORM = 2
Lumps = tuple[str, bytes]


class Stamped:
    """The files, in an order."""

    __slots__ = ("_names", "_stamps")

    def __init__(self, lumps: Lumps) -> None:
        """Take what `lumps` has given."""
        self._names, self._stamps = lumps

    @classmethod
    def of(cls, stamps: Mapping[str, Stamp]) -> Stamped:
        """Return files by their paths."""
        return cls((BETWEEN.join(stamps), _lump(list(stamps.values()))))

    @property
    def lumps(self) -> Lumps:
        """What marshal can write."""
        return self._names, self._stamps

    def __eq__(self, other: object) -> bool:
        """Tell whether the same files come in the same order with the same stamps."""
        return isinstance(other, Stamped) and self.lumps == other.lumps

    __hash__ = None  # type: ignore[assignment]

    def are_still(self) -> bool:
        """Tell whether the disk has all files as they are here."""
        names = self._names.split(BETWEEN) if self._names else []
        try:
            return _lump(list(map(stamp_in, map(os.stat, names)))) == self._stamps
        except (OSError, ValueError):
            return False

    def by_path(self) -> dict[str, Stamp]:
        """Return the stamps by path."""
        stamps: list[Stamp] = marshal.loads(self._stamps)  # noqa: S302 - of the record, whose digest was right
        return dict(zip(self._names.split(BETWEEN), stamps, strict=True)) if stamps else {}


def _lump(stamps: list[Stamp]) -> bytes:
    return marshal.dumps(stamps, FORM)
