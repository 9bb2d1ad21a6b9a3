"""Other programs, run as they are: the only place of the desk that starts one."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path


def exit_code_of(
    command: Sequence[str | Path],
    *,
    folder: Path | None = None,
    variables: Mapping[str, str] | None = None,
    said: int | None = None,
) -> int:
    """Run a program to its end and return its exit code; 127 where there is no such program.

    What it says goes to the file number `said`, where given, and else where ours goes.
    """
    environment = {**os.environ, **(variables or {})}
    try:
        done = subprocess.run(  # noqa: S603 - every command is a list of our own making.
            [str(part) for part in command],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            check=False,
        )
    except FileNotFoundError:
        return 127
    return done.returncode


def output_of(command: Sequence[str | Path], *, folder: Path | None = None) -> str:
    """Return what a program writes to its standard output; "" where it fails or is not there."""
    done = _captured(command, folder)
    return done.stdout if done and done.returncode == 0 else ""


def errors_of(command: Sequence[str | Path]) -> str:
    """Return what a program writes to its standard error; "" where it is not there."""
    done = _captured(command, None)
    return done.stderr if done else ""


def _captured(
    command: Sequence[str | Path], folder: Path | None
) -> subprocess.CompletedProcess[str] | None:
    try:
        return subprocess.run(  # noqa: S603 - every command is a list of our own making.
            [str(part) for part in command],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        return None
