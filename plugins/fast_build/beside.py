"""A question that a process of its own answers, while this one asks another."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def beside(question: Callable[[], bool]) -> Callable[[], bool]:
    """Let a question be answered; return where to fetch the answer, once.

    Where nothing is won by it, it is answered when the answer is fetched.
    """
    if not hasattr(os, "fork") or (os.cpu_count() or 1) == 1:
        return question
    process = os.fork()
    if not process:
        code = 1
        try:
            code = 0 if question() else 1
        finally:
            os._exit(code)
    return lambda: os.waitpid(process, 0)[1] == 0
