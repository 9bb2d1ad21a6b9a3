"""Tables of plain values by name, of which a build reads and writes only the rows that it needs."""

from __future__ import annotations

import marshal
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any

DIGEST_BYTES = 8
AT_ONCE = 256  # rows
Row = tuple[Any, ...]


class BrokenStateError(RuntimeError):
    """What was remembered is not what was written."""


class Rows:
    """One table. A row is a tuple of what marshal writes; its digest stands before it."""

    def __init__(self, store: Store, name: str) -> None:
        """Take the table of a name, or make it."""
        self._store = store
        self._name = name
        self._waiting: dict[bytes, bytes] = {}
        store.tables.append(self)
        store.execute(f"CREATE TABLE IF NOT EXISTS {name} (name BLOB PRIMARY KEY, value BLOB)")

    def get(self, name: str) -> Row | None:
        """Return a row."""
        key = os.fsencode(name)
        if key in self._waiting:
            return _row(key, self._waiting[key])
        found = self._store.execute(f"SELECT value FROM {self._name} WHERE name = ?", (key,))  # noqa: S608 - the table's name is ours
        for (value,) in found:
            return _row(key, value)
        return None

    def put(self, name: str, row: Row) -> None:
        """Write a row; it counts once the store is kept."""
        self.put_written(name, marshal.dumps(row))

    def put_written(self, name: str, value: bytes) -> None:
        """Write a row that marshal has written."""
        key = os.fsencode(name)
        self._waiting[key] = _digest(key + value) + value
        if len(self._waiting) >= AT_ONCE:
            self.give()

    def give(self) -> None:
        """Give to the database what waits to be written: many rows at once take less time."""
        if self._waiting:
            rows, self._waiting = list(self._waiting.items()), {}
            self._store.change(f"INSERT OR REPLACE INTO {self._name} VALUES (?, ?)", rows)  # noqa: S608 - the same

    def remove(self, names: Iterable[str]) -> None:
        """Take rows away."""
        self.give()
        keys = [(os.fsencode(name),) for name in names]
        if keys:
            self._store.change(f"DELETE FROM {self._name} WHERE name = ?", keys)  # noqa: S608 - the same

    def names(self) -> set[str]:
        """Return the names of all rows."""
        self.give()
        found = self._store.execute(f"SELECT name FROM {self._name}")  # noqa: S608 - the same
        return {os.fsdecode(name) for (name,) in found}

    def __iter__(self) -> Iterator[tuple[str, Row]]:
        """Yield all rows with their names; what has been yielded may be written anew meanwhile."""
        self.give()
        after = b""
        while True:
            found = self._store.execute(
                f"SELECT name, value FROM {self._name} WHERE name > ? ORDER BY name LIMIT ?",  # noqa: S608 - the same
                (after, AT_ONCE),
            )
            some = list(found)
            for after, value in some:
                yield os.fsdecode(after), _row(after, value)
            if len(some) < AT_ONCE:
                return


class Store:
    """The file of the tables. What is not kept at the end was never there."""

    def __init__(self, path: Path) -> None:
        """Open it; forked processes must leave it alone."""
        self.tables: list[Rows] = []
        with _broken():
            self._database = sqlite3.connect(path, isolation_level=None)
        # A build that is killed leaves what it has given to the system, in order. When the power
        # fails rows may be lost or damaged: their digests and those of the files tell.
        self.execute("PRAGMA synchronous = OFF")

    def execute(self, command: str, values: tuple[Any, ...] = ()) -> Iterable[Any]:
        """Do a command."""
        with _broken():
            return self._database.execute(command, values)

    def change(self, command: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Do a command for each of some rows; it is undone unless the store is kept."""
        with _broken():
            if not self._database.in_transaction:
                self._database.execute("BEGIN IMMEDIATE")
            self._database.executemany(command, rows)

    def keep(self) -> None:
        """Keep all changes."""
        for table in self.tables:
            table.give()
        with _broken():
            if self._database.in_transaction:
                self._database.execute("COMMIT")

    def close(self) -> None:
        """Close the file; changes that were not kept are undone."""
        self._database.close()


def _row(key: bytes, value: Any) -> Row:
    if not isinstance(value, bytes) or value[:DIGEST_BYTES] != _digest(key + value[DIGEST_BYTES:]):
        raise BrokenStateError(os.fsdecode(key))
    row: Row = marshal.loads(value[DIGEST_BYTES:])  # noqa: S302 - its digest says that we have written it
    return row


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=DIGEST_BYTES).digest()


@contextmanager
def _broken() -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise BrokenStateError(str(error)) from error
