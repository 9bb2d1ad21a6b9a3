"""What is wrong in the content, in an editor's words, and the error that carries it all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One fault or one piece of advice: a file under the content folder, its line, the remedy."""

    path: str
    line: int
    fault: str
    remedy: str

    def __str__(self) -> str:
        """Give the two lines that an editor reads."""
        remedy = self.remedy.replace("\n", "\n    ")
        return f"{self.path}:{self.line}: {self.fault}\n    {remedy}"


class ContentError(Exception):
    """The content has problems; nothing was written. Pelican exits with `exitcode`."""

    exitcode = 1

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems in the order of the files."""
        self.problems = tuple(sorted(set(problems)))
        super().__init__(str(self))

    def __str__(self) -> str:
        """List every problem, then how many there are."""
        count = len(self.problems)
        noun = "problem" if count == 1 else "problems"
        listing = "\n".join(str(problem) for problem in self.problems)
        return f"{listing}\n{count} {noun} in the content. Nothing was written."
