"""What no file shows alone: links, addresses, translations, words of the site, hidden names."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from plugins.catalogue.address_checks import ALWAYS_MADE, MADE_BY_THE_SITE, problems_of_addresses
from plugins.catalogue.body import Body
from plugins.catalogue.easy_read import is_easy_read
from plugins.catalogue.faults import label
from plugins.catalogue.fields import short
from plugins.catalogue.front_matter import Place
from plugins.catalogue.item import Item
from plugins.catalogue.kinds import (
    KINDS,
    Campaign,
    Edition,
    Episode,
    Event,
    Feedback,
    NewsItem,
    Notice,
    PatientStory,
    Person,
    Show,
)
from plugins.catalogue.load import SITE_FILE, Catalogue
from plugins.catalogue.problem import Problem
from plugins.catalogue.real_names import real_names_in
from plugins.catalogue.real_names_elsewhere import names_elsewhere
from plugins.catalogue.site_checks import problems_of_site
from plugins.catalogue.site_words import unknown_words
from plugins.catalogue.starting_words import starting_words_in


def problems_between(catalogue: Catalogue, read: frozenset[str]) -> Iterator[Problem]:
    """Yield what is wrong between items; `read` are the files whose front matter was read.

    An item that is itself faulty is missing from the catalogue, and is not reported again by
    each item that names it.
    """
    by_path = {item.path: item for item in catalogue.items}
    checks = _Checks(catalogue, by_path, read)
    easy_reads = {one.of: one for one in catalogue.easy_reads}
    for item in catalogue.items:
        yield from checks.of_words(item)
        yield from checks.of_translation(item)
        yield from checks.of_references(item)
        yield from checks.of_links(item)
        if isinstance(item, Edition):
            yield from checks.of_edition(item)
        yield from starting_words_in(item, catalogue.root)
        if isinstance(item, PatientStory):
            yield from real_names_in(item, catalogue.root, easy_reads.get(item.path))
    for easy_read in catalogue.easy_reads:
        yield from checks.of_links_in(easy_read.body, easy_read.path)
        yield from starting_words_in(easy_read, catalogue.root)
    for notice in catalogue.notices:
        if notice.link:
            yield from checks.of_link(notice.link, notice.path, notice.origin.line_of("link"))
        yield from checks.of_sections(notice)
        yield from starting_words_in(notice, catalogue.root)
    yield from names_elsewhere(catalogue)
    yield from problems_of_addresses(catalogue)
    yield from checks.of_shows()
    yield from checks.of_site()


class _Checks:
    def __init__(
        self, catalogue: Catalogue, by_path: dict[str, Item], read: frozenset[str]
    ) -> None:
        self.catalogue = catalogue
        self.site = catalogue.site
        self.by_path = by_path
        self.faulty = read - by_path.keys() - {notice.path for notice in catalogue.notices}
        self.faulty -= {easy_read.path for easy_read in catalogue.easy_reads}
        lists = {f"{item.root}/" for item in catalogue.items if item.root}
        self.addresses = {item.url for item in catalogue.items} | lists | ALWAYS_MADE
        self.known = {
            "topics": [term.name for term in self.site.topics],
            "places": [term.name for term in self.site.places],
        }

    def of_words(self, item: Item) -> Iterator[Problem]:
        """Topics and places come from site.yaml, so that a misspelt one is not a new one."""
        places: list[tuple[Place, str, str]] = [
            ((field, index), word, field)
            for field in self.known
            for index, word in enumerate(getattr(item, field))
        ]
        if isinstance(item, Edition) and item.topic:
            places.append((("topic",), item.topic, "topics"))
        for place, word, field in places:
            known = self.known[field]
            if word not in known:
                close = difflib.get_close_matches(word, known, n=1)
                hint = f'Did you mean "{close[0]}"? ' if close else ""
                remedy = f"{hint}Take a name from {field} in {SITE_FILE}, or add this one there."
                line = item.origin.line_of(*place)
                fault = f'"{short(word)}" is not one of the site\'s {field}.'
                yield Problem(item.path, line, fault, remedy)

    def of_translation(self, item: Item) -> Iterator[Problem]:
        line = item.origin.line_of("lang")
        if item.translation_of is None:
            if item.lang and _is_same_language(item.lang, self.site.lang):
                remedy = f"Delete the line: the site's own language is {self.site.lang}."
                yield Problem(item.path, line, f'lang cannot be "{item.lang}" here.', remedy)
            elif item.lang:
                remedy = (
                    "Add translation_of: and the name of the file that it translates,"
                    " like translation_of: flu-clinics.md."
                )
                fault = f'lang is "{item.lang}", but translation_of is missing.'
                yield Problem(item.path, line, fault, remedy)
            return
        if not item.lang:
            line = item.origin.line_of("translation_of")
            remedy = "Add lang: and the code of its language, like lang: ur for Urdu."
            yield Problem(item.path, line, "lang is missing: this is a translation.", remedy)
        elif _is_same_language(item.lang, self.site.lang):
            remedy = "Write the code of the language that it is translated into, like ur for Urdu."
            fault = f'lang cannot be "{item.lang}": that is the site\'s own language.'
            yield Problem(item.path, line, fault, remedy)
        elif self.site.language(item.lang) is None:
            codes = ", ".join(known.code for known in self.site.languages) or "none"
            remedy = (
                f"The languages of {SITE_FILE} are: {codes}."
                " Write one of them, or add this one to languages there."
            )
            fault = f'lang cannot be "{item.lang}": it is not a language of the site.'
            yield Problem(item.path, line, fault, remedy)
        yield from self._of_original(item, item.translation_of)

    def _of_original(self, item: Item, reference: str) -> Iterator[Problem]:
        line = item.origin.line_of("translation_of")
        original = self.by_path.get(reference)
        if original is None:
            if reference not in self.faulty:
                remedy = "Name the file of an item that has a page of its own."
                fault = f'translation_of cannot be "{reference}": it has no page.'
                yield Problem(item.path, line, fault, remedy)
            return
        if type(original) is not type(item):
            remedy = f"Name {item.noun}: that is what this file is."
            fault = f'translation_of cannot be "{reference}": it is {original.noun}.'
            yield Problem(item.path, line, fault, remedy)
            return
        wanted = f"{posixpath.basename(reference).split('.')[0]}.{item.lang}.md"
        if item.lang and posixpath.basename(item.path) != wanted:
            fault = "the file's name does not say of what, and in which language, it is."
            yield Problem(item.path, 1, fault, f"Rename it {wanted}.")
        yield from self._of_words_not_translated(item, original)

    def _of_words_not_translated(self, item: Item, original: Item) -> Iterator[Problem]:
        """Refuse to publish as another language what is still in the site's own."""
        if item.status != "published":
            return
        language = self.site.language(item.lang or "")
        remedy = (
            f"Write the {language.english if language else 'translation'},"
            " or write status: draft until it is there."
        )
        if item.summary == original.summary:
            line = item.origin.line_of("summary")
            yield Problem(item.path, line, "summary is still that of the original.", remedy)
        words = item.body.markdown.strip()
        if words and words == original.body.markdown.strip():
            fault = "the words are still those of the original."
            yield Problem(item.path, item.body.first_line, fault, remedy)

    def of_references(self, item: Item) -> Iterator[Problem]:
        """Fields that name an item must name one of the right kind."""
        for place, reference, kind in _references(item):
            if reference in self.faulty:
                continue
            target = self.by_path.get(reference)
            line = item.origin.line_of(*place)
            if target is None or not isinstance(target, kind):
                noun = kind.noun if kind is not Item else "an item with a page of its own"
                remedy = f"Name the file of {noun}."
                fault = f'{label(place)} cannot be "{reference}": it is not {noun}.'
                yield Problem(item.path, line, fault, remedy)

    def of_edition(self, edition: Edition) -> Iterator[Problem]:
        """Refuse in a booklet what has no words of its own to print."""
        for index, path in enumerate(edition.items):
            item = self.by_path.get(path)
            if isinstance(item, Edition | Show):
                line = edition.origin.line_of("items", index)
                fault = f'"{path}" cannot be in an edition: it is {item.noun}.'
                remedy = "Name the items themselves that should be in it."
                yield Problem(edition.path, line, fault, remedy)

    def of_links(self, item: Item) -> Iterator[Problem]:
        if isinstance(item, Event) and item.booking:
            yield from self.of_link(item.booking, item.path, item.origin.line_of("booking"))
        if isinstance(item, Campaign) and item.banner and item.banner.link:
            line = item.origin.line_of("banner", "link")
            yield from self.of_link(item.banner.link, item.path, line)
        yield from self.of_links_in(item.body, item.path)

    def of_links_in(self, body: Body, path: str) -> Iterator[Problem]:
        """Check the links of an item's words, or of its easy read's."""
        for link in body.links:
            if link.target.startswith("#"):
                yield from _anchor(body, link.target[1:], path, path, link.line)
            else:
                yield from self.of_link(link.target, path, link.line)

    def of_link(self, target: str, path: str, line: int) -> Iterator[Problem]:
        """Check one link that leads within the site."""
        if target.startswith("/"):
            address = target.partition("#")[0].partition("?")[0].lstrip("/")
            if address not in self.addresses and not self._is_listing(address):
                fault = f'the link "{short(target)}" leads to no page of the site.'
                remedy = "Link to the item's file instead, like ../pages/contact.md."
                if address in MADE_BY_THE_SITE:
                    fault = f'the link "{short(target)}" leads to a section without items.'
                    remedy = (
                        "A section appears with its first item: write one into the folder"
                        f" {address}, or take the link out until then."
                    )
                yield Problem(path, line, fault, remedy)
            return
        file, _, anchor = target.partition("#")
        if not file.endswith(".md") or re.match(r"[a-z]+:", target) or file in self.faulty:
            return
        item = self.by_path.get(file)
        if item is None:
            remedy = "Link to an item that has a page of its own."
            if is_easy_read(file):
                remedy = "Link to the item's own file: its page leads to the easy read."
            yield Problem(path, line, f'the link leads to "{file}", which has no page.', remedy)
        elif anchor:
            yield from _anchor(item.body, anchor, file, path, line)

    def _is_listing(self, address: str) -> bool:
        """Tell of feeds, calendars and topics; the link checker reads them in the output."""
        if address == "listen/":
            return self.catalogue.site.listen is not None
        return address.startswith(("topics/", "places/", "archive/")) or address.endswith(
            (".xml", ".ics")
        )

    def of_shows(self) -> Iterator[Problem]:
        shows = {item.name for item in self.catalogue.items if isinstance(item, Show)}
        for item in self.catalogue.items:
            file = item.show_file if isinstance(item, Episode) else ""
            if isinstance(item, Episode) and item.show not in shows and file not in self.faulty:
                remedy = f"Write {file}, with the title and author of the show."
                fault = "this is an episode of a show, and the folder has no show.md."
                yield Problem(item.path, 1, fault, remedy)

    def of_site(self) -> Iterator[Problem]:
        for field in ("menu", "footer"):
            for index, entry in enumerate(getattr(self.site, field)):
                line = self.catalogue.site_lines.get((field, index, "link"), 1)
                if re.match(r"https?://", entry.link):
                    continue
                target = entry.link if entry.link.startswith("/") else entry.link.lstrip("./")
                yield from self._of_menu(target, line)
        for index, way in enumerate(self.site.home.join):
            line = self.catalogue.site_lines.get(("home", "join", index, "link"), 1)
            yield from self.of_link(way.link, SITE_FILE, line)
        for name in self.site.labels:
            if name not in KINDS:
                line = self.catalogue.site_lines.get(("labels", name), 1)
                fault = f'"{short(name)}" under labels is not a section of the site.'
                yield Problem(SITE_FILE, line, fault, _one_of(name, KINDS))
        yield from unknown_words(self.catalogue)
        yield from problems_of_site(self.catalogue, self.by_path.keys(), self.faulty)

    def of_sections(self, notice: Notice) -> Iterator[Problem]:
        """Refuse a section that does not exist: the notice would be shown nowhere."""
        standing = self.addresses | MADE_BY_THE_SITE  # A section may be empty just now.
        sections = {address.split("/")[0] for address in standing} - {""}
        for index, name in enumerate(notice.sections):
            if name not in sections:
                line = notice.origin.line_of("sections", index)
                fault = f'"{short(name)}" is not a section of the site.'
                yield Problem(notice.path, line, fault, _one_of(name, sections))

    def _of_menu(self, target: str, line: int) -> Iterator[Problem]:
        if not target.startswith("/") and target.partition("#")[0] not in self.by_path:
            remedy = "Write an address like /news/, or the file of an item like pages/contact.md."
            if target.partition("#")[0] not in self.faulty:
                fault = f'the link "{short(target)}" leads nowhere.'
                yield Problem(SITE_FILE, line, fault, remedy)
            return
        yield from self.of_link(target, SITE_FILE, line)


def _references(item: Item) -> Iterator[tuple[tuple[str | int, ...], str, type[Item]]]:
    """Yield the place, the file and the wanted kind of each field that names an item."""
    for index, path in enumerate(item.related):
        yield ("related", index), path, Item
    if isinstance(item, Edition):
        for index, path in enumerate(item.items):
            yield ("items", index), path, Item
    if isinstance(item, NewsItem) and item.campaign:
        yield ("campaign",), item.campaign, Campaign
    if isinstance(item, Feedback):
        for index, path in enumerate(item.heard_at):
            yield ("heard_at", index), path, Event
    if isinstance(item, Episode):
        speakers = enumerate(item.people)
        named = ((index, one.person) for index, one in speakers if one.person)
        yield from ((("people", index, "person"), path, Person) for index, path in named)
    if isinstance(item, Show):
        wishes = enumerate(item.wishes)
        granted = ((index, one.episode) for index, one in wishes if one.episode)
        yield from ((("wishes", index, "episode"), path, Episode) for index, path in granted)


def _is_same_language(code: str, other: str) -> bool:
    """Tell whether en and en-GB, say, are one language."""
    return (
        code in {other, other.split("-", maxsplit=1)[0]} or other == code.split("-", maxsplit=1)[0]
    )


def _one_of(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    close = difflib.get_close_matches(name, names, n=1)
    hint = f'Did you mean "{close[0]}"? ' if close else ""
    return f"{hint}The sections are: {', '.join(names)}."


def _anchor(body: Body, anchor: str, file: str, path: str, line: int) -> Iterator[Problem]:
    """Refuse a link to a heading that the words of that file do not have."""
    anchor = unquote(anchor)
    if anchor in body.anchors:
        return
    names = [heading.anchor for heading in body.headings]
    close = difflib.get_close_matches(anchor, names, n=1)
    hint = f'Did you mean "#{close[0]}"? ' if close else ""
    listing = ", ".join(f"#{name}" for name in names)
    remedy = (
        f"The headings of {file} are: {listing}."
        if names
        else (f"{file} has no headings: delete the # and what follows it.")
    )
    fault = f'the link leads to a heading that is not there: "#{short(anchor)}".'
    yield Problem(path, line, fault, hint + remedy)
