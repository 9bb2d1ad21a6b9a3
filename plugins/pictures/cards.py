"""Social cards: the picture that stands for a page where people share its address."""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from plugins.catalogue.item import Item
from plugins.catalogue.keeping import digest
from plugins.catalogue.kept_files import KeptFiles
from plugins.catalogue.publication import Publication
from plugins.pictures.card_press import RECIPE, Press
from plugins.pictures.card_words import CardWords, words_of, words_of_site
from plugins.pictures.gallery import Gallery, Made

FOLDER = "cards"
NAME_LENGTH = 16
CROP_FROM = 960  # The width that a card's picture is cut from.


class Card(NamedTuple):
    """One card that was made; its name changes with all that can be seen on it."""

    key: str  # in the cache
    suffix: str

    @property
    def name(self) -> str:
        """The path from the site's root."""
        return f"{FOLDER}/{self.key[:NAME_LENGTH]}{self.suffix}"


@dataclass(frozen=True)
class Cards:
    """The cards of a site."""

    site: Card
    items: Mapping[str, Card]  # by the item's path
    orders: Mapping[Card, CardWords]
    gallery: Gallery
    fonts: Path

    def name(self, item: Item | None) -> str:
        """Return a card's path from the site's root; the site's own where the item has none."""
        card = self.site if item is None else self.items.get(item.path, self.site)
        return card.name

    def print_missing(self, standing: Container[str]) -> None:
        """Make the cards that no build has made before; those of these names stand in its site."""
        has = self.gallery.cache.has
        missing = [one for one in self.orders if one.name not in standing and not has(one.key)]
        if missing:
            _in_threads(self._printed, missing)

    def write(self, output: Path, kept: KeptFiles | None = None) -> list[str]:
        """Write every card, and return their paths; those of the last build are used again."""
        kept = kept or KeptFiles(output, None, "")
        for card in sorted(self.orders):
            kept.write(card.name, output, partial(self._data, card))
        return [card.name for card in self.orders]

    def _data(self, card: Card) -> bytes:
        # One that was damaged on the disk is made again.
        return self.gallery.cache.read(card.key) or self._printed(card)

    def _printed(self, card: Card) -> bytes:
        words = self.orders[card]
        data = self._press.print(words, _picture(words, self.gallery))
        self.gallery.cache.write(card.key, data)
        return data

    @cached_property
    def _press(self) -> Press:
        return Press(self.fonts)


def make_cards(
    publication: Publication, gallery: Gallery, fonts: Path, standing: Container[str] = ()
) -> Cards:
    """Return the site's card and one for each item whose consent allows it, all of them made.

    `standing` are files of the last site that are as they were written.
    """
    site = words_of_site(publication.site)
    orders, items = {_card(site, gallery): site}, {}
    for item in publication.items:
        words = words_of(item, publication)
        if words is not None:
            items[item.path] = _card(words, gallery)
            orders[items[item.path]] = words
    cards = Cards(_card(site, gallery), items, orders, gallery, fonts)
    cards.print_missing(standing)
    return cards


def _in_threads(make: Callable[[Card], bytes], cards: list[Card]) -> None:
    # Typst and Pillow work without holding the interpreter.
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        for _ in workers.map(make, cards):
            pass


def _card(words: CardWords, gallery: Gallery) -> Card:
    made = gallery.made.get(words.picture or "")
    key = digest(RECIPE, *words.seen, made.key if made else "")
    return Card(key, ".jpg" if made else ".png")


def _picture(words: CardWords, gallery: Gallery) -> bytes | None:
    made = gallery.made.get(words.picture or "")
    return gallery.data(made, _width_for_crop(made)) if made else None


def _width_for_crop(made: Made) -> int:
    widths = [width for width, _ in made.sizes]
    return next((width for width in widths if width >= CROP_FROM), widths[-1])
