"""A branch of a git repository as a target, for hosts that serve one.

Each release is a commit without parents, under the tag `releases/000042`; the branch is another
such commit, of that release's site alone. They share their files. Nothing has a history: what is
withdrawn is gone with the releases that held it.
"""

from __future__ import annotations

import hashlib
import ipaddress
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from plugins.publishing.carry import Cleaned, cleaned, parts_of_pages
from plugins.publishing.fault import PublishFault
from plugins.publishing.manifest import RELEASE, Manifest, from_json, sample, to_json
from plugins.publishing.publish_file import GitSettings
from plugins.publishing.release import to_prune
from plugins.publishing.same_bytes import with_same_bytes
from plugins.publishing.target import MANIFEST, SITE, Around, Teller
from plugins.publishing.target_git_repository import (
    Blobs,
    Push,
    Refs,
    Repository,
    Signed,
    gone_from,
    unlocked,
)

TAGS, SENT = "refs/tags/releases/", "refs/tags/unreleased/"
MAPS = ("gone.json", "redirects.json")
MEGABYTE = 1 << 20
# The largest file that these hosts take: they refuse the whole release for one that is larger.
LARGEST = {"github.com": 100 * MEGABYTE, "gitlab.com": 100 * MEGABYTE}
OWN_NAMES = (".github.io", ".gitlab.io", ".pages.dev", ".codeberg.page")
AUTHOR = "Publishing <publishing@localhost>"
KEPT_BY_HOST = (
    "The repository's host may keep what was deleted for some weeks, and show it to whoever knows"
    " a commit's name. Ask it to run its clean-up (git gc), and look for forks of the repository."
)


def opened(name: str, settings: GitSettings, around: Around) -> GitTarget:
    """Return the target of a line of publish.yaml."""
    return GitTarget(name, settings, around)


class GitTarget:
    """Releases as tags of a repository. A site goes live by the exchange of one ref."""

    def __init__(self, name: str, settings: GitSettings, around: Around) -> None:
        """Keep where it is; the first question looks there."""
        self.name = name
        self.url = settings.url.rstrip("/") if settings.url else None
        self._branch = f"refs/heads/{_plain_branch(settings.branch)}"
        self._author = _author(settings.author)
        self._say = around.teller.say
        self._repository = Repository(settings, around)
        self._seen: Refs | None = None  # the host's refs as they were when our publish began

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Take note of what is there: where another publish changes it, ours is refused.

        A host of git has no locks to hold, so none is left behind by one that is killed.
        """
        self._seen = self._looked()
        try:
            yield
        finally:
            self._seen = None

    def mend(self) -> list[str]:
        """Say what was sent in vain; the next release is sent in its place, and uses its files."""
        disk = self._repository.disk
        locks = unlocked(disk, TAGS, SENT, self._branch) if disk else ()
        told = [f"A lock was left in the repository and is removed: {one}." for one in locks]
        if self._noted.exists():
            told.append(self._deleted_at_last())
        return told + [
            f"Release {ref.removeprefix(SENT)} was sent and never made live: it will be replaced."
            for ref in sorted(self._refs())
            if ref.startswith(SENT)
        ]

    def releases(self) -> tuple[Manifest, ...]:
        """Return every release that was live, the oldest first."""
        refs = self._refs()
        return tuple(self._manifest(refs[ref]) for ref in sorted(refs) if ref.startswith(TAGS))

    def live(self) -> Manifest | None:
        """Return the release that the branch shows."""
        release = self._live(self._refs())
        return self._manifest(self._refs()[TAGS + release]) if release else None

    def send(self, folder: Path, manifest: Manifest, teller: Teller) -> None:
        """Send the commit under a tag that says it is no release yet."""
        self._refuse_large(manifest)
        refs = self._refs()
        live = self._live(refs)
        blobs = self._repository.added(sorted(_files(folder)))
        carried = [f"{SITE}/{entry.path}" for entry in manifest.entries if entry.carried]
        if carried:
            there = self._repository.blobs(refs[TAGS + live])
            blobs |= {path: there[path] for path in carried}
        for _ in manifest.entries:
            teller.step()
        old = {ref: "" for ref in refs if ref.startswith(SENT)}
        commit = self._commit(manifest, blobs)
        self._push({**old, SENT + manifest.release: commit}, refs)

    def activate(self, release: str) -> None:
        """Exchange the branch for a commit of the release's site, in one step."""
        refs = self._refs()
        sent, tag = SENT + release, TAGS + release
        commit = refs.get(sent) or refs.get(tag)
        if commit is None:
            fault = f"There is no release {release} in the repository."
            raise PublishFault(fault, "./run releases lists those that are there.")
        commit = self._carrying(commit, refs)
        changes = {tag: commit, self._branch: self._of_site(commit)}
        if sent in refs:
            changes[sent] = ""
        same = {ref for ref, new in changes.items() if refs.get(ref) == new}
        self._push({ref: new for ref, new in changes.items() if ref not in same}, refs)

    def _carrying(self, commit: str, refs: Refs) -> str:
        """Return the release with those parts of the live one that open pages still name."""
        chosen, live = self._manifest(commit), self._live(refs)
        if not live or live == chosen.release:
            return commit
        before = refs[TAGS + live]
        carrying = parts_of_pages(self._manifest(before), chosen)
        more = [f"{SITE}/{path}" for path in carrying.by_path if path not in chosen.by_path]
        if not more:
            return commit
        there = self._repository.blobs(before)
        blobs = self._repository.blobs(commit) | {path: there[path] for path in more}
        return self._commit(carrying, blobs)

    def unlike(self, release: Manifest) -> tuple[str, ...]:
        """Ask the host anew what its branch shows; git's names of files are digests of them."""
        refs = self._looked()
        if self._live(refs) != release.release:
            return tuple(release.by_path)
        shown = self._repository.blobs(refs[self._branch])
        sent = self._repository.blobs(refs[TAGS + release.release], f"{SITE}/")
        wrong = {path for path in release.by_path if shown.get(path) != sent.get(path, "")}
        for entry in (one for one in sample(release) if one.path not in wrong):
            data = self._repository.text(refs[self._branch], entry.path)
            if hashlib.sha256(data.encode("utf-8", "surrogateescape")).hexdigest() != entry.sha256:
                wrong.add(entry.path)
        return tuple(sorted(wrong))

    def purge(self, paths: Sequence[str], keep: Manifest) -> tuple[str, ...]:
        """Write old releases anew without these files; where we have the disk, delete the bytes."""
        refs = self._refs()
        kept = self._repository.blobs(refs[TAGS + keep.release])
        old = [one for one in self.releases() if one.release != keep.release]
        asked = with_same_bytes(paths, old, keep)
        changes = {ref: "" for ref in refs if ref.startswith(SENT)}
        removed: list[str] = []
        before, after = set[str](), set(kept.values())
        for one in old:
            clean = cleaned(one, asked, keep)
            blobs = self._repository.blobs(refs[TAGS + one.release])
            before |= set(blobs.values())
            if clean.manifest != one:
                blobs = _cleaned_blobs(blobs, clean, kept)
                changes |= self._rewritten(clean.manifest, blobs, refs)
            after |= set(blobs.values())
            removed += (f"{one.release}/{path}" for path in clean.removed)
        if removed:
            self._noted.write_text("\n".join(sorted(before - after)), encoding="utf-8")
        self._push(changes, refs)
        self._delete()
        return tuple(removed)

    @property
    def _noted(self) -> Path:
        """Where the files that are to go are named until they are gone, whoever is killed."""
        return (self._repository.disk or self._repository.folder.parent) / "publishing-purge"

    def _rewritten(self, manifest: Manifest, blobs: Blobs, refs: Refs) -> Refs:
        """Write a release anew; return the refs that are to show it."""
        commit = self._commit(manifest, blobs)
        changes = {TAGS + manifest.release: commit}
        if self._live(refs) == manifest.release:
            changes[self._branch] = self._of_site(commit)
        return changes

    def _delete(self) -> None:
        """Delete what no ref leads to any more, here and on a disk of ours."""
        if not self._noted.exists():
            return
        self._repository.forget()
        try:
            self._must_be_gone()
        finally:
            if self._seen is not None:  # The rest of this publish reads the releases again.
                self._repository.fetch(self._seen)
        self._noted.unlink()

    def _must_be_gone(self) -> None:
        disk = self._repository.disk
        if disk is None:
            self._say(KEPT_BY_HOST)
        elif left := gone_from(self._repository, disk, self._noted.read_text("utf-8").split()):
            fault = f"{len(left)} deleted files are still in the repository {disk}."
            remedy = "Another branch or tag holds them: delete it there, or rewrite its history."
            raise PublishFault(fault, remedy)

    def _deleted_at_last(self) -> str:
        try:
            self._delete()
        except PublishFault as fault:
            # It was killed before its releases were written anew: this publish does that.
            return f"{fault.fault} Another branch or tag holds them, if this publish cannot end it."
        return "What was withdrawn was only half deleted: the rest is deleted."

    def prune(self, keep: int) -> None:
        """Delete old releases' tags."""
        going = to_prune(self.releases(), self.live(), keep)
        self._push({TAGS + release: "" for release in going}, self._refs())
        self._repository.tidy()

    def _push(self, changes: Mapping[str, str], refs: Refs) -> None:
        if changes:
            self._repository.push(Push(dict(changes)), refs)

    def _refs(self) -> Refs:
        return self._looked() if self._seen is None else self._seen

    def _looked(self) -> Refs:
        found = self._repository.refs(self._branch, f"{TAGS}*", f"{SENT}*")
        tags = rf"({TAGS}|{SENT}){RELEASE}"
        refs = {
            ref: commit
            for ref, commit in found.items()
            if ref == self._branch or re.fullmatch(tags, ref)
        }
        self._repository.fetch(refs)
        return refs

    def _live(self, refs: Refs) -> str:
        """Return the live release, "" for none. A branch of others' making is never touched."""
        tip = refs.get(self._branch)
        if tip is None:
            return ""
        text = self._repository.git("reading the branch", "cat-file", "commit", tip)
        message = re.search(rf"\n\nRelease ({RELEASE})\n\Z", text)
        if message is None or "\nparent " in text or TAGS + message[1] not in refs:
            branch = self._branch.removeprefix("refs/heads/")
            fault = f"The branch {branch} holds something that was not published from here."
            raise PublishFault(fault, "Name another branch in publish.yaml, or delete that one.")
        return message[1]

    def _manifest(self, commit: str) -> Manifest:
        return from_json(self._repository.text(commit, MANIFEST), place=f"{commit}:{MANIFEST}")

    def _commit(self, manifest: Manifest, blobs: Blobs) -> str:
        """Write a release; its manifest is always the one that is given."""
        whole = {**blobs, MANIFEST: self._repository.blob(to_json(manifest).encode())}
        return self._repository.commit(whole, f"Release {manifest.release}", self._signed(manifest))

    def _of_site(self, commit: str) -> str:
        """Write what the branch shows of a release: the site, and what hosts want to be told."""
        manifest = self._manifest(commit)
        blobs = {".nojekyll": self._repository.blob(b"")}
        if name := _own_domain(self.url):
            blobs["CNAME"] = self._repository.blob(f"{name}\n".encode())
        blobs |= self._repository.blobs(commit, f"{SITE}/")
        return self._repository.commit(blobs, f"Release {manifest.release}", self._signed(manifest))

    def _signed(self, manifest: Manifest) -> Signed:
        try:
            day = datetime.fromisoformat(manifest.built_from.get("as_of", "")).replace(tzinfo=UTC)
        except ValueError:
            day = datetime.fromtimestamp(0, UTC)
        name, email = self._author
        return Signed(name, email, int(day.timestamp()))

    def _refuse_large(self, manifest: Manifest) -> None:
        host = re.search(r"(?:@|//)([^/:@]+)[/:]", self._repository.remote)
        most = LARGEST.get(host[1].lower()) if host else None
        for entry in manifest.entries:
            if most and host and entry.size > most:
                fault = f"{entry.path} has {entry.size // MEGABYTE} MB: {host[1]} takes up to 100."
                raise PublishFault(fault, "Make it smaller, or publish recordings elsewhere.")


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield each file of a release by its path; the manifest is written from what is given."""
    for file in folder.iterdir():
        if file.is_file() and file.name != MANIFEST:
            yield file.name, file
    for file in (folder / SITE).rglob("*"):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file


def _cleaned_blobs(blobs: Blobs, clean: Cleaned, kept: Blobs) -> Blobs:
    removed = {f"{SITE}/{path}" for path in clean.removed}
    taken = [*MAPS, *(f"{SITE}/{path}" for path in clean.taken)]
    staying = {path: blob for path, blob in blobs.items() if path not in removed}
    return staying | {path: kept[path] for path in taken if path in kept}


def _author(line: str | None) -> tuple[str, str]:
    name, email = parseaddr(line or AUTHOR)
    if "@" not in email or not name or set(f"{name}{email}") & set("<>\n"):
        fault = "author of a git target cannot be this."
        raise PublishFault(fault, "Write a name and an address: Web team <web@example.org>")
    return name, email


def _plain_branch(branch: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_./-]*(?<![./])", branch) or ".." in branch:
        fault = "branch of a git target cannot be this."
        raise PublishFault(fault, "Write a name like gh-pages.")
    return branch


def _own_domain(url: str | None) -> str:
    """Return the name that a host must be told of: one that is not its own."""
    address = urlsplit(url or "")
    name = address.hostname or ""
    if address.port or "." not in name or name.endswith(OWN_NAMES) or _is_number(name):
        return ""
    return name


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
