"""A bucket as a target: the site at its addresses, and all releases beside it in .releases/.

S3 cannot switch a site in one step. Each file of each release is kept once, by its digest, as
.releases/blobs/DIGEST; a release is a list of them. To make one live is to copy, inside of the
bucket, what differs, in an order in which no page is ever without its parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from plugins.publishing.carry import cleaned, parts_of_pages
from plugins.publishing.fault import PublishFault
from plugins.publishing.manifest import RELEASE, Entry, Manifest, from_json, to_json
from plugins.publishing.publish_file import S3Settings
from plugins.publishing.release import to_prune
from plugins.publishing.target import MANIFEST, SITE, Around, Teller
from plugins.publishing.target_s3_bucket import Bucket, Listed
from plugins.publishing.target_s3_live import in_order, live_of
from plugins.publishing.target_s3_lock import LOCK, Lease, leased
from plugins.publishing.target_s3_private import refuse_open_store
from plugins.publishing.target_s3_turn import LIVE, STORE, Turn, half_turned

BLOBS = f"{STORE}blobs/"
# In a release that was begun to be made live. One without it was sent by a publish that died.
SEEN = "seen"
MAPS = ("gone.json", "redirects.json")


def opened(name: str, settings: S3Settings, around: Around) -> S3Target:
    """Return the target of a line of publish.yaml."""
    return S3Target(name, settings, around)


class S3Target:
    """Releases in a bucket."""

    def __init__(self, name: str, settings: S3Settings, around: Around) -> None:
        """Keep where it is; nothing is asked yet."""
        self.name = name
        self.url = settings.url.rstrip("/") if settings.url else None
        self.bucket = Bucket(settings, around.environment)
        self._wait = settings.wait
        self._say = around.teller.say
        self._lease: Lease | None = None

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep other publishes away, of any machine."""

        def waiting(who: str) -> None:
            self._say(f"Another publish goes on: {who}. Waiting for it…")

        with leased(self.bucket, patience=self._wait, waiting=waiting) as lease:
            refuse_open_store(self.bucket, LOCK, self.url)
            self._lease = lease
            try:
                yield
            finally:
                self._lease = None

    def mend(self) -> list[str]:
        """End what a killed publish has begun, and remove what it has only sent."""
        objects = self.bucket.listed(STORE)
        said = [*self._mend_live(objects), *self._mend_turn(), *self._mend_manifests()]
        return [*said, *self._remove_unseen()]

    def _mend_live(self, objects: Mapping[str, Listed]) -> Iterator[str]:
        found = self.bucket.read(LIVE)
        if found is None:
            return
        try:
            live = live_of(found.data).manifest
        except PublishFault:
            self.bucket.erase([LIVE])
            yield "The list of what is live was damaged: the next release is compared anew."
            return
        if f"{STORE}{live.release}/{MANIFEST}" not in objects or not self._reads(live.release):
            self._write_manifest(live)
            yield f"The list of release {live.release} was damaged: it is made again."

    def _mend_turn(self) -> Iterator[str]:
        half = half_turned(self.bucket)
        if half is None:
            return
        live = self.live()
        chosen = half.release if self._reads(half.release) else live.release if live else None
        if chosen is None:
            self._turn(None)
            yield "The first release was only half live: what was there of it is removed."
        else:
            # Forwards, where that can be: what is on its way out must not come back.
            self._turn(self._manifest(chosen))
            yield f"Release {half.release} was only half live: release {chosen} is now, wholly."

    def _mend_manifests(self) -> Iterator[str]:
        for release in self._numbers():
            if not self._reads(release):
                self._remove(release)
                yield f"The list of release {release} was damaged: the release is removed."

    def _remove_unseen(self) -> Iterator[str]:
        live = self.live()
        objects = self.bucket.listed(STORE)
        for release in _numbers_in(objects):
            is_live = live is not None and live.release == release
            if not is_live and f"{STORE}{release}/{SEEN}" not in objects:
                self._remove(release)
                yield f"Release {release} was sent and never made live: it is removed."

    def releases(self) -> tuple[Manifest, ...]:
        """Return every whole release, the oldest first."""
        return tuple(self._manifest(release) for release in self._whole())

    def live(self) -> Manifest | None:
        """Return the release that was last made live to its end."""
        found = self.bucket.read(LIVE)
        return None if found is None else live_of(found.data).manifest

    def send(self, folder: Path, manifest: Manifest, teller: Teller) -> None:
        """Bring the files that the bucket has not; then, last, the release's list."""
        there = self.bucket.listed(BLOBS)
        missing = {entry.sha256: entry for entry in manifest.entries if not _is_in(there, entry)}
        by_path = {entry.path: entry for entry in missing.values()}
        for _ in range(len(manifest.entries) - len(missing)):
            teller.step()
        for group in in_order(by_path):
            self._check()
            self.bucket.each(
                lambda path: self._send_file(folder / SITE / path, by_path[path]),
                group,
                done=teller.step,
            )
        self._check()
        release = f"{STORE}{manifest.release}/"
        for file in sorted(path for path in folder.iterdir() if path.is_file()):
            if file.name != MANIFEST:
                self.bucket.write(f"{release}{file.name}", file.read_bytes())
        self._write_manifest(manifest)

    def _send_file(self, file: Path, entry: Entry) -> None:
        self._check()
        self.bucket.send(f"{BLOBS}{entry.sha256}", file, entry)

    def activate(self, release: str) -> None:
        """Copy what differs to the site's addresses: parts, pages, feeds; then delete."""
        if release not in self._whole():
            fault = f"There is no release {release} in the bucket."
            raise PublishFault(fault, "./run releases lists those that are there.")
        chosen, live = self._manifest(release), self.live()
        if live is not None and live.release != release:
            carrying = parts_of_pages(live, chosen)
            if carrying != chosen:
                chosen = carrying
                self._write_manifest(chosen)
        self.bucket.write(f"{STORE}{release}/{SEEN}", b"")
        self._turn(chosen)

    def _turn(self, chosen: Manifest | None) -> None:
        there = self.bucket.listed(BLOBS)
        entries = chosen.entries if chosen else ()
        lost = [entry.path for entry in entries if not _is_in(there, entry)]
        if chosen and lost:
            fault = f"Release {chosen.release} is not whole in the bucket: {lost[0]} is missing."
            raise PublishFault(
                fault, "What is live is untouched. Publish again, or choose another."
            )
        known = [entry.path for one in self._readable() for entry in one.entries]
        Turn(self.bucket, BLOBS, self._check).to(chosen, known)

    def purge(self, paths: Sequence[str], keep: Manifest) -> tuple[str, ...]:
        """Delete these paths' bytes from every other release, with all versions of them."""
        removed: list[str] = []
        for old in self.releases():
            self._check()
            if old.release != keep.release:
                clean = cleaned(old, paths, keep)
                removed += [f"{old.release}/{path}" for path in clean.removed]
                self._rewrite(old, clean.manifest, keep)
        self._collect()
        self._forget(paths, keep)
        return tuple(removed)

    def _rewrite(self, old: Manifest, clean: Manifest, keep: Manifest) -> None:
        for name in MAPS:
            found = self.bucket.read(f"{STORE}{keep.release}/{name}")
            if found is not None:
                self.bucket.write(f"{STORE}{old.release}/{name}", found.data)
        if clean != old:
            self._write_manifest(clean)

    def _forget(self, paths: Sequence[str], keep: Manifest) -> None:
        """Erase what the bucket still has of these paths where it keeps old versions."""
        shown = self.bucket.listed()
        self.bucket.erase(path for path in paths if path in shown and path not in keep.by_path)
        if self.bucket.keeps_versions:
            self.bucket.forget(STORE)
            self.bucket.each(lambda path: self.bucket.forget(path, exactly=True), paths)

    def prune(self, keep: int) -> None:
        """Delete old releases, and files that no release names any more."""
        for release in to_prune(self.releases(), self.live(), keep):
            self._remove(release)
        self._collect()

    def _collect(self) -> None:
        self._check()
        live = self.live()
        named = {
            f"{BLOBS}{entry.sha256}"
            for one in (*self.releases(), *([live] if live else []))
            for entry in one.entries
        }
        self.bucket.erase([blob for blob in self.bucket.listed(BLOBS) if blob not in named])

    def _remove(self, release: str) -> None:
        """Delete a release; without its list it is none, whatever a kill leaves of it."""
        self._check()
        self.bucket.erase([f"{STORE}{release}/{MANIFEST}"])
        self.bucket.erase(self.bucket.listed(f"{STORE}{release}/"))

    def _numbers(self) -> list[str]:
        return _numbers_in(self.bucket.listed(STORE))

    def _whole(self) -> list[str]:
        objects = self.bucket.listed(STORE)
        return [one for one in _numbers_in(objects) if f"{STORE}{one}/{MANIFEST}" in objects]

    def _readable(self) -> Iterator[Manifest]:
        for release in self._whole():
            if self._reads(release):
                yield self._manifest(release)

    def _reads(self, release: str) -> bool:
        try:
            self._manifest(release)
        except PublishFault:
            return False
        return True

    def _manifest(self, release: str) -> Manifest:
        place = f"{STORE}{release}/{MANIFEST}"
        found = self.bucket.read(place)
        manifest = from_json(found.data, place=place) if found else None
        if manifest is None or manifest.release != release:
            fault = f"The list of a release's files is not there ({place})."
            raise PublishFault(fault, "The next publish mends it: ./run publish")
        return manifest

    def _write_manifest(self, manifest: Manifest) -> None:
        name = f"{STORE}{manifest.release}/{MANIFEST}"
        self.bucket.write(name, to_json(manifest).encode(), ContentType="application/json")

    def _check(self) -> None:
        if self._lease is not None:
            self._lease.check()


def _numbers_in(objects: Mapping[str, Listed]) -> list[str]:
    """Return the numbers of the releases of which anything is there."""
    found = (re.match(rf"{re.escape(STORE)}({RELEASE})/", name) for name in objects)
    return sorted({one[1] for one in found if one})


def _is_in(there: Mapping[str, Listed], entry: Entry) -> bool:
    found = there.get(f"{BLOBS}{entry.sha256}")
    return found is not None and found.size == entry.size
