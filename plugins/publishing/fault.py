"""What stops a publish though the content is good: a wrong line, a host, a network, a disk."""

from __future__ import annotations


class PublishFault(Exception):
    """The target or the machine is at fault. Shown as one plain line and its remedy.

    Neither may hold a secret: both are printed and kept in logs.
    """

    exitcode = 2

    def __init__(self, fault: str, remedy: str) -> None:
        """Keep what is wrong, and what the reader can do about it."""
        self.fault = fault
        self.remedy = remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        """Give the fault, and the remedy under it as in the content's problems."""
        return f"{self.fault}\n    {self.remedy}"
