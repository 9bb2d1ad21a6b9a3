"""A folder of another machine as a target: rsync to a release of its own, then one rename.

The layout there is that of a folder (target_folder.py): `current/site` is served.
"""

from __future__ import annotations

import hashlib
import mimetypes
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from plugins.catalogue.keeping import write_whole
from plugins.publishing.carry import Cleaned, cleaned, parts_of_pages
from plugins.publishing.fault import PublishFault
from plugins.publishing.manifest import RELEASE, Entry, Manifest, from_json, to_json
from plugins.publishing.publish_file import SshSettings
from plugins.publishing.release import to_prune
from plugins.publishing.same_bytes import only_in, with_same_bytes
from plugins.publishing.target import MANIFEST, Around, Teller
from plugins.publishing.target_ssh_connection import Connection
from plugins.publishing.target_ssh_faults import FullDisk
from plugins.publishing.target_ssh_lock import Held, held
from plugins.publishing.target_ssh_scripts import (
    ACTIVATE,
    BEGIN,
    CARRY,
    CLEAR,
    DIGESTS,
    FINISH,
    HALF,
    MANIFEST_OF,
    MEND,
    NEW,
    OPENING,
    PRUNE,
    PURGE,
    REWRITE,
    SAME_SIZE,
    STATE,
    UNLIKE,
)

LIKE = 3  # releases there that rsync compares with
SHORT = 120.0  # seconds that a script without much to do may take
TOLD = {
    "sent": "Release {} was only half sent: what has come is used for the next one.",
    "unseen": "Release {} was sent and never made live: its files are used for the next one.",
    "purged": "What was withdrawn from release {} was only half deleted: the release is removed.",
    "deleted": "Release {} was only half deleted: the rest is removed.",
}
SENT = r"Total bytes sent: ([0-9]+)"


def opened(name: str, settings: SshSettings, around: Around) -> SshTarget:
    """Return the target of a line of publish.yaml."""
    return SshTarget(name, settings, around)


class SshTarget:
    """Releases in a folder of another machine. A site goes live by one rename of a symlink."""

    def __init__(self, name: str, settings: SshSettings, around: Around) -> None:
        """Keep where it is; the first question connects."""
        self.name = name
        self.url = settings.url.rstrip("/") if settings.url else None
        self.sent = 0  # bytes that the last release has taken on its way
        self._wait = settings.wait
        self._say = around.teller.say
        self._cache = around.cache / "manifests"
        self._connection = Connection(settings, around)
        self._path = self._connection.machine.path
        self._held = Held()

    def close(self) -> None:
        """End the connection now, and not with the program."""
        self._connection.close()

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep other publishes away, from whatever machine."""

        def waiting(who: str) -> None:
            self._say(f"Another publish goes on: {who}. Waiting for it…")

        with held(self._connection, patience=self._wait, waiting=waiting) as ours:
            self._held = ours
            try:
                yield
            finally:
                self._held = Held()

    def mend(self) -> list[str]:
        """Put away what a killed publish has left, and mend what is damaged."""
        said = self._change("mending", MEND).split("\n")
        told = [TOLD[kind].format(number) for kind, number in map(str.split, filter(None, said))]
        return [*told, *self._mend_manifests()]

    def _mend_manifests(self) -> Iterator[str]:
        live, found = self._state()
        for release, digest in found:
            try:
                self._manifest(release, digest)
            except PublishFault:
                yield self._mend_manifest(release, is_live=release == live)

    def _mend_manifest(self, release: str, *, is_live: bool) -> str:
        if not is_live:
            self._change("deleting old releases", PRUNE, release)
            return f"The list of release {release} was damaged: the release is removed."
        text = to_json(self._remade(release)).encode()
        self._change("mending", REWRITE, release, str(len(text)), given=text)
        return f"The list of release {release} was damaged: it is made again."

    def releases(self) -> tuple[Manifest, ...]:
        """Return every whole release, the oldest first."""
        return tuple(self._manifest(*one) for one in self._state()[1])

    def live(self) -> Manifest | None:
        """Return the release that the symlink leads to."""
        live, found = self._state()
        digests = dict(found)
        return self._manifest(live, digests[live]) if live in digests else None

    def send(self, folder: Path, manifest: Manifest, teller: Teller) -> None:
        """Bring over what is not there yet; the release has a number only when it is whole."""
        _refuse_odd_names(manifest)
        live, found = self._state()
        new = f"{NEW}{manifest.release}-{self._held.token or 'alone'}"
        half = self._change("beginning", BEGIN, new).strip()
        like = [live] if live else []
        like += [release for release, _ in reversed(found) if release != live]
        like = ([HALF] if half else []) + like[:LIKE]
        try:
            self._copy(folder, new, [f"../{one}" for one in like], teller)
        except FullDisk:
            self._change("deleting", CLEAR)  # A full disk is free again.
            raise
        carried = [entry.path for entry in manifest.entries if entry.carried]
        if carried:
            there = (f"releases/{new}", f"releases/{live}")
            self._change("carrying over", CARRY, *there, given=_listed(carried))
        count = str(len(manifest.entries))
        names = (new, manifest.release, count)
        given = _digests(manifest).encode()
        self._change("counting over what came", FINISH, *names, given=given)

    def _copy(self, folder: Path, new: str, like: Sequence[str], teller: Teller) -> None:
        self.sent = 0

        def line(said: str) -> None:
            if said.startswith("file ") and not said.endswith("/"):
                teller.step()
            elif found := re.match(SENT, said):
                self.sent = int(found[1])

        self._connection.copy(folder, f"{self._path}/releases/{new}", like, line)

    def activate(self, release: str) -> None:
        """Turn the symlink in one step, in one command."""
        live, found = self._state()
        digests = dict(found)
        if release not in digests:
            fault = f"There is no release {release} in {self._path}."
            raise PublishFault(fault, "./run releases lists those that are there.")
        chosen = self._manifest(release, digests[release])
        carrying = chosen
        if live in digests and live != release:
            carrying = parts_of_pages(self._manifest(live, digests[live]), chosen)
        more = [path for path in carrying.by_path if path not in chosen.by_path]
        text = to_json(carrying).encode() if more else b""
        given = _listed(more) + b"\n" + text
        self._change("making it live", ACTIVATE, release, live, str(len(text)), given=given)

    def unlike(self, release: Manifest) -> tuple[str, ...]:
        """Let the machine count over what its web server shows."""
        given = _digests(release).encode()
        doing = "counting over what is live"
        said = self._connection.run(doing, UNLIKE, self._path, given=given)
        return tuple(said.decode("utf-8", "replace").splitlines())

    def purge(self, paths: Sequence[str], keep: Manifest) -> tuple[str, ...]:
        """Delete these paths' bytes, and the same bytes by other names, from every other release.

        Then look for them in every file that is there.
        """
        self._change("deleting", CLEAR)
        old = [one for one in self.releases() if one.release != keep.release]
        asked = with_same_bytes(paths, old, keep)
        cleans = [cleaned(one, asked, keep) for one in old]
        removed: list[str] = []
        gone: set[Entry] = set()
        for one, clean in zip(old, cleans, strict=True):
            if clean.manifest != one:
                self._clean(clean, keep)
            removed += (f"{one.release}/{path}" for path in clean.removed)
            gone |= {one.by_path[path] for path in clean.removed}
        self._refuse_remains(only_in(gone, [keep, *(clean.manifest for clean in cleans)]))
        self._forget()
        return tuple(removed)

    def _clean(self, clean: Cleaned, keep: Manifest) -> None:
        text = to_json(clean.manifest).encode()
        given = b"\n".join((_listed(clean.removed), _listed(clean.taken), text))
        names = (clean.manifest.release, keep.release, str(len(text)))
        self._change("deleting", PURGE, *names, given=given)

    def _refuse_remains(self, doomed: Collection[Entry]) -> None:
        if not doomed:
            return
        digests = {entry.sha256 for entry in doomed}
        sizes = _listed(sorted({str(entry.size) for entry in doomed}))
        said = self._change("looking for what was deleted", SAME_SIZE, given=sizes)
        lines = (line.lstrip("\\").split("  ", 1) for line in said.splitlines())
        remains = sorted(path for digest, path in lines if digest in digests)
        if remains:
            fault = f"What was to be deleted is still there: {', '.join(remains[:3])}."
            remedy = f"Delete it in {self._path} on {self._connection.machine.host}."
            raise PublishFault(fault, remedy)

    def prune(self, keep: int) -> None:
        """Delete old releases; each is gone from the list before its files go."""
        going = to_prune(self.releases(), self.live(), keep)
        if going:
            self._change("deleting old releases", PRUNE, *going)
        self._forget()

    def _change(self, doing: str, script: str, *words: str, given: bytes = b"") -> str:
        opening = (self._path, self._held.number, self._held.token)
        said = self._connection.run(doing, OPENING + script, *opening, *words, given=given)
        return said.decode("utf-8", "replace")

    def _state(self) -> tuple[str, list[tuple[str, str]]]:
        """Return the live release, "" for none, and each release with its manifest's digest."""
        said = self._connection.run("listing the releases", STATE, self._path, seconds=SHORT)
        words = [line.split(" ") for line in said.decode("utf-8", "replace").splitlines()]
        live = next((word[1] for word in words if word[0] == "live"), "")
        found = [(word[1], word[2]) for word in words if word[0] == "release"]
        return live, sorted(one for one in found if re.fullmatch(RELEASE, one[0]))

    def _manifest(self, release: str, digest: str) -> Manifest:
        """Return a release's manifest; what has come over once is kept by its digest."""
        place = f"{self._path}/releases/{release}/{MANIFEST}"
        found = from_json(self._text(release, digest), place=place) if digest else None
        if found is None or found.release != release:
            fault = f"The list of a release's files is not there ({place})."
            raise PublishFault(fault, "The next publish makes it again: ./run publish")
        return found

    def _text(self, release: str, digest: str) -> bytes:
        kept = self._cache / f"{digest}.json"
        text = kept.read_bytes() if kept.is_file() else b""
        if hashlib.sha256(text).hexdigest() != digest:
            doing = "the reading of a list"
            text = self._connection.run(doing, MANIFEST_OF, self._path, release, seconds=SHORT)
            with suppress(OSError):  # Here the disk may be full: it is asked for again.
                write_whole(kept, text)
        return text

    def _remade(self, release: str) -> Manifest:
        """Return the manifest of a release whose own is damaged, from the files that are there."""
        said = self._connection.run("counting over", DIGESTS, self._path, release).decode()
        digests, sizes = (part.splitlines() for part in said.split("\n\n", 1))
        counted = (line.split(maxsplit=1) for line in sizes)
        size = {path.removeprefix("./"): int(number) for number, path in counted}
        entries = []
        for line in digests:
            digest, path = line.split("  ./", 1)
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            entries.append(Entry(path, digest, size[path], kind))
        return Manifest(release, {}, tuple(entries))

    def _forget(self) -> None:
        """Drop the manifests that are there no more: they may name what was deleted."""
        current = {digest for _, digest in self._state()[1]}
        for file in self._cache.glob("*.json"):
            if file.stem not in current:
                file.unlink(missing_ok=True)


def _digests(manifest: Manifest) -> str:
    """Return what sha256sum reads."""
    return "".join(f"{entry.sha256}  {entry.path}\n" for entry in manifest.entries)


def _listed(paths: Iterable[str]) -> bytes:
    return "".join(f"{path}\n" for path in paths).encode()


def _refuse_odd_names(manifest: Manifest) -> None:
    for entry in manifest.entries:
        if not entry.path.isprintable():
            fault = f"A file's name has a sign that cannot be seen: {entry.path!r}."
            raise PublishFault(fault, "Give it another name, and publish again.")
