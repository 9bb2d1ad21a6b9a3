"""The Pelican adapter, in a true Pelican build with a plain theme."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pelican import Pelican
from pelican.settings import read_settings

from plugins.catalogue.problem import ContentError
from tests.small_site import PROJECT, SmallSite


def build(site: SmallSite, output: Path, **catalogue: Any) -> Path:  # noqa: ANN401 - settings
    """Build a site with this room's plugin alone."""
    changes = {
        "PATH": str(site.root),
        "OUTPUT_PATH": str(output),
        "THEME": str(PROJECT / "tests/catalogue/plain_theme"),
        "PLUGINS": ["plugins.catalogue.plugin"],
        "PLUGIN_PATHS": [str(PROJECT)],
        "CATALOGUE": {"AS_OF": "2026-11-21"} | catalogue,
    }
    Pelican(read_settings(str(PROJECT / "pelicanconf.py"), override=changes)).run()
    return output


def text(output: Path, address: str) -> str:
    """Return the text of a page."""
    return (output / address / "index.html").read_text(encoding="utf-8")


def test_each_kind_has_its_address_and_template(small_site: SmallSite, tmp_path: Path) -> None:
    expected = {"pages": "page", "stories": "story", "people": "person", "news": "news"}
    singular = {"events": "event", "meetings": "meeting", "campaigns": "campaign"}
    kinds = expected | singular | {"feedback": "feedback"}
    for kind in kinds:
        small_site.item(f"{kind}/thing.md", title=f"A thing of {kind}")
    output = build(small_site, tmp_path / "out")
    for kind, template in kinds.items():
        address = "thing" if kind == "pages" else f"{kind}/thing"
        assert text(output, address).startswith(f"{template}|A thing of {kind}|<p>Words.</p>|")


def test_a_translation_is_pelicans_translation(small_site: SmallSite, tmp_path: Path) -> None:
    small_site.item("news/a.md", body="[Us](../pages/about.md#history)\n")
    small_site.item("news/a.ur.md", lang="ur", translation_of="a.md", title="سڑکیں")
    output = build(small_site, tmp_path / "out")
    assert text(output, "news/a").endswith("|ur ur/news/a/")
    assert text(output, "ur/news/a").endswith("|/ur/news/a/|en-gb news/a/")


def test_links_stand_under_the_folder_of_the_site(small_site: SmallSite, tmp_path: Path) -> None:
    small_site.item("news/a.md", body="[Us](../pages/about.md#history)\n")
    output = build(small_site, tmp_path / "out", SITE_URL="https://host.example/town/")
    assert '<a href="/town/about/#history">Us</a></p>|/town/news/a/' in text(output, "news/a")
    assert text(output, "") == "Fenwick Town Council https://host.example/town /town 2026-11-21"


def test_a_kind_whose_items_are_all_over_keeps_its_list(
    small_site: SmallSite, tmp_path: Path
) -> None:
    small_site.item("events/past.md", expires="2026-11-02")
    output = build(small_site, tmp_path / "out")
    assert text(output, "events") == ""
    assert not (output / "events/past").exists()


def test_lists_are_in_the_order_of_their_kind(small_site: SmallSite, tmp_path: Path) -> None:
    small_site.item("people/b.md", order="1", date="2026-01-01")
    small_site.item("people/a.md", order="2", date="2026-11-01")
    small_site.item("news/old.md", date="2026-01-01")
    small_site.item("news/new.md", date="2026-11-01")
    output = build(small_site, tmp_path / "out")
    assert text(output, "people").split() == ["people/b/", "people/a/"]
    assert text(output, "news").split() == ["news/new/", "news/old/"]


def test_topics_and_places_list_pages_too(small_site: SmallSite, tmp_path: Path) -> None:
    small_site.item("news/a.md", topics="[Roads]", places="[North Fenwick]")
    small_site.item("pages/p.md", topics="[Roads]", places="[North Fenwick]", date="2026-11-20")
    output = build(small_site, tmp_path / "out")
    assert text(output, "topics/roads").split() == ["p/", "news/a/"]
    assert text(output, "places/north-fenwick").split() == ["p/", "news/a/"]


def test_a_withdrawn_story_leaves_one_sentence(small_site: SmallSite, tmp_path: Path) -> None:
    consent = "{reference: R, given: 2026-01-05, uses: [website], withdrawn: 2026-11-20}"
    small_site.item("stories/secret-name.md", slug="asthma", consent=consent)
    output = build(small_site, tmp_path / "out")
    assert text(output, "stories/asthma") == "stories/asthma/ no longer"
    assert not list(output.rglob("*secret*"))


def test_problems_stop_pelican_before_the_output_is_touched(
    small_site: SmallSite, tmp_path: Path
) -> None:
    output = build(small_site, tmp_path / "out")
    before = sorted(output.rglob("*"))
    small_site.item("news/a.md", titel="Roads")
    small_site.item("news/b.md", date="yesterday")
    with pytest.raises(ContentError) as raised:
        build(small_site, output)
    assert [problem.path for problem in raised.value.problems] == ["news/a.md", "news/b.md"]
    assert raised.value.exitcode == 1
    assert sorted(output.rglob("*")) == before


def test_a_misspelt_setting_is_named(small_site: SmallSite, tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="AS_OFF"):
        build(small_site, tmp_path / "out", AS_OFF="2026-11-21")


def test_every_rooms_problems_are_told_at_once(small_site: SmallSite, tmp_path: Path) -> None:
    small_site.write("news/torn.jpg", "not a picture")
    small_site.item("news/a.md", image="{file: torn.jpg, alt: A torn picture}")
    small_site.item("news/b.md", titel="Roads")
    small_site.item("events/c.md", topics="[Rods]")
    done = small_site.run_build(tmp_path / "out")
    assert done.returncode == 1
    told = [line.split(":")[0] for line in done.stderr.splitlines() if ".md:" in line]
    assert [name.rpartition("content/")[2] for name in told] == [
        "events/c.md",
        "news/a.md",
        "news/b.md",
    ]
