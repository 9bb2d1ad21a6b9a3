"""A sequence of edits, each followed by an incremental build and compared with a clean one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from jinja2 import TemplateError
from pelican.generators import PelicanTemplateNotFound
from pelican.writers import FileOverwriteFailedError

from tests.fast_build.builds import build, clean_build, differences, tree
from tests.fast_build.edits import EDITS, Edit, of
from tests.fast_build.killing import killed
from tests.fast_build.plain_site import Item, PlainSite

LENGTH = 30
# Kinds that work on the whole: the last edit is taken back, or the next comes in the same build.
KINDS = (*EDITS, "undo", "and", "kill")
# What people do most of the day.
OFTEN = (
    "body",
    "body",
    "tick",
    "field",
    "field",
    "new",
    "template",
    "setting",
    "and",
    "plugins",
    "asked",
    "kill",
)
# What lets a build take every short way: words, and little else.
CALM = (
    "body",
    "body",
    "body",
    "body",
    "tick",
    "touch",
    "again",
    "output_gone",
    "undo",
    "and",
    "kill",
)
# What a build that watches is told, or is begun anew for.
WATCHED = (
    *("body", "body", "body", "body", "tick", "touch", "field", "field", "new", "rename", "delete"),
    *("translate", "static", "static_gone", "template", "template_new", "template_gone", "undo"),
    *("template_page", "theme_file", "and", "plugins", "plugin", "setting", "again"),
)
SOURCES = ("content", "theme", "data", "site_plugins")
BEFORE_A_KILL = ("new", "body", "delete", "field", "static", "rename", "setting")
# A build of all does about this many things with files.
DEEDS = 45
NUMBERS = 5040
# What a clean build says of a site that cannot be built.
REFUSALS = (FileOverwriteFailedError, PelicanTemplateNotFound, TemplateError, OSError)


class DifferentError(AssertionError):
    """An incremental build is not what a clean one is."""


@dataclass
class Play:
    """One site, edited and built again and again."""

    folder: Path
    build: Callable[[PlainSite], None] = build
    site: PlainSite = field(init=False)
    played: list[Edit] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Write the site and build it for the first time."""
        self.site = PlainSite.at(self.folder / "site")
        self._before = _Snapshot.of(self.site)
        self._more = False
        self.compare()

    def edits(self, edits: Iterable[Edit]) -> None:
        """Let all of these happen."""
        for edit in edits:
            self.edit(edit)
        self.compare()

    def edit(self, edit: Edit) -> None:
        """Let one thing happen, and compare, unless more is to come before the next build."""
        if edit.kind == "nothing":  # What a failure does not need is shrunk to this.
            return
        self.played.append(edit)
        more, self._more = self._more, edit.kind == "and"
        if edit.kind == "undo":
            self._before.restore(self.site)
        elif edit.kind == "kill":
            self._before = _Snapshot.of(self.site)
            Edit(of(BEFORE_A_KILL, edit.which), edit.which, edit.how).do(self.site)
            killed(lambda: self.build(self.site), edit.how % DEEDS, halfway=edit.how % 2 == 0)
            if edit.which % 3 == 0:
                self._before.restore(self.site)
            self._more = edit.which % 2 == 0  # More happens before anybody builds again.
        elif edit.kind == "tick":
            # The clock stands still while a file is written, built and written again.
            edit.do(self.site)
            _error(lambda: self.build(self.site))
            Edit("tick", edit.which, edit.how + 1).do(self.site)
        elif edit.kind != "and":
            self._before = _Snapshot.of(self.site)
            edit.do(self.site)
        if not more and not self._more:
            self.compare()

    def compare(self) -> None:
        """Build both ways; where stock Pelican refuses a site, so must we."""
        clean = self.folder / "clean"
        wrong = _error(lambda: self.build(self.site))
        refused = _error(lambda: clean_build(self.site, clean))
        if (refused is None) != (wrong is None):
            raise DifferentError(f"{wrong!r} instead of {refused!r}\n{self}")
        if refused is None:
            right = {**self.site.foreign, **tree(clean)}
            found = differences(tree(self.site.output), right)
            if found:
                raise DifferentError("\n".join([*found, str(self)]))

    def __str__(self) -> str:
        """Return what to paste into a test, to see it again."""
        return "\n".join(f"{edit!r}," for edit in self.played)


def _error(work: Callable[[], None]) -> Exception | None:
    try:
        work()
    except REFUSALS as error:
        return error
    return None


@dataclass(frozen=True)
class _Snapshot:
    files: dict[str, bytes]
    items: dict[str, Item]
    settings: dict[str, Any]

    @classmethod
    def of(cls, site: PlainSite) -> _Snapshot:
        return cls(_sources(site), dict(site.items), dict(site.settings))

    def restore(self, site: PlainSite) -> None:
        now = _sources(site)
        for name in now.keys() - self.files.keys():
            site.path(name).unlink()
        for name, words in self.files.items():
            if now.get(name) != words:
                site.path(name).parent.mkdir(parents=True, exist_ok=True)
                site.path(name).write_bytes(words)
        site.items, site.settings = dict(self.items), dict(self.settings)


def _sources(site: PlainSite) -> dict[str, bytes]:
    return {
        f"{folder}/{name}": words
        for folder in SOURCES
        for name, words in tree(site.path(folder)).items()
    }


def sequence(seed: int, kinds: Sequence[str] = (*KINDS, *OFTEN)) -> list[Edit]:
    """Return a sequence of edits of some kinds: of the same seed always the same."""
    random = Random(seed)  # noqa: S311 - the same again is what is wanted
    return [
        Edit(random.choice(kinds), random.randrange(NUMBERS), random.randrange(NUMBERS))
        for _ in range(LENGTH)
    ]
