"""A story is withdrawn from every kind of host, by the host's own stored bytes."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from plugins.publishing.manifest import Manifest
from plugins.publishing.target_git_repository import Repository
from plugins.publishing.target_s3_bucket import Bucket
from plugins.publishing.target_ssh import SshTarget
from tests.publishing.council import NAME, Council, council_at
from tests.publishing.s3_server import BUCKET, ENVIRONMENT, running
from tests.publishing.ssh_server import ssh_server
from tests.site.readable import readable

Stored = Callable[[], Iterator[tuple[str, bytes]]]
LIKE = {b"%PDF": ".pdf", b"PK\x03\x04": ".epub", b"ID3\x04": ".mp3", b"ID3\x03": ".mp3"}


@dataclass(frozen=True)
class Host:
    """The lines of publish.yaml for a host, and all that it stores."""

    lines: str
    stored: Stored


def git_host(folder: Path, _: ExitStack) -> Host:
    """Return a bare repository on the disk."""
    bare = folder / "host.git"
    subprocess.run(["git", "init", "-q", "--bare", str(bare)], check=True)
    git = ["git", "--git-dir", str(bare), "cat-file"]

    def stored() -> Iterator[tuple[str, bytes]]:
        command = [*git, "--batch-all-objects", "--batch-check"]
        listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        for line in listed.splitlines():
            name, kind, _ = line.split()
            done = subprocess.run([*git, kind, name], capture_output=True, check=True)
            yield name + LIKE.get(done.stdout[:4], ""), done.stdout

    return Host(f"kind: git, remote: '{bare}'", stored)


def ssh_host(folder: Path, running_on: ExitStack) -> Host:
    """Return a folder behind a real sshd."""
    server = running_on.enter_context(ssh_server(folder / "sshd"))
    site = folder / "host"

    def stored() -> Iterator[tuple[str, bytes]]:
        for path in site.rglob("*"):
            if path.is_file():
                yield path.relative_to(site).as_posix(), path.read_bytes()

    words = f"user: {server.user}, port: {server.port}, known_hosts: '{server.known_hosts}'"
    return Host(f"kind: ssh, host: 127.0.0.1, path: '{site}', key: SSH_KEY, {words}", stored)


def s3_host(_: Path, running_on: ExitStack) -> Host:
    """Return a bucket of a real S3 server."""
    server = running_on.enter_context(running())
    server.empty()
    words = f"bucket: {BUCKET}, endpoint: '{server.address}', region: us-east-1"

    def stored() -> Iterator[tuple[str, bytes]]:
        yield from server.objects().items()

    return Host(f"kind: s3, key: SITE_KEY, secret: SITE_SECRET, {words}", stored)


def holding(stored: Stored) -> list[str]:
    """Return what on a host holds the story's name."""
    wanted = NAME.casefold().encode()
    return [
        name
        for name, data in stored()
        if any(wanted in part.lower() for part in (name.encode(), *readable(data, name)))
    ]


@contextmanager
def published(
    root: Path, monkeypatch: pytest.MonkeyPatch, host_of: Callable[[Path, ExitStack], Host]
) -> Iterator[tuple[Council, Stored]]:
    """Publish a site with a story to a host."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    with ExitStack() as running_on:
        host = host_of(root, running_on)
        if host_of is ssh_host:
            monkeypatch.setenv("SSH_KEY", (root / "sshd/key").read_text())
        council: Council = council_at(root / "it", "[pdf, epub]")
        (council.root / "publish.yaml").write_text(
            f"targets:\n  town: {{{host.lines}, purge: [./purge]}}\n"
        )
        council.publish()
        assert len(holding(host.stored)) > 20
        yield council, host.stored


def must_be_gone(council: Council, stored: Stored) -> None:
    """Look that nothing is left to do: the story is nowhere, and the CDN was told."""
    assert holding(stored) == []
    releases = council.chosen().target.releases()
    assert [(one.release, dict(one.stories)) for one in releases] == [
        ("000001", {}),
        ("000002", {}),
    ]
    assert "stories/bravely/" in (council.root / "forgotten.txt").read_text()


@pytest.mark.parametrize("host_of", [git_host, ssh_host, s3_host])
def test_a_withdrawn_story_is_nowhere_on_any_host(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host_of: Callable[[Path, ExitStack], Host]
) -> None:
    with published(tmp_path, monkeypatch, host_of) as (council, stored):
        council.withdraw("stories/bravely")
        must_be_gone(council, stored)


@pytest.mark.parametrize(
    ("host_of", "kind", "step", "number"),
    [
        (git_host, Repository, "push", 1),
        (git_host, Repository, "forget", 1),
        (git_host, Repository, "push", 2),
        (ssh_host, SshTarget, "_change", 1),
        (ssh_host, SshTarget, "_change", 2),
        (ssh_host, SshTarget, "_change", 3),
        (s3_host, Bucket, "write", 1),
        (s3_host, Bucket, "write", 3),
        (s3_host, Bucket, "erase", 1),
        (s3_host, Bucket, "erase", 4),
    ],
)
def test_what_was_only_half_purged_is_purged_by_the_next_publish(  # noqa: PLR0913, PLR0917
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    host_of: Callable[[Path, ExitStack], Host],
    kind: type,
    step: str,
    number: int,
) -> None:
    with published(tmp_path, monkeypatch, host_of) as (council, stored):
        target = type(council.chosen().target)
        purge, real = target.purge, getattr(kind, step)
        count = 0

        def struck(*words: object, **more: object) -> object:
            nonlocal count
            count += 1
            if count == number:
                raise KeyboardInterrupt
            return real(*words, **more)

        def begun(self: object, paths: Sequence[str], keep: Manifest) -> tuple[str, ...]:
            monkeypatch.setattr(kind, step, struck)
            return purge(self, paths, keep)  # type: ignore[arg-type]

        monkeypatch.setattr(target, "purge", begun)
        with pytest.raises(KeyboardInterrupt):
            council.withdraw("stories/bravely")
        monkeypatch.setattr(kind, step, real)
        monkeypatch.setattr(target, "purge", purge)
        council.publish()
        must_be_gone(council, stored)
