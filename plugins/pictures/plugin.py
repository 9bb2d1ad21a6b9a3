"""The Pelican adapter: pictures and cards are made before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.generators import Generator

from plugins.catalogue.item import Image, Item
from plugins.catalogue.kept_files import KeptFiles, kept_files
from plugins.catalogue.problem import Problem
from plugins.catalogue.publication import Publication
from plugins.catalogue.room import room_of
from plugins.pictures.body_pictures import with_pictures
from plugins.pictures.cache import Cache
from plugins.pictures.cards import Cards, make_cards
from plugins.pictures.gallery import Gallery, Picture, make_gallery
from plugins.pictures.named import namings_in

HOME = Path(__file__).parents[2]
ROOM = "PICTURES_ROOM"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The room's settings: where made files are kept, and where the fonts of cards lie."""

    CACHE: Path = HOME / ".cache" / "pictures"
    FONTS: Path = HOME / "node_modules" / "@expo-google-fonts"


@dataclass
class Room:
    """What one build knows of its pictures. Made when it is first asked for."""

    settings: Settings
    publication: Publication
    root: str
    look: Callable[[], KeptFiles]

    @cached_property
    def _made(self) -> tuple[Gallery, tuple[Problem, ...]]:
        publication = self.publication
        return make_gallery(
            namings_in(publication),
            publication.root,
            Cache(Path(self.settings.CACHE)),
        )

    @property
    def gallery(self) -> Gallery:
        """Every published picture."""
        return self._made[0]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the pictures."""
        return self._made[1]

    @cached_property
    def kept(self) -> KeptFiles:
        """What of the last site is as it was written."""
        return self.look()

    @cached_property
    def cards(self) -> Cards:
        """The cards of the site and of every item."""
        fonts = Path(self.settings.FONTS)
        return make_cards(self.publication, self.gallery, fonts, self.kept.right)

    def picture(self, image: Image | str) -> Picture:
        """Return what pages say of a picture: an item's image, or its path in the content."""
        path = image.file if isinstance(image, Image) else image
        return self.gallery.made[path].picture(self.root)

    def card(self, item: Item | None = None) -> str:
        """Return the address of an item's card, or of the site's own."""
        return f"{self.root}/{self.cards.name(item)}"


def open_room(pelican: Pelican) -> None:
    """Add this room's problems to what stops a build, and its pictures to the items' words."""
    settings = pelican.settings
    settings.setdefault("CONTENT_CHECKS", []).append(problems)
    settings.setdefault("BODY_STEPS", []).append(
        lambda html: with_pictures(html, _room(settings).picture)
    )


def problems(pelican: Pelican) -> tuple[Problem, ...]:
    """Return everything that is wrong with the published pictures."""
    return _room(pelican.settings).problems


def add_globals(generator: Generator) -> None:
    """Give templates the pictures and cards."""
    room = _room(generator.settings)
    generator.env.globals.update(picture=room.picture, card=room.card)


def make_all_cards(generators: Sequence[Generator]) -> None:
    """Make the cards before the first page names one, for several processes may write pages."""
    _room(generators[0].settings).card()


def write(pelican: Pelican) -> None:
    """Write the pictures and the cards. Their names hold a digest of all that they are made of."""
    room = _room(pelican.settings)
    output, kept = Path(pelican.output_path).absolute(), room.kept
    names = [*room.gallery.write(output, kept), *room.cards.write(output, kept)]
    kept.settle(output, names)
    del room.kept  # It was of the site before this one.


def _room(settings: dict[str, Any]) -> Room:
    def made() -> Room:
        own = Settings(**settings.get("PICTURES", {}))
        output = Path(settings["OUTPUT_PATH"]).absolute()
        look = partial(kept_files, settings, output, "pictures", "1")
        return Room(own, settings["publication"], settings["ROOT"], look)

    return room_of(settings, ROOM, made)


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(open_room)
    signals.generator_init.connect(add_globals)
    signals.all_generators_finalized.connect(make_all_cards)
    signals.finalized.connect(write)
