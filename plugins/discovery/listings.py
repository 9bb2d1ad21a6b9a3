"""The pages that list items: where each stands, and what it lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from plugins.catalogue.item import Item
from plugins.catalogue.kinds import ITEM_KINDS, Page
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
    for kind in sorted({kind.kind for kind in ITEM_KINDS} - {Page.kind}):
        if of_kind := tuple(item for item in articles if item.kind == kind):
            yield Listing(f"{kind}/", of_kind)
    yield from _of_podcasts(publication)
    if publication.site.listen:
        yield Listing("listen/", articles)
    yield Listing("topics/", articles)
    yield from _terms("topics", publication.by_topic.items())
    if publication.by_place:
        yield Listing("places/", own)
        yield from _terms("places", publication.by_place.items())
    yield Listing("archive/", articles)
    for year, found in groupby(sorted(articles, key=_year), key=_year):
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


def _year(item: Item) -> int:
    return item.date.year
