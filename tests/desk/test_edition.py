"""A booklet: what is asked for, what it gathers, and what is left when it cannot be made."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from plugins.desk.edition import Asked, booklet
from plugins.desk.fault import MachineFault
from tests.small_site import PROJECT, SITE, TODAY, SmallSite

OCTOBER = "editions/2026-10.md"


@pytest.fixture
def town(small_site: SmallSite) -> SmallSite:
    """Give a site with items of two months, and stories of several consents."""
    small_site.write("site.yaml", SITE.replace("every: []", "every: [text]"))
    small_site.item("news/a.md", title="The bridge", date="2026-10-03", topics="[Roads]")
    small_site.item("news/b.md", title="The ford", date="2026-10-31")
    small_site.item("news/c.md", title="The tunnel", date="2026-11-01")
    for name, uses in (("all", "website, print, audio"), ("page", "website, audio")):
        consent = f"{{reference: PS-1, given: 2026-01-05, uses: [{uses}]}}"
        small_site.item(f"stories/{name}.md", title=name, date="2026-10-09", consent=consent)
    return small_site


def asked(site: SmallSite, output: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command."""
    command = [sys.executable, "tasks.py", "edition", *words, "--content", str(site.root)]
    command += ["--output", str(output), "--as-of", TODAY.isoformat()]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)


def test_a_month_becomes_a_booklet_on_the_site(town: SmallSite, tmp_path: Path) -> None:
    done = asked(town, tmp_path / "output", "2026-10")
    assert done.returncode == 0, done.stderr
    assert "gathers 3 items (news item: 2, patient story: 1)." in done.stdout
    text = (tmp_path / "output/editions/2026-10/2026-10.txt").read_text()
    assert "October 2026" in text.splitlines()[0]
    order = [text.index(title) for title in ("The ford", "The bridge", "all\n")]
    assert order == sorted(order)
    assert "The tunnel" not in text
    assert "page\n" not in text
    assert "output/editions/2026-10/2026-10.txt (" in done.stdout
    assert (town.root / OCTOBER).read_text().splitlines()[1] == 'title: "What is new: October 2026"'


def test_what_an_editor_wrote_into_it_stays(town: SmallSite, tmp_path: Path) -> None:
    assert asked(town, tmp_path / "output", "2026-10").returncode == 0
    with (town.root / OCTOBER).open("a") as file:
        file.write("Ask at the desk.\n")
    assert asked(town, tmp_path / "output", "2026-10").returncode == 0
    assert (town.root / OCTOBER).read_text().endswith("Ask at the desk.\n")
    text = (tmp_path / "output/editions/2026-10/2026-10.txt").read_text()
    assert "Ask at the desk." in text


@pytest.mark.parametrize(
    ("words", "name", "titles"),
    [
        (("--from", "2026-10-31", "--to", "2026-11-02"), "2026-10-31-to-2026-11-02", 2),
        (("--topic", "Roads"), "roads", 1),
    ],
)
def test_days_or_a_topic_too(
    town: SmallSite, tmp_path: Path, words: tuple[str, ...], name: str, titles: int
) -> None:
    done = asked(town, tmp_path / "output", *words)
    assert f"gathers {titles} item" in done.stdout, done.stderr
    assert (tmp_path / f"output/editions/{name}/{name}.txt").is_file()


def test_no_file_is_left_where_there_is_nothing_to_gather(town: SmallSite, tmp_path: Path) -> None:
    done = asked(town, tmp_path / "output", "2025-02")
    assert (done.returncode, "No item would be in it: February 2025." in done.stderr) == (2, True)
    assert not (town.root / "editions/2025-02.md").exists()
    assert not (tmp_path / "output").exists()


def test_no_file_is_left_where_the_site_cannot_be_built(town: SmallSite, tmp_path: Path) -> None:
    town.write("news/d.md", "---\ntitle: Broken\n---\n")
    done = asked(town, tmp_path / "output", "2026-10")
    assert done.returncode == 1
    assert "news/d.md:" in done.stdout + done.stderr
    assert not (town.root / OCTOBER).exists()


def test_a_topic_that_the_site_does_not_have_is_told_with_those_it_has(
    town: SmallSite, tmp_path: Path
) -> None:
    done = asked(town, tmp_path / "output", "--topic", "Rivers")
    assert 'There is no topic "Rivers".\n    Write one of: Roads, Mental health.' in done.stderr


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (Asked(), "It is not clear what to gather."),
        (Asked(month="2026-10", topic="Roads"), "It is not clear what to gather."),
        (Asked(starts=date(2026, 10, 1)), "It is not clear what to gather."),
        (Asked(month="2026-13"), 'There is no month "2026-13".'),
        (Asked(month="October"), 'There is no month "October".'),
        (Asked(starts=date(2026, 10, 2), ends=date(2026, 10, 1)), "--to is before --from."),
    ],
)
def test_what_cannot_be_gathered_is_told(words: Asked, fault: str) -> None:
    with pytest.raises(MachineFault) as caught:
        booklet(words, "en-GB")
    assert str(caught.value).splitlines()[0] == fault


def test_a_booklet_of_this_month_is_of_today() -> None:
    text = booklet(Asked(month="2026-11"), "en-GB").text(TODAY)
    assert f"date: {TODAY}\nfrom: 2026-11-01\nto: 2026-11-30\n" in text
