"""What stops the bench: a wrong option, a program that is not there, or one that fails."""

from __future__ import annotations


class BenchFault(Exception):
    """The command or the machine is at fault. Shown as one plain line and its remedy."""

    exitcode = 2

    def __init__(self, fault: str, remedy: str) -> None:
        """Keep what is wrong, and what the reader can do about it."""
        super().__init__(f"{fault}\n    {remedy}")
