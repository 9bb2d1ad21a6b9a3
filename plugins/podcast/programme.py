"""Which items are in a show: its own episodes, and patient stories while consent reaches it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from plugins.catalogue.item import Recording
from plugins.catalogue.kinds import Episode, PatientStory, Show
from plugins.catalogue.publication import Publication

Programme: TypeAlias = "Episode | PatientStory"


def programmes(publication: Publication, show: Show) -> Iterator[Programme]:
    """Yield what is in a show today, without drafts: a feed cannot take back what it has said."""
    for item in publication.items:
        if not isinstance(item, Episode | PatientStory) or item.translation_of:
            continue
        if show_of(item) == show.name and not publication.is_draft(item):
            yield item


def show_of(item: Programme) -> str:
    """Return the name of the show that an item is in."""
    if isinstance(item, PatientStory):
        return item.episode.show if item.episode else ""
    return item.show


def recording_of(item: Programme) -> Recording:
    """Return what is heard."""
    if item.recording is None:
        raise ValueError(f"{item.path} has nothing to hear.")
    return item.recording
