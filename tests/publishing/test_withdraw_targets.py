"""A story is withdrawn from every kind of host, by the host's own stored bytes."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("host_of", [git_host, ssh_host, s3_host])
def test_a_withdrawn_story_is_nowhere_on_any_host(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host_of: Callable[[Path, ExitStack], Host]
) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    with ExitStack() as running_on:
        host = host_of(tmp_path, running_on)
        if host_of is ssh_host:
            monkeypatch.setenv("SSH_KEY", (tmp_path / "sshd/key").read_text())
        council: Council = council_at(tmp_path / "it", "[pdf, epub]")
        (council.root / "publish.yaml").write_text(
            f"targets:\n  town: {{{host.lines}, purge: [./purge]}}\n"
        )
        council.publish()
        assert len(holding(host.stored)) > 20
        council.withdraw("stories/bravely")
        assert holding(host.stored) == []
        releases = council.chosen().target.releases()
        assert [(one.release, dict(one.stories)) for one in releases] == [
            ("000001", {}),
            ("000002", {}),
        ]
        assert "stories/bravely/" in (council.root / "forgotten.txt").read_text()
