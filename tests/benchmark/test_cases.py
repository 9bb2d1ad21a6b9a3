"""A case changes the site, and a build that has not done its work is found out."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.benchmark.cases import CASES, Scene, restore
from plugins.benchmark.corpus import corpus
from plugins.benchmark.fault import BenchFault
from plugins.benchmark.maker import OUTPUT, Site
from plugins.benchmark.makers_plain import OURS, PELICAN
from plugins.benchmark.tool import cost_of


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = Site(PELICAN, tmp_path_factory.mktemp("site") / "pelican")
    site.write(corpus(12))
    return site


SCENE = Scene(corpus(12), 0)


@pytest.mark.parametrize("name", [name for name in CASES if name not in {"nothing", "kept"}])
def test_a_case_is_seen_only_after_a_build(site: Site, name: str) -> None:
    _build(site)
    case, template = CASES[name], site.template.read_text(encoding="utf-8")
    case.change(site, SCENE)
    if name != "deleted":  # Pelican alone leaves the page where it is.
        with pytest.raises(BenchFault, match="did not write what changed"):
            case.check(site, SCENE)
    _build(site)
    case.check(site, SCENE)
    restore(site, SCENE, template)


def test_what_was_changed_is_as_it_was_after_the_round(site: Site) -> None:
    before = _content(site)
    template = site.template.read_text(encoding="utf-8")
    for name in ("body", "title", "added", "deleted", "template"):
        CASES[name].change(site, SCENE)
    assert _content(site) != before
    restore(site, SCENE, template)
    assert _content(site) == before


def test_a_page_that_stays_of_a_deleted_item_is_found_out(tmp_path: Path) -> None:
    site = Site(OURS, tmp_path / "ours")
    site.write(corpus(12))
    page = site.page(SCENE.deleted)
    page.parent.mkdir(parents=True)
    page.write_text("It is still here.")
    with pytest.raises(BenchFault, match="one item deleted"):
        CASES["deleted"].check(site, SCENE)


def test_a_clean_checkout_keeps_what_a_ci_keeps_and_nothing_else(tmp_path: Path) -> None:
    site = Site(OURS, tmp_path / "ours")
    site.write(corpus(12))
    _build(site)
    times = {path: path.stat().st_mtime_ns for path in (site.folder / "content/items").iterdir()}
    CASES["kept"].change(site, SCENE)
    assert (site.folder / "cache").is_dir()
    assert not (site.folder / OUTPUT).exists()
    assert all(path.stat().st_mtime_ns > time for path, time in times.items())
    CASES["cold"].change(site, SCENE)
    assert not (site.folder / "cache").exists()


def _build(site: Site) -> None:
    cost_of(site.maker.build(site.folder), site.works_in)


def _content(site: Site) -> dict[Path, str]:
    files = [*(site.folder / "content/items").iterdir(), site.template]
    return {path: path.read_text(encoding="utf-8") for path in files}
