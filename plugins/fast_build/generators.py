"""Pelican's generators of articles and pages, with loops that grow with the number of items alone.

Pelican looks for each item in lists of all items, for translations, categories, tags and periods;
the results here are the same.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from itertools import chain, groupby
from operator import attrgetter
from typing import Any

from pelican import generators, signals
from pelican.contents import Content, SkipStub
from pelican.utils import order_content, process_translations

from plugins.fast_build.contents import Article, Observed, Page

logger = logging.getLogger(__name__)


class Listed(list[Any]):
    """A list that knows at once what it holds: Pelican asks so for each item and each category."""

    _known: frozenset[int] = frozenset()

    def __reduce__(self) -> tuple[type, tuple[list[Any]]]:
        """Let it be written down as what it holds."""
        return list, (list(self),)

    def __contains__(self, item: object) -> bool:
        """Tell whether it holds the item: contents are equal only to themselves."""
        if not isinstance(item, Content):
            return super().__contains__(item)
        if len(self._known) != len(self):
            self._known = frozenset(map(id, self))
        return id(item) in self._known


class _Gathering(generators.CachingGenerator):
    """What the reading of articles and of pages have in common."""

    noun: str
    observed: type[Observed]

    @property
    def asked_paths(self) -> list[str]:
        """The files to read, from the content folder."""
        name = self.noun.upper()
        paths, exclude = self.settings[f"{name}_PATHS"], self.settings[f"{name}_EXCLUDES"]
        if "_found" not in self.__dict__:
            self._found = sorted(self.get_files(paths, exclude=exclude))
        return self._found

    @property
    def how(self) -> dict[str, Any]:
        """How Readers is to read them."""
        return {
            "content_class": self.observed,
            "context": self.context,
            "preread_signal": getattr(signals, f"{self.noun}_generator_preread"),
            "preread_sender": self,
            "context_signal": getattr(signals, f"{self.noun}_generator_context"),
            "context_sender": self,
        }

    def _read_all(self) -> dict[str, list[Any]]:
        """Return the contents by status."""
        found: dict[str, list[Any]] = {"published": Listed(), "draft": Listed(), "hidden": Listed()}
        for path in self.asked_paths:
            try:
                content = self.readers.read_file(base_path=self.path, path=path, **self.how)
            except Exception:  # As Pelican does: it is told, and the others are read.
                logger.exception(
                    "Could not process %s", path, exc_info=self.settings.get("DEBUG", False)
                )
                self._add_failed_source_path(path)
                continue
            if isinstance(content, SkipStub):
                continue
            if not content.is_valid():
                self._add_failed_source_path(path)
                continue
            found[content.status].append(content)
            self.add_source_path(content)
            self.add_static_links(content)
        return found

    def _in_languages(self, contents: list[Any]) -> tuple[list[Any], list[Any]]:
        """Return the originals in their order, and the translations."""
        name = self.noun.upper()
        key = self.settings[f"{name}_TRANSLATION_ID"]
        order = self.settings[f"{name}_ORDER_BY"]
        originals, translations = _parted(contents, key)
        return Listed(order_content(originals, order)), Listed(translations)


def _parted(contents: list[Any], key: str | Iterable[str] | None) -> tuple[list[Any], list[Any]]:
    """Do for each group of translations what Pelican does for all contents at once."""
    if not key:
        return contents, []
    names = {key} if isinstance(key, str) else set(key)
    try:
        contents.sort(key=attrgetter(*names))
    except (TypeError, AttributeError):
        found: tuple[list[Any], list[Any]] = process_translations(contents, key)
        return found  # It has said what is wrong.
    originals: list[Any] = []
    translations: list[Any] = []
    for _, group in groupby(contents, attrgetter(*names)):
        some = list(group)
        if len(some) == 1:
            some[0].translations = []
            originals += some
        else:
            first, others = process_translations(some, key)
            originals += first
            translations += others
    return originals, translations


class ArticlesGenerator(_Gathering, generators.ArticlesGenerator):
    """Pelican's ArticlesGenerator."""

    noun = "article"
    observed = Article

    def generate_context(self) -> None:
        """Read the articles and put them into the lists."""
        found = self._read_all()
        self.articles, self.translations = self._in_languages(found["published"])
        self.hidden_articles, self.hidden_translations = self._in_languages(found["hidden"])
        self.drafts, self.drafts_translations = self._in_languages(found["draft"])
        signals.article_generator_pretaxonomy.send(self)

        categories, tags, authors = _Lists(), _Lists(), _Lists()
        for article in self.articles:
            if hasattr(article, "category"):
                categories.add(article.category, article)
            for tag in getattr(article, "tags", ()):
                tags.add(tag, article)
            for author in getattr(article, "authors", ()):
                authors.add(author, article)
        newest_first = self.context["NEWEST_FIRST_ARCHIVES"]
        self.dates = Listed(sorted(self.articles, key=attrgetter("date"), reverse=newest_first))
        self.period_archives = self._build_period_archives(self.dates, self.articles, self.settings)
        self.tags.update(tags.found)
        reverse = self.settings["REVERSE_CATEGORY_ORDER"]
        self.categories = sorted(categories.found.items(), reverse=reverse)
        self.authors = sorted(authors.found.items())
        self._update_context(
            (
                "articles",
                "drafts",
                "hidden_articles",
                "dates",
                "tags",
                "categories",
                "authors",
                "related_posts",
            )
        )
        self.context["period_archives"] = self.period_archives
        self.save_cache()
        self.readers.save_cache()
        signals.article_generator_finalized.send(self)

    def _build_period_archives(
        self, sorted_articles: list[Any], articles: list[Any], settings: Any
    ) -> dict[str, list[dict[str, Any]]]:
        """Return the archives. Pelican looks for each article in the list of each period."""
        found: dict[str, list[dict[str, Any]]] = super()._build_period_archives(
            sorted_articles, (), settings
        )
        place = {id(article): number for number, article in enumerate(articles)}
        for archive in chain.from_iterable(found.values()):
            archive["articles"] = sorted(archive["dates"], key=lambda one: place[id(one)])
        return found

    def generate_categories(self, write: Any) -> None:
        """Write the categories' pages; plugins may have put lists of their own there."""
        self.categories = [(one, Listed(articles)) for one, articles in self.categories]
        super().generate_categories(write)


class _Lists:
    """Articles by category, tag or author; those are equal where their slugs are."""

    def __init__(self) -> None:
        self.found: dict[Any, list[Any]] = {}
        self._by_name: dict[str, list[Any]] = {}

    def add(self, wrapper: Any, article: Any) -> None:
        """Add an article. A name that has been seen needs no slug."""
        listed = self._by_name.get(wrapper.name)
        if listed is None:
            listed = self._by_name[wrapper.name] = self.found.setdefault(wrapper, Listed())
        listed.append(article)


class PagesGenerator(_Gathering, generators.PagesGenerator):
    """Pelican's PagesGenerator."""

    noun = "page"
    observed = Page

    def generate_context(self) -> None:
        """Read the pages and put them into the lists."""
        found = self._read_all()
        self.pages, self.translations = self._in_languages(found["published"])
        self.hidden_pages, self.hidden_translations = self._in_languages(found["hidden"])
        self.draft_pages, self.draft_translations = self._in_languages(found["draft"])
        self._update_context(("pages", "hidden_pages", "draft_pages"))
        self.save_cache()
        self.readers.save_cache()
        signals.page_generator_finalized.send(self)
