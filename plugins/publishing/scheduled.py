"""What the day alone changes: items whose first day has come, and those whose last day is over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from plugins.catalogue.item import Item
from plugins.catalogue.publication import Publication


@dataclass(frozen=True)
class Due:
    """How today's content is seen today, and would have been seen on an earlier day."""

    since: date
    appear: tuple[Item, ...]
    go: tuple[Item, ...]
    notices: int  # that begin or end
    campaigns: int  # the same

    def lines(self) -> Iterator[str]:
        """Say it: how many, then the address of each."""
        found = (
            _counted(len(self.appear), "item appears", "items appear"),
            _counted(len(self.go), "item goes", "items go"),
            _counted(self.notices, "notice begins or ends", "notices begin or end"),
            _counted(self.campaigns, "campaign begins or ends", "campaigns begin or end"),
        )
        if any(found):
            yield f"Due since {self.since}: {', '.join(part for part in found if part)}."
        yield from (f"    appears: {item.url}" for item in self.appear)
        yield from (f"    goes: {item.url}" for item in self.go)


def _counted(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}" if count else ""


def due(publication: Publication, since: date) -> Due:
    """Return what differs between the publication's day and another, in the same content."""
    earlier = replace(publication, as_of=since)
    now = {item.path: item for item in publication.items}
    then = {item.path: item for item in earlier.items}
    return Due(
        since=since,
        appear=tuple(item for path, item in now.items() if path not in then),
        go=tuple(item for path, item in then.items() if path not in now),
        notices=len(_notices(publication) ^ _notices(earlier)),
        campaigns=len(_campaigns(publication) ^ _campaigns(earlier)),
    )


def _notices(publication: Publication) -> set[str]:
    notices = publication.catalogue.notices
    return {notice.path for notice in notices if notice.is_live(publication.as_of)}


def _campaigns(publication: Publication) -> set[str]:
    return {campaign.path for campaign in publication.campaigns_on}
