"""The Pelican adapter: the feed is written with the pages, and a page says how to subscribe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.writers import Writer

from plugins.catalogue.problem import Problem
from plugins.catalogue.publication import Publication
from plugins.catalogue.room import room_of
from plugins.listen_feed.channel import Heard, heard, listen_channel
from plugins.listen_feed.show import FOLDER, Front, front_of
from plugins.podcast.apps import apps
from plugins.podcast.channel import Channel
from plugins.podcast.feed import feeds
from plugins.podcast.qr import qr_code

ROOM = "LISTEN_FEED_ROOM"
QR = f"{FOLDER}qr.svg"


@dataclass
class Room:
    """What one build knows of the feed. Made when it is first asked for."""

    settings: dict[str, Any]
    publication: Publication

    @cached_property
    def front(self) -> Front:
        """The picture, and what is wrong with it."""
        return front_of(self.publication)

    @cached_property
    def items(self) -> tuple[Heard, ...]:
        """What the feed holds; asked for when everything has been read out."""
        spoken = self.settings.get("SPOKEN_ITEMS")
        return heard(self.publication, spoken(self.settings)) if spoken else ()

    @cached_property
    def channel(self) -> Channel | None:
        """The feed; None where there is none."""
        site_url = self.settings["SITEURL"]
        return listen_channel(self.publication, self.items, self.front.artwork, site_url)

    def files(self, channel: Channel) -> Iterator[tuple[str, bytes]]:
        """Yield the place and the bytes of everything that apps fetch beside the MP3s."""
        yield from feeds(channel)
        if channel.artwork:
            yield channel.artwork.place, channel.artwork.data
        yield QR, qr_code(channel.page)
        for one in self.items:
            yield from one.companions.files(channel.show.title, channel.show.author)


class ListenFeed(Generator):
    """Writes the feed, its page, and what lies beside the MP3s."""

    def generate_output(self, writer: Writer) -> None:
        """Write them."""
        room = _room(self.settings)
        if room.channel is None:
            return
        for place, data in room.files(room.channel):
            target = Path(writer.output_path, place)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        feed = room.channel.address(room.channel.feed_place("feed"))
        writer.write_file(
            f"{FOLDER}index.html",
            self.get_template("listen"),
            self.context,
            url=FOLDER,
            template_name="listen",
            show=room.channel.show,
            feed=feed,
            apps=apps(room.channel.show, feed),
            heard=tuple(one.spoken for one in room.items),
        )


def open_room(pelican: Pelican) -> None:
    """Add this room's problems to what stops a build."""
    pelican.settings.setdefault("CONTENT_CHECKS", []).append(problems)


def problems(pelican: Pelican) -> tuple[Problem, ...]:
    """Return everything that is wrong with the feed."""
    return _room(pelican.settings).front.problems


def listen_feed(pelican: Pelican) -> type[Generator]:
    """Give Pelican our generator."""
    del pelican  # Pelican's signal sends it.
    return ListenFeed


def _room(settings: dict[str, Any]) -> Room:
    return room_of(settings, ROOM, lambda: Room(settings, settings["publication"]))


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(open_room)
    signals.get_generators.connect(listen_feed)
