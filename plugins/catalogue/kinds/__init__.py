"""The kinds of item, each with the fields its readers would look for. The folder is the kind."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from plugins.catalogue.item import Item
from plugins.catalogue.kinds.campaign import Activity, Banner, Campaign, Progress
from plugins.catalogue.kinds.edition import Edition
from plugins.catalogue.kinds.event import Event, Repeats
from plugins.catalogue.kinds.feedback import Feedback
from plugins.catalogue.kinds.meeting import AgendaItem, Meeting
from plugins.catalogue.kinds.news import NewsItem
from plugins.catalogue.kinds.notice import Notice
from plugins.catalogue.kinds.occasion import Occasion, Venue
from plugins.catalogue.kinds.page import InformationRequest, Page
from plugins.catalogue.kinds.paper import Paper
from plugins.catalogue.kinds.person import Person
from plugins.catalogue.kinds.podcast import Chapter, Episode, Listing, Show, Speaker
from plugins.catalogue.kinds.story import PatientStory

ITEM_KINDS: tuple[type[Item], ...] = (
    NewsItem,
    PatientStory,
    Show,
    Episode,
    Person,
    Event,
    Meeting,
    Feedback,
    Campaign,
    Edition,
    Page,
)
KINDS: Mapping[str, type[Item | Notice]] = MappingProxyType(
    {kind.kind: kind for kind in ITEM_KINDS if kind is not Episode} | {Notice.kind: Notice}
)


def kind_of(path: str) -> type[Item | Notice] | None:
    """Return the kind of a file under the content folder; None where no kind owns its folder."""
    parts = PurePosixPath(path).parts
    if parts[0] == Show.kind:
        is_show = parts[-1].split(".")[0] == "show"  # show.md, and show.ur.md beside it
        return {3: Show if is_show else Episode}.get(len(parts))
    return KINDS.get(parts[0]) if len(parts) > 1 else None


__all__ = [
    "ITEM_KINDS",
    "KINDS",
    "Activity",
    "AgendaItem",
    "Banner",
    "Campaign",
    "Chapter",
    "Edition",
    "Episode",
    "Event",
    "Feedback",
    "InformationRequest",
    "Listing",
    "Meeting",
    "NewsItem",
    "Notice",
    "Occasion",
    "Page",
    "Paper",
    "PatientStory",
    "Person",
    "Progress",
    "Repeats",
    "Show",
    "Speaker",
    "Venue",
    "kind_of",
]
