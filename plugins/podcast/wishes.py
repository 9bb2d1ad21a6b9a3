"""What people have asked a show for, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.catalogue.kinds import Episode, Show
from plugins.catalogue.kinds.podcast import Wish
from plugins.catalogue.publication import Publication


@dataclass(frozen=True)
class ShownWish:
    """A topic that was asked for, as of the day."""

    wish: Wish
    state: str  # "asked", "in the making" or "published"
    episode: Episode | None = None  # Only while it may be seen.


def wishes(publication: Publication, show: Show) -> tuple[ShownWish, ...]:
    """Return a show's topics: those still to come first, in the editors' order."""
    shown = [_shown(publication, wish) for wish in show.wishes]
    return tuple(sorted(shown, key=lambda one: one.state == "published"))


def _shown(publication: Publication, wish: Wish) -> ShownWish:
    episode = publication.at(wish.episode) if wish.episode else None
    if isinstance(episode, Episode):
        return ShownWish(wish, wish.state, episode)
    # An episode that comes out on a later day is not published yet.
    return ShownWish(wish, "in the making" if wish.episode else wish.state)
