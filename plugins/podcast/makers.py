"""The charities, groups and practices that make episodes, each with a page of what they made."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.catalogue.kinds import Episode, Show
from plugins.catalogue.publication import MAKERS, Publication, slug_of


@dataclass(frozen=True)
class Maker:
    """Who made something, and what."""

    name: str
    address: str  # from the site's root: "podcasts/made-by/wigston-carers-group/"
    episodes: tuple[Episode, ...]  # the newest first


def makers(publication: Publication) -> tuple[Maker, ...]:
    """Return everybody who made an episode, by name."""
    found = [
        # A name that was spelt in two ways is shown as it was last.
        Maker(episodes[0].made_by or "", address, episodes)
        for address, episodes in publication.by_maker.items()
    ]
    return tuple(sorted(found, key=lambda maker: (maker.name.casefold(), maker.address)))


def maker_of(publication: Publication, episode: Episode) -> Maker | None:
    """Return who made an episode."""
    if not episode.made_by:
        return None
    address = f"{MAKERS}{slug_of(episode.made_by)}/"
    episodes = publication.by_maker.get(address)
    return Maker(episode.made_by, address, episodes) if episodes else None


def makers_of(publication: Publication, show: Show) -> tuple[Maker, ...]:
    """Return everybody who made an episode of one show, by name."""
    return tuple(
        maker
        for maker in makers(publication)
        if any(episode.show == show.name for episode in maker.episodes)
    )
