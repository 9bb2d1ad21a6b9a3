"""What a bucket keeps in .releases/: every file once, by its digest, and lists of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from plugins.publishing.fault import PublishFault
from plugins.publishing.manifest import RELEASE, Entry, Manifest, from_json, to_json
from plugins.publishing.target import MANIFEST
from plugins.publishing.target_s3_bucket import Bucket, Listed
from plugins.publishing.target_s3_live import Live, live_of

STORE = ".releases/"
BLOBS = f"{STORE}blobs/"
LIVE = f"{STORE}live.json"


class Store:
    """The releases. One of which the list is there is whole, as that is written last."""

    def __init__(self, bucket: Bucket) -> None:
        """Keep the bucket; nothing is asked yet."""
        self.bucket = bucket

    def numbers(self) -> list[str]:
        """Return the numbers of all releases of which anything is there."""
        return sorted(name for name in self.bucket.folders(STORE) if re.fullmatch(RELEASE, name))

    def whole(self) -> list[str]:
        """Return the numbers of the releases that are there with their lists."""
        return [one for one in self.numbers() if self._has(one, MANIFEST)]

    def without(self, name: str) -> list[str]:
        """Return the numbers of the releases that have no file of a name."""
        return [one for one in self.numbers() if not self._has(one, name)]

    def _has(self, release: str, name: str) -> bool:
        return f"{STORE}{release}/{name}" in self.bucket.listed(f"{STORE}{release}/")

    def manifest(self, release: str) -> Manifest:
        """Return a release's list; PublishFault where it is damaged or not there."""
        place = f"{STORE}{release}/{MANIFEST}"
        found = self.bucket.read(place)
        manifest = from_json(found.data, place=place) if found else None
        if manifest is None or manifest.release != release:
            fault = f"The list of a release's files is not there ({place})."
            raise PublishFault(fault, "The next publish mends it: ./run publish")
        return manifest

    def reads(self, release: str) -> bool:
        """Tell whether a release's list can be read."""
        try:
            self.manifest(release)
        except PublishFault:
            return False
        return True

    def readable(self) -> Iterator[Manifest]:
        """Yield the lists that are not damaged."""
        for release in self.whole():
            if self.reads(release):
                yield self.manifest(release)

    def write(self, manifest: Manifest) -> None:
        """Write a release's list: from then on it is whole."""
        name = f"{STORE}{manifest.release}/{MANIFEST}"
        self.bucket.write(name, to_json(manifest).encode(), ContentType="application/json")

    def live(self) -> Live | None:
        """Return what is live, as live.json has it."""
        found = self.bucket.read(LIVE)
        return None if found is None else live_of(found.data)

    def blobs(self) -> dict[str, Listed]:
        """Return the files that are there, by name."""
        return self.bucket.listed(BLOBS)

    def remove(self, release: str) -> None:
        """Delete a release; without its list it is none, whatever a kill leaves of it."""
        self.bucket.erase([f"{STORE}{release}/{MANIFEST}"])
        self.bucket.erase(self.bucket.listed(f"{STORE}{release}/"))

    def collect(self, check: Callable[[], None]) -> None:
        """Erase the files that no release names any more; `check` is asked before each."""
        live = self.live()
        manifests = [self.manifest(release) for release in self.whole()]
        manifests += [live.manifest] if live else []
        named = {blob(entry) for manifest in manifests for entry in manifest.entries}
        for name in self.blobs():
            if name not in named:
                check()
                self.bucket.erase([name])


def blob(entry: Entry) -> str:
    """Return where a file is kept."""
    return f"{BLOBS}{entry.sha256}"


def is_in(objects: Mapping[str, Listed], entry: Entry) -> bool:
    """Tell whether a file is there."""
    found = objects.get(blob(entry))
    return found is not None and found.size == entry.size
