"""A real sshd on this machine's loopback, with keys and settings of its own."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from plugins.desk.judges import sshd

HOST = "127.0.0.1"


@dataclass(frozen=True)
class SshServer:
    """A running sshd that lets one key in."""

    port: int
    folder: Path  # of its keys and settings
    key: Path  # the private key that it lets in
    known_hosts: Path

    @property
    def user(self) -> str:
        """Whom to log in as."""
        return getpass.getuser()


def make_key(file: Path) -> Path:
    """Make a pair of keys without a passphrase."""
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", str(file)]
    subprocess.run(command, check=True)
    return file


@contextmanager
def ssh_server(folder: Path, *, path: str | None = None, options: str = "") -> Iterator[SshServer]:
    """Run an sshd; with `path` its users find programs there only."""
    folder.mkdir(mode=0o700)
    host_key, key = make_key(folder / "host_key"), make_key(folder / "key")
    shutil.copyfile(folder / "key.pub", folder / "authorized_keys")
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    public = " ".join((folder / "host_key.pub").read_text().split()[:2])
    (folder / "known_hosts").write_text(f"[{HOST}]:{port} {public}\n")
    (folder / "sshd_config").write_text(_config(folder, host_key, port, path) + options)
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    program = sshd()
    assert program is not None
    command = [program, "-D", "-e", "-f", str(folder / "sshd_config")]
    with (folder / "log").open("wb") as log, subprocess.Popen(command, stderr=log) as running:
        try:
            _wait(port)
            yield SshServer(port, folder, key, folder / "known_hosts")
        finally:
            running.terminate()
            running.wait()


def _config(folder: Path, host_key: Path, port: int, path: str | None) -> str:
    lines = [
        f"ListenAddress {HOST}:{port}",
        f"HostKey {host_key}",
        f"AuthorizedKeysFile {folder}/authorized_keys",
        f"PidFile {folder}/pid",
        "StrictModes no",
        "UsePAM no",
        "PasswordAuthentication no",
        "KbdInteractiveAuthentication no",
        "PermitRootLogin yes",
        "MaxStartups 100",
        # No start-up file of whoever runs the tests.
        f"SetEnv HOME={folder}" + (f" PATH={path}" if path else ""),
    ]
    return "\n".join(lines) + "\n"


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            with socket.create_connection((HOST, port), timeout=1) as there:
                if there.recv(4):
                    return
        except OSError:
            pass
        time.sleep(0.05)
    raise TimeoutError(port)
