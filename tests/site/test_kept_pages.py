"""After any edit of the demo a build that keeps pages gives what one made anew gives."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from plugins.catalogue.problem import ContentError
from plugins.desk.build import build
from plugins.desk.order import Order
from plugins.desk.site_build import STATE
from plugins.fast_build.pelican import state_folder
from tests.silent import Silent
from tests.small_site import PROJECT

SEQUENCES = int(os.environ.get("KEPT_PAGES_SEQUENCES", "1"))
EDITS = 30
FIRST_DAY = date(2026, 11, 3)


@dataclass
class Desk:
    """Somebody who edits the demo at random."""

    content: Path
    chance: Random
    day: date = FIRST_DAY
    done: list[str] = field(default_factory=list)

    def edit(self) -> None:
        """Do one thing."""
        edit = self.chance.choice(EDITS_OF_ALL_KINDS)
        self.done.append(f"{edit.__name__} {edit(self)}")

    def one(self, *patterns: str) -> Path:
        """Return a file."""
        found = sorted(path for one in patterns for path in self.content.glob(one))
        return self.chance.choice(found)

    def change(self, path: Path, pattern: str, text: str) -> Path:
        """Put a text in the place of the first match."""
        words = path.read_text(encoding="utf-8")
        path.write_text(re.sub(pattern, text, words, count=1), encoding="utf-8")
        return path

    @property
    def number(self) -> int:
        """A number that has hardly been used."""
        return self.chance.randrange(10**6)


def words(desk: Desk) -> Path:
    path = desk.one("[!n]*/**/*.md", "news/*.md")
    return desk.change(path, r"\Z", f"\n\nAdded words {desk.number}.\n")


def title(desk: Desk) -> Path:
    return desk.change(desk.one("**/*.md"), r"(?m)^title: .*$", f"title: Another {desk.number}")


def summary(desk: Desk) -> Path:
    text = f"summary: Other words {desk.number}."
    return desk.change(desk.one("**/*.md"), r"(?m)^summary: .*$", text)


def topics(desk: Desk) -> Path:
    text = desk.chance.choice(("topics: [Vaccinations]", "topics: [Carers]"))
    return desk.change(desk.one("**/*.md"), r"(?m)^topics: \[.*\]$", text)


def removal(desk: Desk) -> Path:
    path = desk.one("news/*.md", "feedback/*.md", "events/*.md", "people/*.md")
    path.unlink()
    return path


def another(desk: Desk) -> Path:
    path = desk.one("news/[!.]*.md")
    copy = path.with_name(f"new-{desk.number}.md")
    shutil.copy(path, copy)
    return desk.change(copy, r"(?m)^(slug|redirect_from):.*\n", "")


def renaming(desk: Desk) -> Path:
    return desk.one("news/*.md").rename(desk.content / f"news/renamed-{desk.number}.md")


def another_day(desk: Desk) -> date:
    desk.day += timedelta(days=desk.chance.choice((1, 7, 30, -3, 200)))
    return desk.day


def expiry(desk: Desk) -> Path:
    last = desk.day + timedelta(days=desk.chance.choice((-1, 0, 5)))
    return desk.change(desk.one("news/*.md"), r"\ndate:", f"\nexpires: {last}\ndate:")


def drafting(desk: Desk) -> Path:
    return desk.change(desk.one("*/*.md"), r"\A---\n", "---\nstatus: draft\n")


def site(desk: Desk) -> Path:
    path, text = desk.content / "site.yaml", f"Other words {desk.number}."
    field_of_it = desk.chance.choice(("summary: ", "  text: "))
    return desk.change(path, rf"(?m)^{field_of_it}.*$", f"{field_of_it}{text}")


def consent(desk: Desk) -> Path:
    ends = rf"\g<0>  withdrawn: {desk.day}\n"
    return desk.change(desk.one("stories/*.md"), r"(?m)^consent:\n(  .*\n)+", ends)


def picture(desk: Desk) -> Path:
    path = desk.one("**/*.jpg")
    shutil.copy(desk.one("**/*.jpg"), path.with_suffix(".other"))
    return path.with_suffix(".other").rename(path)


def touching(desk: Desk) -> Path:
    path = desk.one("**/*.md")
    path.touch()
    return path


def nothing(desk: Desk) -> None:
    del desk


def two(desk: Desk) -> tuple[Path, Path]:
    return words(desk), title(desk)


EDITS_OF_ALL_KINDS: tuple[Callable[[Desk], object], ...] = (
    *(words, words, words, title, title, summary, topics, removal, another, renaming),
    *(another_day, another_day, expiry, drafting, site, consent, picture, touching, nothing, two),
)


@pytest.fixture
def desk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """Give the demo, in a folder of its own, without the formats whose making takes long."""
    content = tmp_path / "content"
    shutil.copytree(PROJECT / "content", content)
    own = Desk(content, Random(request.param))  # noqa: S311 - edits that come again
    own.change(
        content / "site.yaml", r"(?m)^formats:\n", "formats:\n  every: [large-print, text]\n"
    )
    yield own
    for name in ("kept", "anew"):
        shutil.rmtree(state_folder(STATE, str(tmp_path / name)).path, ignore_errors=True)


@pytest.mark.parametrize("desk", range(SEQUENCES), indirect=True)
def test_what_was_kept_is_what_would_be_made(desk: Desk, tmp_path: Path) -> None:
    kept, anew = tmp_path / "kept", tmp_path / "anew"
    compared = 0
    for _ in range(EDITS):
        before = tmp_path / "before"
        shutil.rmtree(before, ignore_errors=True)
        shutil.copytree(desk.content, before)
        order = Order(desk.content, kept, as_of=desk.day)
        try:
            build(order, Silent())
        except ContentError:
            # What an editor would be told of; they put it right by taking it back.
            shutil.rmtree(desk.content)
            before.rename(desk.content)
        else:
            build(replace(order, output=anew, anew=True), Silent())
            first, second = _files(kept), _files(anew)
            names = first.keys() | second.keys()
            others = {name for name in names if first.get(name) != second.get(name)}
            assert not others, desk.done
            compared += 1
        desk.edit()
    assert compared > EDITS / 2


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
