"""The reads that many files have in common: kept once for all, and looked at once a build."""

from __future__ import annotations

import marshal
from collections import Counter
from collections.abc import Callable
from hashlib import blake2b

from plugins.fast_build.store import Rows
from plugins.fast_build.tracing import Read, Trace

DIGEST_BYTES = 16
# In this form of marshal's equal values give equal bytes, whatever objects they share.
FORM = 2
NONE: Trace = ((), ())
# A function that was asked for more than so many things is asked for another on each page.
THINGS = 16
# As many parts as traces would spare nobody anything.
PARTS = 512


class Common:
    """Parts of traces by their names, which are their digests."""

    def __init__(self, rows: Rows, may_be_common: Callable[[Read], bool]) -> None:
        """Take what builds before have kept."""
        self.used: set[str] = set()
        self._rows = rows
        self._may_be_common = may_be_common
        self._common: set[Read] = set()
        self._things: Counter[Read] = Counter()
        self._names: dict[Trace, str] = {}
        self._hold: dict[str, bool] = {}

    def parted(self, trace: Trace) -> tuple[Trace, Trace]:
        """Return the part of a trace that others may have too, and the rest."""
        if len(self._names) >= PARTS:
            return NONE, trace
        common: list[tuple[Read, bytes]] = []
        own: list[tuple[Read, bytes]] = []
        for one in zip(*trace, strict=True):
            (common if self._is_common(one[0]) else own).append(one)
        return _trace(common), _trace(own)

    def _is_common(self, read: Read) -> bool:
        if read in self._common:
            return True
        if not self._may_be_common(read):
            return False
        function, things = read[:2], read[2:]
        if things:
            if self._things[function] == THINGS:
                return False
            self._things[function] += 1
        self._common.add(read)
        return True

    def name(self, part: Trace) -> tuple[str, bytes | None]:
        """Return the name of a part, and what to keep of it if this process has not said so."""
        name = self._names.get(part)
        if name is not None:
            return name, None
        written = marshal.dumps(part, FORM)
        name = self._names[part] = blake2b(written, digest_size=DIGEST_BYTES).hexdigest()
        return name, written

    def keep(self, name: str, written: bytes | None) -> None:
        """Keep a part that a file has."""
        self.used.add(name)
        if written is not None:
            self._rows.put_written(name, written)

    def part(self, name: str) -> Trace | None:
        """Return what is kept by a name."""
        row = self._rows.get(name)
        return None if row is None else (row[0], row[1])

    def holds(self, name: str, look: Callable[[Trace], bool]) -> bool:
        """Tell whether all of a part finds what it found, as `look` tells."""
        held = self._hold.get(name)
        if held is None:
            part = self.part(name)
            held = self._hold[name] = part is not None and look(part)
        self.used.add(name)
        return held

    def forget_the_gone(self) -> None:
        """Forget what no file has any more."""
        self._rows.remove(self._rows.names() - self.used)


def _trace(pairs: list[tuple[Read, bytes]]) -> Trace:
    reads, found = zip(*pairs, strict=True) if pairs else NONE
    return reads, found
