"""A bucket as a target: the site at its addresses, and all releases beside it in .releases/.

S3 cannot switch a site in one step. Each file of each release is kept once, by its digest, as
.releases/blobs/DIGEST; a release is a list of them. To make one live is to copy, inside of the
bucket, what differs, in an order in which no page is ever without its parts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from plugins.publishing.carry import cleaned, parts_of_pages
from plugins.publishing.fault import PublishFault
from plugins.publishing.manifest import Entry, Manifest, sample
from plugins.publishing.publish_file import S3Settings
from plugins.publishing.release import to_prune
from plugins.publishing.same_bytes import with_same_bytes
from plugins.publishing.target import MANIFEST, SITE, Around, Teller
from plugins.publishing.target_s3_bucket import Bucket
from plugins.publishing.target_s3_live import in_order, is_as_put
from plugins.publishing.target_s3_lock import Lease, leased
from plugins.publishing.target_s3_private import refuse_open_store
from plugins.publishing.target_s3_store import LIVE, STORE, Store, blob, is_in
from plugins.publishing.target_s3_turn import Turn, half_turned

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
        self._store = Store(self.bucket)
        self._wait = settings.wait
        self._say = around.teller.say
        self._lease: Lease | None = None

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep other publishes away, of any machine."""

        def waiting(who: str) -> None:
            self._say(f"Another publish goes on: {who}. Waiting for it…")

        with leased(self.bucket, patience=self._wait, waiting=waiting) as lease:
            refuse_open_store(self.bucket, self.url)
            self._lease = lease
            try:
                yield
            finally:
                self._lease = None

    def mend(self) -> list[str]:
        """End what a killed publish has begun, and remove what it has only sent."""
        said = [*self._mend_live(), *self._mend_turn(), *self._mend_manifests()]
        return [*said, *self._remove_unseen()]

    def _mend_live(self) -> Iterator[str]:
        try:
            live = self._store.live()
        except PublishFault:
            self.bucket.erase([LIVE])
            yield "The list of what is live was damaged: the next release is compared anew."
            return
        if live is not None and not self._store.reads(live.manifest.release):
            self._store.write(live.manifest)
            yield f"The list of release {live.manifest.release} was damaged: it is made again."

    def _mend_turn(self) -> Iterator[str]:
        half = half_turned(self.bucket)
        if half is None:
            return
        live = self.live()
        # Forwards, where that can be: what is on its way out must not come back.
        whole = self._store.reads(half.release)
        chosen = self._store.manifest(half.release) if whole else live
        self._turn(chosen)
        if chosen is None:
            yield "The first release was only half live: what was there of it is removed."
        else:
            number = chosen.release
            yield f"Release {half.release} was only half live: release {number} is now, wholly."

    def _mend_manifests(self) -> Iterator[str]:
        for release in self._store.numbers():
            if not self._store.reads(release):
                self._remove(release)
                yield f"The list of release {release} was damaged: the release is removed."

    def _remove_unseen(self) -> Iterator[str]:
        live = self.live()
        for release in self._store.without(SEEN):
            if live is None or live.release != release:
                self._remove(release)
                yield f"Release {release} was sent and never made live: it is removed."

    def releases(self) -> tuple[Manifest, ...]:
        """Return every whole release, the oldest first."""
        return tuple(self._store.manifest(release) for release in self._store.whole())

    def live(self) -> Manifest | None:
        """Return the release that was last made live to its end."""
        live = self._store.live()
        return None if live is None else live.manifest

    def send(self, folder: Path, manifest: Manifest, teller: Teller) -> None:
        """Bring the files that the bucket has not; then, last, the release's list."""
        there = self._store.blobs()
        missing = {entry.sha256: entry for entry in manifest.entries if not is_in(there, entry)}
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
        self._store.write(manifest)

    def _send_file(self, file: Path, entry: Entry) -> None:
        self._check()
        self.bucket.send(blob(entry), file, entry)

    def activate(self, release: str) -> None:
        """Copy what differs to the site's addresses: parts, pages, feeds; then delete."""
        if release not in self._store.whole():
            fault = f"There is no release {release} in the bucket."
            raise PublishFault(fault, "./run releases lists those that are there.")
        chosen, live = self._store.manifest(release), self.live()
        if live is not None and live.release != release:
            carrying = parts_of_pages(live, chosen)
            if carrying != chosen:
                chosen = carrying
                self._store.write(chosen)
        self.bucket.write(f"{STORE}{release}/{SEEN}", b"")
        self._turn(chosen)

    def _turn(self, chosen: Manifest | None) -> None:
        there = self.bucket.listed()
        entries = chosen.entries if chosen else ()
        lost = [entry.path for entry in entries if not is_in(there, entry)]
        if chosen and lost:
            fault = f"Release {chosen.release} is not whole in the bucket: {lost[0]} is missing."
            raise PublishFault(
                fault, "What is live is untouched. Publish again, or choose another."
            )
        Turn(self._store, self._check).to(chosen, there)

    def unlike(self, release: Manifest) -> tuple[str, ...]:
        """Compare the bucket's list with what was put there, and the bytes of a sample."""
        there, live = self.bucket.listed(), self._store.live()
        put = live.objects if live else {}
        wrong = {
            entry.path
            for entry in release.entries
            if not is_as_put(there.get(entry.path), put.get(entry.path), entry)
        }

        def read(entry: Entry) -> None:
            found = self.bucket.read(entry.path)
            if found is None or hashlib.sha256(found.data).hexdigest() != entry.sha256:
                wrong.add(entry.path)

        self.bucket.each(read, sample(release))
        return tuple(sorted(wrong))

    def purge(self, paths: Sequence[str], keep: Manifest) -> tuple[str, ...]:
        """Delete these paths' bytes from every other release, with all versions of them."""
        olds = [one for one in self.releases() if one.release != keep.release]
        asked = with_same_bytes(paths, olds, keep)
        removed: list[str] = []
        for old in olds:
            self._check()
            clean = cleaned(old, asked, keep)
            removed += [f"{old.release}/{path}" for path in clean.removed]
            self._rewrite(old, clean.manifest, keep)
        self._store.collect(self._check)
        self._forget(asked, keep)
        return tuple(removed)

    def _rewrite(self, old: Manifest, clean: Manifest, keep: Manifest) -> None:
        for name in MAPS:
            found = self.bucket.read(f"{STORE}{keep.release}/{name}")
            if found is not None:
                self.bucket.write(f"{STORE}{old.release}/{name}", found.data)
        if clean != old:
            self._store.write(clean)

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
        self._store.collect(self._check)

    def _remove(self, release: str) -> None:
        self._check()
        self._store.remove(release)

    def _check(self) -> None:
        if self._lease is not None:
            self._lease.check()
