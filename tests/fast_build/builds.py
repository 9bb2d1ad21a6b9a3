"""Clean and incremental builds in this process, each as if it were the first in its own."""

from __future__ import annotations

import datetime as dt
import importlib
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, Self
from unittest.mock import patch

import pelican
from blinker import Signal
from pelican import contents, generators, signals
from pelican.log import LimitFilter

from plugins.fast_build import reading, unchanged, workers
from plugins.fast_build.pelican import FastPelican
from plugins.fast_build.unchanged import edits_since
from tests.fast_build.plain_site import PlainSite

_SIGNALS = [value for value in vars(signals).values() if isinstance(value, Signal)]
_MEMOIZED = [contents.Content.__dict__["get_content"], contents.Content.__dict__["get_summary"]]
# Stock Pelican goes through its files in the order of a set of strings, another in each process:
# where two items have all else in common, nobody can say which comes first. Here it is settled.
_FOUND = generators.Generator.get_files
SOME_DAY = dt.datetime(2026, 3, 6, tzinfo=dt.UTC)
SEEN = 70  # bytes on each side of a difference


class _Today(dt.datetime):
    its_day: dt.datetime

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> Self:
        return cls.fromtimestamp(cls.its_day.timestamp(), tz)


class _Settled(set[str]):
    def __iter__(self) -> Iterator[str]:
        return iter(sorted(super().__iter__()))


@dataclass
class Process:
    """What plugins of one process leave in it."""

    receivers: list[dict[str, Any]] = field(default_factory=list)
    modules: dict[str, ModuleType] = field(default_factory=dict)


def _no_receivers() -> dict[str, Any]:
    return {
        "receivers": {},
        "_by_receiver": defaultdict(Signal.set_class),
        "_by_sender": defaultdict(Signal.set_class),
    }


@contextmanager
def of_its_own(
    folder: Path, day: dt.datetime = SOME_DAY, process: Process | None = None
) -> Iterator[None]:
    """Leave nothing of a build in this process: receivers, modules, memories, what was said.

    With `process`, what it left there is found again, for a build that stays.
    """
    process = process or Process()
    before = [(signal, dict(vars(signal))) for signal in _SIGNALS]
    for number, signal in enumerate(_SIGNALS):
        vars(signal).update(process.receivers[number] if process.receivers else _no_receivers())
    sys.modules.update(process.modules)
    LimitFilter._raised_messages.clear()  # noqa: SLF001 - a new process has said nothing
    LimitFilter._group_count.clear()  # noqa: SLF001 - the same
    importlib.invalidate_caches()
    path = list(sys.path)
    _Today.its_day = day
    try:
        with (
            redirect_stdout(StringIO()),
            patch.object(sys, "dont_write_bytecode", new=True),
            patch.object(contents, "datetime", SimpleNamespace(datetime=_Today, UTC=dt.UTC)),
            patch.object(reading, "datetime", _Today),
        ):
            yield
    finally:
        sys.path[:] = path
        process.receivers = [dict(vars(signal)) for signal in _SIGNALS]
        for signal, attributes in before:
            vars(signal).update(attributes)
        for name, module in list(sys.modules.items()):
            if str(getattr(module, "__file__", None) or "").startswith(str(folder)):
                process.modules[name] = sys.modules.pop(name)
        for memoized in _MEMOIZED:
            memoized.cache.clear()


def build(site: PlainSite) -> None:
    """Build what changed."""
    with (
        of_its_own(site.folder, site.today),
        patch.object(workers, "FEW", site.few),
        patch.object(unchanged, "MUCH", unchanged.MUCH if site.few > 2 else 0),
    ):
        settings = site.settings_for(site.output)
        own = settings["FAST_BUILD"]
        if "ASKED" in own:
            # As the command does it.
            for record in site.path("kept").glob("fast_build/*/record"):
                own["SEEN"] = edits_since(record, own["ASKED"])
            if own.get("SEEN") and not own["SEEN"].edited:
                return
        FastPelican(settings).run()


def clean_build(site: PlainSite, output: Path) -> None:
    """Build all of it with stock Pelican, into an empty folder."""
    shutil.rmtree(output, ignore_errors=True)
    with of_its_own(site.folder, site.today), settled():
        pelican.Pelican(site.settings_for(output)).run()


@contextmanager
def settled() -> Iterator[None]:
    """Let stock Pelican go through its files in one order."""
    with patch.object(generators.Generator, "get_files", lambda *a, **k: _Settled(_FOUND(*a, **k))):
        yield


def tree(folder: Path) -> dict[str, bytes]:
    """Return each file's bytes by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def differences(found: Mapping[str, bytes], right: Mapping[str, bytes]) -> list[str]:
    """Return what is wrong, a line for each file."""
    return [
        f"{name}: {_difference(found.get(name), right.get(name))}"
        for name in sorted({*found, *right})
        if found.get(name) != right.get(name)
    ]


def _difference(found: bytes | None, right: bytes | None) -> str:
    if found is None or right is None:
        return "it is missing" if found is None else "it should not be there"
    pairs = enumerate(zip(found, right, strict=False))
    place = next((at for at, (one, other) in pairs if one != other), min(len(found), len(right)))
    seen = slice(max(place - SEEN, 0), place + SEEN)
    return f"{found[seen]!r} instead of {right[seen]!r}"
