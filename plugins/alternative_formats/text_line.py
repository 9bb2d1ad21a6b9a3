"""A line of a document as plain text: what a link leads to and an abbreviation means, in brackets.

Words that are strong or have emphasis get no marks: screen readers would speak them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from plugins.alternative_formats.document import Run, Runs

SHOWN_BY_ITSELF = re.compile(r"(mailto|tel):|https?://(www\.)?")


@dataclass
class Pen:
    """Writes lines, and remembers which abbreviations have been explained."""

    explained: set[str] = field(default_factory=set)

    def text(self, runs: Runs) -> str:
        """Return a line's text."""
        return "".join(self._linked(runs))

    def _linked(self, runs: Runs) -> Iterator[str]:
        for address, linked in groupby(runs, key=lambda run: run.address):
            said = "".join(self._said(run) for run in linked)
            yield said
            if address and address[0] != "#" and not _says(said, address):
                yield f" ({address.removeprefix('mailto:').removeprefix('tel:')})"

    def _said(self, run: Run) -> str:
        if run.expansion is None or run.expansion in self.explained:
            return run.text
        self.explained.add(run.expansion)
        return f"{run.text} ({run.expansion})"


def _says(said: str, address: str) -> bool:
    """Tell whether the words of a link are its address."""
    return _bare(said) == _bare(address)


def _bare(address: str) -> str:
    """Return an address without its scheme, and a telephone number without its gaps."""
    found = SHOWN_BY_ITSELF.sub("", re.sub(r"\s", "", address), count=1)
    return found.rstrip("/").lower()
