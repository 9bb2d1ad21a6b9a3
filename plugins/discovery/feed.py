"""An Atom feed (RFC 4287): its head, and an item as an entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from feedgenerator import Atom1Feed  # type: ignore[import-untyped]

from plugins.catalogue.item import Item
from plugins.catalogue.site import Site
from plugins.discovery.absolute import escaped, with_absolute_addresses

BEGAN = date(2026, 1, 1)  # the day in every identifier: change it, and readers are sent all again


@dataclass(frozen=True)
class Channel:
    """One feed."""

    site: Site
    site_url: str  # without a last slash
    path: str  # from the site's root: "news/feed.xml"
    name: str | None  # what it is about; None for everything
    lang: str | None = None  # None for the site's own

    @property
    def title(self) -> str:
        """The feed's name in a reader's list."""
        return f"{self.name}, {self.site.name}" if self.name else self.site.name

    @property
    def page(self) -> str:
        """The whole address of the page that the feed belongs to."""
        folder = self.path.rpartition("/")[0]
        is_home = folder in {"", self.lang}
        return f"{self.site_url}/" if is_home else f"{self.site_url}/{folder}/"


class SiteFeed(Atom1Feed):
    """Atom whose entries say their language, and whose days are never the clock's."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        """Return an entry's language."""
        return {"xml:lang": item["language"]}

    def latest_post_date(self) -> datetime:
        """Return when the newest entry changed.

        An empty feed has always the same day: with today's, each day would change the site.
        """
        newest: datetime = max(
            (entry["updateddate"] for entry in self.items), default=self.feed["began"]
        )
        return newest


def feed_of(channel: Channel) -> SiteFeed:
    """Return the feed, still without entries."""
    site = channel.site
    return SiteFeed(
        title=channel.title,
        link=channel.page,
        description=None,
        subtitle=site.summary,
        language=channel.lang or site.lang,
        author_name=site.name,
        author_email=site.contact.email,
        author_link=f"{channel.site_url}/",
        feed_url=f"{channel.site_url}/{channel.path}",
        feed_guid=tag(site, channel.path),
        began=_morning(BEGAN, site),
    )


def add_entry(feed: SiteFeed, item: Item, body: str, channel: Channel) -> None:
    """Add an item with the HTML of its body."""
    page = f"{channel.site_url}/{item.url}"
    feed.add_item(
        title=item.title,
        link=page,
        unique_id=tag(channel.site, item.url),
        # Atom's summary is HTML inside of XML, and ours is plain words: escaped once more.
        description=escaped(item.summary),
        content=with_absolute_addresses(body, page) or None,
        categories=item.topics,
        pubdate=_morning(item.date, channel.site),
        updateddate=_morning(item.changed, channel.site),
        language=item.lang or channel.site.lang,
    )


def newest_first(items: Iterable[Item]) -> list[Item]:
    """Return items as a feed has them, whatever order their list has."""
    return sorted(items, key=lambda item: (-item.date.toordinal(), item.path))


def tag(site: Site, name: str) -> str:
    """Return an identifier for ever (RFC 4151).

    It rests on the site's own address, wherever this copy of the site is served, and on a day
    that no editor changes: with another id, every reader is sent the item again.
    """
    address = urlsplit(site.address)
    return f"tag:{address.hostname},{BEGAN}:{address.path}/{name}"


def _morning(day: date, site: Site) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(site.timezone))
