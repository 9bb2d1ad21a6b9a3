"""Other programs, run as they are: the only place of publishing that starts one.

Each runs in a session of its own: it has no terminal to ask for a password on. What it writes
goes to files, not pipes: a program that goes on in the background, like ssh's shared connection,
would hold a pipe open for ever.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

MISSING = 127  # a shell's own code for a program that is not there
TOO_LONG = 124  # that of timeout(1)
NO_LIMIT = 24 * 3600.0  # seconds

File = IO[bytes] | int


@dataclass(frozen=True)
class Ran:
    """How a program ended, and what it said."""

    code: int
    said: bytes = b""
    errors: str = ""


@dataclass(frozen=True)
class _Ends:
    """What a program reads from and writes to."""

    entrance: File = subprocess.DEVNULL
    said: File = subprocess.PIPE
    errors: File = subprocess.DEVNULL


def run(
    command: Sequence[str], *, given: str = "", folder: Path, seconds: float
) -> tuple[int, str]:
    """Run a command of publish.yaml; return its code and both its outputs together, in order."""
    with _file() as said, _file(given.encode()) as entrance:
        ends = _Ends(entrance, said, subprocess.STDOUT)
        code = _code(command, ends, os.environ, seconds, folder)
        return code, _text(said)


def ran(
    command: Sequence[str],
    *,
    environment: Mapping[str, str],
    given: bytes = b"",
    seconds: float = NO_LIMIT,
) -> Ran:
    """Run a program to its end; code 127 where it is not there, 124 where it took too long."""
    with _file() as said, _file() as errors, _file(given) as entrance:
        code = _code(command, _Ends(entrance, said, errors), environment, seconds)
        return Ran(code, _bytes(said), _text(errors))


def ran_by_lines(
    command: Sequence[str], line: Callable[[str], None], *, environment: Mapping[str, str]
) -> Ran:
    """Run a program, and give away each line that it says as it says it.

    By this pipe it also learns of our death: with nobody to read, its next line ends it.
    """
    with _file() as errors, _running(command, _Ends(errors=errors), environment) as running:
        for said in cast("IO[bytes]", running.stdout):
            line(said.decode("utf-8", "replace").rstrip("\n"))
        return Ran(running.wait(), b"", _text(errors))


def fed(command: Sequence[str], parts: Iterable[bytes], *, environment: Mapping[str, str]) -> Ran:
    """Run a program that is given more than the memory holds, part by part."""
    with _file() as said, _file() as errors:
        ends = _Ends(subprocess.PIPE, said, errors)
        with _running(command, ends, environment) as running:
            entrance = cast("IO[bytes]", running.stdin)
            # Where it ends early, its code and its errors say why.
            with contextlib.suppress(BrokenPipeError), entrance:
                for part in parts:
                    entrance.write(part)
            code = running.wait()
            return Ran(code, _bytes(said), _text(errors))


class Session:
    """A program that goes on beside us until it is closed, or we are dead."""

    def __init__(self, command: Sequence[str], *, environment: Mapping[str, str]) -> None:
        """Start it."""
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the session is
        ends = _Ends(subprocess.PIPE, subprocess.PIPE, self._errors)
        self._running = _started(command, ends, environment)

    def answer(self) -> str:
        """Wait for a line that it says; "" once it has ended."""
        said = cast("IO[bytes]", self._running.stdout).readline()
        return said.decode("utf-8", "replace").rstrip("\n")

    def tell(self, line: str) -> bool:
        """Give it a line; False where it has ended."""
        entrance = cast("IO[bytes]", self._running.stdin)
        try:
            entrance.write(f"{line}\n".encode())
            entrance.flush()
        except (BrokenPipeError, ValueError):
            return False
        return True

    def close(self, seconds: float = 10) -> Ran:
        """Let it come to its end, and return how it ended."""
        with contextlib.suppress(BrokenPipeError):
            cast("IO[bytes]", self._running.stdin).close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._running.wait(seconds)
        _end(self._running)
        with self._errors:
            return Ran(self._running.returncode, b"", _text(self._errors))


def _code(
    command: Sequence[str],
    ends: _Ends,
    environment: Mapping[str, str],
    seconds: float,
    folder: Path | None = None,
) -> int:
    try:
        with _running(command, ends, environment, folder) as running:
            return running.wait(seconds)
    except FileNotFoundError:
        return MISSING
    except subprocess.TimeoutExpired:
        return TOO_LONG


@contextmanager
def _running(
    command: Sequence[str],
    ends: _Ends,
    environment: Mapping[str, str],
    folder: Path | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a program; it is ended, with those that it started, where we leave it before."""
    running = _started(command, ends, environment, folder)
    try:
        yield running
    finally:
        _end(running)


def _started(
    command: Sequence[str],
    ends: _Ends,
    environment: Mapping[str, str],
    folder: Path | None = None,
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - a list, of our own making or publish.yaml's
        list(command),
        cwd=folder,
        env=dict(environment),
        stdin=ends.entrance,
        stdout=ends.said,
        stderr=ends.errors,
        start_new_session=True,
    )


def _end(running: subprocess.Popen[bytes]) -> None:
    if running.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
    for pipe in (running.stdin, running.stdout):
        if pipe is not None:
            # What it has not read is of no use any more.
            with contextlib.suppress(BrokenPipeError):
                pipe.close()


@contextmanager
def _file(content: bytes = b"") -> Iterator[IO[bytes]]:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        yield file


def _bytes(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def _text(file: IO[bytes]) -> str:
    return _bytes(file).decode("utf-8", "replace")
