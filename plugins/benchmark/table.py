"""The figures as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.benchmark.cases import CASES
from plugins.benchmark.cost import Cost
from plugins.benchmark.figures import Figures, Run
from plugins.benchmark.floors import FLOOR, FLOORS
from plugins.benchmark.goals import verdicts
from plugins.benchmark.turns import WATCH

NAMES = {
    "ours": "ours", "pelican": "Pelican alone", "hugo": "Hugo", "eleventy": "Eleventy",
}  # fmt: skip
TITLES = {**{name: case.title for name, case in CASES.items()}, WATCH: "watching: save to written"}
SETTINGS = {
    "plain": "Plain templates, the same for all",
    "theme": "The real theme, without alternative formats",
    "formats": "The real theme with every format but audio",
}
HEAD = """\
# How fast builds are

Written by `./run bench`; the figures behind it are in `figures.json`.

Each maker is given the same items, of about 550 words with headings, lists, tables, links between
items, pictures and topics, and makes the same pages of them: `tests/benchmark` compares their
words. With plain templates these are a page for each item, an index and pages of categories ten a
page, pages of topics, and a feed of 20. Items link by the names of files, which each maker looks
up; Eleventy alone is given ready addresses, as it would parse every page again. With the real
theme, the pictures, cards and formats that an earlier build made are there already, for whoever
builds; Pelican alone does not watch there, as its `--autoreload` does not read our catalogue again.

The makers take turns: each case by each maker, round after round; a cell is the median. It holds
the seconds by the clock, the seconds of work of all cores, and the most memory of the whole process
tree at one moment (proportional set size, so that what processes share counts once; of a lone
process its own high-water mark). Ratios by work hardly feel what else the machine does, but do not
see that two cores were used. While watching, the seconds are those from just before a save until
the whole page is on disk, the median of several saves; Hugo's server writes to disk as the others
do. No program is timed through a wrapper, and a case counts only where its change is then found in
the output.
"""


def tables(figures: Figures) -> str:
    """Return the whole page."""
    parts = [HEAD, *_machines(figures.runs), *_verdicts(figures)]
    for setting, title in SETTINGS.items():
        sizes = figures.sizes(setting)
        if sizes:
            parts += [f"## {title}\n", f"![Seconds by number of items]({setting}.svg)\n"]
        parts += [_table(figures, setting, items) for items in sizes]
    return "\n".join([*parts, *_floors(figures)])


def _floors(figures: Figures) -> Iterator[str]:
    rows = [
        f"| {title} | {setting}, {items:,} | {_seconds(cost.seconds)} |"
        f" {_seconds(cost.cpu_seconds)} |"
        for setting in SETTINGS
        for items in figures.sizes(setting)
        for floor, title in FLOORS.items()
        if (cost := figures.cost(setting, items, FLOOR, floor))
    ]
    if rows:
        head = "| what | site | seconds | work |\n| --- | --- | --- | --- |"
        yield "\n".join(["## Floors: what no build in Python can do without", "", head, *rows, ""])


def _machines(runs: list[Run]) -> Iterator[str]:
    if len(runs) > 1:
        yield (
            f"The figures come from {len(runs)} runs. Of a case that several have, the last is"
            " shown; a ratio is of one run where that has both, and else says so.\n"
        )
    said: list[str] = []
    for number, run in enumerate(runs, start=1):
        facts = [*run.machine.items(), *run.versions.items(), ("rounds", str(run.rounds))]
        words = ", ".join(f"{name} {value}" for name, value in facts)
        said.append(f"- Run {number}: {words}." if len(runs) > 1 else f"Measured on: {words}.")
    yield "\n".join(said) + "\n"


def _verdicts(figures: Figures) -> Iterator[str]:
    rows = [
        f"| {one.words} | {one.limit} | {one.measured} | {one.by_work} |"
        f" {'yes' if one.reached else '**no**'} |"
        for one in verdicts(figures)
    ]
    if rows:
        head = (
            "| case | at most | by the clock | by work | reached |\n| --- | --- | --- | --- | --- |"
        )
        yield "\n".join(["## What is to be reached", "", head, *rows]) + "\n"


def _table(figures: Figures, setting: str, items: int) -> str:
    mine = [one for one in figures.all() if (one.setting, one.items) == (setting, items)]
    makers = [name for name in NAMES if any(one.maker == name for one in mine)]
    cases = [name for name in TITLES if any(one.case == name for one in mine)]
    rows = [
        f"| {TITLES[case]} | "
        + " | ".join(_cell(figures.cost(setting, items, maker, case)) for maker in makers)
        + " |"
        for case in cases
    ]
    head = " | ".join(NAMES[maker] for maker in makers)
    counts = [
        figures.rounds(setting, items, maker, case)
        for maker in makers
        for case in cases
        if figures.rounds(setting, items, maker, case)
    ]
    rounds = _range(min(counts), max(counts))
    return "\n".join(
        [
            f"### {items:,} items, medians of rounds: {rounds}",
            "",
            f"| seconds / work / MB | {head} |",
            f"| --- {'| --- ' * len(makers)}|",
            *rows,
            "",
        ]
    )


def _range(few: int, many: int) -> str:
    return f"{few}" if few == many else f"{few} to {many}"


def _cell(cost: Cost | None) -> str:
    if cost is None:
        return ""
    return f"{_seconds(cost.seconds)} / {_seconds(cost.cpu_seconds)} / {cost.peak_megabytes:,.0f}"


def _seconds(value: float) -> str:
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 1 else f"{value:.3f}"  # noqa: PLR2004 - three figures that matter
