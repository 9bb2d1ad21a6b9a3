"""A repository of our own beside the one that is published to: git's tools, and what they need."""

from __future__ import annotations

import re
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from plugins.catalogue.keeping import write_whole
from plugins.publishing.fault import PublishFault
from plugins.publishing.publish_file import GitSettings, secret_of
from plugins.publishing.target import Around
from plugins.publishing.target_git_faults import fault_of
from plugins.publishing.tool import NO_LIMIT, fed, ran

FILE = "100644"
HASH = r"[0-9a-f]{40,64}"
MOST_PACKS = 50
PATIENCE = 3.0  # seconds to wait for a lock that may be a living program's
FORGOTTEN = 60.0  # seconds: git itself holds a lock for an instant
BLOCK = 1 << 20  # bytes that are read at once
SSH = "ssh -o BatchMode=yes -o StrictHostKeyChecking=yes"
# Programs of git's own that would look elsewhere than we say, or ask somebody.
OWN_VARIABLES = ("GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH")
SECRET = "PUBLISHING_TOKEN"  # noqa: S105 - a variable's name
HELPER = f'!f() {{ echo "username=x-access-token"; echo "password=${SECRET}"; }}; f'

Refs = dict[str, str]  # a ref's name to its commit
Blobs = dict[str, str]  # a path to its blob


@dataclass(frozen=True)
class Signed:
    """Whom commits are by and of when: the same input makes the same commit."""

    name: str
    email: str
    seconds: int  # since 1970

    def lines(self) -> Iterator[tuple[str, str]]:
        """Yield what git commit-tree reads in the environment."""
        for who in ("AUTHOR", "COMMITTER"):
            yield f"GIT_{who}_NAME", self.name
            yield f"GIT_{who}_EMAIL", self.email
            yield f"GIT_{who}_DATE", f"{self.seconds} +0000"


@dataclass
class Push:
    """What is to change on the host, all of it or nothing."""

    changes: dict[str, str] = field(default_factory=dict)  # a ref to its new commit, or ""

    def words(self, before: Mapping[str, str]) -> Iterator[str]:
        """Yield git's words: each ref must be as it was when we looked."""
        for ref in self.changes:
            yield f"--force-with-lease={ref}:{before.get(ref, '')}"
        yield "origin"
        for ref, commit in self.changes.items():
            yield f"{commit}:{ref}"


class Repository:
    """A bare repository in the cache, which may be deleted at any time."""

    def __init__(self, settings: GitSettings, around: Around) -> None:
        """Keep where both are; nothing is made before it is needed."""
        self.folder = around.cache / "repository.git"
        self.remote, self.disk = _whole(settings.remote, around.root)
        self._secret = secret_of(settings.token, around.environment) if settings.token else ""
        plain = {
            name: value
            for name, value in around.environment.items()
            if name != settings.token and (not name.startswith("GIT_") or name in OWN_VARIABLES)
        }
        self._environment = {**plain, **self._settings()}

    def _settings(self) -> dict[str, str]:
        """Return git's settings, in the environment: a command's words are seen by all users."""
        pairs = {"core.sshCommand": SSH, "core.hooksPath": "/dev/null", "gc.auto": "0"}
        lines = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
        if self._secret:
            host = urlsplit(self.remote)
            pairs[f"credential.{host.scheme}://{host.netloc}.helper"] = HELPER
            lines[SECRET] = self._secret
        # First an empty one: no other helper is asked, or told to keep the token.
        every = [("credential.helper", ""), *pairs.items()]
        for number, (name, value) in enumerate(every):
            lines |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
        return {**lines, "GIT_CONFIG_COUNT": str(len(every))}

    def git(
        self,
        doing: str,
        *words: str,
        given: bytes = b"",
        more: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> str:
        """Run git to its end; return what it says, or raise what is wrong."""
        command = ["git", "-C", str(folder or self._made()), *words]
        environment = {**self._environment, **(more or {})}
        done = ran(command, environment=environment, given=given, seconds=NO_LIMIT)
        if done.code != 0:
            raise fault_of(done, doing, self._secret)
        return done.said.decode("utf-8", "surrogateescape")

    def _made(self) -> Path:
        if not (self.folder / "HEAD").is_file():
            shutil.rmtree(self.folder, ignore_errors=True)
            new = self.folder.with_name(f"{self.folder.name}.{secrets.token_hex(4)}")
            new.mkdir(parents=True)
            self.git("making a repository", "init", "--quiet", "--bare", folder=new)
            lines = f'[remote "origin"]\n\turl = {_quoted(self.remote)}\n'
            with (new / "config").open("a", encoding="utf-8") as config:
                config.write(lines)
            new.rename(self.folder)
        for lock in self.folder.glob("*.lock"):
            if time.time() - lock.stat().st_mtime > FORGOTTEN:
                lock.unlink(missing_ok=True)
        return self.folder

    def forget(self) -> None:
        """Delete it: it holds what was deleted elsewhere."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def tidy(self) -> None:
        """Begin anew where killed programs or many releases have left too much."""
        packs = self.folder / "objects/pack"
        if any(packs.glob("tmp_*")) or sum(1 for _ in packs.glob("*.pack")) > MOST_PACKS:
            self.forget()

    def refs(self, *patterns: str) -> Refs:
        """Return the host's refs of these names."""
        said = self.git("reading the repository", "ls-remote", "origin", *patterns)
        rows = (line.split("\t", 1) for line in said.splitlines())
        return {ref: commit for commit, ref in rows if not ref.endswith("^{}")}

    def fetch(self, refs: Mapping[str, str]) -> None:
        """Get the commits that are not here yet; of files only those that are asked for later."""
        commits = set(refs.values())
        asked = "".join(f"{commit}\n" for commit in sorted(commits)).encode()
        known = self.git("looking for commits", "cat-file", "--batch-check", given=asked)
        missing = {line.split()[0] for line in known.splitlines() if line.endswith(" missing")}
        if missing:
            words = ("--quiet", "--no-tags", "--no-write-fetch-head", "--depth=1")
            names = sorted(ref for ref, commit in refs.items() if commit in missing)
            self.git("fetching", "fetch", *words, "--filter=blob:none", "origin", *names)

    def push(self, push: Push, before: Refs) -> None:
        """Change the host's refs, all or none; what it has already is not sent again."""
        # Releases have no common history. git leaves out what a commit of no kin holds only
        # where some history is known to be cut off. A release has no parents to be cut from it.
        held = sorted(set(before.values()))
        if held:
            lines = "".join(f"{commit}\n" for commit in held)
            write_whole(self._made() / "shallow", lines.encode())
        words = ("--quiet", "--porcelain", "--atomic", "--no-verify")
        self.git("sending", "push", *words, *push.words(before))
        for ref, commit in push.changes.items():
            before.pop(ref, None)
            if commit:
                before[ref] = commit

    def blobs(self, commit: str, under: str = "") -> Blobs:
        """Return what a commit holds, by path from the folder `under`."""
        tree = f"{commit}:{under}"
        said = self.git("reading a release", "ls-tree", "-r", "-z", "--full-tree", tree)
        rows = (row.split("\t", 1) for row in said.split("\0") if row)
        return {path: kind.split(" ")[2] for kind, path in rows}

    def text(self, commit: str, path: str) -> str:
        """Return a file of a commit."""
        return self.git("reading a release", "cat-file", "blob", f"{commit}:{path}")

    def blob(self, content: bytes) -> str:
        """Write a file's content; return its name in git."""
        words = ("hash-object", "-w", "--stdin", "--no-filters")
        return self.git("writing a release", *words, given=content).strip()

    def commit(self, blobs: Mapping[str, str], message: str, signed: Signed) -> str:
        """Write a commit without parents of these blobs; return its name."""
        index = {"GIT_INDEX_FILE": str(self._made() / f"index-{secrets.token_hex(4)}")}
        rows = "".join(f"{FILE} {blob} 0\t{path}\0" for path, blob in blobs.items())
        given = rows.encode("utf-8", "surrogateescape")
        doing = "writing a release"
        try:
            self.git(doing, "update-index", "-z", "--index-info", given=given, more=index)
            tree = self.git(doing, "write-tree", "--missing-ok", more=index).strip()
        finally:
            Path(index["GIT_INDEX_FILE"]).unlink(missing_ok=True)
        who = dict(signed.lines())
        return self.git(doing, "commit-tree", tree, "-m", message, more=who).strip()

    def added(self, files: Sequence[tuple[str, Path]]) -> Blobs:
        """Write files, given by their paths; one that is here already takes no room."""
        ref = f"refs/added/{secrets.token_hex(4)}"
        command = ["git", "-C", str(self._made()), "fast-import", "--quiet", "--done"]
        done = fed(command, _import(ref, files), environment=self._environment)
        if done.code != 0:
            raise fault_of(done, "writing a release", self._secret)
        found = self.blobs(ref)
        self.git("writing a release", "update-ref", "-d", ref)
        return found


def _import(ref: str, files: Sequence[tuple[str, Path]]) -> Iterator[bytes]:
    """Yield what git fast-import reads."""
    yield f"commit {ref}\ncommitter Nobody <nobody@localhost> 0 +0000\ndata 0\n".encode()
    for path, file in files:
        size = file.stat().st_size
        yield f"M {FILE} inline {_quoted(path)}\ndata {size}\n".encode()
        yield from _content(file, size)
        yield b"\n"
    yield b"done\n"


def _content(file: Path, size: int) -> Iterator[bytes]:
    left = size
    with file.open("rb") as source:
        while left and (block := source.read(min(BLOCK, left))):
            left -= len(block)
            yield block
    if left:
        fault = f"A file has become shorter while it was read: {file.name}."
        raise PublishFault(fault, "Let nothing else write there, and publish again.")


def _quoted(text: str) -> str:
    """Return a name as git reads it in its files, whatever signs it has."""
    marked = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{marked}"'


def _whole(remote: str, root: Path) -> tuple[str, Path | None]:
    """Return the repository's whole address, and its folder where it is on a disk of ours."""
    if remote.startswith("-") or re.match(r"[A-Za-z0-9+.-]*::", remote):
        fault = "remote of a git target cannot be this."
        raise PublishFault(fault, "Write an address as git clone takes it, or a folder's path.")
    if remote.startswith("file://"):
        remote = remote.removeprefix("file://")
    elif "://" in remote or re.match(r"[^/]+:", remote):
        return remote, None
    folder = (root / Path(remote).expanduser()).resolve()
    return str(folder), folder


def unlocked(disk: Path, *refs: str) -> Iterator[str]:
    """Remove locks that a killed program of git has left in a repository on disk; yield their refs.

    `refs` are names, or folders of names. One that is held by a program that lives goes by itself.
    """
    places = [one for ref in refs for one in disk.glob(f"{ref}*.lock")]
    for lock in (*places, *disk.glob("packed-refs.lock")):
        until = time.monotonic() + PATIENCE
        while lock.exists() and time.monotonic() < until:
            time.sleep(0.1)
        if lock.exists():
            lock.unlink(missing_ok=True)
            yield lock.relative_to(disk).as_posix()


def gone_from(repository: Repository, disk: Path, blobs: Iterable[str]) -> list[str]:
    """Delete what nothing in a repository on disk holds any more; return what is still there."""
    words = ("reflog", "expire", "--expire=now", "--expire-unreachable=now", "--all")
    repository.git("deleting", *words, folder=disk)
    repository.git("deleting", "gc", "--quiet", "--prune=now", folder=disk)
    asked = "".join(f"{blob}\n" for blob in blobs).encode()
    said = repository.git("deleting", "cat-file", "--batch-check", given=asked, folder=disk)
    return [line.split()[0] for line in said.splitlines() if not line.endswith(" missing")]
