"""How long it takes from a save until the page is written, while a site maker watches."""

from __future__ import annotations

import os
import time
from pathlib import Path

from plugins.benchmark.cases import saved
from plugins.benchmark.corpus import Item
from plugins.benchmark.cost import Cost, middle
from plugins.benchmark.fault import BenchFault
from plugins.benchmark.maker import Site
from plugins.benchmark.process_tree import Peak, cpu_seconds
from plugins.benchmark.tool import Running, running

LOOK = 0.001  # seconds between two looks at the page
# It is at rest when so many times, one after the other, a second has cost it so little work.
QUIET, AT_REST, ENOUGH = 1.0, 0.05, 2
PATIENCE = 120.0


def watched(site: Site, item: Item, saves: int) -> Cost:
    """Return the median of several saves of an item; memory is the peak of the whole session."""
    if site.maker.watch is None:
        raise BenchFault(f"{site.maker.name} does not watch.", "Leave it out: --tools")
    command = site.maker.watch(site.folder)
    # Once it is there again, the maker has done its first build.
    site.watched_page(item).unlink(missing_ok=True)
    with running(command, site.works_in) as program, Peak(program.number) as peak:
        _wait_for_rest(program, site.watched_page(item))
        costs = [_save(site, item, number, program) for number in range(saves)]
    one = middle(costs)
    return Cost(one.seconds, one.cpu_seconds, peak.megabytes)


def _save(site: Site, item: Item, number: int, program: Running) -> Cost:
    before = cpu_seconds(program.number)
    page, mark = site.watched_page(item), f"save{number}end".encode()
    began = time.perf_counter()
    site.write_item(saved(item, number))
    seconds = _written(page, mark, began, program)
    _wait_for_rest(program, page)
    return Cost(seconds, cpu_seconds(program.number) - before, 0)


def _written(page: Path, mark: bytes, began: float, program: Running) -> float:
    """Return the seconds until the whole page is there with the mark in it."""
    last: os.stat_result | None = None
    while (seconds := time.perf_counter() - began) < PATIENCE:
        try:
            now = page.stat()
            if last is None or (now.st_mtime_ns, now.st_size) != (last.st_mtime_ns, last.st_size):
                text = page.read_bytes()
                if mark in text and text.rstrip().endswith(b"</html>"):
                    return seconds
                last = now
        except FileNotFoundError:
            program.check()  # It is just being exchanged, or nobody is there.
        time.sleep(LOOK)
    raise BenchFault(f"{page} was not written again.", "Look whether its maker watches.")


def _wait_for_rest(program: Running, page: Path) -> None:
    began = time.perf_counter()
    last, quiet = cpu_seconds(program.number), 0
    while quiet < ENOUGH and time.perf_counter() - began < PATIENCE:
        time.sleep(QUIET)
        program.check()
        now = cpu_seconds(program.number)
        quiet = quiet + 1 if now - last < AT_REST and page.is_file() else 0
        last = now
    if quiet < ENOUGH:
        fault = f"{page} is not there, or its maker does not rest."
        raise BenchFault(fault, "Look into its folder.")
