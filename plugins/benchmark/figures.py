"""What was measured, figure by figure, kept as JSON so that tables come from several runs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import NamedTuple

from plugins.benchmark.cost import Cost, middle


class Key(NamedTuple):
    """What was measured."""

    setting: str
    items: int
    maker: str
    case: str


@dataclass(frozen=True)
class Figure:
    """One build."""

    setting: str
    items: int
    maker: str
    case: str
    cost: Cost

    @property
    def key(self) -> Key:
        """What was measured, without its cost."""
        return Key(self.setting, self.items, self.maker, self.case)


@dataclass(frozen=True)
class Run:
    """One call of the bench: the machine, the programs, and what was measured in turn."""

    machine: dict[str, str]
    versions: dict[str, str]
    rounds: int
    figures: list[Figure] = field(default_factory=list)

    def costs(self, key: Key) -> list[Cost]:
        """Return the costs of all rounds of a case."""
        return [one.cost for one in self.figures if one.key == key]


@dataclass(frozen=True)
class Figures:
    """The figures of one run or of several."""

    runs: list[Run]

    def cost(self, setting: str, items: int, maker: str, case: str) -> Cost | None:
        """Return the median of a case in the last run that has it."""
        costs = self._last(Key(setting, items, maker, case))
        return middle(costs) if costs else None

    def rounds(self, setting: str, items: int, maker: str, case: str) -> int:
        """Return how many builds the median is of."""
        return len(self._last(Key(setting, items, maker, case)))

    def pair(self, ours: Key, theirs: Key) -> tuple[Cost, Cost, bool] | None:
        """Return two medians, and whether they are of one run, in which makers took turns."""
        for run in reversed(self.runs):
            both = [run.costs(key) for key in (ours, theirs)]
            if all(both):
                return middle(both[0]), middle(both[1]), True
        both = [self._last(key) for key in (ours, theirs)]
        return (middle(both[0]), middle(both[1]), False) if all(both) else None

    def _last(self, key: Key) -> list[Cost]:
        return next((costs for run in reversed(self.runs) if (costs := run.costs(key))), [])

    def all(self) -> Iterable[Figure]:
        """Give every figure."""
        return (figure for run in self.runs for figure in run.figures)

    def settings(self) -> list[str]:
        """Return the settings in which something was measured."""
        return sorted({figure.setting for figure in self.all()})

    def sizes(self, setting: str) -> list[int]:
        """Return the sizes that were measured in a setting, the smallest first."""
        return sorted({figure.items for figure in self.all() if figure.setting == setting})


def read_figures(path: Path) -> list[Run]:
    """Read the runs of a file; none where there is no file."""
    if not path.is_file():
        return []
    return [
        Run(
            run["machine"],
            run["versions"],
            run["rounds"],
            [Figure(**{**figure, "cost": Cost(**figure["cost"])}) for figure in run["figures"]],
        )
        for run in json.loads(path.read_text(encoding="utf-8"))
    ]


def write_figures(path: Path, runs: list[Run]) -> None:
    """Write all runs to a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps([asdict(run) for run in runs], indent=1)
    path.write_text(f"{text}\n", encoding="utf-8")
