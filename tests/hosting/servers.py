"""Debian's nginx and Caddy, started with the very files of docs/hosting, on free ports."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.small_site import PROJECT

FILES = PROJECT / "docs/hosting"
SEARCHED = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
CHANGE = "# CHANGE"
SERVED = "/srv/site"
# What Debian's own nginx.conf says around the sites.
AROUND_NGINX = """\
{user}
include /etc/nginx/modules-enabled/*.conf;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 2;
events {{ worker_connections 256; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    sendfile on;
    tcp_nopush on;
    types_hash_max_size 2048;
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    gzip on;
    include {folder}/site.conf;
}}
"""


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    name: str
    address: str  # without a last slash
    folder: Path  # its own: its files and its log
    target: Path  # what it serves: releases/ and current
    process: subprocess.Popen[bytes]

    @property
    def log(self) -> Path:
        """Where it writes down what was asked of it."""
        return self.folder / "site.log"

    def reload(self) -> None:
        """Let nginx read its files again, as `systemctl reload nginx` does."""
        self.process.send_signal(signal.SIGHUP)
        time.sleep(0.3)


def program(name: str) -> str:
    """Return the path of a server, which may be where only root looks."""
    found = shutil.which(name, path=SEARCHED)
    assert found, f"{name} is not installed. On Debian: apt install {name}"
    return found


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def changed(text: str, target: Path, changes: Mapping[str, str]) -> str:
    """Change a file of docs/hosting where it says that it may be changed, and nowhere else.

    Each change is named by how its line begins; a line may be named as often as it is there.
    The folder is changed by its name alone.
    """
    named = [line for line in text.splitlines() if SERVED in line]
    assert named
    assert all(line.endswith(CHANGE) for line in named)
    text = text.replace(SERVED, str(target))
    lines, used = [], set()
    for line in text.splitlines():
        words = line.strip()
        # The longest: ssl_certificate_key begins as ssl_certificate does.
        name = max((one for one in changes if words.startswith(one)), key=len, default=None)
        if name is None:
            lines.append(line)
            continue
        assert words.endswith(CHANGE), f"not to be changed: {line}"
        used.add(name)
        lines.append(changes[name])
    assert used == set(changes)
    return "\n".join(lines) + "\n"


def nginx_changes(port: int, folder: Path) -> dict[str, str]:
    """Return what hosting's nginx.conf says of a folder of this machine, without certificates."""
    return {
        "listen 80;": f"listen unix:{folder}/plain.sock;",
        "listen [::]": "",
        "listen 443": f"listen 127.0.0.1:{port};",
        "ssl_certificate": "",
        "ssl_certificate_key": "",
        "root /var": f"root {folder};",
        "access_log": f"access_log {folder}/site.log site;",
    }


def caddy_site(text: str, port: int, folder: Path, target: Path) -> str:
    """Return hosting's Caddyfile for a folder of this machine, without certificates."""
    return changed(
        text,
        target,
        {
            "www.example.org": f"http://127.0.0.1:{port} {{",
            "output": f"output file {folder}/site.log",
        },
    )


@contextmanager
def nginx(
    folder: Path,
    target: Path,
    port: int,
    text: str = (FILES / "nginx.conf").read_text("utf-8"),
    more: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """Run nginx, with more lines changed where they are given."""
    user = "user root;" if os.geteuid() == 0 else ""
    changes = nginx_changes(port, folder) | dict(more or {})
    (folder / "nginx.conf").write_text(AROUND_NGINX.format(user=user, folder=folder), "utf-8")
    (folder / "site.conf").write_text(changed(text, target, changes), "utf-8")
    command = [program("nginx"), "-c", str(folder / "nginx.conf")]
    with _running("nginx", command, folder, target, port) as server:
        yield server


@contextmanager
def caddy(
    folder: Path, target: Path, port: int, text: str = (FILES / "Caddyfile").read_text("utf-8")
) -> Iterator[Server]:
    """Run Caddy."""
    (folder / "Caddyfile").write_text(caddy_site(text, port, folder, target), "utf-8")
    command = [program("caddy"), "run", "--adapter", "caddyfile", "--config"]
    command.append(str(folder / "Caddyfile"))
    with _running("caddy", command, folder, target, port) as server:
        yield server


@contextmanager
def _running(
    name: str, command: list[str], folder: Path, target: Path, port: int
) -> Iterator[Server]:
    own = {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "HOME": str(folder)}
    said = folder / "said"
    with said.open("wb") as output:
        process = subprocess.Popen(command, env=os.environ | own, stdout=output, stderr=output)
        try:
            _wait(process, port, said)
            yield Server(name, f"http://127.0.0.1:{port}", folder, target, process)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(process: subprocess.Popen[bytes], port: int, said: Path) -> None:
    until = time.monotonic() + 15
    while time.monotonic() < until:
        assert process.poll() is None, said.read_text("utf-8")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError(said.read_text("utf-8"))
