"""One site maker as the bench sees it: how it is given a site, and how it is called."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from plugins.benchmark.corpus import Item
from plugins.benchmark.tool import Word

Command = Callable[[Path], list[Word]]
OUTPUT = "output"


@dataclass(frozen=True)
class Maker:
    """A site maker in one setting. Paths are relative to the folder of its made-up site."""

    name: str  # the word for --tools
    prepare: Callable[[Path], None]  # writes everything but the items
    items: str  # the folder of the items' files
    source: Callable[[Item], str]  # an item's file
    page: Callable[[Item], str]  # an item's page below the output
    template: str  # of items' pages
    template_line: str  # of it, after which one is added; it stands there once
    build: Command
    watch: Command | None = None
    # Where it writes while it watches, if elsewhere than else.
    watched_output: str = OUTPUT
    # Where it works: the made-up site's folder, or that of the program.
    runs_in: Callable[[Path], Path] = lambda folder: folder
    # What a cold build does not have: the output, and what the maker remembers.
    remembered: tuple[str, ...] = ()
    # Which of these a CI keeps for its next clean checkout, where there is something to keep.
    kept: tuple[str, ...] = ()
    # What is made once and kept by whoever builds: no cold build is without it.
    made: str | None = None
    # Whether the page of an item that is gone goes too.
    tidies: bool = False


@dataclass(frozen=True)
class Site:
    """A made-up site in its folder, for one maker."""

    maker: Maker
    folder: Path

    def write(self, items: list[Item]) -> None:
        """Write it whole into a new folder."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.maker.prepare(self.folder)
        (self.folder / self.maker.items).mkdir(parents=True, exist_ok=True)
        for item in items:
            self.write_item(item)

    def write_item(self, item: Item) -> None:
        """Write an item's file, or write over it."""
        self.file(item).write_text(self.maker.source(item), encoding="utf-8")

    def file(self, item: Item) -> Path:
        """Return where an item's file is."""
        return self.folder / self.maker.items / f"{item.slug}.md"

    def page(self, item: Item) -> Path:
        """Return where an item's page is written."""
        return self.folder / OUTPUT / self.maker.page(item)

    def watched_page(self, item: Item) -> Path:
        """Return where it is written while the maker watches."""
        return self.folder / self.maker.watched_output / self.maker.page(item)

    @property
    def template(self) -> Path:
        """The template of items' pages."""
        return self.folder / self.maker.template

    def edit_template(self, words: str) -> None:
        """Add a line to the template of items' pages."""
        line = f"{self.maker.template_line}\n"
        text = self.template.read_text(encoding="utf-8")
        self.template.write_text(text.replace(line, f"{line}<p>{words}</p>\n", 1), encoding="utf-8")

    @property
    def works_in(self) -> Path:
        """Where its program is called."""
        return self.maker.runs_in(self.folder)

    @property
    def is_built(self) -> bool:
        """Tell whether there is an output."""
        return (self.folder / OUTPUT / "index.html").is_file()

    def forget(self, *, all_but_conversions: bool = False) -> None:
        """Remove the output, and what the maker remembers or all of it but what a CI keeps."""
        kept = self.maker.kept if all_but_conversions else ()
        for name in {OUTPUT, *self.maker.remembered} - set(kept):
            shutil.rmtree(self.folder / name, ignore_errors=True)
