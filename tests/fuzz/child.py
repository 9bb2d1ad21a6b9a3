"""A process of little memory and little time that reads what is drawn for one door.

It writes one line of JSON: how many inputs it read, how many were refused, and each fault once.
"""

from __future__ import annotations

import faulthandler
import json
import resource
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from hypothesis import HealthCheck, Phase, given, settings

MEMORY = 1_000_000_000  # bytes
PATIENCE = 5  # seconds of the processor
GRACE = 60  # seconds of the clock, then whatever holds Python up ends with the process


class TooSlowError(BaseException):
    """A reader took longer than anybody waits."""


@dataclass
class Report:
    """What became of the inputs."""

    read: int = 0
    refused: int = 0
    slowest: float = 0.0
    faults: dict[str, str] = field(default_factory=dict)  # by where it was, the whole traceback


def limit() -> None:
    """Take memory and patience away from this process."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGPROF, _too_slow)


def _too_slow(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise TooSlowError


def tried(read: Callable[[], None], report: Report, keep: Callable[[str], None]) -> None:
    """Read one input, and note what became of it."""
    report.read += 1
    began = time.process_time()  # Others may keep the machine busy.
    faulthandler.dump_traceback_later(GRACE, exit=True)
    signal.setitimer(signal.ITIMER_PROF, PATIENCE)
    try:
        read()
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - all of them are what is looked for
        signal.setitimer(signal.ITIMER_PROF, 0)
        if getattr(error, "remedy", None) or getattr(error, "exitcode", None) is not None:
            report.refused += 1
            _must_be_plain(str(error), report, keep)
        else:
            _note(error, report, keep)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        faulthandler.cancel_dump_traceback_later()
    report.slowest = max(report.slowest, time.process_time() - began)


def _must_be_plain(message: str, report: Report, keep: Callable[[str], None]) -> None:
    from tests.fuzz.doors import check_words  # noqa: PLC0415 - loads every reader

    try:
        check_words(message)
    except AssertionError as error:
        _note(error, report, keep)


def _note(error: BaseException, report: Report, keep: Callable[[str], None]) -> None:
    ours = [one for one in traceback.extract_tb(error.__traceback__) if "/plugins/" in one.filename]
    last = ours[-1] if ours else traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__} {Path(last.filename).name}:{last.lineno}"
    if where not in report.faults:
        report.faults[where] = "".join(traceback.format_exception(error))[-3000:]
        keep(where)


def main(name: str, count: int, folder: Path) -> None:
    """Read so many inputs for a door; keep those at which it fails in a folder."""
    from tests.fuzz.doors import doors  # noqa: PLC0415 - loads every reader

    door = doors()[name]
    report = Report()
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as scratch:

        @settings(
            max_examples=count,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(door.given)
        def run(one: tuple[str, bytes]) -> None:
            def keep(where: str) -> None:
                (folder / f"{name} {where}".replace(" ", "-")).write_bytes(one[1])

            (folder / f"last-{name}").write_bytes(one[1])
            tried(lambda: door.read(*one, Path(scratch)), report, keep)

        limit()
        run()
    sys.stdout.write(f"{json.dumps(vars(report))}\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
