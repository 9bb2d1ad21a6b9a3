"""Contents are converted by all cores, and taken from the state where their file is the same."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from pelican import contents, signals
from pelican.contents import Content
from pelican.readers import Readers

from plugins.fast_build.bodies import Bodies, Body, digest_of_words
from plugins.fast_build.contents import Observed, reads_of
from plugins.fast_build.epoch import file_digest
from plugins.fast_build.keeping import Keeping, Links
from plugins.fast_build.listening import listening
from plugins.fast_build.stamps import TICK_NS, Stamp, stamp_of
from plugins.fast_build.state import KeptItem, State
from plugins.fast_build.workers import is_much, spread

# Whoever hears these may put into a content what stands in no file of it.
WHILE_READING = (
    signals.content_object_init,
    signals.article_generator_preread,
    signals.article_generator_context,
    signals.page_generator_preread,
    signals.page_generator_context,
)


@dataclass(frozen=True)
class Converted:
    """What a process sends of one file."""

    path: str
    stamp: Stamp | None
    source: bytes
    head: bytes
    head_digest: bytes
    words: bytes
    links: Links


class Shelf:
    """The contents of one build: what is kept of them, and who must be read again."""

    def __init__(
        self,
        state: State,
        bodies: Bodies,
        keeping: Keeping,
        began_ns: int,
        stamps: dict[str, Stamp],
    ) -> None:
        """Begin with what the state holds.

        `stamps` are those of the content's files as they were at `began_ns`.
        """
        self.stamps = stamps
        self.state = state
        self.bodies = bodies
        self.keeping = keeping
        self.began_ns = began_ns
        self.seen: set[str] = set()
        self.ready: dict[str, Observed] = {}  # made already, each to be fetched once
        self.is_waiting = False  # for the day of some content

    def fresh(self, path: str, kept: KeptItem) -> KeptItem | None:
        """Return what is kept of a file, if that has not changed."""
        stamp = self.stamps.get(path) or stamp_of(path)
        if stamp is None:
            return None
        if kept.stamp != stamp:
            # Pelican may take a file's date from its stamp.
            dated = self.keeping.settings.get("DEFAULT_DATE") == "fs"
            if dated or file_digest(path) != kept.source:
                return None
            kept = kept._replace(stamp=self.settled(stamp))
            self.state.items.put(path, tuple(kept))
        return kept

    def settled(self, stamp: Stamp) -> Stamp | None:
        """Return the stamp of a file that has lain still; of another, time tells nothing."""
        return stamp if stamp[0] < self.began_ns - TICK_NS else None

    def add(self, converted: Converted) -> KeptItem:
        """Keep what was converted."""
        at = self.bodies.add(converted.words)
        kept = KeptItem(
            stamp=converted.stamp,
            source=converted.source,
            head=converted.head,
            head_digest=converted.head_digest,
            at=at,
            length=len(converted.words),
            body_digest=digest_of_words(converted.words),
            static_links=converted.links.static,
            attached_links=converted.links.attached,
        )
        self.state.items.put(converted.path, tuple(kept))
        return kept

    def content(self, kept: KeptItem, place: str) -> Observed:
        """Return the content that is kept of the file at a place."""
        links = Links(kept.static_links, kept.attached_links)
        content = self.keeping.content(kept.head, kept.head_digest, self.body(kept), links)
        if content.__dict__["source_path"] == place:
            content.__dict__["source_path"] = place  # One for all who name it.
        return content

    def body(self, kept: KeptItem) -> Body:
        """Return the words that are kept of a file."""
        return Body(self.bodies, kept.at, kept.length, kept.body_digest)

    def forget_the_gone(self) -> None:
        """Forget the files that no generator has asked for."""
        self.state.items.remove(self.state.items.names() - self.seen)

    def close(self) -> None:
        """Close the files of what is kept."""
        self.bodies.close()
        self.state.close()


class ShelfReaders:
    """Stands before Pelican's Readers, and takes from the shelf what lies there."""

    def __init__(self, readers: Readers, shelf: Shelf) -> None:
        """Stand before them."""
        self._readers = readers
        self._shelf = shelf

    def __getattr__(self, name: str) -> Any:
        """Return what Readers has of this name."""
        return getattr(self._readers, name)

    def read_file(self, base_path: str, path: str, **how: Any) -> Content:
        """Return the content of a file."""
        if not issubclass(how.get("content_class", contents.Page), Observed):
            return self._readers.read_file(base_path, path, **how)
        one = Asked(self._readers, base_path, path, how)
        place = one.place
        self._shelf.seen.add(place)
        ready = self._shelf.ready.pop(place, None)
        if ready is not None:
            return ready
        row = self._shelf.state.items.get(place) if one.is_keepable else None
        kept = KeptItem(*row) if row else None
        if kept is None:
            with listening() as said:
                content, converted = one.read(self._shelf)
            if converted is None or said:
                return content
            kept = self._shelf.add(converted)
        return self._shelf.content(kept, place)


@dataclass(slots=True)
class Asked:
    """A file to be read, and how its generator reads it."""

    readers: Readers
    base: str
    path: str
    how: dict[str, Any]
    place: str = ""  # where it lies

    def __post_init__(self) -> None:
        """Reckon its place."""
        self.place = os.path.abspath(os.path.join(self.base, self.path))

    @property
    def is_keepable(self) -> bool:
        """Tell whether a content is of its file alone; a reader that knows more says so."""
        reader = self.readers.readers.get(os.path.splitext(self.path)[1][1:])
        if not getattr(reader, "keepable", True):
            return False
        return not any(signal.receivers for signal in WHILE_READING)

    def read(self, shelf: Shelf) -> tuple[Content, Converted | None]:
        """Return the content of the file, and what to keep of it, if that can be kept."""
        place, keepable = self.place, self.is_keepable
        stamp, source = (stamp_of(place), file_digest(place)) if keepable else (None, None)
        content = self.readers.read_file(self.base, self.path, **self.how)
        if not isinstance(content, Observed):
            return content, None  # A file that is to be skipped.
        content.__dict__["_reads"] = reads_of(str(content.relative_source_path))
        if not keepable:
            return content, None
        words = content.__dict__["_words"]
        if stamp is None or source is None or stamp_of(place) != stamp or not content.is_valid():
            return content, None
        if _waits(content):
            shelf.is_waiting = True
            return content, None
        head, head_digest = shelf.keeping.head(content)
        converted = Converted(
            path=place,
            stamp=shelf.settled(stamp),
            source=source,
            head=head,
            head_digest=head_digest,
            words=(words or "").encode(),
            links=Links(
                frozenset(content.get_static_links()), frozenset(content.get_attached_links())
            ),
        )
        return content, converted if converted.head_digest else None


def _waits(content: Observed) -> bool:
    """Tell whether Pelican has made a draft of it until its day comes."""
    date = getattr(content, "date", None)
    if date is None or content.settings["WITH_FUTURE_DATES"]:
        return False
    return bool(date > datetime.now(date.tzinfo))


def words_again(one: Asked, shelf: Shelf, kept: KeptItem) -> Converted | None:
    """Convert an edited file; None where more than its words is new."""
    with listening(alone=True) as said:
        content, converted = one.read(shelf)
    if said or converted is None or not isinstance(content, Observed):
        return None
    links = Links(kept.static_links, kept.attached_links)
    before = kept.head_digest, links
    return converted if (converted.head_digest, converted.links) == before else None


def convert_all(asked: Sequence[Asked], shelf: Shelf) -> None:
    """Put what is new or has changed on the shelf, where it is so much that processes help.

    What is not put there is read when its generator asks for it, with all that is to be said of it.
    """
    stale = {one.place: one for one in asked if one.is_keepable}
    gone = []
    for path, row in shelf.state.items:
        if path in stale:
            kept = shelf.fresh(path, KeptItem(*row))
            if kept is None:
                gone.append(path)
            else:
                place = stale.pop(path).place
                shelf.ready[place] = shelf.content(kept, place)
    shelf.state.items.remove(gone)
    some = list(stale.values())
    if is_much(some):
        for converted in spread(partial(_conversions, shelf), some):
            place = stale[converted.path].place
            shelf.ready[place] = shelf.content(shelf.add(converted), place)


def _conversions(shelf: Shelf, some: Iterable[Asked]) -> Iterator[Converted]:
    for one in some:
        with listening(alone=True) as said:
            try:
                _, converted = one.read(shelf)
            except Exception:  # noqa: BLE001, S112 - it comes again when the generator reads the file
                continue
        if converted is not None and not said:
            yield converted
