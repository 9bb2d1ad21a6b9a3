"""The Pelican adapter: sitemap, robots, redirects, feeds, structured data and search."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.parse import urljoin

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from pelican import Pelican, signals
from pelican.generators import ArticlesGenerator, Generator
from pelican.writers import Writer

from plugins.catalogue.item import Item
from plugins.catalogue.kept_files import kept_files
from plugins.catalogue.kinds import KINDS, Episode, Occasion, Person
from plugins.catalogue.problem import Problem
from plugins.catalogue.publication import Publication
from plugins.discovery.feed import Channel, SiteFeed, add_entry, feed_of, newest_first
from plugins.discovery.listings import made_by_the_site
from plugins.discovery.redirects import Redirect, faults, redirects, redirects_json
from plugins.discovery.robots import robots
from plugins.discovery.search_kept import MADE_BY, write_search_index
from plugins.discovery.sitemap import entries, sitemap
from plugins.discovery.structured_data import (
    Around,
    Media,
    Time,
    for_script,
    of_item,
    of_site,
)

logger = logging.getLogger(__name__)


class Signposts(Generator):
    """Writes the sitemap, robots.txt, and a page at each old address."""

    def generate_output(self, writer: Writer) -> None:
        """Write them."""
        publication: Publication = self.context["publication"]
        site_url, root = self.context["SITEURL"], self.context["ROOT"]
        output = Path(writer.output_path)
        output.mkdir(parents=True, exist_ok=True)
        found = redirects(publication)
        live = publication.live  # A search engine would list what waits.
        (output / "sitemap.xml").write_bytes(sitemap(entries(live), site_url))
        _write(output / "robots.txt", robots(site_url))
        _write(output / "redirects.json", redirects_json(found, root))
        for redirect in found:
            self._write_page(writer, redirect)

    def _write_page(self, writer: Writer, redirect: Redirect) -> None:
        if redirect.file is not None:
            writer.write_file(
                redirect.file,
                self.get_template("redirect"),
                self.context,
                template_name="redirect",
                target=f"{self.context['ROOT']}/{redirect.target}",
            )


class FeedWriter(Writer):
    """Writes feeds whose addresses are whole, and whose days are the items' own."""

    channel: Channel

    def write_feed(  # noqa: PLR0913, PLR0917 -- the signature is Pelican's
        self,
        elements: Sequence[Any],
        context: dict[str, Any],
        path: str | None = None,
        url: str | None = None,
        feed_type: str = "atom",
        override_output: bool = False,  # noqa: FBT001, FBT002
        feed_title: str | None = None,
    ) -> SiteFeed:
        """Return the feed of one language, and write it: another language has its own."""
        lang = next((code for code in _languages(context) if path == _feed_in(code)), None)
        site = context["site"]
        # A kind's feed has the organisation's name of its section; a topic's has the topic's.
        name = feed_title
        if feed_title is not None and feed_title in KINDS:
            name = site.label(feed_title, feed_title.capitalize())
        self.channel = Channel(site, context["SITEURL"], str(path), name, lang)
        # A feed cannot take back what it has said: it has no drafts, also where pages show them.
        shown: Publication = context["publication"]
        live = [one for one in elements if not shown.is_draft(one.item)]
        by_path = {one.item.path: one for one in live if one.item.lang == lang}
        chosen = [by_path[item.path] for item in newest_first(one.item for one in by_path.values())]
        feed: SiteFeed = super().write_feed(
            chosen, context, path, url, feed_type, override_output, feed_title
        )
        return feed

    def _create_new_feed(
        self, feed_type: str, feed_title: str | None, context: dict[str, Any]
    ) -> SiteFeed:
        del feed_title, context  # The channel knows them.
        if feed_type != "atom":
            message = f"feeds are Atom, not {feed_type}: take FEED_*_RSS out of the settings."
            raise ValueError(message)
        return feed_of(self.channel)

    def _add_item_to_the_feed(self, feed: SiteFeed, article: Any) -> None:  # noqa: ANN401
        add_entry(feed, article.item, article.get_content(self.site_url), self.channel)


def use_feed_writer(pelican: Pelican) -> type[Writer]:
    """Give Pelican the writer."""
    del pelican  # Pelican's signal sends it.
    return FeedWriter


def write_language_feeds(generator: ArticlesGenerator, writer: Writer) -> None:
    """Write a feed for each other language: /ur/feed.xml."""
    site = generator.context["site"]
    for code in _languages(generator.context):
        found = [one for one in generator.translations if one.item.lang == code]
        if found:
            known = site.language(code)
            name = known.name if known else code
            writer.write_feed(found, generator.context, _feed_in(code), feed_title=name)


def open_room(pelican: Pelican) -> None:
    """Let our problems be told with those of other rooms."""
    pelican.settings.setdefault("CONTENT_CHECKS", []).append(problems)


def problems(pelican: Pelican) -> tuple[Problem, ...]:
    """Return every old address that cannot lead to its item."""
    publication: Publication = pelican.settings["publication"]
    return tuple(faults(publication.catalogue.items, made_by_the_site(publication)))


def generators(pelican: Pelican) -> type[Generator]:
    """Give Pelican our generator."""
    del pelican  # Pelican's signal sends it.
    return Signposts


def add_globals(generator: Generator) -> None:
    """Give templates what their page is about."""
    generator.env.globals["structured_data"] = pass_context(structured_data)


def structured_data(context: Context, item: Item | None = None) -> Markup:
    """Return the JSON-LD of an item's page, or of any other, to stand inside <script>."""
    around = _around(context, item)
    nodes = of_site(around) if item is None else of_item(item, around)
    return Markup(for_script(nodes))  # noqa: S704 -- for_script leaves nothing to escape


def _around(context: Context, item: Item | None) -> Around:
    """Gather what other rooms know of the item: they are asked by the names templates use."""
    known: Any = context.environment.globals
    publication: Publication = context["publication"]
    site_url: str = context["SITEURL"]

    host = site_url.removesuffix(context["ROOT"])

    def whole(address: str) -> str:
        # Most are of this site, and every page has some: joining would take each of them apart.
        ours = address.startswith("/") and not address.startswith("//")
        return f"{host}{address}" if ours else urljoin(f"{site_url}/", address)

    # A story without consent to it has no card of its own: the pictures' room gives the site's.
    card = known["card"](item)
    around = Around(site=context["site"], site_url=site_url, card=whole(card) if card else None)
    if item is None:
        return around
    return replace(
        around,
        trail=[
            (Markup(words).striptags(), whole(address))  # noqa: S704 -- read, not shown
            for words, address in known["trail"](context, item)
        ],
        portrait=whole(known["picture"](item.image).src)
        if isinstance(item, Person) and item.image
        else None,
        show=publication.show(item) if isinstance(item, Episode) else None,
        media=_media(item, known["file_of"], whole) if isinstance(item, Episode) else None,
        time=_time(item, known["occurrences"]) if isinstance(item, Occasion) else None,
    )


def _media(
    item: Episode, file_of: Callable[[str], Any], whole: Callable[[str], str]
) -> dict[str, Media]:
    file = file_of(item.recording.file)
    media = Media(whole(file.url), file.media_type, file.seconds, file.is_video)
    return {item.recording.file: media}


def _time(item: Occasion, occurrences: Callable[..., Sequence[Any]]) -> Time:
    """Return the next time that is not cancelled, else the next, else the first there was."""
    coming = occurrences(item)
    found = next((one for one in coming if not one.cancelled), next(iter(coming), None))
    if found is None:
        found = occurrences(item, limit=1, since=item.start.date())[0]
    return Time(found.start, found.end, found.cancelled)


def write_index(pelican: Pelican) -> None:
    """Index the pages, when all of them are written."""
    began = perf_counter()
    output = Path(pelican.output_path).absolute()
    kept = kept_files(pelican.settings, output, "search", MADE_BY)
    write_search_index(output, pelican.settings["site"].lang, kept)
    logger.info("Search index written in %.2f s", perf_counter() - began)


def _languages(context: dict[str, Any]) -> list[str]:
    return [language.code for language in context["site"].languages]


def _feed_in(code: str) -> str:
    return f"{code}/feed.xml"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def register() -> None:
    """Connect to Pelican. The search index is last: it reads what all others have written."""
    signals.initialized.connect(open_room)
    signals.get_generators.connect(generators)
    signals.get_writer.connect(use_feed_writer)
    signals.article_writer_finalized.connect(write_language_feeds)
    signals.generator_init.connect(add_globals)
    signals.finalized.connect(write_index)
