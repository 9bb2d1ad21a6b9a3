"""What other programs say when they fail, and our plain words for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """What is looked for in a program's words, and what we say of it."""

    pattern: str
    fault: str
    remedy: str


def first(known: Iterable[Words], said: str) -> Words | None:
    """Return the first that a program's words match."""
    return next((words for words in known if re.search(words.pattern, said)), None)
