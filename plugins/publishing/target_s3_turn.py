"""From one release to another at the addresses that visitors ask for, object by object."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from plugins.publishing.fault import PublishFault
from plugins.publishing.manifest import Manifest
from plugins.publishing.target_s3_bucket import Bucket, Listed
from plugins.publishing.target_s3_live import Live, Put, Shown, in_order, shown
from plugins.publishing.target_s3_store import BLOBS, LIVE, STORE, Store

# There while a turn goes on: which release it leads to, and which objects it changes.
TURNING = f"{STORE}turning.json"


@dataclass(frozen=True)
class HalfTurned:
    """A turn that has begun and not ended."""

    release: str
    paths: frozenset[str]  # what stands there now may be of the old release or the new one


def half_turned(bucket: Bucket) -> HalfTurned | None:
    """Return the turn that goes on, or that a killed publish has left."""
    found = bucket.read(TURNING)
    if found is None:
        return None
    try:
        state = json.loads(found.data)
        return HalfTurned(str(state["release"]), frozenset(map(str, state["paths"])))
    except (ValueError, KeyError, TypeError):
        # It is written whole or not at all; somebody else has. Everything is compared anew.
        return HalfTurned("", frozenset(bucket.listed()))


class Turn:
    """The way from what is there to a release. Each step leaves a site that works."""

    def __init__(self, store: Store, check: Callable[[], None]) -> None:
        """Keep the store, and what asks before each write whether the lock is still held."""
        self.store = store
        self.bucket = store.bucket
        self._check = check

    def to(self, chosen: Manifest | None, there: Mapping[str, Listed]) -> None:
        """Show a release, or nothing; `there` is all that is in the bucket."""
        half = half_turned(self.bucket)
        before = self._before()
        wanted = shown(chosen, self._redirects(chosen)) if chosen else {}
        unsure = half.paths if half else frozenset()
        stale = [
            path
            for path, one in wanted.items()
            if path in unsure or not _is(before.get(path), one, there.get(path))
        ]
        ours = {*(before or self._known()), *unsure}
        going = sorted(path for path in ours if path in there and path not in wanted)
        self._note(chosen, {*stale, *going, *unsure})
        kept = {path: put for path, put in before.items() if path in wanted}
        done = kept | self._put(stale, wanted)
        # A page goes before its parts.
        for group in reversed(tuple(in_order(going))):
            self._check()
            self.bucket.each(self.bucket.delete, group)
        if chosen:
            self.bucket.write(LIVE, Live(chosen, done).to_json(), ContentType="application/json")
        self.bucket.erase([TURNING])

    def _before(self) -> Mapping[str, Put]:
        try:
            live = self.store.live()
        except PublishFault:
            return {}
        return live.objects if live else {}

    def _known(self) -> Iterator[str]:
        """Yield the paths that are ours though no list says what is live."""
        for release in self.store.readable():
            yield from release.by_path

    def _redirects(self, chosen: Manifest) -> bytes | None:
        found = self.bucket.read(f"{STORE}{chosen.release}/redirects.json")
        return found.data if found else None

    def _note(self, chosen: Manifest | None, paths: Iterable[str]) -> None:
        state = {"release": chosen.release if chosen else "", "paths": sorted(paths)}
        self.bucket.write(TURNING, json.dumps(state, ensure_ascii=False).encode())

    def _put(self, stale: Iterable[str], wanted: Mapping[str, Shown]) -> dict[str, Put]:
        done: dict[str, Put] = {}

        def put(path: str) -> None:
            self._check()
            done[path] = self._put_one(path, wanted[path])

        for group in in_order(stale):
            self.bucket.each(put, group)
        return done

    def _put_one(self, path: str, one: Shown) -> Put:
        if one.sha256 is None:
            etag = self.bucket.write(path, b"", **one.headers)
        else:
            etag = self.bucket.copy(f"{BLOBS}{one.sha256}", path, one.headers)
        return Put(one.sha256, one.mark, etag)


def _is(put: Put | None, one: Shown, listed: Listed | None) -> bool:
    """Tell whether an object is there as it should be, and nobody else has written it since."""
    if put is None or listed is None:
        return False
    return (put.sha256, put.mark, put.etag) == (one.sha256, one.mark, listed.etag)
