"""Libraries of the system: found on the machine, or unpacked into .venv from its own packages.

Debian and Ubuntu let anybody fetch a package, though only root may install one. apt checks it as
ever: the list of packages by the archive's signature, and the package by that list.
"""

from __future__ import annotations

import ctypes.util
import shutil
import sys
import tempfile
from pathlib import Path

from plugins.desk.installed import Environment, say, write_whole
from plugins.desk.tool import exit_code_of

LOCK_FILE = "system-parts.txt"
UNPACKED = "system"
# Homebrew's folders, which a Mac's own search passes over.
HOMEBREW = (Path("/opt/homebrew/lib"), Path("/usr/local/lib"))
# A private state: root's lists may be empty, old, or not ours to write. What apt does after an
# update is for the machine's lists, not for ours.
SETTINGS = """\
Dir::State "{folder}/state";
Dir::Cache "{folder}/cache";
Acquire::Languages "none";
Acquire::Retries "1";
Acquire::http::Timeout "15";
Acquire::https::Timeout "15";
APT::Sandbox::User "";
APT::Get::AllowUnauthenticated "false";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
"""


def install_system_parts(environment: Environment) -> None:
    """Fetch the libraries that this machine lacks. What cannot be had is no reason to stop."""
    if environment.is_installed(LOCK_FILE):
        return
    packages = _missing((environment.root / LOCK_FILE).read_text(encoding="utf-8"))
    if packages and _has_apt():
        say(f"Setting up, once: {', '.join(packages)} from the system's packages…")
        if not _unpack(packages, environment.root / ".venv" / "lib" / UNPACKED):
            say("They could not be fetched. All goes on without braille; tried again in an hour.")
            write_whole(_failed(environment), b"")
            return
    _failed(environment).unlink(missing_ok=True)
    environment.note(LOCK_FILE)


def _failed(environment: Environment) -> Path:
    """Return what stands where fetching failed: `run` reads its age and does not try each time."""
    return environment.stamp(LOCK_FILE).with_suffix(".failed")


def _missing(listed: str) -> list[str]:
    """Return the packages of those libraries that the machine does not have."""
    lines = [line for line in listed.splitlines() if line and not line.startswith("#")]
    parts = [line.partition(":") for line in lines]
    return [name for library, _, names in parts if not _is_there(library) for name in names.split()]


def _is_there(library: str) -> bool:
    return ctypes.util.find_library(library) is not None or any(
        (folder / f"lib{library}.dylib").exists() for folder in HOMEBREW
    )


def _has_apt() -> bool:
    return all(shutil.which(program) for program in ("apt-get", "dpkg-deb"))


def _unpack(packages: list[str], home: Path) -> bool:
    """Put all files of the packages under `home`, whole or not at all; tell whether it did."""
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{home.name}.", dir=home.parent) as scratch:
        folder = Path(scratch)
        archives = _archives(packages, folder)
        unpacked = folder / "unpacked"
        if len(archives) != len(packages):
            return False
        if any(exit_code_of(["dpkg-deb", "-x", archive, unpacked]) != 0 for archive in archives):
            return False
        shutil.rmtree(home, ignore_errors=True)
        unpacked.rename(home)
    return True


def _archives(packages: list[str], folder: Path) -> list[Path]:
    """Fetch packages with apt, in a state of our own, and return their files."""
    for name in ("state/lists/partial", "cache/archives/partial", "fetched"):
        (folder / name).mkdir(parents=True)
    settings = folder / "apt.conf"
    settings.write_text(SETTINGS.format(folder=folder), encoding="utf-8")
    apt: list[str | Path] = ["apt-get", "--quiet=2", "--config-file", settings]
    # One source of several may be out of reach, and the packages still be had from another.
    exit_code_of([*apt, "update"], folder=folder, said=sys.stderr.fileno())
    fetched = folder / "fetched"
    code = exit_code_of([*apt, "download", *packages], folder=fetched, said=sys.stderr.fileno())
    return sorted(fetched.glob("*.deb")) if code == 0 else []
