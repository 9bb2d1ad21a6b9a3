"""The Pelican adapter: shows are checked first, and their feeds written with the pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.writers import Writer

from plugins.catalogue.item import Image
from plugins.catalogue.keeping import link
from plugins.catalogue.kinds import Episode, Show
from plugins.catalogue.known_files import KnownFiles
from plugins.catalogue.prepared import PreparedFile
from plugins.catalogue.problem import ContentError, Problem
from plugins.catalogue.publication import Publication
from plugins.catalogue.room import room_of
from plugins.podcast.apps import App, apps, other_places
from plugins.podcast.channel import Channel
from plugins.podcast.chapters import FileChapter
from plugins.podcast.companions import companions, sounds
from plugins.podcast.embed import Embed, embed_of
from plugins.podcast.faults import Artworks, faults, read_artworks
from plugins.podcast.feed import PAGE_SIZE, feeds
from plugins.podcast.makers import maker_of, makers_of
from plugins.podcast.oembed import Provider, Thumbnail, oembed
from plugins.podcast.opml import PLACE, opml
from plugins.podcast.pages_chapters import listed_chapters
from plugins.podcast.pages_made import MadePage, made_pages, page_problems
from plugins.podcast.preparing import Preparation, Workshop, prepare
from plugins.podcast.publishing import Doors, channels
from plugins.podcast.qr import qr_code
from plugins.podcast.remote import remote_recordings
from plugins.podcast.rendition import Press, clear_out
from plugins.podcast.wishes import wishes

HOME = Path(__file__).parents[2]
ROOM = "PODCAST_ROOM"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The room's settings: how many items a page of a feed has, and where copies are kept."""

    PAGE_SIZE: int = PAGE_SIZE
    CACHE: Path = HOME / ".cache" / "podcast"


@dataclass
class Room:
    """What one build knows of its shows. Made when it is first asked for."""

    settings: Settings
    publication: Publication
    site_url: str

    @cached_property
    def known(self) -> KnownFiles:
        """What earlier builds have found out about recordings."""
        return KnownFiles(Path(self.settings.CACHE) / "known.json")

    @cached_property
    def preparation(self) -> Preparation:
        """The recordings, transcripts and chapters of every episode."""
        shop = Workshop(
            press=Press(Path(self.settings.CACHE) / "recordings", self.known),
            known=self.known,
            remote=remote_recordings(self.publication.root),
            site_url=self.site_url,
            covers=frozenset(self.artworks.by_file),
        )
        return prepare(self.publication, shop)

    @cached_property
    def artworks(self) -> Artworks:
        """The square pictures."""
        return read_artworks(self.publication.catalogue)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the shows."""
        try:
            made = tuple(self.preparation.problems)
        except ContentError as error:
            made = error.problems
        own = (*faults(self.publication.catalogue), *page_problems(self.publication.catalogue))
        return (*own, *self.artworks.problems, *made)


class Podcasts(Generator):
    """Writes the feeds, and all that they name beside the recordings of editors."""

    def generate_output(self, writer: Writer) -> None:
        """Write them."""
        for place, data in self._files():
            target = Path(writer.output_path, place)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        for page in made_pages(_room(self.settings).publication):
            self._write_page(writer, page)
        for place, file in sounds(_room(self.settings).preparation.episodes.values()):
            link(file, Path(writer.output_path, place))

    def _write_page(self, writer: Writer, page: MadePage) -> None:
        writer.write_file(
            f"{page.address}index.html",
            self.get_template(page.template),
            self.context,
            url=page.address,
            template_name=page.template,
            **page.values,
        )

    def _files(self) -> Iterator[tuple[str, bytes]]:
        room = _room(self.settings)
        found = channels_of(self)
        for channel in found:
            yield from feeds(channel, room.settings.PAGE_SIZE)
            shown = [channel.artwork, *(item.artwork for item in channel.items)]
            yield from ((artwork.place, artwork.data) for artwork in shown if artwork)
            for item in channel.items:
                prepared = room.preparation.episodes[item.published.item.path]
                yield from companions(prepared, item.published, channel.show)
        yield from self._beside_made_pages()
        if found:
            yield PLACE, opml(self.settings["SITENAME"], found)

    def _beside_made_pages(self) -> Iterator[tuple[str, bytes]]:
        publication, site_url = _room(self.settings).publication, self.settings["SITEURL"]
        provider = Provider(self.settings["SITENAME"], site_url)
        root, given = self.settings["ROOT"], self.env.globals
        for show in publication.shows:
            address = f"{site_url}/{show.subscribe_address}"
            yield f"{show.subscribe_address}qr.svg", qr_code(address)
            for episode in publication.episodes(show):
                still = episode.image or episode.recording.poster or show.image
                made = given["picture"](still) if still else None
                url = f"{site_url}{made.src.removeprefix(root)}" if made else ""
                shown = Thumbnail(url, made.width, made.height) if made else None
                embed = given["podcast_embed"](episode, show)
                yield f"{episode.address}oembed.json", oembed(episode, show, embed, provider, shown)


def channels_of(generator: Generator) -> tuple[Channel, ...]:
    """Return the shows, with what the other rooms have put into the templates' reach."""
    given = generator.env.globals

    def picture_url(image: Image) -> str:
        return str(given["picture"](image).src)

    room = _room(generator.settings)
    doors = Doors(generator.settings["SITEURL"], given["file_of"], picture_url, room.preparation)
    return channels(room.publication, room.artworks.by_file, doors)


def open_room(pelican: Pelican) -> None:
    """Add this room's problems to what stops a build, and its copies to what is published."""
    pelican.settings.setdefault("CONTENT_CHECKS", []).append(problems)
    pelican.settings.setdefault("PREPARED_FILES", []).append(prepared_files)


def prepared_files(settings: dict[str, Any]) -> dict[str, PreparedFile]:
    """Return the copies of episodes' recordings that are published, by the editors' files."""
    return _room(settings).preparation.copies


def tidy(pelican: Pelican) -> None:
    """Remember what was found out, and forget copies that nobody uses any more."""
    room = _room(pelican.settings)
    room.known.save()
    clear_out(Path(room.settings.CACHE))


def problems(pelican: Pelican) -> tuple[Problem, ...]:
    """Return everything that is wrong with the shows."""
    return _room(pelican.settings).problems


def podcasts(pelican: Pelican) -> type[Generator]:
    """Give Pelican our generator."""
    del pelican  # Pelican's signal sends it.
    return Podcasts


def add_globals(generator: Generator) -> None:
    """Give templates what they show of podcasts."""
    root = generator.settings["ROOT"]

    def podcast_feed(show: Show) -> str:
        """Return the address of a show's main feed."""
        return f"{root}/{show.address}feed.xml"

    def podcast_chapters(item: Episode) -> tuple[FileChapter, ...]:
        """Return the chapters to list on an episode's page."""
        return listed_chapters(item, _room(generator.settings).preparation)

    def podcast_embed(episode: Episode, show: Show) -> Embed:
        """Return the player of an episode for other sites."""
        file = generator.env.globals["file_of"](episode.recording.file)
        return embed_of(episode, show, generator.settings["SITEURL"], is_video=file.is_video)

    def podcast_apps(show: Show) -> tuple[App, ...]:
        """Return the well-known apps, with the link that opens a show in each."""
        return apps(show, f"{generator.settings['SITEURL']}/{show.address}feed.xml")

    generator.env.globals.update(
        podcast_feed=podcast_feed,
        podcast_chapters=podcast_chapters,
        podcast_embed=podcast_embed,
        podcast_apps=podcast_apps,
        podcast_other_places=lambda show: other_places(show, podcast_apps(show)),
        maker_of=partial(maker_of, generator.settings["publication"]),
        makers_of=partial(makers_of, generator.settings["publication"]),
        wishes_of=partial(wishes, generator.settings["publication"]),
    )


def _room(settings: dict[str, Any]) -> Room:
    def room() -> Room:
        own = Settings(**settings.get("PODCAST", {}))
        return Room(own, settings["publication"], settings["SITEURL"])

    return room_of(settings, ROOM, room)


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(open_room)
    signals.get_generators.connect(podcasts)
    signals.generator_init.connect(add_globals)
    signals.finalized.connect(tidy)
