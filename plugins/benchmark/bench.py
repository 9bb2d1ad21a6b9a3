"""`./run bench`: whole builds of made-up sites, ours and those of other site makers, in turn."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from plugins.benchmark.figures import Figure, Figures, Run, read_figures, write_figures
from plugins.benchmark.machine import machine
from plugins.benchmark.plans import Options, plans
from plugins.benchmark.programs import versions
from plugins.benchmark.table import tables
from plugins.benchmark.turns import measured


def bench(options: Options, tell: Callable[[str], None]) -> None:
    """Measure what the options ask for, telling each figure, and write tables and drawing."""
    asked = plans(options)
    kept = read_figures(options.to / "figures.json") if options.more else []
    with tempfile.TemporaryDirectory(prefix="bench-", dir=options.folder) as name:
        makers = {maker.name for plan in asked for maker in plan.makers}
        run = Run(machine(Path(name)), versions(makers), options.rounds)
        try:
            for plan in asked:
                with tempfile.TemporaryDirectory(dir=name) as sites:
                    for figure in measured(plan, Path(sites)):
                        run.figures.append(figure)
                        tell(_line(figure))
        finally:
            # What took an hour to measure is not lost with what failed after it.
            if run.figures:
                write(options.to, [*kept, run])
                tell(f"The tables are in {options.to}.")


def write(folder: Path, runs: list[Run]) -> None:
    """Write the figures of some runs, their tables and their drawing."""
    # The drawing's library is large, and would stand in the memory of what is measured.
    from plugins.benchmark.plot import write_plot  # noqa: PLC0415 - see above

    write_figures(folder / "figures.json", runs)
    (folder / "README.md").write_text(tables(Figures(runs)), encoding="utf-8")
    for setting in Figures(runs).settings():
        write_plot(folder / f"{setting}.svg", Figures(runs), setting)


def _line(figure: Figure) -> str:
    cost = figure.cost
    return (
        f"{figure.setting:<8}{figure.items:>6} {figure.maker:<9}{figure.case:<14}"
        f"{cost.seconds:>8.3f} s {cost.cpu_seconds:>8.2f} s of work {cost.peak_megabytes:>6.0f} MB"
    )
