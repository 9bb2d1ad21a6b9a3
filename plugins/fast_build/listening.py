"""What is said while something is made: it is made again each time if that would be lost."""

from __future__ import annotations

import logging
from typing import cast


class listening:  # noqa: N801 - it reads as a statement
    """Collect what is said in warning; where we listen alone, nobody else hears of it.

    A class, and no logging.Handler: it is entered for each page, and those take a while to make.
    """

    __slots__ = ("_alone", "_before", "level", "records")

    def __init__(self, *, alone: bool = False) -> None:
        """Begin without records."""
        self.level = logging.WARNING
        self.records: list[logging.LogRecord] = []
        self._alone = alone

    def __enter__(self) -> list[logging.LogRecord]:
        """Begin to listen."""
        root, own = logging.getLogger(), cast("logging.Handler", self)
        self._before = root.handlers
        root.handlers = [own] if self._alone else [*self._before, own]
        return self.records

    def __exit__(self, *_: object) -> None:
        """Stop."""
        logging.getLogger().handlers = self._before

    def handle(self, record: logging.LogRecord) -> None:
        """Take what a logger has to say."""
        self.records.append(record)
