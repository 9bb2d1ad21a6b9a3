"""The pages that list items: where each stands, and what it lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from plugins.catalogue.item import Item
from plugins.catalogue.kinds import Page
from plugins.catalogue.publication import Publication, slug_of


@dataclass(frozen=True)
class Listing:
    """A page made of others; only the first page of a list that has many."""

    url: str  # from the site's root: "news/"
    items: tuple[Item, ...]


def listings(publication: Publication) -> Iterator[Listing]:
    """Give the home page, each kind's list, podcasts, topics, places and years, in one language."""
    own = tuple(item for item in publication.items if item.translation_of is None)
    articles = tuple(item for item in own if not isinstance(item, Page))
    yield Listing("", own)
    for kind, found in sorted(_grouped(articles, attrgetter("kind")).items()):
        yield Listing(f"{kind}/", tuple(found))
    yield from _of_podcasts(publication)
    if publication.site.listen:
        yield Listing("listen/", articles)
    yield Listing("topics/", articles)
    yield from _terms("topics", publication.by_topic.items())
    if publication.by_place:
        yield Listing("places/", own)
        yield from _terms("places", publication.by_place.items())
    yield Listing("archive/", articles)
    for year, found in sorted(_grouped(articles, attrgetter("date.year")).items()):
        yield Listing(f"archive/{year}/", tuple(found))


def made_by_the_site(publication: Publication) -> tuple[str, ...]:
    """Return the addresses at which no item and no redirect can stand."""
    return (*(listing.url for listing in listings(publication)), "search/", "404.html")


def _of_podcasts(publication: Publication) -> Iterator[Listing]:
    for show in publication.shows:
        yield Listing(show.subscribe_address, (show,))
        if show.wishes:
            yield Listing(show.next_address, (show,))
    for address, episodes in publication.by_maker.items():
        yield Listing(address, episodes)


def _terms(root: str, terms: Iterable[tuple[str, tuple[Item, ...]]]) -> Iterator[Listing]:
    for name, items in terms:
        yield Listing(f"{root}/{slug_of(name)}/", items)


def _grouped(items: Iterable[Item], key: Callable[[Item], Any]) -> Mapping[Any, list[Item]]:
    groups: dict[Any, list[Item]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups
