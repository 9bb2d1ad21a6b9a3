"""`./run bench`: how long a whole build takes, how much work it is, and what memory it needs."""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from plugins.desk.corpus import write_corpus
from plugins.desk.fault import MachineFault
from plugins.desk.order import PROJECT
from plugins.desk.progress import Teller, telling
from plugins.desk.tool import Cost, cost_of

PROGRAM = ("plugins", "theme", "tasks.py", "pelicanconf.py", "publishconf.py")


@dataclass(frozen=True)
class Row:
    """The middle of the runs of one size."""

    items: int
    cold: Cost
    again: Cost


def bench(items: str, runs: int) -> None:
    """Time builds of each size, the first with nothing kept and one right after it."""
    sizes = [int(size) for size in items.split(",") if size.strip().isdigit() and int(size)]
    if not sizes or len(sizes) != len(items.split(",")):
        raise MachineFault(f'--items cannot be "{items}".', "Write numbers: --items 100,1000")
    if runs < 1:
        raise MachineFault(f"--runs cannot be {runs}.", "Write a number from 1: --runs 3")
    with telling() as teller:
        teller.begin("Timing builds", len(sizes) * runs)
        rows = [_row(size, runs, teller) for size in sizes]
    table = Table("Items", "Cold build", "its CPU", "its memory", "Once more", "its CPU")
    for row in rows:
        table.add_row(
            str(row.items),
            f"{row.cold.seconds:.1f} s",
            f"{row.cold.cpu_seconds:.1f} s",
            f"{row.cold.peak_megabytes:.0f} MB",
            f"{row.again.seconds:.1f} s",
            f"{row.again.cpu_seconds:.1f} s",
        )
    Console().print(table)


def _row(size: int, runs: int, teller: Teller) -> Row:
    cold: list[Cost] = []
    again: list[Cost] = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory(prefix="bench-") as name:
            folder = Path(name)
            write_corpus(folder / "content", size)
            program = program_without_cache(folder / "program")
            cold.append(_build(program, folder))
            again.append(_build(program, folder))
        teller.step()
    return Row(size, _middle(cold), _middle(again))


def program_without_cache(folder: Path) -> Path:
    """Copy the program, so that what earlier builds have kept is out of its reach."""
    folder.mkdir()
    for name in PROGRAM:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        elif source.is_file():
            shutil.copy(source, folder / name)
    (folder / "node_modules").symlink_to(PROJECT / "node_modules")
    return folder / "tasks.py"


def _build(program: Path, folder: Path) -> Cost:
    folders = ("--content", folder / "content", "--output", folder / "output")
    cost = cost_of([sys.executable, program, "build", *folders, "--as-of", "2026-11-03"])
    if cost is None:
        raise MachineFault("The made-up site could not be built.", "Its words stand above.")
    return cost


def _middle(costs: list[Cost]) -> Cost:
    return Cost(
        seconds=median(cost.seconds for cost in costs),
        cpu_seconds=median(cost.cpu_seconds for cost in costs),
        peak_megabytes=median(cost.peak_megabytes for cost in costs),
    )
