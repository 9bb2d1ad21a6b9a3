"""The environment: Python packages and system libraries in .venv, npm parts in node_modules.

`run` starts this module with the machine's own Python, before any package is there: it and what
it imports use the standard library alone.
"""

from __future__ import annotations

import sys
from pathlib import Path

from plugins.desk.fault import MachineFault
from plugins.desk.installed import Environment, say
from plugins.desk.lock import alone
from plugins.desk.npm_parts import install_npm_parts, install_npm_yardsticks
from plugins.desk.python_packages import install, python_environment
from plugins.desk.system_parts import install_system_parts

WAIT = "Another command is setting up. Waiting for it…"


def prepare(root: Path, *, judges: bool = False) -> None:
    """Install whatever is missing for a build, and for the tests too where asked."""
    environment = Environment(root)
    with alone(root / ".cache" / "setting-up.lock", waiting=lambda: say(WAIT)):
        pip = python_environment(environment)
        install(environment, pip, "requirements-build.txt")
        install(environment, pip, "requirements.txt")
        if judges:
            install(environment, pip, "requirements-test.txt")
        install_npm_parts(environment, pip, judges=judges)
        install_system_parts(environment)


def prepare_yardsticks(root: Path) -> None:
    """Install the programs beside which `./run bench` measures our own."""
    environment = Environment(root)
    with alone(root / ".cache" / "setting-up.lock", waiting=lambda: say(WAIT)):
        pip = python_environment(environment)
        install(environment, pip, "requirements-bench.txt")
        install_npm_yardsticks(environment, pip)


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
