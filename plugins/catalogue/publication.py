"""What the public sees of a catalogue on one day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from markdown.extensions.toc import slugify

from plugins.catalogue.easy_read import EasyRead
from plugins.catalogue.gathering import gathered
from plugins.catalogue.item import Item
from plugins.catalogue.kept_readings import Token
from plugins.catalogue.kinds import (
    Campaign,
    Edition,
    Episode,
    Event,
    Meeting,
    NewsItem,
    Notice,
    Page,
    PatientStory,
    Person,
    Show,
)
from plugins.catalogue.load import Catalogue
from plugins.catalogue.related import Neighbours, newest_first
from plugins.catalogue.site import Site
from plugins.catalogue.withheld import Owned, withheld
from plugins.catalogue.without import text_without, without

RELATED = 3
MAKERS = "podcasts/made-by/"
ITEM_LINK = re.compile(r'<a\b[^>]*?href="\{item\}([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)


def slug_of(name: str) -> str:
    """Return a topic's or place's part of an address: "Mental health" is "mental-health"."""
    return slugify(name, "-")


@dataclass(frozen=True)
class Publication:
    """The items, notices and lists of one day. Consent has been applied to all of it.

    What belongs to a story that consent keeps back is nowhere in it: an item that names such a
    picture or file is without it. So a story can go at once, whoever else shows its pictures.
    """

    catalogue: Catalogue
    as_of: date
    drafts: bool = False

    @cached_property
    def live(self) -> Publication:
        """The same day without drafts."""
        return replace(self, drafts=False) if self.drafts else self

    @cached_property
    def with_drafts(self) -> Publication:
        """The same day with drafts."""
        return self if self.drafts else replace(self, drafts=True)

    @cached_property
    def withheld(self) -> Mapping[str, Owned]:
        """The files that consent keeps back, by their path from the content folder."""
        return withheld(self.catalogue, self.as_of)

    @cached_property
    def site(self) -> Site:
        """What is true of the whole site."""
        site = self.catalogue.site
        return (without(site, self.withheld) or site) if self.withheld else site

    @property
    def root(self) -> Path:
        """The content folder."""
        return self.catalogue.root

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every item that may be seen, in all languages, in the order of their files."""
        if not self.withheld:
            return self.consented
        left = (text_without(item, self.withheld) for item in self.consented)
        return tuple(item for item in left if item is not None)

    @cached_property
    def consented(self) -> tuple[Item, ...]:
        """The same with the pictures and files of others' stories, before those are taken out."""
        shown = (self._allowed(item) for item in self.catalogue.items if self._is_shown(item))
        return tuple(sorted(shown, key=lambda item: item.path))

    @cached_property
    def _originals(self) -> Mapping[str, Item]:
        return {item.path: item for item in self.catalogue.items}

    def _is_shown(self, item: Item) -> bool:
        if self.drafts:
            return not any(_is_over(one, self.as_of) for one in self._chain(item))
        return self._is_live(item)

    def _chain(self, item: Item) -> tuple[Item, Item]:
        """Give an item and its original: a translation goes when that goes, and waits for it."""
        return item, self._originals.get(item.translation_of or "", item)

    def shown(self, item: Item) -> Item | None:
        """Return an item with what the public may have of it; None where that cannot be."""
        allowed = self._allowed(item)
        return text_without(allowed, self.withheld) if self.withheld else allowed

    def _allowed(self, item: Item) -> Item:
        return item.allowed(self.as_of) if isinstance(item, PatientStory) else item

    def is_draft(self, item: Item) -> bool:
        """Tell whether an item is shown only because drafts were asked for."""
        return self.drafts and not self._is_live(item)

    def _is_live(self, item: Item) -> bool:
        return all(one.is_live(self.as_of) for one in self._chain(item))

    @cached_property
    def _by_path(self) -> Mapping[str, Item]:
        return {item.path: item for item in self.items}

    def at(self, path: str) -> Item | None:
        """Return the item of a file, if it may be seen."""
        return self._by_path.get(path)

    def token(self, path: str) -> Token | None:
        """Return what stands for an item as its file was read; None where it is another now."""
        item = self._by_path.get(path)
        unchanged = item is not None and item is self._originals.get(path)
        return self.catalogue.tokens.get(path) if unchanged else None

    def of(self, kind: str) -> tuple[Item, ...]:
        """Return a kind's items in the site's own language, in the order of its list.

        "podcasts" gives the episodes; the shows are in `shows`.
        """
        return self._of.get(kind, ())

    @cached_property
    def _of(self) -> Mapping[str, tuple[Item, ...]]:
        found: dict[str, list[Item]] = {}
        for item in self.items:
            if not isinstance(item, Show) and self.original(item) is item:
                found.setdefault(item.kind, []).append(item)
        return {kind: tuple(in_order(items)) for kind, items in found.items()}

    @cached_property
    def shows(self) -> tuple[Show, ...]:
        """The podcasts, by title."""
        shows = [i for i in self.items if isinstance(i, Show) and self.original(i) is i]
        return tuple(sorted(shows, key=lambda show: show.title))

    def episodes(self, show: Show) -> tuple[Episode, ...]:
        """Return a show's episodes, the newest first."""
        return self._episodes.get(show.name, ())

    @cached_property
    def _episodes(self) -> Mapping[str, tuple[Episode, ...]]:
        found: dict[str, list[Episode]] = {}
        for item in self.of("podcasts"):
            if isinstance(item, Episode):
                found.setdefault(item.show, []).append(item)
        return {show: tuple(episodes) for show, episodes in found.items()}

    def programmes(self, show: Show) -> tuple[Episode | PatientStory, ...]:
        """Return a show's episodes and the patient stories that are among them, newest first."""
        stories = [
            item
            for item in self.of(PatientStory.kind)
            if isinstance(item, PatientStory)
            and item.recording
            and item.episode
            and item.episode.show == show.name
        ]
        return tuple(sorted((*self.episodes(show), *stories), key=newest_first))

    def show(self, episode: Episode) -> Show | None:
        """Return an episode's show."""
        return self._shows.get(episode.show)

    @cached_property
    def _shows(self) -> Mapping[str, Show]:
        return {show.name: show for show in self.shows}

    @cached_property
    def by_maker(self) -> Mapping[str, tuple[Episode, ...]]:
        """The episodes of each who made any, by the address of their page, the newest first."""
        found: dict[str, list[Episode]] = {}
        for item in self.of("podcasts"):
            if isinstance(item, Episode) and item.made_by:
                found.setdefault(f"{MAKERS}{slug_of(item.made_by)}/", []).append(item)
        return {address: tuple(episodes) for address, episodes in sorted(found.items())}

    def original(self, item: Item) -> Item:
        """Return the item that this one translates, or itself."""
        return self._by_path.get(item.translation_of or "", item)

    def versions(self, item: Item) -> tuple[Item, ...]:
        """Return an item in every language that it has, the original first."""
        original = self.original(item)
        return self._versions.get(original.path, (original,))

    @cached_property
    def _versions(self) -> Mapping[str, tuple[Item, ...]]:
        versions: dict[str, list[Item]] = {}
        for item in self.items:
            if item.translation_of is None:
                versions.setdefault(item.path, []).insert(0, item)
            else:
                versions.setdefault(item.translation_of, []).append(item)
        return {
            path: (items[0], *sorted(items[1:], key=lambda item: item.lang or ""))
            for path, items in versions.items()
        }

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Item, ...]]:
        """The items of each topic that has any, the newest first."""
        return self._by_term("topics", (term.name for term in self.site.topics))

    @cached_property
    def by_place(self) -> Mapping[str, tuple[Item, ...]]:
        """The items of each place that has any, the newest first."""
        return self._by_term("places", (term.name for term in self.site.places))

    def _by_term(self, field: str, names: Iterable[str]) -> dict[str, tuple[Item, ...]]:
        found: dict[str, list[Item]] = {name: [] for name in names}
        for item in self.items:
            if item.translation_of is None:
                for name in getattr(item, field):
                    found[name].append(item)
        return {
            name: tuple(sorted(items, key=newest_first)) for name, items in found.items() if items
        }

    def related(self, item: Item) -> tuple[Item, ...]:
        """Return up to three items to read next: named ones, then those that share most topics."""
        named = [self._by_path[path] for path in item.related if path in self._by_path]
        own = {item.path, item.translation_of, *item.related}
        nearest = self._neighbours.nearest(frozenset(item.topics), RELATED + len(own))
        found = [*named, *(other for other in nearest if other.path not in own)][:RELATED]
        return tuple(self._in_language(other, item.lang) for other in found)

    @cached_property
    def _neighbours(self) -> Neighbours:
        own = (item for item in self.items if item.translation_of is None)
        return Neighbours(item for item in own if item.topics and not isinstance(item, Show))

    def easy_read(self, item: Item) -> EasyRead | None:
        """Return what people have written of an item in Easy Read, if it may be seen.

        It is seen when the item is: consent and days are the item's.
        """
        return self.easy_reads.get(item.path)

    @cached_property
    def easy_reads(self) -> Mapping[str, EasyRead]:
        """Every Easy Read that may be seen, by the file of its item."""
        shown = (one for one in self.catalogue.easy_reads if one.of in self._by_path)
        seen = [one for one in shown if self.drafts or one.status == "published"]
        left = (text_without(one, self.withheld) for one in seen) if self.withheld else seen
        return {one.of: one for one in left if one is not None}

    def gathered(self, edition: Edition) -> tuple[Item, ...]:
        """Return the items of an edition, in its language, in the order of its sections.

        A story is there only while consent reaches print and audio.
        """
        kinds = sorted({item.kind for item in self.items})
        own = [item for kind in kinds for item in self.of(kind)]
        found = gathered(edition, own, self.as_of)
        in_language = (self._in_language(item, edition.lang) for item in found)
        return tuple(item for item in in_language if item.lang == edition.lang)

    def _in_language(self, item: Item, lang: str | None) -> Item:
        """Return an item in this language where it has it."""
        if item.lang == lang:
            return item
        return next((one for one in self.versions(item) if one.lang == lang), item)

    def notices(self, section: str) -> tuple[Notice, ...]:
        """Return the notices of pages whose address begins with this section, gravest first."""
        grave = ("emergency", "warning", "information", "resolved")
        live = (
            notice
            for notice in self.catalogue.notices
            if notice.is_live(self.as_of) and (not notice.sections or section in notice.sections)
        )
        return tuple(sorted(live, key=lambda notice: (grave.index(notice.level), notice.path)))

    @cached_property
    def campaigns_on(self) -> tuple[Campaign, ...]:
        """The campaigns that run today, the one that ends first in front."""
        campaigns = [i for i in self.of("campaigns") if isinstance(i, Campaign)]
        running = (campaign for campaign in campaigns if campaign.is_on(self.as_of))
        return tuple(sorted(running, key=lambda campaign: (campaign.ends, campaign.path)))

    def part_of(self, campaign: Item) -> tuple[NewsItem, ...]:
        """Return the news of a campaign, the newest first."""
        return self._by_campaign.get(campaign.path, ())

    @cached_property
    def _by_campaign(self) -> Mapping[str, tuple[NewsItem, ...]]:
        found: dict[str, list[NewsItem]] = {}
        for item in self.of(NewsItem.kind):
            if isinstance(item, NewsItem) and item.campaign:
                found.setdefault(item.campaign, []).append(item)
        return {campaign: tuple(items) for campaign, items in found.items()}

    @cached_property
    def tombstones(self) -> tuple[PatientStory, ...]:
        """The stories whose address only says that they are no longer available.

        Nothing but their `url` may be shown.
        """
        return tuple(
            item
            for item in self.catalogue.items
            if isinstance(item, PatientStory) and item.is_tombstone(self.as_of)
        )

    def words_of(self, item: Item, prefix: str) -> str:
        """Return an item's words with addresses, each after this prefix."""
        return self.linked(item.body.html, prefix)

    def linked(self, html: str, prefix: str) -> str:
        """Return a body's HTML with the addresses of items and lists, each after this prefix.

        A link to an item that is not to be seen now leaves only its words.
        """

        def link(found: re.Match[str]) -> str:
            path, mark, anchor = found[1].partition("#")
            item = self._by_path.get(path)
            if item is None:
                return found[2]
            old = f'href="{{item}}{found[1]}"'
            return found[0].replace(old, f'href="{prefix}/{item.url}{mark}{anchor}"')

        return ITEM_LINK.sub(link, html).replace('<a href="{site}/', f'<a href="{prefix}/')


def in_order(items: Iterable[Item]) -> list[Item]:
    """Return items as their list shows them: people by order, occasions by start, pages, newest."""

    def key(item: Item) -> tuple[object, ...]:
        if isinstance(item, Person | Page):
            return (item.order, item.title, item.path)
        if isinstance(item, Event):
            return (item.start, item.path)
        if isinstance(item, Meeting):
            return (-item.start.toordinal(), item.path)
        return newest_first(item)

    return sorted(items, key=key)


def _is_over(item: Item, on: date) -> bool:
    """Tell whether not even a preview may show the item."""
    if isinstance(item, PatientStory) and not item.consent.allows("website", on):
        return True
    return item.expires is not None and on > item.expires
