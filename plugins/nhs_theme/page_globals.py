"""What templates may call: words, days, sizes, theme files, and the way through the site."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from plugins.catalogue import dates
from plugins.catalogue.interface_words import SOURCE, Words
from plugins.catalogue.item import Item
from plugins.catalogue.kinds import Episode, Page
from plugins.catalogue.labels import SECTIONS
from plugins.catalogue.publication import Publication
from plugins.catalogue.witness import Remembered
from plugins.nhs_theme import speech
from plugins.nhs_theme.age import has_had_its_day
from plugins.nhs_theme.files import ThemeFiles
from plugins.nhs_theme.fonts import font_of
from plugins.nhs_theme.making import colour_of, direction
from plugins.nhs_theme.media_hosts import media_hosts
from plugins.nhs_theme.numbers import numbers_together
from plugins.nhs_theme.page_numbers import page_numbers
from plugins.nhs_theme.sections import Section, Sections

PAGE_LANG = "_page_lang"  # what a template's own names never are


def item_of(context: Context) -> Item | None:
    """Return the item that the page shows; None for lists and the like."""
    shown = context.get("article") or context.get("page")
    return getattr(shown, "item", None)


@pass_context
def section_of(context: Context) -> str:
    """Return the first part of the page's address in the site's own language: "news"."""
    item = item_of(context)
    address = item.address if item else str(context.get("output_file") or "")
    return address.partition("/")[0] if "/" in address else ""


@pass_context
def page_address(context: Context) -> str:
    """Return the page's address from the site's root: "news/page/2/"."""
    item = item_of(context)
    return item.url if item else str(context.get("output_file") or "").removesuffix("index.html")


@dataclass(frozen=True)
class PageGlobals:
    """The globals of one build."""

    publication: Publication
    words: Words
    files: ThemeFiles
    root: str
    _rendered: Remembered[tuple[str, str, str], Markup] = field(default_factory=Remembered)
    _sections: Remembered[str | None, Sections] = field(default_factory=Remembered)
    _site_words: Remembered[tuple[str, str], Markup] = field(default_factory=Remembered)

    def by_name(self) -> Mapping[str, Callable[..., Any]]:
        """Return the functions under the names that templates call them by."""
        return {
            "t": self.t,
            "day": self.day,
            "weekday": self.weekday,
            "moment": self.moment,
            "clock": self.clock,
            "month": self.month,
            "short_month": self.short_month,
            "page_lang": self.page_lang,
            "page_section": section_of,
            "page_address": page_address,
            "section_name": self.section_name,
            "section_label": self.section_label,
            "site_words": self.site_words,
            "chrome": self.chrome,
            "trail": self.trail,
            "direction": self.direction,
            "language_name": self.language_name,
            "language_said": self.language_said,
            "brand_colour": lambda: colour_of(self.publication.site),
            "section": self.section,
            "has_had_its_day": lambda item: has_had_its_day(item, self.publication.as_of),
            "asset": self.files.url,
            "has_asset": self.files.has,
            "name_font": self.name_font,
            "numbers_together": numbers_together,
            "page_numbers": page_numbers,
            "size": dates.size,
            "length": dates.length,
            "duration": dates.duration,
            "lines": speech.lines,
            "media_hosts": media_hosts,
        }

    @pass_context
    def page_lang(self, context: Context) -> str:
        """Return the language of the page."""
        # Dozens of words on each page ask. What is imported or included has it from around it.
        known: str | None = context.vars.get(PAGE_LANG) or context.parent.get(PAGE_LANG)
        if known is None:
            item = item_of(context)
            known = context.vars[PAGE_LANG] = (
                item.lang if item else None
            ) or self.publication.site.lang
        return known

    def direction(self, lang: str) -> str:
        """Return "ltr" or "rtl"."""
        return direction(self.publication.site, lang)

    def name_font(self, lang: str) -> bool:
        """Tell whether a link to this language needs its typeface to show the language's name."""
        font = font_of(lang)
        return font is not None and font.for_names

    def language_name(self, lang: str, said_in: str | None = None) -> str:
        """Return a language's name in itself, or in another language."""
        known = self.publication.site.language(lang)
        if known is not None and said_in is None:
            return known.name
        return dates.locale_of(lang).get_language_name((said_in or lang).replace("-", "_")) or lang

    def language_said(self, lang: str) -> str:
        """Return a language's name for a phrase on a page in it, which may be in English yet."""
        return self.language_name(lang, lang if self.words.has(lang, "Home") else SOURCE)

    @pass_context
    def t(
        self, context: Context, text: str, plural: str | None = None, n: int = 1, **values: object
    ) -> Markup:
        """Return our own words in the page's language; `n` chooses between text and plural."""
        return self.words.say(self.page_lang(context), text, plural, n, **values)

    @pass_context
    def day(self, context: Context, value: date, lang: str | None = None) -> str:
        """Return "3 November 2026"."""
        return dates.day(value, lang or self.page_lang(context))

    @pass_context
    def weekday(self, context: Context, value: date, lang: str | None = None) -> str:
        """Return "Tuesday 24 November 2026"."""
        return dates.weekday(value, lang or self.page_lang(context))

    @pass_context
    def moment(self, context: Context, value: datetime, lang: str | None = None) -> str:
        """Return "Tuesday 24 November 2026, 10am"."""
        return dates.moment(value, lang or self.page_lang(context))

    @pass_context
    def clock(self, context: Context, value: datetime | time | str, lang: str | None = None) -> str:
        """Return "10am" of a moment, or of the hour as an agenda has it: "10:00"."""
        hour = time.fromisoformat(value) if isinstance(value, str) else value
        return dates.clock(hour, lang or self.page_lang(context))

    @pass_context
    def month(self, context: Context, value: date, lang: str | None = None) -> str:
        """Return "November 2026"."""
        return dates.month(value, lang or self.page_lang(context))

    @pass_context
    def short_month(self, context: Context, value: date, lang: str | None = None) -> str:
        """Return "Nov"."""
        return dates.short_month(value, lang or self.page_lang(context))

    @pass_context
    def section_name(self, context: Context, kind: str) -> Markup:
        """Return the organisation's own name of a section, or ours in the page's language."""
        labels = self.publication.site.labels
        if kind not in labels:
            return self.t(context, SECTIONS[kind])
        return self.site_words(context, labels[kind])

    def section_label(self, kind: str) -> str:
        """Return the same in the site's own language, whatever the page's is."""
        site = self.publication.site
        label = site.labels.get(kind)
        return label or self.words.say(site.lang, SECTIONS[kind]).striptags()

    @pass_context
    def site_words(self, context: Context, text: str) -> Markup:
        """Return words of site.yaml in the page's language, or as they are, and marked so."""
        key = (self.page_lang(context), text)
        return self._site_words.of(key, lambda: self._words_of_site(*key))

    def _words_of_site(self, lang: str, text: str) -> Markup:
        site = self.publication.site
        known = site.language(lang)
        if lang == site.lang or (known is not None and text in known.words):
            said = text if known is None else known.words.get(text, text)
            return escape(said)
        return Markup('<span lang="{}" dir="{}">{}</span>').format(
            site.lang, self.direction(site.lang), text
        )

    def section(self, page: Page) -> Section | None:
        """Return the section to show beside a lasting page."""
        return self._sections_in(page.lang).section(page)

    @pass_context
    def trail(self, context: Context, item: Item) -> Sequence[tuple[Markup, str]]:
        """Return the way from the home page to an item, without the item: words and addresses."""
        steps = [(self.t(context, "Home"), f"{self.root}/")]
        if isinstance(item, Page):
            over = self._sections_in(item.lang).ancestors(item)
            return [*steps, *(self._step(page) for page in over)]
        steps.append((self.section_name(context, item.kind), f"{self.root}/{item.root}/"))
        show = self.publication.show(item) if isinstance(item, Episode) else None
        # A show that is the whole section would stand there twice.
        named_alike = show is not None and steps[-1][0].striptags() == show.title
        return [*steps, self._step(show)] if show and not named_alike else steps

    @pass_context
    def chrome(self, context: Context, part: str) -> Markup:
        """Return the header or the footer, rendered once for each language and section."""
        # Only the header's menu marks where the reader is.
        section = section_of(context) if part == "header" else ""
        key = (part, self.page_lang(context), section)

        def rendered() -> Markup:
            template = context.environment.get_template(f"chrome/{part}.html")
            return Markup(template.render(context.get_all()))  # noqa: S704 -- ours

        return self._rendered.of(key, rendered)

    def _step(self, item: Item) -> tuple[Markup, str]:
        return escape(item.title), f"{self.root}/{item.url}"

    def _sections_in(self, lang: str | None) -> Sections:
        def sections() -> Sections:
            pages = (item for item in self.publication.items if isinstance(item, Page))
            return Sections(page for page in pages if page.lang == lang)

        return self._sections.of(lang, sections)
