"""Figures become ratios, exponents and tables."""

from __future__ import annotations

from pathlib import Path

from plugins.benchmark.bench import write
from plugins.benchmark.cost import Cost
from plugins.benchmark.figures import Figure, Figures, Run, read_figures
from plugins.benchmark.goals import verdicts
from plugins.benchmark.table import tables

MACHINE = {"processor": "a slow one", "cores": "2"}


def _run(*figures: tuple[int, str, str, float], megabytes: float = 100) -> Run:
    made = [
        Figure("plain", items, maker, case, Cost(seconds, seconds, megabytes))
        for items, maker, case, seconds in figures
    ]
    return Run(MACHINE, {"Hugo": "0.1"}, 1, made)


def _said(*runs: Run) -> dict[tuple[str, str], tuple[str, bool]]:
    found = verdicts(Figures(list(runs)))
    return {(one.words, one.limit): (one.measured, one.reached) for one in found}


def test_a_ratio_is_of_medians_and_says_whether_it_is_reached() -> None:
    ours = [(100, "ours", "cold", seconds) for seconds in (1.0, 9.0, 2.0)]
    said = _said(_run(*ours, (100, "hugo", "cold", 1.0), (100, "eleventy", "cold", 4.0)))
    assert said["cold, 100 items", "1.5 of hugo"] == ("2.000", False)
    assert said["cold, 100 items", "0.8 of eleventy"] == ("0.500", True)
    assert said["peak memory, cold, 100 items", "0.15 of hugo"] == ("1.000", False)


def test_the_kept_conversions_are_beside_the_others_cold_build() -> None:
    said = _said(_run((100, "ours", "kept", 0.8), (100, "hugo", "cold", 1.0)))
    assert said["clean checkout, conversions kept, 100 items", "0.9 of hugo"] == ("0.800", True)


def test_seconds_are_a_goal_by_themselves_too() -> None:
    said = _said(_run((100, "ours", "watch", 0.09), (100, "hugo", "watch", 0.5)))
    assert said["one body edited while watching, 100 items", "0.1 s"] == ("0.090 s", True)
    assert said["one body edited while watching, 100 items", "0.25 of hugo"] == ("0.180", True)


def test_growth_is_an_exponent_between_1000_and_the_most() -> None:
    figures = [
        (100, "ours", "cold", 0.5),
        (1000, "ours", "cold", 1.0),
        (10000, "ours", "cold", 20.0),
    ]
    said = _said(_run(*figures))
    assert said["growth from 1,000 to 10,000, plain, cold", "exponent 1.05"] == ("1.30", False)


def test_a_ratio_is_of_one_run_where_one_has_both() -> None:
    both = _run((100, "ours", "cold", 1.0), (100, "hugo", "cold", 1.0))
    said = _said(both, _run((100, "hugo", "cold", 50.0)))
    assert said["cold, 100 items", "1.5 of hugo"] == ("1.000", True)


def test_a_ratio_of_two_runs_says_so() -> None:
    said = _said(_run((100, "ours", "cold", 1.0)), _run((100, "hugo", "cold", 2.0)))
    assert said["cold, 100 items", "1.5 of hugo"] == ("0.500 (of two runs)", True)


def test_what_was_not_measured_has_no_verdict() -> None:
    assert _said(_run((100, "hugo", "cold", 1.0))) == {}


def test_the_page_names_the_machine_and_how_many_runs_it_is_of() -> None:
    one = _run((100, "ours", "cold", 1.234))
    page = tables(Figures([one, one]))
    assert "The figures come from 2 runs." in page
    assert "processor a slow one, cores 2, Hugo 0.1" in page
    assert "| cold | 1.23 / 1.23 / 100 |" in page
    assert "2 runs" not in tables(Figures([one]))


def test_the_same_figures_give_the_same_bytes(tmp_path: Path) -> None:
    runs = [
        _run((100, "ours", "cold", 1.0), (1000, "ours", "cold", 9.0), (100, "hugo", "cold", 2.0))
    ]
    for name in ("a", "b"):
        write(tmp_path / name, runs)
    names = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert names == ["README.md", "figures.json", "plain.svg"]
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    assert read_figures(tmp_path / "a" / "figures.json") == runs
