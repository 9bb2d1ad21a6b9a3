"""The Pelican adapter: shows are checked first, and their feeds written with the pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.writers import Writer

from plugins.catalogue.item import Image
from plugins.catalogue.kinds import Show
from plugins.catalogue.problem import Problem
from plugins.catalogue.publication import Publication
from plugins.podcast.channel import Channel
from plugins.podcast.faults import Artworks, faults, read_artworks
from plugins.podcast.feed import PAGE_SIZE, feeds
from plugins.podcast.opml import PLACE, opml
from plugins.podcast.publishing import Doors, channels

ROOM = "PODCAST_ROOM"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The room's settings: how many items a page of a feed has."""

    PAGE_SIZE: int = PAGE_SIZE


@dataclass
class Room:
    """What one build knows of its shows. Made when it is first asked for."""

    settings: Settings
    publication: Publication

    @cached_property
    def artworks(self) -> Artworks:
        """The square pictures."""
        return read_artworks(self.publication.catalogue)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the shows."""
        return (*faults(self.publication.catalogue), *self.artworks.problems)


class Podcasts(Generator):
    """Writes the feeds, and the pictures that they name."""

    def generate_output(self, writer: Writer) -> None:
        """Write them."""
        for place, data in self._files():
            target = Path(writer.output_path, place)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)

    def _files(self) -> Iterator[tuple[str, bytes]]:
        room = _room(self.settings)
        found = channels_of(self)
        for channel in found:
            yield from feeds(channel, room.settings.PAGE_SIZE)
            shown = [channel.artwork, *(item.artwork for item in channel.items)]
            yield from ((artwork.place, artwork.data) for artwork in shown if artwork)
        if found:
            yield PLACE, opml(self.settings["SITENAME"], found)


def channels_of(generator: Generator) -> tuple[Channel, ...]:
    """Return the shows, with what the other rooms have put into the templates' reach."""
    given = generator.env.globals

    def picture_url(image: Image) -> str:
        return str(given["picture"](image).src)

    room = _room(generator.settings)
    doors = Doors(generator.settings["SITEURL"], given["file_of"], picture_url)
    return channels(room.publication, room.artworks.by_file, doors)


def open_room(pelican: Pelican) -> None:
    """Add this room's problems to what stops a build."""
    pelican.settings.setdefault("CONTENT_CHECKS", []).append(problems)


def problems(pelican: Pelican) -> tuple[Problem, ...]:
    """Return everything that is wrong with the shows."""
    return _room(pelican.settings).problems


def podcasts(pelican: Pelican) -> type[Generator]:
    """Give Pelican our generator."""
    del pelican  # Pelican's signal sends it.
    return Podcasts


def add_globals(generator: Generator) -> None:
    """Give templates the address of a show's feed."""
    root = generator.settings["ROOT"]

    def podcast_feed(show: Show) -> str:
        """Return the address of a show's main feed."""
        return f"{root}/{show.address}feed.xml"

    generator.env.globals["podcast_feed"] = podcast_feed


def _room(settings: dict[str, Any]) -> Room:
    room: Room | None = settings.get(ROOM)
    if room is None or room.publication is not settings["publication"]:
        own = Settings(**settings.get("PODCAST", {}))
        room = settings[ROOM] = Room(own, settings["publication"])
    return room


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(open_room)
    signals.get_generators.connect(podcasts)
    signals.generator_init.connect(add_globals)
