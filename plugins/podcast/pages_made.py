"""The pages of a podcast that no item is: to subscribe, to ask for topics, of makers, to embed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plugins.catalogue.kinds import Episode, Show
from plugins.catalogue.load import Catalogue
from plugins.catalogue.problem import Problem
from plugins.catalogue.publication import MAKERS, Publication
from plugins.podcast.makers import makers


@dataclass(frozen=True)
class MadePage:
    """A page: where it stands, by which template, and what it shows."""

    address: str  # from the site's root
    template: str
    values: Mapping[str, object]


def made_pages(publication: Publication) -> Iterator[MadePage]:
    """Yield every page."""
    for show in publication.shows:
        yield MadePage(show.subscribe_address, "subscribe", {"show": show})
        if show.wishes:
            yield MadePage(show.next_address, "cover_next", {"show": show})
        for episode in publication.episodes(show):
            values = {"show": show, "episode": episode}
            yield MadePage(episode.embed_address, "embed", values)
    for maker in makers(publication):
        yield MadePage(maker.address, "made_by", {"maker": maker})


def page_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield an item whose address one of these pages has."""
    originals = [item for item in catalogue.items if item.translation_of is None]
    shows = [item for item in originals if isinstance(item, Show)]
    taken = {MAKERS: "the pages of those who made episodes"}
    for show in shows:
        taken[show.subscribe_address] = "the page to subscribe on"
        taken[show.next_address] = "the page of topics that were asked for"
    for item in originals:
        if isinstance(item, Show | Episode) and item.address in taken:
            fault = f'cannot have the address "/{item.address}", which is that of'
            where = taken[item.address]
            remedy = "Give its folder or its file another name."
            yield Problem(item.path, 1, f"{fault} {where}.", remedy)
