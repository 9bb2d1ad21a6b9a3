"""Pages and booklets that show a story's pictures, or give its files, without speaking of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from plugins.catalogue.item import Item
from plugins.catalogue.kinds import Edition
from plugins.catalogue.named_files import named_in
from plugins.catalogue.publication import Publication
from plugins.catalogue.withheld import copies
from plugins.publishing.belongings_folders import Folders

CARDS = "cards/"


@dataclass(frozen=True)
class Sharing:
    """Who names the same files as whom, on one day."""

    publication: Publication
    folders: Folders

    def pages_with_files_of(self, story: Collection[Item]) -> set[str]:
        """Return what shows a picture of the story, or gives a file of it, beside the story."""
        paths = {item.path for item in story}
        own = {file for item in story for file in self._files(item)}
        own |= copies(self.publication.catalogue, own).keys()
        sharers = {one.path for file in own for one in self._by_file[file]} - paths
        if not sharers:
            return set()
        holders = list(self._with_booklets(sharers))
        named = set(self.folders.named_in(holders))
        marks = [path.encode() for path in named & set(self.folders.named_in(story))]
        lists = {path for path, words in self._texts if any(mark in words for mark in marks)}
        whole = {path for item in holders for path in self.folders.below(item.url)}
        # The picture is in their cards for shared links, too.
        return lists | whole | {path for path in named if path.startswith(CARDS)}

    @cached_property
    def _by_file(self) -> dict[str, list[Item]]:
        found: dict[str, list[Item]] = defaultdict(list)
        for item in self.publication.items:
            for file in self._files(item):
                found[file].append(item)
        return found

    @cached_property
    def _texts(self) -> tuple[tuple[str, bytes], ...]:
        return tuple(self.folders.texts())

    def _files(self, item: Item) -> set[str]:
        easy_read = self.publication.easy_read(item)
        texts = (item, easy_read) if easy_read else (item,)
        return {named.file for text in texts for named in named_in(text)}

    def _with_booklets(self, paths: Collection[str]) -> Iterator[Item]:
        for item in self.publication.items:
            inner: Iterable[Item] = (
                self.publication.gathered(item) if isinstance(item, Edition) else ()
            )
            if item.path in paths or any(one.path in paths for one in inner):
                yield item
