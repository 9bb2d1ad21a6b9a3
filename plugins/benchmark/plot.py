"""The figures as a drawing: how each case grows with the number of items."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib.figure import Figure as Drawing

from plugins.benchmark.table import NAMES, TITLES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from plugins.benchmark.figures import Figure, Figures

# Told apart without colour too: each has a mark of its own.
LOOKS = {
    "ours": ("#005eb8", "o"),
    "pelican": ("#d5281b", "s"),
    "hugo": ("#007f3b", "^"),
    "eleventy": ("#768692", "D"),
}
COLUMNS = 3
EACH = (4.2, 3.2)  # inches


def write_plot(path: Path, figures: Figures, setting: str) -> None:
    """Draw a small chart for each case, both axes in powers of ten."""
    cases = [case for case in TITLES if any(one.case == case for one in _of(figures, setting))]
    rows = -(-len(cases) // COLUMNS)
    # The same figures give the same bytes: no day of making, no names by chance; text stays text.
    with mpl.rc_context({"svg.hashsalt": "bench", "svg.fonttype": "none"}):
        drawing = Drawing(figsize=(EACH[0] * COLUMNS, EACH[1] * rows), layout="constrained")
        axes = drawing.subplots(rows, COLUMNS, squeeze=False, sharey=True).flatten()
        for case, place in zip(cases, axes, strict=False):
            _draw(place, figures, setting, case)
        for place in axes[len(cases) :]:
            place.set_axis_off()
        drawing.savefig(path, format="svg", metadata={"Date": None})


def _of(figures: Figures, setting: str) -> list[Figure]:
    return [one for one in figures.all() if one.setting == setting]


def _draw(place: Axes, figures: Figures, setting: str, case: str) -> None:
    place.set(title=TITLES[case], xscale="log", yscale="log", xlabel="items", ylabel="seconds")
    for maker, (colour, mark) in LOOKS.items():
        points = [
            (items, cost.seconds)
            for items in figures.sizes(setting)
            if (cost := figures.cost(setting, items, maker, case))
        ]
        if points:
            place.plot(*zip(*points, strict=True), color=colour, marker=mark, label=NAMES[maker])
    for axis in (place.xaxis, place.yaxis):
        axis.set_major_formatter(lambda value, _: f"{value:,g}")
        axis.set_minor_formatter(lambda *_: "")
    place.grid(visible=True, alpha=0.3)
    place.legend(fontsize="small")
