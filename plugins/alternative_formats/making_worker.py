"""A process that makes formats: jobs come in as pickles, and the facts of what it made go out.

It ends when nobody can send it jobs any more, however its owner ended.
"""

from __future__ import annotations

import os
import pickle
import sys
import traceback
from typing import BinaryIO, NamedTuple

from plugins.alternative_formats.making import Job, Shop, made


class Failure(NamedTuple):
    """What a worker says before it gives up."""

    text: str
    exitcode: int | None  # where the text is plain words


def main() -> int:
    """Make what is asked for."""
    # Libraries may write to the standard output, where only our answers may stand.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        return _serve(sys.stdin.buffer, answers)
    except BrokenPipeError:
        return 1


def _serve(questions: BinaryIO, answers: BinaryIO) -> int:
    shop: Shop = pickle.load(questions)  # noqa: S301 - from the process that started us
    while True:
        try:
            job: Job = pickle.load(questions)  # noqa: S301 - the same
        except EOFError:
            return 0
        try:
            result = made(job, shop)
        except BaseException as error:  # noqa: BLE001 - our owner raises it
            code = getattr(error, "exitcode", None)
            plain = "\n".join([str(error), *error.__notes__])
            _answer(answers, Failure(plain if code else traceback.format_exc(), code))
            return 1
        _answer(answers, result)


def _answer(answers: BinaryIO, result: object) -> None:
    pickle.dump(result, answers)
    answers.flush()
