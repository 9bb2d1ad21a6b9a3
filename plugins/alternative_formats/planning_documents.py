"""The documents of a site's items, whichever kind they are of."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, lru_cache

from plugins.alternative_formats.document import Block, Document
from plugins.alternative_formats.document_easy_read import easy_read_of
from plugins.alternative_formats.document_edition import edition_of
from plugins.alternative_formats.document_of import Doors, document_of
from plugins.alternative_formats.document_words import Tongue
from plugins.alternative_formats.measured import Measured
from plugins.alternative_formats.measured_words import measured_blocks
from plugins.catalogue.item import Item
from plugins.catalogue.kinds import Edition
from plugins.catalogue.publication import Publication

KEPT = 256  # documents that are held at once: those of a large site would fill the memory


class Documents:
    """The documents of a site's items, made when they are asked for."""

    def __init__(self, publication: Publication, doors: Doors) -> None:
        """Make none yet."""
        self._publication = publication
        self._doors = doors
        self._measured: Measured | None = None
        self.of = lru_cache(KEPT)(self.anew)

    @cached_property
    def of_statement(self) -> tuple[Item, ...]:
        """The accessibility statement in each of its languages."""
        page = self._publication.at(self._publication.site.accessibility_page or "")
        return self._publication.versions(page) if page else ()

    def tell(self, measured: Measured) -> None:
        """Let the accessibility statement say what the build measured."""
        self._measured = measured
        self.of.cache_clear()

    def measured_in(self, lang: str) -> tuple[Block, ...]:
        """Return what the build measured, in a language."""
        if self._measured is None:
            return ()
        tongue = Tongue(self._doors.words, self._publication.site, lang)
        return tuple(measured_blocks(self._measured, tongue))

    def anew(self, path: str, *, easy_read: bool = False) -> Document:
        """Return the document of the item of a file, with all that is read for it."""
        item = self._publication.at(path)
        if item is None:
            raise KeyError(path)
        if isinstance(item, Edition):
            gathered = self._publication.gathered(item)
            return edition_of(item, gathered, self._publication, self._doors)
        if not easy_read:
            document = document_of(item, self._publication, self._doors)
            if item in self.of_statement:
                more = self.measured_in(document.language)
                document = replace(document, blocks=(*document.blocks, *more))
            return document
        short = self._publication.easy_read(item)
        if short is None:
            raise KeyError(path)
        return easy_read_of(short, item, self._publication, self._doors)
