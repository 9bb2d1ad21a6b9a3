"""The editors' guide: what it tells people to type and to write works as it stands there."""

from __future__ import annotations

import re
import shlex
from datetime import date
from pathlib import Path

import pytest

import tasks
from plugins.desk.new import new
from plugins.desk.new_item import CHOICE
from plugins.desk.wish import Wish
from tests.small_site import PROJECT, SmallSite

GUIDE = (PROJECT / "docs" / "editors.md").read_text(encoding="utf-8")
README = (PROJECT / "README.md").read_text(encoding="utf-8")
OPTIONS = re.compile(r"--([a-z][a-z-]+)")


def commands() -> list[str]:
    """Return every ./run command of the guide and the README, from its task on."""
    in_a_line = re.findall(r"`\./run ([^`]+)`", GUIDE + README)
    in_a_block = re.findall(r"^\./run ([^#\n]+)", README, re.MULTILINE)
    return sorted({command.strip() for command in in_a_line + in_a_block})


def section(title: str) -> str:
    """Return what stands in the guide under a heading of level 2."""
    found = re.search(rf"^## {title}\n(.*?)^## ", GUIDE, re.MULTILINE | re.DOTALL)
    assert found, title
    return found[1]


def beginnings() -> list[list[str]]:
    """Return the words of each command in the table of what can be begun."""
    found = re.findall(r"^\|.*\| `\./run new (.*)` \|$", section("Beginning an item"), re.MULTILINE)
    return [shlex.split(words) for words in found]


@pytest.mark.parametrize("command", commands())
def test_each_command_that_people_are_told_to_type_is_there(command: str) -> None:
    name, *words = shlex.split(command)
    task = getattr(tasks, name)
    options = {word for text in words for word in OPTIONS.findall(text)}
    known = {argument.name.rstrip("_").replace("_", "-") for argument in task.get_arguments()}
    assert options <= known | {"help"}


def test_every_kind_that_can_be_begun_is_in_the_table() -> None:
    assert {words[0] for words in beginnings()} == {*CHOICE.split(", "), "translation", "easy-read"}


def test_each_row_of_the_table_makes_an_item_that_passes_check(small_site: SmallSite) -> None:
    small_site.item("pages/services/index.md")
    small_site.item("news/flu-clinics.md")
    for kind, title, *options in beginnings():
        lang = options[1] if options else None
        source = small_site.root.parent / title if kind in {"translation", "easy-read"} else title
        made = new(Wish(small_site.root, date(2026, 11, 3), kind, str(source), lang=lang))
        assert made.is_file()
    catalogue = small_site.load()
    found = (*catalogue.items, *catalogue.notices, *catalogue.easy_reads)
    assert len(found) == len(beginnings()) + 3


def test_a_site_of_ones_own_is_built_from_the_words_of_the_guide(tmp_path: Path) -> None:
    (block,) = re.findall(
        r"^```yaml\n(.*?)^```", section("Start a site of your own"), re.MULTILINE | re.DOTALL
    )
    site = SmallSite(tmp_path / "fenwick")
    site.write("site.yaml", block)
    site.item("news/our-new-website.md", title="Our new website", topics="[Roads]")
    output = site.build(tmp_path / "output")
    assert "Welcome to Fenwick" in (output / "index.html").read_text()
    assert "Our new website" in (output / "news" / "our-new-website" / "index.html").read_text()


def test_the_line_for_each_day_publishes() -> None:
    (line,) = re.findall(
        r"^[\d*]+ [\d*]+ \* \* \* .*$", section("Putting the site on the web"), re.MULTILINE
    )
    assert line.endswith(" && ./run publish")
