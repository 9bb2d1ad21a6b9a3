"""One publish at a time to a bucket: an object that is written only where there is none."""

from __future__ import annotations

import json
import os
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from plugins.publishing.fault import PublishFault
from plugins.publishing.lock import NOBODY, this_process
from plugins.publishing.target_s3_bucket import Bucket, Read

LOCK = ".releases/lock.json"
MARK = b'"public-voice-lock"'  # By this it is known, whoever serves it.
# A holder writes its lock again and again; one that is this old was left by a process that died.
BEAT = 15.0  # seconds
DEAD = 90.0
GIVE_UP = 60.0  # before anybody else may think so
PAUSE = 1.0  # seconds between two looks at a lock that another holds
LOST = (
    "Another publish has taken over: this machine was away for too long.",
    "Look whether what is live is right, and publish again if not.",
)


class Lease:
    """A lock that is held, as long as it is written again in time."""

    def __init__(self, bucket: Bucket, etag: str, token: str) -> None:
        """Begin with what was written first."""
        self._bucket = bucket
        self._etag = etag
        self._token = token
        self._beats = 0
        self._lost = threading.Event()
        self._done = threading.Event()
        self._written = _now()

    def check(self) -> None:
        """Stop where another may hold the lock by now."""
        if self._lost.is_set() or _now() - self._written > GIVE_UP:
            raise PublishFault(*LOST)

    def beat_on(self) -> None:
        """Write the lock again until the end; the thread of this."""
        while not self._done.wait(BEAT):
            # A network that is away for a while is not yet a lost lock: check() counts.
            with suppress(PublishFault):
                self._beat()

    def _beat(self) -> None:
        self._beats += 1
        began = _now()
        self._bucket.write_if(LOCK, _words(self._token, self._beats), IfMatch=self._etag)
        # The host's answer may have been lost, and ours be there all the same.
        found = self._bucket.read(LOCK)
        if found is not None and _of(found).get("token") == self._token:
            self._etag, self._written = found.etag, began
        else:
            self._lost.set()

    def stop(self) -> None:
        """Write the lock no more."""
        self._done.set()

    def end(self) -> None:
        """Delete the lock, unless it is another's by now."""
        found = self._bucket.read(LOCK)
        if found is not None and _of(found).get("token") == self._token:
            self._bucket.erase([LOCK])


@contextmanager
def leased(bucket: Bucket, *, patience: float, waiting: Callable[[str], None]) -> Iterator[Lease]:
    """Hold the bucket's lock for the block; wait for another as `lock.held` does."""
    lease = _waited(bucket, patience, waiting)
    beating = threading.Thread(target=lease.beat_on, daemon=True)
    beating.start()
    try:
        yield lease
    finally:
        lease.stop()
        beating.join()
        # Whatever went wrong in the block is what is told; an old lock dies by itself.
        with suppress(PublishFault):
            lease.end()


def _waited(bucket: Bucket, patience: float, waiting: Callable[[str], None]) -> Lease:
    until = time.monotonic() + patience
    told = False
    while True:
        lease, who = _taken(bucket)
        if lease is not None:
            return lease
        if time.monotonic() >= until:
            fault = f"Another publish to this target goes on: {who}."
            remedy = (
                f"Nothing was published. Try again when that one is done; if it was killed,"
                f" its lock ends by itself after {DEAD:.0f} seconds."
            )
            raise PublishFault(fault, remedy)
        if not told:
            waiting(who)
            told = True
        time.sleep(min(PAUSE, max(0.0, until - time.monotonic())))


def _taken(bucket: Bucket) -> tuple[Lease | None, str]:
    """Return the lock, or who has it."""
    token = secrets.token_hex(16)
    words = _words(token, 0)
    bucket.write_if(LOCK, words, IfNoneMatch="*")
    found = bucket.read(LOCK)
    if found is not None and _is_dead(found):
        bucket.write_if(LOCK, words, IfMatch=found.etag)
        found = bucket.read(LOCK)
    if found is None:
        return None, NOBODY  # It was let go a moment ago.
    holder = _of(found)
    if holder.get("token") != token:
        return None, str(holder.get("who", NOBODY))
    return Lease(bucket, found.etag, token), ""


def _is_dead(found: Read) -> bool:
    holder = _of(found)
    if holder.get("machine") == _machine() is not None:
        return not Path(f"/proc/{holder.get('process')}").exists()
    return found.seconds_old > DEAD


def _words(token: str, beats: int) -> bytes:
    """Return what the lock says: of whom, and anew each time, so that its ETag is another."""
    holder = {
        "kind": "public-voice-lock",
        "who": this_process(),
        "process": str(os.getpid()),
        "machine": _machine(),
        "token": token,
        "beats": str(beats),
    }
    return json.dumps(holder).encode()


def _of(found: Read) -> dict[str, str | None]:
    try:
        holder = json.loads(found.data)
    except ValueError:
        return {}
    return holder if isinstance(holder, dict) else {}


def _machine() -> str | None:
    """Return what only processes that see one another by their numbers have in common."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        return f"{boot} {Path('/proc/self/ns/pid').stat().st_ino}"
    except OSError:
        return None


def _now() -> float:
    """Return seconds that also pass while a laptop sleeps, where the system counts them."""
    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.clock_gettime(clock)
