"""Python's part of the environment: .venv, and what pip puts there."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

from plugins.desk.fault import MachineFault
from plugins.desk.installed import Environment, say, write_whole
from plugins.desk.tool import exit_code_of, output_of

NETWORK = "Read its words above. Most often the network is out of reach: look to it, and run again."
OLDEST_PIP = (22, 3)  # The first that can install into another environment than its own.


def python_environment(environment: Environment) -> list[str]:
    """Make .venv where there is none that works, and return the words that begin a pip command."""
    folder = environment.root / ".venv"
    own_pip = [str(environment.python), "-m", "pip"]
    works = output_of([environment.python, "-c", "print(1)"]) != ""
    if not (works and _text(environment.made_at) == f"{environment.root}\n"):
        say("Setting up, once, for a minute or two: a Python environment in .venv…")
        shutil.rmtree(folder, ignore_errors=True)
        ensurepip = importlib.util.find_spec("ensurepip") is not None
        flags = [] if ensurepip else ["--without-pip"]
        if not ensurepip:
            _machine_pip()  # Better said now than after an empty environment is made.
        if exit_code_of([sys.executable, "-m", "venv", *flags, folder]) != 0:
            raise NO_VENV
        write_whole(environment.made_at, f"{environment.root}\n".encode())
    has_pip = output_of([*own_pip, "--version"]) != ""
    return own_pip if has_pip else [*_machine_pip(), "--python", str(environment.python)]


NO_VENV = MachineFault(
    "This Python cannot make an environment: its venv module is not installed.",
    "On Debian and Ubuntu, install it as root: apt install python3-venv",
)


def _machine_pip() -> list[str]:
    """Return the machine's own pip, for a Python whose venv comes without one."""
    command = [sys.executable, "-m", "pip"]
    words = output_of([*command, "--version"]).split()
    if not words or tuple(int(part) for part in words[1].split(".")[:2]) < OLDEST_PIP:
        raise NO_VENV
    return command


def install(environment: Environment, pip: list[str], lock_file: str) -> None:
    """Install what a lock file names, each package checked against its checksum."""
    if environment.is_installed(lock_file):
        return
    say(f"Setting up, once: Python packages from {lock_file}…")
    environment.forget(lock_file)
    # Without isolation, source is built by the locked tools: pip would fetch others unchecked.
    # Twice: errors only. Its warnings, one for each package, ask nothing of an editor.
    flags = ["--quiet", "--quiet", "--no-input", "--no-deps", "--require-hashes"]
    flags += ["--no-build-isolation", "--use-pep517"]
    # PIP_USER, where somebody set it, would install into the home folder.
    code = exit_code_of(
        [*pip, "install", *flags, "--requirement", environment.root / lock_file],
        variables={"PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        said=sys.stderr.fileno(),
    )
    if code != 0:
        raise MachineFault("pip could not install the Python packages.", NETWORK)
    environment.note(lock_file)


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
