"""`./run bench`: how many items a second each format takes, cold and kept, and its memory."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.table import Table

from plugins.alternative_formats.bench_documents import documents
from plugins.alternative_formats.bench_yardsticks import YARDSTICKS
from plugins.alternative_formats.cache import Cache
from plugins.alternative_formats.document import Document
from plugins.alternative_formats.format import AlternativeFormat, Commission
from plugins.alternative_formats.making import Job, Shop, Wanted, make_all
from plugins.alternative_formats.making_site import cores
from plugins.alternative_formats.registry import FORMATS
from plugins.catalogue.keeping import digest, link
from plugins.catalogue.site_formats import FormatSettings

BY_NAME = {one.name: one for one in FORMATS}
SPOKEN = frozenset({"speech", "mp3", "vtt"})
# To read a document out takes so much longer than to set it: fewer show it as well.
FEWER = 20


@dataclass(frozen=True)
class Cost:
    """What making took."""

    items: int
    seconds: float
    peak_megabytes: float  # of a program that does nothing else
    kilobytes: float  # of an item's file

    @property
    def rate(self) -> str:
        """Items a second."""
        return f"{self.items / self.seconds:,.1f}"


def bench(items: int) -> None:
    """Time each format alone, then all of them with the cache on every core."""
    table = Table("Of 800 words", "Items a second", "Memory", "with ten times as many", "Size")
    for name in BY_NAME:
        count = max(1, items // FEWER) if name in SPOKEN else items
        few, many = (_apart(_cost, name, number) for number in (count, 10 * count))
        table.add_row(name, few.rate, _megabytes(few), _megabytes(many), f"{few.kilobytes:,.0f} kB")
    for name, tool in YARDSTICKS.items():
        if find_spec(tool.module) is None:
            table.add_row(name, "not installed")
            continue
        try:
            few = _apart(_cost_of_yardstick, name, max(1, items // FEWER))
        except OSError:  # WeasyPrint asks for pango only when it is loaded.
            table.add_row(name, "lacks a library of the system")
            continue
        table.add_row(name, few.rate, _megabytes(few), "", f"{few.kilobytes:,.0f} kB")
    Console().print(table)
    Console().print(_together(items))


def _together(items: int) -> Table:
    table = Table(f"All formats, {cores()} cores", "Items a second", "Kept from the last build")
    few = max(1, items // FEWER)
    for title, names, count in (
        ("without audio", [name for name in BY_NAME if name not in SPOKEN], items),
        ("with audio", list(BY_NAME), few),
    ):
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            shop = Shop(settings=FormatSettings(), content=Path(folder), cache=Path(folder, "made"))
            began = time.perf_counter()
            for _ in make_all(_jobs(names, count), shop, cores()):
                pass
            cold = time.perf_counter() - began
            table.add_row(
                title, f"{count / cold:,.1f}", f"{count / _kept(names, count, shop):,.0f}"
            )
    return table


def _kept(names: list[str], count: int, shop: Shop) -> float:
    """Return the seconds in which a build finds what is kept, proves it, and gives it out."""
    proved = Cache(shop.cache)
    for job in _jobs(names, count):
        for wanted in job.wanted:
            proved.find(wanted.key)
    every = list(documents(count))
    began = time.perf_counter()
    for document in every:
        for wanted in _wanted(document, names):
            made = proved.find(wanted.key)
            if made is None:
                raise LookupError(wanted.format)
            link(
                proved.file(made.key), shop.cache.with_name("site") / document.name / wanted.format
            )
    return time.perf_counter() - began


def _jobs(names: list[str], count: int) -> Iterator[Job]:
    for document in documents(count):
        wanted = tuple(_wanted(document, names))
        yield Job(subject=document.name, document=document, wanted=wanted)


def _wanted(document: Document, names: list[str]) -> list[Wanted]:
    whole = repr(document)
    keys = {name: digest(name, whole) for name in names}
    found = [
        Wanted(
            format=name,
            key=key,
            needs={needed: keys[needed] for needed in BY_NAME[name].needs if needed in keys},
        )
        for name, key in keys.items()
    ]
    return sorted(found, key=lambda wanted: len(wanted.needs))


def _apart(measure: Callable[[str, int], Cost], name: str, count: int) -> Cost:
    """Run it in a program of its own, whose memory nothing else has used."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as one:
        return one.submit(measure, name, count).result()


def _cost(name: str, count: int) -> Cost:
    """Make one format alone; what it is made from is not timed. A book is timed without sound."""
    one = BY_NAME[name]
    needs = one.needs if name in SPOKEN else ()
    seconds, size = 0.0, 0
    for document in documents(count):
        made = {needed: _rendered(BY_NAME[needed], document, {}) for needed in needs}
        began = time.perf_counter()
        size += len(_rendered(one, document, made))
        seconds += time.perf_counter() - began
    return Cost(count, seconds, _peak(), size / count / 1000)


def _rendered(one: AlternativeFormat, document: Document, made: dict[str, bytes]) -> bytes:
    return one.render(
        Commission(document=document, settings=FormatSettings(), content=Path(), made=made)
    )


def _cost_of_yardstick(name: str, count: int) -> Cost:
    """Give the same words to another program."""
    seconds, size = 0.0, 0
    for document in documents(count):
        began = time.perf_counter()
        size += len(YARDSTICKS[name].render(document))
        seconds += time.perf_counter() - began
    return Cost(count, seconds, _peak(), size / count / 1000)


def _peak() -> float:
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, others kilobytes
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1_000_000


def _megabytes(cost: Cost) -> str:
    return f"{cost.peak_megabytes:.0f} MB"
