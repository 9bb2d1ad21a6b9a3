"""How far a build is: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)


class Teller(Protocol):
    """Is told what begins, and of each thing that is done."""

    def begin(self, stage: str, total: int | None = None) -> None:
        """Note that a stage begins, of `total` things where that is known."""

    def step(self) -> None:
        """Note that one thing of the stage is done."""

    def say(self, line: str) -> None:
        """Show a line that stays."""


class Lines:
    """Tells each stage in a line of its own."""

    def begin(self, stage: str, total: int | None = None) -> None:
        """Write the stage, and of how many things."""
        self.say(f"{stage} ({total})…" if total is not None else f"{stage}…")

    def step(self) -> None:
        """Write nothing: a log needs no line for each page."""

    def say(self, line: str) -> None:
        """Write the line at once, so that a log that is watched goes on."""
        print(line, flush=True)


class Bar:
    """Draws one moving line."""

    def __init__(self, progress: Progress) -> None:
        """Keep the drawing."""
        self._progress = progress
        self._task: TaskID | None = None
        self._done = 0

    def begin(self, stage: str, total: int | None = None) -> None:
        """Turn the bar to the new stage."""
        if self._task is not None:
            self._progress.remove_task(self._task)
        self._done = 0
        self._task = self._progress.add_task(stage, total=total, count="")

    def step(self) -> None:
        """Move the bar by one."""
        if self._task is not None:
            self._done += 1
            self._progress.update(self._task, advance=1, count=f"{self._done:,}")

    def say(self, line: str) -> None:
        """Write the line above the bar."""
        self._progress.console.print(line, markup=False, highlight=False, soft_wrap=True)


@contextmanager
def telling() -> Iterator[Teller]:
    """Give the teller that suits where the output goes."""
    if not sys.stdout.isatty():
        yield Lines()
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[count]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(), transient=True) as progress:
        yield Bar(progress)
