"""`./run test` and `./run lint`: what the tests need is installed or named, never passed over."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.desk.environment import prepare
from plugins.desk.fault import MachineFault
from plugins.desk.installed import say
from plugins.desk.order import PROJECT
from plugins.desk.tool import errors_of, exit_code_of

CHROMIUM = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
OLDEST_JAVA = 17
FAILED = 1
# What chance finds, it finds with time: sequences of edits, and moments to be killed at.
LONG = {"FAST_BUILD_SEQUENCES": "2000", "KEPT_PAGES_SEQUENCES": "20", "PUBLISH_KILLS": "200"}
LONG_PROOFS = (
    "tests/fast_build",
    "tests/site/test_kept_pages.py",
    "tests/publishing/test_killed.py",
)
CHECKED = ("plugins", "tests", "tasks.py", "pelicanconf.py", "publishconf.py")


@dataclass(frozen=True)
class Part:
    """A program of the machine that the tests need."""

    name: str
    is_there: Callable[[], bool]
    debian: str
    elsewhere: str


def test(words: Sequence[str]) -> int:
    """Run every judge, or with words pytest alone with these words; return the exit code."""
    prepare(PROJECT, judges=True)
    install_parts()
    if not words and lint() != 0:
        return FAILED
    command = [sys.executable, "-m", "pytest", "--numprocesses=2", *words]
    code = exit_code_of(command, folder=PROJECT)
    return code if code in {0, FAILED} else MachineFault.exitcode


def prove() -> int:
    """Run the proofs that chance makes, as long as they are worth; return the exit code."""
    os.environ.update(LONG)
    return test([*LONG_PROOFS, "--durations=5"])


def lint() -> int:
    """Run the readers of our code, all of them, and return 1 where any finds fault."""
    prepare(PROJECT, judges=True)
    programs = Path(sys.executable).parent
    commands = (
        ("ruff", "check", *CHECKED),
        ("ruff", "format", "--check", *CHECKED),
        ("mypy",),
        ("lint-imports",),
    )
    failed = [
        " ".join(words[:2])
        for words in commands
        if exit_code_of([programs / words[0], *words[1:]], folder=PROJECT) != 0
    ]
    if failed:
        say(f"Not clean: {', '.join(failed)}.")
    return FAILED if failed else 0


def install_parts() -> None:
    """Install what is missing where we may; else say exactly what, and how to get it."""
    missing = [part for part in PARTS if not part.is_there()]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        packages = [part.debian for part in missing]
        say(f"Setting up, once: {', '.join(packages)} (a few minutes)…")
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        exit_code_of(["apt-get", "-qq", "update"], variables=quiet, said=sys.stderr.fileno())
        command = ["apt-get", "-qq", "install", "--yes", "--no-install-recommends", *packages]
        exit_code_of(command, variables=quiet, said=sys.stderr.fileno())
        missing = [part for part in PARTS if not part.is_there()]
    if missing:
        names = " and ".join(part.name for part in missing)
        debian = " ".join(part.debian for part in missing)
        elsewhere = "; ".join(part.elsewhere for part in missing)
        remedy = f"On Debian, as root: apt install {debian}\n    Elsewhere: {elsewhere}"
        raise MachineFault(f"The tests need {names}, which this machine does not have.", remedy)


def chromium() -> str | None:
    """Return the path of a browser that the tests can drive."""
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


def sshd() -> str | None:
    """Return the path of the SSH server, which only root has on its PATH."""
    return shutil.which("sshd", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin")


def _has_java() -> bool:
    """Tell whether a Java runtime is there that is new enough for the HTML checker."""
    version = re.search(r'version "(\d+)', errors_of(["java", "-version"]))
    return version is not None and int(version[1]) >= OLDEST_JAVA


def _has(program: str) -> bool:
    """Tell whether a program is there, also one that only root finds by itself."""
    return shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin") is not None


PARTS = (
    Part("Chromium", lambda: chromium() is not None, "chromium", "Chromium or Chrome, on the PATH"),
    Part(
        f"a Java runtime, {OLDEST_JAVA} or newer",
        _has_java,
        "default-jre-headless",
        f"a Java runtime, {OLDEST_JAVA} or newer, such as Temurin",
    ),
    Part("ffprobe", lambda: shutil.which("ffprobe") is not None, "ffmpeg", "FFmpeg"),
    Part("rsync", lambda: shutil.which("rsync") is not None, "rsync", "rsync"),
    Part("sshd", lambda: sshd() is not None, "openssh-server", "OpenSSH's server, sshd"),
    Part("mp3val", lambda: shutil.which("mp3val") is not None, "mp3val", "MP3val"),
    # It runs on the system's own Python, for which Debian brings all that it imports.
    Part("gpo", lambda: shutil.which("gpo") is not None, "gpodder", "gPodder with its gpo"),
    # The servers that docs/hosting is for. Only root looks into /usr/sbin by itself.
    Part("nginx", lambda: _has("nginx"), "nginx", "nginx, 1.22 or newer"),
    Part(
        "nginx's Brotli module",
        lambda: any(Path("/etc/nginx/modules-enabled").glob("*brotli-static*")),
        "libnginx-mod-http-brotli-static",
        "the module ngx_brotli, named in a file of /etc/nginx/modules-enabled",
    ),
    Part("Caddy", lambda: _has("caddy"), "caddy", "Caddy, 2.6 or newer"),
    Part("GoAccess", lambda: _has("goaccess"), "goaccess", "GoAccess, 1.7 or newer"),
)
