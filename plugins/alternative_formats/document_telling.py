"""What a document is told from: an item, the publication, and the doors to what lies outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath

from plugins.alternative_formats.document import Block, Heading, Paragraph, Run, Runs
from plugins.alternative_formats.document_lines import BREAK, line, line_of
from plugins.alternative_formats.document_words import Tongue
from plugins.catalogue.captions import Cue
from plugins.catalogue.interface_words import Words
from plugins.catalogue.item import Item, Recording
from plugins.catalogue.publication import Publication


@dataclass(frozen=True, kw_only=True)
class Doors:
    """What a document needs and no publication holds."""

    site_url: str  # with https://, and no last slash
    words: Words
    cues: Callable[[Recording], tuple[Cue, ...]]
    file_url: Callable[[str], str]  # the whole address of a published file, by its path
    # What stands on the accessibility statement beside its own words, said in its language.
    measured: Callable[[Tongue], tuple[Block, ...]] | None = None


@dataclass(frozen=True)
class Telling:
    """One item on its way to be a document."""

    item: Item
    publication: Publication
    doors: Doors

    @cached_property
    def tongue(self) -> Tongue:
        """What we say in the item's language."""
        site = self.publication.site
        return Tongue(self.doors.words, site, self.item.lang or site.lang)

    @cached_property
    def original(self) -> Item:
        """The item that this one translates, or itself."""
        return self.publication.original(self.item)

    def own(self, field: str, text: str) -> Run:
        """Return words of a field; those that a translation takes over are in their language."""
        taken = self.item.translation_of and (field,) not in self.item.origin.lines
        return self.tongue.run(text, self.publication.site.lang if taken else None)

    def address(self, target: Item | str) -> str | None:
        """Return a whole address of an item or of a link; None where its item is not to be seen."""
        if isinstance(target, Item):
            return f"{self.doors.site_url}/{target.url}"
        path, mark, anchor = target.partition("#")
        if target.startswith("/"):
            return f"{self.doors.site_url}{target}"
        if not path.endswith(".md") or ":" in path:
            return target
        item = self.publication.at(path)
        return f"{self.doors.site_url}/{item.url}{mark}{anchor}" if item else None

    def link(self, text: str, target: Item | str) -> Run:
        """Return words that lead somewhere; those of an item are in its own language."""
        lang = target.lang or self.publication.site.lang if isinstance(target, Item) else None
        return self.linked(self.tongue.run(text, lang), target)

    def linked(self, words: Run, target: Item | str) -> Run:
        """Return words with the address to which they lead."""
        return replace(words, address=self.address(target))

    def file(self, title: Run, path: str) -> Runs:
        """Return a link to a file, and what sort of file it is: "Minutes (PDF)"."""
        sort = PurePosixPath(path).suffix[1:].upper()
        return line(replace(title, address=self.doors.file_url(path)), f" ({sort})")


def heading(words: Runs, anchor: str) -> Heading:
    """Return a heading that we add to an item's own."""
    return Heading(2, words, anchor)


def paragraph(*words: str | Run) -> Paragraph:
    """Return words as a paragraph."""
    return Paragraph(line(*words))


def rows(*lines: Runs) -> Paragraph:
    """Return lines under one another as one paragraph; those without words are left out."""
    runs: list[Run] = []
    for row in (row for row in lines if row):
        runs += [Run(text=BREAK), *row] if runs else row
    return Paragraph(line_of(runs))
