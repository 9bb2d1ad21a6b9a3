"""What a room found out of the publication, kept with all that it read for it."""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from plugins.catalogue.item import Item
from plugins.catalogue.keeping import write_whole
from plugins.catalogue.values import NOBODY_KNOWS, Name, digest_of_value
from plugins.catalogue.witness import EAR, Read, Witness

SHELVES = 64  # An edit writes one of them anew.
MARK = 4  # bytes of a checksum before each
Reads = tuple[tuple[Read, bytes], ...]
# Words, numbers, None and tuples of them, as marshal writes.
Answer = Any
Shelf = dict[str, tuple[Reads, Answer]]


class KeptAnswers:
    """Answers of earlier builds; each is given again while every read of it finds the same.

    An answer is made of words, numbers, None and tuples of such. What is kept may be lost or
    damaged at any time.
    """

    def __init__(self, witness: Witness, folder: Path | None, made_by: bytes) -> None:
        """Read nothing yet. `made_by` is the digest of all that answers rest on beside reads."""
        self.witness = witness
        self.folder = folder
        self.made_by = made_by
        self._shelves: dict[int, Shelf] = {}
        self._changed: set[int] = set()
        self._asked: set[str] = set()
        self._found: dict[Read, bytes] = {}

    def of(self, key: str, make: Callable[[], Answer]) -> Answer:
        """Return the answer to a question, made now where the kept one is not right."""
        # Whoever listens is to hear of the reads; there are two at once nowhere.
        if self.folder is None or EAR.noted() is not None:
            return make()
        shelf = self._shelf(_number(key))
        self._asked.add(key)
        kept = shelf.get(key)
        if kept is not None and all(self._look(read) == found for read, found in kept[0]):
            return kept[1]
        with self._listening() as noted:
            answer = make()
        reads = tuple((read, self._look(read)) for read in sorted(noted))
        self._changed.add(_number(key))
        shelf.pop(key, None)
        if all(found != NOBODY_KNOWS for _, found in reads):
            shelf[key] = (reads, answer)
        return answer

    def save(self) -> None:
        """Write what changed, without what nobody asked for."""
        if self.folder is None:
            return
        for number in range(SHELVES):
            shelf = self._shelf(number)
            for key in shelf.keys() - self._asked:
                del shelf[key]
                self._changed.add(number)
        for number in sorted(self._changed):
            with suppress(OSError):  # Where nothing can be written, all is asked again.
                data = self.made_by + marshal.dumps(self._shelves[number])
                write_whole(self._file(number), zlib.crc32(data).to_bytes(MARK, "big"), data)
        self._changed.clear()

    def _file(self, number: int) -> Path:
        return Path(self.folder or "") / f"{number:02d}.answers"

    def _shelf(self, number: int) -> Shelf:
        if number not in self._shelves:
            self._shelves[number] = _read(self._file(number), self.made_by)
        return self._shelves[number]

    def _look(self, read: Read) -> bytes:
        if read not in self._found:
            self._found[read] = self._now(read)
        return self._found[read]

    def _now(self, read: Read) -> bytes:
        if read[0] in {"item", "words"}:
            # What a file was read to is the same while the file is.
            token = self.witness.publication.token(read[1])
            if token is not None:
                return token.file
        return self.witness.look(read, lambda value: digest_of_value(value, self._named))

    def _named(self, value: object) -> Name | None:
        """Name what counts by its name: reads of it are told."""
        if isinstance(value, Item):
            return ("item", value.path)
        return ("publication",) if value is self.witness.publication else None

    @contextmanager
    def _listening(self) -> Iterator[set[Read]]:
        trace = _Trace()
        before = EAR.noted, EAR.apart
        self.witness.hear(trace.noted, trace.apart)
        try:
            with self.witness.observing(), trace.apart() as reads:
                yield reads
        finally:
            EAR.noted, EAR.apart = before


class _Trace:
    """The set to which reads are told."""

    def __init__(self) -> None:
        self._into: set[Read] | None = None

    def noted(self) -> set[Read] | None:
        return self._into

    @contextmanager
    def apart(self) -> Iterator[set[Read]]:
        before, own = self._into, set[Read]()
        self._into = own
        try:
            yield own
        finally:
            self._into = before


def _number(key: str) -> int:
    return zlib.crc32(key.encode("utf-8", "surrogatepass")) % SHELVES


def _read(file: Path, made_by: bytes) -> Shelf:
    """Return a shelf; nothing where it is not whole, or of another making."""
    try:
        data = file.read_bytes()
    except OSError:
        return {}
    mark, data = data[:MARK], data[MARK:]
    if mark != zlib.crc32(data).to_bytes(MARK, "big") or not data.startswith(made_by):
        return {}
    shelf: Shelf = marshal.loads(data[len(made_by) :])  # noqa: S302 - as we have written it
    return shelf
