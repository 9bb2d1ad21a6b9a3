"""The Pelican adapter: the catalogue is loaded and checked, then read by Pelican item by item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pelican import Pelican, signals
from pelican.contents import Category, Tag
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator
from pelican.readers import BaseReader, Readers
from pelican.utils import SafeDatetime
from pelican.writers import Writer

from plugins.catalogue.item import Item
from plugins.catalogue.kept_readings import kept_readings_in
from plugins.catalogue.kinds import Episode, Page, Show
from plugins.catalogue.load import in_turn, survey
from plugins.catalogue.problem import ContentError
from plugins.catalogue.publication import Publication, in_order, slug_of
from plugins.catalogue.witness import Witness

W = TypeVar("W", Category, Tag)
TODAY_IN = ZoneInfo("Europe/London")
SKIP = {"status": "skip", "title": "-", "date": SafeDatetime(2000, 1, 1)}


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The room's settings. Shapes: AS_OF "2026-11-21" or None for today; SITE_URL or None."""

    AS_OF: str | None = None
    DRAFTS: bool = False
    SITE_URL: str | None = None

    @property
    def as_of(self) -> date:
        """The day whose site is built."""
        return date.fromisoformat(self.AS_OF) if self.AS_OF else datetime.now(TODAY_IN).date()


def open_catalogue(pelican: Pelican) -> None:
    """Load the content, and set what Pelican wants to know of the site."""
    values: dict[str, Any] = pelican.settings
    settings = Settings(**values["CATALOGUE"])
    root = Path(pelican.path)
    keeping = values.get("FAST_BUILD", {})
    spread = keeping.get("SPREAD") or in_turn
    found = survey(root, keep_in=kept_readings_in(keeping, root), spread=spread)
    if found.catalogue is None:
        raise ContentError(found.problems)
    publication = Publication(found.catalogue, settings.as_of, settings.DRAFTS)
    site = publication.site
    address = (settings.SITE_URL or values.get("SITEURL") or site.address).rstrip("/")
    # Every room adds its own, so that an editor is told of all problems at once.
    values.setdefault("CONTENT_CHECKS", []).append(lambda _: found.problems)
    values["WITNESSES"] = [Witness(publication)]
    values.update(
        publication=publication,
        site=site,
        as_of=settings.as_of,
        SITENAME=site.name,
        SITEURL=address,
        FEED_DOMAIN=address,
        ROOT=urlsplit(address).path,
        TIMEZONE=site.timezone,
        DEFAULT_LANG=site.lang.lower(),
        DEFAULT_PAGINATION=site.per_page,
    )


def stop_at_problems(pelican: Pelican) -> type[Generator]:
    """Raise every room's problems here, where the last good output still stands.

    Pelican ends with the error's exit code.
    """
    problems = [one for check in pelican.settings["CONTENT_CHECKS"] for one in check(pelican)]
    if problems:
        raise ContentError(problems)
    return MadePages


class ItemReader(BaseReader):
    """Gives Pelican an item that the catalogue has read."""

    enabled = True
    file_extensions = ("md",)
    keepable = False  # An item is more than its file: it rests on consent, days and others' links.

    def read(self, filename: str) -> tuple[str, dict[str, Any]]:
        """Return the body's HTML and what Pelican calls metadata."""
        publication: Publication = self.settings["publication"]
        item = publication.at(filename.removeprefix(f"{self.settings['PATH']}/"))
        if item is None:
            return "", dict(SKIP)
        return words_of(item, self.settings), self.metadata(item)

    def metadata(self, item: Item) -> dict[str, Any]:
        """Return an item's facts under the names that Pelican gives them."""
        publication: Publication = self.settings["publication"]
        original = publication.original(item)
        facts: dict[str, Any] = {
            "item": item,
            "title": item.title,
            "summary": item.summary,
            "date": _start_of(item.date),
            "lang": (item.lang or publication.site.lang).lower(),
            "slug": item.name,
            "url": item.url,
            "save_as": f"{item.url}index.html",
            "template": template_of(item),
            "translation_id": original.path,
            "status": "published",
            "tags": [self._wrapper(Tag, name) for name in item.topics],
        }
        if item.updated:
            facts["modified"] = _start_of(item.updated)
        if not isinstance(item, Page):
            facts["category"] = self._wrapper(Category, item.kind)
        return facts

    def _wrapper(self, kind: type[W], name: str) -> W:
        """Return the one tag or category of a name: each would make its slug anew."""
        known: dict[tuple[type[Any], str], Any] = self.__dict__.setdefault("_wrappers", {})
        if (kind, name) not in known:
            known[kind, name] = kind(name, self.settings)
        found: W = known[kind, name]
        return found


def _start_of(day: date) -> SafeDatetime:
    return SafeDatetime(day.year, day.month, day.day)


def words_of(item: Item, settings: Mapping[str, Any]) -> str:
    """Return a body's HTML with the addresses of all that it links to and shows.

    BODY_STEPS are the rooms' own: each takes and returns HTML.
    """
    publication: Publication = settings["publication"]
    html = publication.linked(item.body.html, settings["ROOT"])
    for step in settings.get("BODY_STEPS", ()):
        html = step(html)
    return html


def template_of(item: Item) -> str:
    """Return the name of the template that shows an item."""
    names = {"stories": "story", "people": "person", "pages": "page"}
    if isinstance(item, Show | Episode):
        return type(item).__name__.lower()
    return names.get(item.kind, item.kind.removesuffix("s") if item.kind != "news" else "news")


def use_reader(readers: Readers) -> None:
    """Let our reader read Markdown."""
    readers.reader_classes["md"] = ItemReader


def add_globals(generator: Generator) -> None:
    """Give templates the addresses of items and links."""
    context: Mapping[str, Any] = generator.context
    publication: Publication = context["publication"]

    def address(target: Item | str, prefix: str) -> str:
        """Return the address of an item, of a link in a field, or of /a/page/ of the site."""
        if isinstance(target, Item):
            return f"{prefix}/{target.url}"
        if target.startswith("/"):
            return f"{prefix}{target}"
        path, mark, anchor = target.partition("#")
        if not path.endswith(".md") or "://" in path:
            return target
        item = publication.at(path)
        return f"{prefix}/{item.url}{mark}{anchor}" if item else f"{prefix}/"

    def href(target: Item | str) -> str:
        return address(target, context["ROOT"])

    def absolute(target: Item | str) -> str:
        return address(target, context["SITEURL"])

    # Pelican would join its own links in bodies to the full address; ours work on any host.
    generator.context["localsiteurl"] = context["ROOT"]
    generator.env.globals.update(href=href, absolute=absolute, slug_of=slug_of)


def sort_listings(generator: ArticlesGenerator) -> None:
    """Put each kind in its own order; a kind with nothing to show today keeps its list."""
    publication: Publication = generator.context["publication"]
    found = {category.name: articles for category, articles in generator.categories}
    kinds = sorted({item.kind for item in publication.catalogue.items} - {Page.kind})
    generator.categories = [
        (Category(kind, generator.settings), _in_list_order(found.get(kind, []))) for kind in kinds
    ]


def list_pages_by_topic(generators: list[Generator]) -> None:
    """Add pages to the topics' lists: Pelican puts only articles there."""
    articles = next(g for g in generators if isinstance(g, ArticlesGenerator))
    pages = next(g for g in generators if isinstance(g, PagesGenerator))
    for page in pages.pages:
        for tag in page.metadata["tags"]:
            articles.tags[tag].append(page)
    for listed in articles.tags.values():
        listed.sort(key=lambda content: (-content.item.date.toordinal(), content.item.path))


def _in_list_order(articles: list[Any]) -> list[Any]:
    by_path = {article.item.path: article for article in articles}
    items = in_order(article.item for article in articles if not isinstance(article.item, Show))
    return [by_path[item.path] for item in items]


class MadePages(Generator):
    """Writes the pages that no item asks for: places, and stories no longer available."""

    def generate_output(self, writer: Writer) -> None:
        """Write them."""
        publication: Publication = self.context["publication"]
        for place, items in publication.by_place.items():
            address = f"places/{slug_of(place)}/"
            self._write(writer, "place", address, place=place, items=items)
        if publication.by_place:
            self._write(writer, "places", "places/")
        for story in publication.tombstones:
            self._write(writer, "tombstone", story.url)

    def _write(self, writer: Writer, template: str, address: str, **values: object) -> None:
        writer.write_file(
            f"{address}index.html",
            self.get_template(template),
            self.context,
            url=address,
            address=address,  # Pelican keeps url to itself.
            template_name=template,
            **values,
        )


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(open_catalogue)
    signals.get_generators.connect(stop_at_problems)
    signals.readers_init.connect(use_reader)
    signals.generator_init.connect(add_globals)
    signals.article_generator_finalized.connect(sort_listings)
    signals.all_generators_finalized.connect(list_pages_by_topic)
