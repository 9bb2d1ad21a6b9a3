"""The site of the last build as it stands in memory, from which one page is shown again at once.

A save of an item's words changes its page, and perhaps others. Its page is written before anything
else is looked at; then the whole site is built as after any save, and has the last word.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from plugins.catalogue.item import Item
from plugins.catalogue.keeping import UNFINISHED
from plugins.catalogue.plugin import words_of
from plugins.catalogue.publication import Publication
from plugins.catalogue.rereading import read_again
from plugins.fast_build.pelican import FastPelican

# What an item says of itself, and no address, list or day rests on.
WORDS = frozenset({"origin", "title", "summary"})


@dataclass(frozen=True)
class LastSite:
    """A site that was built, and the folder it lies in now."""

    pelican: FastPelican
    output: Path

    def show_again(self, file: Path) -> bool:
        """Write the page of an item whose words alone are new; tell whether that could be done."""
        publication: Publication = self.pelican.settings["publication"]
        if self.pelican.world is None or not file.is_relative_to(publication.root):
            return False
        item = publication.at(file.relative_to(publication.root).as_posix())
        found = read_again(publication.catalogue, item.path) if item else None
        new = publication.shown(found) if found else None
        if item is None or new is None or not _only_words_differ(item, new):
            return False
        # Lists and other pages hold this very item: it gets its new words where it is.
        item.__dict__.update({name: new.__dict__[name] for name in WORDS})
        name = f"{item.url}index.html"
        text = self.pelican.world.text_again(name, item.path, words_of(item, self.pelican.settings))
        if text is None:
            return False
        return _write(self.output / name, text.encode())


def _write(page: Path, text: bytes) -> bool:
    """Write over a page that is there; a build may be putting another site in its place."""
    beside = page.with_name(f"{UNFINISHED}{page.name}")
    try:
        beside.write_bytes(text)
        beside.replace(page)
    except FileNotFoundError:
        return False
    return True


def _only_words_differ(item: Item, new: Item) -> bool:
    """Tell whether nothing is new but words; a new picture or file is still to be made."""
    fields = [
        {name: value for name, value in one.__dict__.items() if name not in WORDS}
        for one in (item, new)
    ]
    before, now = (
        {reference.target for reference in (*one.body.pictures, *one.body.files)}
        for one in (item, new)
    )
    return type(item) is type(new) and fields[0] == fields[1] and now <= before
