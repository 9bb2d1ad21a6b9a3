"""Social cards: the picture that stands for a page where people share its address."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from plugins.catalogue.item import Item
from plugins.catalogue.keeping import digest
from plugins.catalogue.publication import Publication
from plugins.pictures.cache import Cache
from plugins.pictures.card_press import RECIPE, Press
from plugins.pictures.card_words import CardWords, words_of, words_of_site
from plugins.pictures.gallery import Gallery, Made

FOLDER = "cards"
NAME_LENGTH = 16
CROP_FROM = 960  # The width that a card's picture is cut from.


@dataclass(frozen=True, order=True)
class Card:
    """One card that was made; its name changes with all that can be seen on it."""

    key: str  # in the cache
    suffix: str

    @property
    def name(self) -> str:
        """The path from the site's root."""
        return f"{FOLDER}/{self.key[:NAME_LENGTH]}{self.suffix}"


@dataclass(frozen=True)
class Cards:
    """The cards of a site, made and in the cache."""

    site: Card
    items: Mapping[str, Card]  # by the item's path
    cache: Cache

    def name(self, item: Item | None) -> str:
        """Return a card's path from the site's root; the site's own where the item has none."""
        card = self.site if item is None else self.items.get(item.path, self.site)
        return card.name

    def write(self, output: Path) -> None:
        """Write every card."""
        for card in sorted({self.site, *self.items.values()}):
            data = self.cache.read(card.key)
            if data is None:
                msg = f"{self.cache.folder} lost a card while the site was built. Build it again."
                raise FileNotFoundError(msg)
            file = output / card.name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)


def make_cards(publication: Publication, gallery: Gallery, fonts: Path) -> Cards:
    """Return the site's card and one for each item whose consent allows it."""
    site = words_of_site(publication.site)
    own = {item.path: words_of(item, publication) for item in publication.items}
    wanted = {path: words for path, words in own.items() if words is not None}
    orders = {_card(words, gallery): words for words in (site, *wanted.values())}
    missing = [card for card in orders if gallery.cache.read(card.key) is None]
    if missing:
        press = Press(fonts)

        def make(card: Card) -> None:
            words = orders[card]
            gallery.cache.write(card.key, press.print(words, _picture(words, gallery)))

        _in_threads(make, missing)
    cards = {path: _card(words, gallery) for path, words in wanted.items()}
    return Cards(_card(site, gallery), cards, gallery.cache)


def _in_threads(make: Callable[[Card], None], cards: list[Card]) -> None:
    # Typst and Pillow work without holding the interpreter.
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        for _ in workers.map(make, cards):
            pass


def _card(words: CardWords, gallery: Gallery) -> Card:
    made = gallery.made.get(words.picture or "")
    key = digest(RECIPE, words.as_json(), made.key if made else "")
    return Card(key, ".jpg" if made else ".png")


def _picture(words: CardWords, gallery: Gallery) -> bytes | None:
    made = gallery.made.get(words.picture or "")
    return gallery.data(made, _width_for_crop(made)) if made else None


def _width_for_crop(made: Made) -> int:
    widths = [width for width, _ in made.sizes]
    return next((width for width in widths if width >= CROP_FROM), widths[-1])
