"""Dates that are written in figures at once, as lists of many items ask for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from pelican import utils

FIGURES = {
    "%Y": "{0.year}",
    "%m": "{0.month:02}",
    "%d": "{0.day:02}",
    "%H": "{0.hour:02}",
    "%M": "{0.minute:02}",
    "%S": "{0.second:02}",
}
IN_FIGURES = re.compile(r"(?:%[YmdHMS]|[-/.:, T])+", re.ASCII)
# What any system writes of itself, each by itself as Pelican asks for it.
WHOLE = re.compile(r"(?:%[aAbBdHIjmMpSY]|[^%])*", re.ASCII)
# Systems differ in how they write a year of fewer figures.
FIRST_YEAR = 1000


class SafeDatetime(utils.SafeDatetime):
    """Pelican's, and by its name, with the same words for every date."""

    def strftime(self, fmt: str, safe: bool = True) -> str:
        """Return the date in a form."""
        figures = _figures(fmt) if self.year >= FIRST_YEAR else None
        if figures is not None:
            return figures.format(self)
        words: str = super().strftime(fmt, safe and not _is_whole(fmt))
        return words


def in_figures(date: Any) -> Any:
    """Return the same date as one that is written at once."""
    if type(date) is not utils.SafeDatetime:
        return date
    day, time = date.date(), date.timetz()
    return SafeDatetime.combine(day, time)


@lru_cache(maxsize=64)
def _is_whole(fmt: str) -> bool:
    return fmt.isascii() and "\0" not in fmt and WHOLE.fullmatch(fmt) is not None


@lru_cache(maxsize=64)
def _figures(fmt: str) -> str | None:
    if not IN_FIGURES.fullmatch(fmt):
        return None
    return re.sub("%[YmdHMS]", lambda found: FIGURES[found[0]], fmt)
