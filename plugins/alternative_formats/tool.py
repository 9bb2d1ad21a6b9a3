"""Workers: processes of our own that make formats side by side. The room starts no other program.

Each is sent one job at a time, so that neither jobs nor results ever pile up.
"""

from __future__ import annotations

import pickle
import selectors
import subprocess
import sys
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import IO, cast

from plugins.alternative_formats.making import Done, Job, Shop, ToldError, UnmadeError
from plugins.alternative_formats.making_worker import Failure

HOME = Path(__file__).resolve().parents[2]
MACHINE = 2  # exit code
PROGRAM = "from plugins.alternative_formats.making_worker import main; raise SystemExit(main())"
# Then another takes its place: espeak-ng never gives back some of what it takes for a sentence.
MOST = 200


class Worker:
    """One process, and the job that it is at."""

    def __init__(self, shop: Shop, job: Job) -> None:
        """Start it, and give it its first job."""
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-c", PROGRAM],
            cwd=HOME,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            process_group=0,  # Ctrl-C is for us, and we end it.
        )
        self._questions = cast("IO[bytes]", self._process.stdin)
        self.answers = cast("IO[bytes]", self._process.stdout)
        self.jobs = 0
        self._send(shop)
        self.begin(job)

    def begin(self, job: Job) -> None:
        """Give it a job."""
        self.job = job
        self.jobs += 1
        self._send(job)

    def result(self) -> Done:
        """Wait for the end of its job."""
        try:
            result = pickle.load(self.answers)  # noqa: S301 - from a process of our own
        except (EOFError, pickle.UnpicklingError):  # It said nothing, or half of it.
            code = self._process.wait()
            fault = "A process of this build was ended from outside, or the memory was full."
            when = f"It ended with {code} while it made formats of {self.job.subject}."
            raise ToldError(f"{fault} {when}\n    Run it again.", MACHINE) from None
        if isinstance(result, Failure):
            if result.exitcode is None:
                raise UnmadeError(result.text)
            raise ToldError(result.text, result.exitcode)
        return self.job, result

    def end(self) -> None:
        """End it, whatever it is at: what it has not finished has no name in the cache yet."""
        self._process.kill()
        self._process.communicate()

    def _send(self, what: object) -> None:
        try:
            pickle.dump(what, self._questions)
            self._questions.flush()
        except BrokenPipeError:
            pass  # It has ended: its result says so.


def made_apart(jobs: Iterable[Job], shop: Shop, count: int) -> Generator[Done]:
    """Yield each job with what was made, as they are done, with so many workers."""
    waiting = iter(jobs)
    workers: list[Worker] = []
    with selectors.DefaultSelector() as selector:
        try:
            for _, job in zip(range(count), waiting, strict=False):
                workers.append(Worker(shop, job))
                selector.register(workers[-1].answers, selectors.EVENT_READ, workers[-1])
            while selector.get_map():
                for event, _ in selector.select():
                    worker: Worker = event.data
                    result = worker.result()
                    following = next(waiting, None)
                    if following is not None and worker.jobs < MOST:
                        worker.begin(following)
                    else:
                        selector.unregister(worker.answers)
                        workers.remove(worker)
                        worker.end()
                    if following is not None and worker not in workers:
                        workers.append(Worker(shop, following))
                        selector.register(workers[-1].answers, selectors.EVENT_READ, workers[-1])
                    yield result
        finally:
            for worker in workers:
                worker.end()
