"""Versions in their order: Python's by PEP 440, npm's by semantic versioning."""

from __future__ import annotations

import re
from typing import Any

from packaging.version import InvalidVersion, Version

from plugins.publishing.parts import Source

SEMANTIC = re.compile(r"v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?", re.ASCII)


class Unordered(ValueError):
    """A version that no order knows."""


def order_of(version: str, source: Source) -> Any:  # noqa: ANN401 - two orders, never mixed
    """Return what a version is compared by, with others of its source."""
    return _python(version) if source == "pypi" else _semantic(version)


def _python(version: str) -> Version:
    try:
        return Version(version)
    except InvalidVersion as error:
        raise Unordered(version) from error


def _semantic(version: str) -> tuple[tuple[int, ...], bool, tuple[tuple[int, int, str], ...]]:
    found = SEMANTIC.fullmatch(version)
    if found is None:
        raise Unordered(version)
    numbers = tuple(int(found[place]) for place in (1, 2, 3))
    before = found[4]
    # A version before the release comes first; its numbers come before its words (semver, 11).
    parts = tuple(
        (0, int(part), "") if part.isdigit() else (1, 0, part)
        for part in (before.split(".") if before else ())
    )
    return numbers, before is None, parts
