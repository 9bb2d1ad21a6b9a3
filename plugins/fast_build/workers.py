"""Work done in forked processes, which share all that the parent has read."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")
# Below this, starting a process takes longer than the work.
FEW = 24


class WorkerError(RuntimeError):
    """A worker ended without its results."""


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def is_much(tasks: Sequence[object]) -> bool:
    """Tell whether further processes would help."""
    possible = "fork" in multiprocessing.get_all_start_methods()
    return possible and min(processors(), len(tasks) // FEW) > 1


def spread(
    work: Callable[[Sequence[Task]], Iterable[Result]], tasks: Sequence[Task]
) -> Iterator[Result]:
    """Yield what `work` gives for all tasks, each process having its share; in no set order.

    An exception of the work is raised here. Few tasks are done in this process.
    """
    if not is_much(tasks):
        yield from work(tasks)
        return
    count = min(processors(), len(tasks) // FEW)
    context = multiprocessing.get_context("fork")
    gc.freeze()  # A collection in a worker would write to, and so copy, the parent's memory.
    with tempfile.TemporaryDirectory(prefix="fast-build-") as folder:
        files = [Path(folder, str(number)) for number in range(count)]
        processes = [
            context.Process(target=_run, args=(work, tasks[number::count], file))
            for number, file in enumerate(files)
        ]
        try:
            for process in processes:
                process.start()
            for process, file in zip(processes, files, strict=True):
                process.join()
                with file.open("rb") as results:
                    yield from _results(results)
        except FileNotFoundError as error:
            raise WorkerError("A part of the build was ended from outside.") from error
        finally:
            gc.unfreeze()
            for process in processes:
                if process.is_alive():
                    process.kill()
                    process.join()


def _run(
    work: Callable[[Sequence[Task]], Iterable[Result]], tasks: Sequence[Task], file: Path
) -> None:
    gc.disable()
    with file.open("wb") as results:
        pickler = pickle.Pickler(results, protocol=5)
        try:
            for result in work(tasks):
                pickler.dump((True, result))
                pickler.clear_memo()
        except Exception as error:  # noqa: BLE001 - it is raised in the parent
            error.add_note(traceback.format_exc())
            pickler.clear_memo()
            try:
                pickler.dump((False, error))
            except (pickle.PicklingError, TypeError, AttributeError):
                pickler.dump((False, WorkerError(traceback.format_exc())))
        pickler.dump(None)


def _results(file: BinaryIO) -> Iterator[Result]:
    while True:
        try:
            found = pickle.load(file)  # noqa: S301 - written a moment ago by our own process
        except EOFError:
            raise WorkerError("A part of the build was ended from outside.") from None
        if found is None:
            return
        good, result = found
        if not good:
            raise result
        yield result
