"""A judge that is a program of its own, and that may not end."""

from __future__ import annotations

import os
from collections.abc import Sequence

from plugins.publishing.fault import PublishFault
from plugins.publishing.tool import TOO_LONG, Ran, ran

REMEDY = "Nothing was published. Look at what keeps this machine busy, and publish again."
MINUTE = 60


def asked(command: Sequence[str], name: str, seconds: float) -> Ran:
    """Run a judge to its end; PublishFault says which one did not come to it."""
    answer = ran(command, environment=os.environ, seconds=seconds)
    if answer.code == TOO_LONG:
        whole = max(round(seconds / MINUTE), 1)
        time = "1 minute" if whole == 1 else f"{whole} minutes"
        raise PublishFault(f"{name} has not ended in {time}, and was stopped.", REMEDY)
    return answer
