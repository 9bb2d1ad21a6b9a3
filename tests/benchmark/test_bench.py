"""`./run bench` measures what its options ask for, and writes it down."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.benchmark.bench import bench
from plugins.benchmark.corpus import corpus
from plugins.benchmark.cost import Cost
from plugins.benchmark.fault import BenchFault
from plugins.benchmark.figures import Figure, Figures, read_figures
from plugins.benchmark.maker import Site
from plugins.benchmark.makers_plain import OURS
from plugins.benchmark.plans import Options, plans
from plugins.benchmark.turns import Plan
from plugins.benchmark.watching import watched
from tests.small_site import PROJECT


def _bench(to: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, PROJECT / "tasks.py", "bench", "--to", to, *words],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_a_part_can_be_measured_and_more_be_added(tmp_path: Path) -> None:
    words = ("--items=12", "--rounds=2", "--settings=plain", "--tools=ours,hugo")
    said = _bench(tmp_path, *words, "--cases=cold,body")
    assert "hugo     cold" in said
    _bench(tmp_path, *words, "--cases=nothing", "--more")
    figures = Figures(read_figures(tmp_path / "figures.json"))
    assert len(figures.runs) == 2
    for case in ("cold", "body", "nothing"):
        assert figures.rounds("plain", 12, "ours", case) == 2
    page = (tmp_path / "README.md").read_text()
    assert "| one body edited, new process, 12 items | 0.1 of hugo |" in page
    assert "| ours | Hugo |" in page
    assert (tmp_path / "plain.svg").is_file()


def test_the_real_theme_is_measured_beside_pelican_alone(tmp_path: Path) -> None:
    _bench(tmp_path, "--items=12", "--rounds=1", "--settings=theme", "--cases=cold,body")
    page = (tmp_path / "README.md").read_text()
    assert "| real theme, one body edited, 12 items | 0.05 of pelican |" in page


def test_the_benches_of_the_feed_and_of_formats_are_asked_for_by_name(tmp_path: Path) -> None:
    part = ("--items=12", "--rounds=1", "--settings=plain", "--tools=ours", "--cases=cold")
    said = _bench(tmp_path, *part, "--episodes=3", "--documents=1")
    assert "Feed of 3 episodes" in said
    assert "By feedgen alone" in said
    feeds, _, formats = said.partition("Of 800 words")
    assert feeds.count(" MB") >= 3
    assert all(name in formats for name in ("pdf", "epub", "brf", "mp3", "PDF by WeasyPrint"))
    assert "Kept from the last build" in formats


def test_what_was_measured_stays_when_a_later_build_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(plan: Plan, folder: Path) -> Iterator[Figure]:
        del folder
        yield Figure(plan.setting, plan.items, "ours", "cold", Cost(1, 1, 1))
        raise BenchFault("The oven is cold.", "Light it.")

    monkeypatch.setattr("plugins.benchmark.bench.measured", failing)
    options = Options(items="12", settings="plain", tools="ours", to=tmp_path)
    with pytest.raises(BenchFault, match="oven"):
        bench(options, lambda _: None)
    assert Figures(read_figures(tmp_path / "figures.json")).rounds("plain", 12, "ours", "cold") == 1


def test_a_save_is_timed_until_the_page_is_written(tmp_path: Path) -> None:
    site = Site(OURS, tmp_path / "ours")
    items = corpus(12)
    site.write(items)
    cost = watched(site, items[6], saves=2)
    assert cost.seconds > 0
    assert cost.peak_megabytes > 10
    assert "save1end" in site.page(items[6]).read_text(encoding="utf-8")


def test_pelican_alone_has_only_the_cases_of_the_ratios_on_a_large_site() -> None:
    (plan,) = plans(Options(items="10000", settings="plain"))
    cases = {maker.name: plan.cases(maker) for maker in plan.makers}
    assert cases["pelican"] == ["cold", "body"]
    assert "watch" in cases["hugo"]
    assert "kept" in cases["ours"]
    assert "kept" not in cases["hugo"]


def test_a_case_that_a_maker_does_not_know_is_left_out() -> None:
    (plan,) = plans(Options(items="100", settings="theme", cases="body,watch,kept"))
    cases = {maker.name: plan.cases(maker) for maker in plan.makers}
    assert cases == {"ours": ["body", "kept", "watch"], "pelican": ["body"]}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (Options(items="many"), '--items cannot be "many".'),
        (Options(items="0"), '--items cannot be "0".'),
        (Options(rounds=0), "--rounds cannot be 0."),
        (Options(cases="warm"), '--cases cannot be "warm".'),
        (Options(tools="jekyll"), '--tools cannot be "jekyll".'),
        (Options(settings="fancy"), '--settings cannot be "fancy".'),
    ],
)
def test_an_option_that_cannot_be_is_named_with_what_it_may_be(options: Options, said: str) -> None:
    with pytest.raises(BenchFault) as raised:
        plans(options)
    assert str(raised.value).startswith(f"{said}\n    Write ")
