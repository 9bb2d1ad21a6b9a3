"""Work done in forked processes, which share all that the parent has read."""

from __future__ import annotations

import fcntl
import gc
import multiprocessing
import os
import pickle
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")
# Below this, starting a process takes longer than the work.
FEW = 24
# Results are sent by so many: one by one, each would wake the parent.
AT_ONCE = 32
PIPE_BYTES = 1 << 20


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
    work: Callable[[Iterable[Task]], Iterable[Result]], tasks: Sequence[Task]
) -> Iterator[Result]:
    """Yield what `work` gives for all tasks, each process having its share; in no set order.

    An exception of the work is raised here. Few tasks are done in this process alone.
    """
    if not is_much(tasks):
        yield from work(tasks)
        return
    count = min(processors(), len(tasks) // FEW)
    context = multiprocessing.get_context("fork")
    share = _Share(tasks, context.Value("q", 0))
    gc.freeze()  # A collection in a worker would write to, and so copy, the parent's memory.
    processes: list[Any] = []
    receivers: list[Connection] = []
    try:
        # This process works too: each one more would have its own copy of what it touches.
        for _ in range(count - 1):
            receiver, sender = context.Pipe(duplex=False)
            _widen(sender)
            process = context.Process(target=_run, args=(work, share, sender))
            process.start()
            # Now the worker alone has this end: the pipe ends where the worker does.
            sender.close()
            processes.append(process)
            receivers.append(receiver)
        waiting = list(receivers)
        for number, result in enumerate(work(share)):
            yield result
            if number % AT_ONCE == 0:
                yield from _results(waiting, timeout=0)
        while waiting:
            yield from _results(waiting, timeout=None)
    finally:
        gc.unfreeze()
        for receiver in receivers:
            receiver.close()
        for process in processes:
            process.kill()
            process.join()


class _Share(Iterable[Task]):
    """The tasks that a process takes, some at a time, from those that nobody has taken."""

    def __init__(self, tasks: Sequence[Task], taken: Any) -> None:
        self._tasks = tasks
        self._taken = taken

    def __iter__(self) -> Iterator[Task]:
        while True:
            with self._taken.get_lock():
                begin = self._taken.value
                self._taken.value = begin + AT_ONCE // 4
            some = self._tasks[begin : begin + AT_ONCE // 4]
            if not some:
                return
            yield from some


def _widen(sender: Connection) -> None:
    """Let a worker send more before it must wait for this process to read."""
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with suppress(OSError):
            fcntl.fcntl(sender.fileno(), fcntl.F_SETPIPE_SZ, PIPE_BYTES)


def _run(
    work: Callable[[Iterable[Task]], Iterable[Result]], tasks: Iterable[Task], sender: Connection
) -> None:
    gc.disable()
    found: list[Any] = []
    try:
        for result in work(tasks):
            found.append(result)
            if len(found) == AT_ONCE:
                sender.send_bytes(pickle.dumps(found, protocol=5))
                found = []
        sender.send_bytes(pickle.dumps([*found, None], protocol=5))
    except Exception as error:  # noqa: BLE001 - it is raised in the parent
        error.add_note(traceback.format_exc())
        sender.send_bytes(_written(error))


def _written(error: Exception) -> bytes:
    try:
        return pickle.dumps(error, protocol=5)
    except (pickle.PicklingError, TypeError, AttributeError):
        return pickle.dumps(WorkerError(traceback.format_exc()), protocol=5)


def _results(waiting: list[Connection], timeout: float | None) -> Iterator[Any]:
    """Yield what has been sent, and strike out who has sent all."""
    ready: list[Any] = wait(waiting, timeout) if waiting else []
    for receiver in ready:
        try:
            found = pickle.loads(receiver.recv_bytes())  # noqa: S301 - written a moment ago by our own process
        except (EOFError, OSError) as error:
            raise WorkerError("A part of the build was ended from outside.") from error
        if isinstance(found, Exception):
            raise found
        if found[-1] is None:
            waiting.remove(receiver)
            found.pop()
        yield from found
