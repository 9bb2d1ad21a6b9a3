"""What a build remembers for the next one, in a folder outside the site.

Nothing of it is needed: where it is missing, broken or of another program, the site is built anew.
"""

from __future__ import annotations

import fcntl
import os
import pickle
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from plugins.fast_build.contents import Links
from plugins.fast_build.epoch import code_is
from plugins.fast_build.stamps import Stamp
from plugins.fast_build.tracing import Read

MAGIC = b"fast-build 1\n"
DIGEST_BYTES = 32


@dataclass(slots=True)
class KeptItem:
    """One file of content, converted."""

    stamp: Stamp | None  # None where the file may have changed within one tick of the clock
    source: bytes  # the digest of the file
    head: bytes  # its attributes, as Keeping writes them
    head_digest: bytes
    at: int
    length: int
    body_digest: bytes
    links: Links


@dataclass(slots=True)
class State:
    """Everything that one build remembers."""

    epoch: bytes = b""
    items: dict[str, KeptItem] = field(default_factory=dict)
    # What each read found, and the reads of each file that was written.
    facts: dict[Read, bytes] = field(default_factory=dict)
    reads: dict[str, tuple[Read, ...]] = field(default_factory=dict)
    outputs: dict[str, Stamp] = field(default_factory=dict)
    templates: dict[bytes, tuple[str, ...] | None] = field(default_factory=dict)
    copies: dict[str, Stamp] = field(default_factory=dict)  # the source of each copied file
    bodies_end: int = 0
    code: dict[str, bytes] = field(default_factory=dict)  # digests of the modules that built it


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
        found = _read(self.state)
        if found is None or found.epoch != epoch or not code_is(found.code):
            return self._new(epoch)
        try:
            if self.bodies.stat().st_size < found.bodies_end:
                return self._new(epoch)
        except OSError:
            return self._new(epoch)
        return found

    def _new(self, epoch: bytes) -> State:
        self.bodies.unlink(missing_ok=True)
        return State(epoch=epoch)

    def save(self, state: State) -> None:
        """Write the state; one that is killed here leaves the state before."""
        payload = pickle.dumps(state, protocol=5)
        _write(self.state, payload)

    def forget(self) -> None:
        """Remember nothing."""
        for path in (self.state, self.bodies, self.record):
            path.unlink(missing_ok=True)


def _write(path: Path, payload: bytes) -> None:
    beside = path.with_name(f"{path.name}.new")
    with beside.open("wb") as file:
        file.write(MAGIC + program() + _digest(payload))
        file.write(payload)
    beside.replace(path)


def _read(path: Path) -> State | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    head = MAGIC + program()
    payload = memoryview(data)[len(head) + DIGEST_BYTES :]
    if data[: len(head)] != head or data[len(head) : len(head) + DIGEST_BYTES] != _digest(payload):
        return None
    found = pickle.loads(payload)  # noqa: S301 - its digest says that we have written it
    return found if isinstance(found, State) else None


def _digest(payload: bytes | memoryview) -> bytes:
    return blake2b(payload, digest_size=DIGEST_BYTES).digest()


def program() -> bytes:
    """Return which Python on which machine writes and reads the state."""
    words = (sys.version, sys.platform, platform.machine(), os.path.realpath(sys.prefix))
    return _digest("\n".join(words).encode())
