"""What a build remembers for the next one, in a folder outside the site.

Nothing of it is needed: where it is missing, broken or of another program, the site is built anew.
"""

from __future__ import annotations

import fcntl
import os
import platform
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from plugins.fast_build.epoch import code_is
from plugins.fast_build.stamps import Stamp
from plugins.fast_build.store import BrokenStateError, Row, Rows, Store
from plugins.fast_build.tracing import Read

FORM = "fast-build 5"
# The words' file only grows: at so many times what it was at first, all is begun anew.
GROWN = 3
SPARE = 1 << 24  # bytes that it may grow in any case
# Of so many files each is looked up by itself; more take one walk through all.
FEW = 64
DIGEST_BYTES = 32


class KeptItem(NamedTuple):
    """One file of content, converted."""

    stamp: Stamp | None  # None where the file may have changed within one tick of the clock
    source: bytes  # the digest of the file
    head: bytes  # its attributes, as Keeping writes them
    head_digest: bytes
    at: int
    length: int
    body_digest: bytes
    static_links: frozenset[str]
    attached_links: frozenset[str]


class KeptFile(NamedTuple):
    """One file that was written, its reads, and what each of these found."""

    stamp: Stamp
    common: str  # the name of the reads that it has in common with others
    reads: tuple[Read, ...]  # the others
    found: tuple[bytes, ...]
    recipe: bytes | None  # where words are among the reads, as Recipes writes it


class State:
    """Everything that one build remembers, in tables; a change counts once it is saved."""

    def __init__(self, path: Path) -> None:
        """Open the tables."""
        self._store = Store(path)
        self.items = Rows(self._store, "items")
        self.files = Rows(self._store, "files")
        self.common = Rows(self._store, "common")  # reads that files share, as Common has them
        self.copies = Rows(self._store, "copies")  # the stamps of source and copy
        self.templates = Rows(self._store, "templates")
        self._readers = Rows(self._store, "readers")
        # Of the whole site: the names that generators give to templates, and translated contents.
        self.site = Rows(self._store, "site")
        self._program = Rows(self._store, "program")
        # The files that have been put; with whose words they show, where that is not noted yet.
        self._shown: dict[str, Sequence[str] | None] = {}

    def is_of(self, epoch: bytes, bodies: int) -> bool:
        """Tell whether the same program wrote it, and the words' file has them and few others."""
        found = self._program.get("")
        if found is None:
            return False
        if found[:2] != (program(), epoch):
            return False  # What follows may be of another form.
        end, code, first = found[2:]
        return bool(end <= bodies <= GROWN * first + SPARE) and code_is(code)

    @property
    def code(self) -> Mapping[str, bytes]:
        """The digests of the modules that wrote it."""
        found = self._program.get("")
        code: dict[str, bytes] = found[3] if found else {}
        return code

    def put_file(self, name: str, row: bytes, bodies: Sequence[str]) -> None:
        """Keep a file's trace, as marshal has written it, and whose words it shows."""
        self._showing(name, bodies)
        self.files.put_written(name, row)

    def remove_files(self, names: Collection[str]) -> None:
        """Forget files."""
        for name in names:
            self._showing(name, ())
        self.files.remove(names)

    def files_showing(self, path: str) -> tuple[str, ...]:
        """Return the files that show the words of a content."""
        self._settle()
        return self._readers.get(path) or ()

    def _showing(self, name: str, bodies: Sequence[str]) -> None:
        """Note whose words a file shows; its row is still that of before."""
        if len(self._shown) < FEW:
            row = self.files.get(name)
            for path in set(bodies_of(KeptFile(*row).reads) if row else ()) ^ set(bodies):
                self._readers.put(path, tuple(sorted({*(self._readers.get(path) or ())} ^ {name})))
            self._shown[name] = None
        else:
            self._shown[name] = bodies

    def _settle(self) -> None:
        """Bring the rows of many files' readers up to date, in one walk through all."""
        shown = {name: bodies for name, bodies in self._shown.items() if bodies is not None}
        self._shown = {}
        if not shown:
            return
        now: dict[str, list[str]] = {}
        for name, bodies in shown.items():
            for path in bodies:
                now.setdefault(path, []).append(name)
        for path, names in self._readers:
            rest = [name for name in names if name not in shown]
            found = tuple(sorted({*rest, *now.pop(path, ())}))
            if found != names:
                self._readers.put(path, found)
        for path, some in now.items():
            self._readers.put(path, tuple(sorted(set(some))))

    def keep_site(self, kept: bool, names: Iterable[str], translated: Iterable[str]) -> None:
        """Keep what a build that loads little must know of the rest."""
        rows: dict[str, Row] = {f"translated:{path}": () for path in translated}
        rows["whole"] = (kept, tuple(names))
        self.site.remove(self.site.names() - rows.keys())
        for name, row in rows.items():
            if self.site.get(name) != row:
                self.site.put(name, row)

    def names_of_generators(self) -> tuple[str, ...] | None:
        """Return the names that generators gave; None where not all contents are kept."""
        row = self.site.get("whole")
        if row is None or not row[0]:
            return None
        names: tuple[str, ...] = row[1]
        return names

    def is_translated(self, path: str) -> bool:
        """Tell whether a content has translations, or is one."""
        return self.site.get(f"translated:{path}") is not None

    def save(self, epoch: bytes, bodies: int, code: Mapping[str, bytes]) -> None:
        """Keep all changes; a build that is killed here leaves what was before."""
        self._settle()
        found = self._program.get("")
        row = (program(), epoch, bodies, dict(code), found[4] if found else bodies)
        if row != self._program.get(""):
            self._program.put("", row)
        self._store.keep()

    def close(self) -> None:
        """Close the file; what was not saved is undone."""
        self._store.close()


def bodies_of(reads: Iterable[Read]) -> tuple[str, ...]:
    """Return the contents whose words are among the reads."""
    return tuple(read[1] for read in reads if read[0] == "body")


@dataclass(frozen=True)
class StateFolder:
    """The folder of one output's state."""

    path: Path

    @property
    def state(self) -> Path:
        """The file of the state."""
        return self.path / "state"

    @property
    def record(self) -> Path:
        """The file by which the next build may see at once that nothing has changed."""
        return self.path / "record"

    @property
    def names(self) -> Path:
        """The list of our files in the output, which outlives the state."""
        return self.path / "names"

    @property
    def bodies(self) -> Path:
        """The file of the converted words."""
        return self.path / "bodies"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Wait until no other build uses the folder, and keep others waiting inside the block."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def load(self, epoch: bytes) -> State:
        """Return what was remembered of the same program; nothing where that cannot be trusted."""
        try:
            found = State(self.state)
            if found.is_of(epoch, self.bodies.stat().st_size):
                return found
            found.close()
        except (BrokenStateError, OSError):
            pass
        self.forget()
        return State(self.state)

    def names_of_files(self) -> set[str]:
        """Return the files that any program has written, as far as can be told."""
        if not self.state.exists():
            return set()
        try:
            state = State(self.state)
            names = {name for rows in (state.files, state.copies) for name, _ in rows}
            state.close()
        except BrokenStateError:
            return set()
        return names

    def forget(self) -> None:
        """Remember nothing."""
        journal = self.state.with_name(f"{self.state.name}-journal")
        for path in (self.state, journal, self.bodies, self.record):
            path.unlink(missing_ok=True)


def program() -> bytes:
    """Return which Python on which machine writes and reads the state."""
    words = (FORM, sys.version, sys.platform, platform.machine(), os.path.realpath(sys.prefix))
    return blake2b("\n".join(words).encode(), digest_size=DIGEST_BYTES).digest()
