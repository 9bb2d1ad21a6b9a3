"""Links on paper: where a link leads stands behind its words, unless they say it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from plugins.alternative_formats.document import Run, Runs, words_of


def said(runs: Runs) -> Iterator[Run]:
    """Yield the runs, and after each link where it leads: on paper nobody can follow it."""
    for address, group in groupby(runs, lambda run: run.address):
        link = tuple(group)
        yield from link
        shown = _shown(address or "", words_of(link))
        if shown:
            trailing = link[-1].text[-1:].isspace()
            yield Run(text=f"({shown}) " if trailing else f" ({shown})", code=True, language="en")


def _shown(address: str, words: str) -> str:
    """Return an address as a person reads it; "" where the words say it already."""
    way, _, rest = address.partition(":")
    said = re.sub(r"[\s-]+", "", words).lower()
    if way == "tel":
        return "" if re.sub(r"^\+44", "0", rest) in said or rest in said else rest
    if way == "mailto":
        return "" if rest.lower() in said else rest
    if way not in {"http", "https"}:
        return ""
    bare = re.sub(r"^//(?:www\.)?|/$", "", rest).lower()
    return "" if bare in said else address
