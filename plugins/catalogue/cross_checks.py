"""What no file shows alone: links, addresses, translations, words of the site, hidden names."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from plugins.catalogue.item import Item
from plugins.catalogue.kinds import ITEM_KINDS, Campaign, Episode, Event, PatientStory, Person, Show
from plugins.catalogue.kinds import Feedback, NewsItem
from plugins.catalogue.load import SITE_FILE, Catalogue
from plugins.catalogue.problem import Problem

# Pages that the site makes itself; an item cannot stand at these, and links may lead to them.
ALWAYS_MADE = frozenset({"", "topics/", "archive/", "search/"})
MADE_BY_THE_SITE = ALWAYS_MADE | {f"{kind.root}/" for kind in ITEM_KINDS if kind.root} | {"places/"}
OWN_FOLDERS = frozenset({"assets", "cards", "pagefind", "pictures", "topics", "places", "archive"})
WORD_LENGTH = 3  # Shorter parts of a name, such as "de", are words of their own.


def problems_between(catalogue: Catalogue, read: frozenset[str]) -> Iterator[Problem]:
    """Yield what is wrong between items; `read` are the files whose front matter was read.

    An item that is itself faulty is missing from the catalogue, and is not reported again by
    each item that names it.
    """
    by_path = {item.path: item for item in catalogue.items}
    checks = _Checks(catalogue, by_path, read)
    for item in catalogue.items:
        yield from checks.of_words(item)
        yield from checks.of_translation(item)
        yield from checks.of_references(item)
        yield from checks.of_links(item)
        if isinstance(item, PatientStory):
            yield from hidden_names(item, _captions(catalogue, item))
    for notice in catalogue.notices:
        if notice.link:
            yield from checks.of_link(notice.link, notice.path, notice.origin.line_of("link"))
    yield from checks.of_addresses()
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
        lists = {f"{item.root}/" for item in catalogue.items if item.root}
        self.addresses = {item.url for item in catalogue.items} | lists | ALWAYS_MADE
        self.known = {
            "topics": [term.name for term in self.site.topics],
            "places": [term.name for term in self.site.places],
        }

    def of_words(self, item: Item) -> Iterator[Problem]:
        """Topics and places come from site.yaml, so that a misspelt one is not a new one."""
        for field, known in self.known.items():
            for index, word in enumerate(getattr(item, field)):
                if word in known:
                    continue
                close = difflib.get_close_matches(word, known, n=1)
                hint = f'Did you mean "{close[0]}"? ' if close else ""
                remedy = f"{hint}Use a name from {field} in {SITE_FILE}, or add it there."
                line = item.origin.line_of(field, index)
                yield Problem(item.path, line, f'"{word}" is not one of the {field}.', remedy)

    def of_translation(self, item: Item) -> Iterator[Problem]:
        line = item.origin.line_of("lang")
        if item.translation_of is None:
            if item.lang and item.lang != self.site.lang:
                remedy = "Add translation_of: and the name of the file that it translates."
                yield Problem(item.path, line, "it is not said what it is a translation of.", remedy)
            return
        if not item.lang or item.lang == self.site.lang:
            remedy = "Add lang: and the code of the language, like ur for Urdu."
            yield Problem(item.path, line, "the language of the translation is missing.", remedy)
        elif self.site.language(item.lang) is None:
            remedy = f"Add it to languages in {SITE_FILE}, with its name and direction."
            yield Problem(item.path, line, f'"{item.lang}" is not a language of the site.', remedy)
        yield from self._of_original(item, item.translation_of)

    def _of_original(self, item: Item, reference: str) -> Iterator[Problem]:
        line = item.origin.line_of("translation_of")
        original = self.by_path.get(reference)
        if original is None:
            if reference not in self.faulty:
                remedy = "Name the file of an item."
                yield Problem(item.path, line, f'"{reference}" is not an item.', remedy)
            return
        if type(original) is not type(item) or (
            posixpath.dirname(reference) != posixpath.dirname(item.path)
        ):
            remedy = f"Move it beside {reference}."
            fault = "a translation lies in another folder than its original."
            yield Problem(item.path, line, fault, remedy)
        elif original.translation_of is not None:
            remedy = f"Name {original.translation_of} instead."
            yield Problem(item.path, line, "it translates a translation.", remedy)
        elif original.name != item.name:
            remedy = f"Rename it {original.name}.{item.lang}.md."
            fault = "a translation is named otherwise than its original."
            yield Problem(item.path, 1, fault, remedy)

    def of_references(self, item: Item) -> Iterator[Problem]:
        """Fields that name an item must name one of the right kind."""
        for place, reference, kind in _references(item):
            if reference in self.faulty:
                continue
            target = self.by_path.get(reference)
            line = item.origin.line_of(*place)
            if target is None or not isinstance(target, kind):
                noun = kind.noun if kind is not Item else "an item with a page"
                remedy = f"Name the file of {noun}."
                yield Problem(item.path, line, f'"{reference}" is not {noun}.', remedy)

    def of_links(self, item: Item) -> Iterator[Problem]:
        if isinstance(item, Event) and item.booking:
            yield from self.of_link(item.booking, item.path, item.origin.line_of("booking"))
        if isinstance(item, Campaign) and item.banner and item.banner.link:
            line = item.origin.line_of("banner", "link")
            yield from self.of_link(item.banner.link, item.path, line)
        for link in item.body.links:
            if link.target.startswith("#"):
                yield from _anchor(item, link.target[1:], item.path, link.line)
            else:
                yield from self.of_link(link.target, item.path, link.line)

    def of_link(self, target: str, path: str, line: int) -> Iterator[Problem]:
        """Check one link that leads within the site."""
        if target.startswith("/"):
            address = target.partition("#")[0].partition("?")[0].lstrip("/")
            if address not in self.addresses and not self._is_listing(address):
                remedy = "Link to the item's file instead, like ../pages/contact.md."
                yield Problem(path, line, f'no page of the site stands at "{target}".', remedy)
            return
        file, _, anchor = target.partition("#")
        if not file.endswith(".md") or re.match(r"[a-z]+:", target) or file in self.faulty:
            return
        item = self.by_path.get(file)
        if item is None:
            remedy = "Link to an item that has a page of its own."
            yield Problem(path, line, f'"{file}" has no page.', remedy)
        elif anchor:
            yield from _anchor(item, anchor, path, line)

    def _is_listing(self, address: str) -> bool:
        """Feeds, calendars and single topics: the link checker reads them in the output."""
        return address.startswith(("topics/", "places/", "archive/")) or address.endswith(
            (".xml", ".ics")
        )

    def of_addresses(self) -> Iterator[Problem]:
        claims: dict[str, list[Item]] = defaultdict(list)
        for item in self.catalogue.items:
            claims[item.url].append(item)
        for address, items in claims.items():
            first = items[0]
            for other in items[1:]:
                remedy = f"Give one of the two another file name or slug: {first.path} has it too."
                line = other.origin.line_of("slug")
                yield Problem(other.path, line, f"the address /{address} is taken.", remedy)
            folder = address.split("/")[0]
            languages = {language.code for language in self.site.languages}
            taken = address in MADE_BY_THE_SITE or folder in OWN_FOLDERS
            if taken or (folder in languages and first.lang is None):
                remedy = "Give it another file name or slug: the site uses that address itself."
                yield Problem(first.path, 1, f"the address /{address} is taken.", remedy)

    def of_shows(self) -> Iterator[Problem]:
        shows = {item.name for item in self.catalogue.items if isinstance(item, Show)}
        for item in self.catalogue.items:
            file = f"podcasts/{item.show}/show.md" if isinstance(item, Episode) else ""
            if isinstance(item, Episode) and item.show not in shows and file not in self.faulty:
                remedy = f"Write {file}: an episode belongs to a show."
                yield Problem(item.path, 1, "there is no show in this folder.", remedy)

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

    def _of_menu(self, target: str, line: int) -> Iterator[Problem]:
        if not target.startswith("/") and target.partition("#")[0] not in self.by_path:
            remedy = "Write an address like /news/, or the file of an item like pages/contact.md."
            if target not in self.faulty:
                yield Problem(SITE_FILE, line, f'"{target}" leads nowhere.', remedy)
            return
        yield from self.of_link(target, SITE_FILE, line)


def _references(item: Item) -> Iterator[tuple[tuple[str | int, ...], str, type[Item]]]:
    """Yield the place, the file and the wanted kind of each field that names an item."""
    for index, path in enumerate(item.related):
        yield ("related", index), path, Item
    if isinstance(item, NewsItem) and item.campaign:
        yield ("campaign",), item.campaign, Campaign
    if isinstance(item, Feedback):
        for index, path in enumerate(item.heard_at):
            yield ("heard_at", index), path, Event
    if isinstance(item, Episode):
        for index, speaker in enumerate(item.people):
            if speaker.person:
                yield ("people", index, "person"), speaker.person, Person


def _anchor(item: Item, anchor: str, path: str, line: int) -> Iterator[Problem]:
    if anchor in item.body.anchors:
        return
    names = sorted(heading.anchor for heading in item.body.headings)
    close = difflib.get_close_matches(anchor, names, n=1)
    hint = f'Did you mean "#{close[0]}"? ' if close else ""
    listing = ", ".join(f"#{name}" for name in names) or "none"
    remedy = f"{hint}The headings of {item.path} are: {listing}."
    yield Problem(path, line, f'no heading has the anchor "#{anchor}".', remedy)


def _captions(catalogue: Catalogue, story: PatientStory) -> str:
    if story.recording is None:
        return ""
    captions = catalogue.root / story.recording.transcript
    return captions.read_text(encoding="utf-8", errors="replace")


def hidden_names(story: PatientStory, captions: str) -> Iterator[Problem]:
    """Yield each place at which a story shows the name that its teller did not want shown."""
    if not story.consent.real_name:
        return
    consent = story.consent
    if not consent.known_as:
        remedy = "Add known_as: and the name that readers may see, like A carer from Oadby."
        line = story.origin.line_of("consent", "real_name")
        yield Problem(story.path, line, "consent has a real_name, and no known_as.", remedy)
    shown = _words(consent.known_as or "")
    hidden = [w for w in _words(consent.real_name or "") if len(w) >= WORD_LENGTH and w not in shown]
    for place, text, line in _seen_by_readers(story, captions):
        for word in hidden:
            if word in _words(text):
                remedy = f"Use the name in known_as: this part of the real name is in {place}."
                yield Problem(story.path, line, f"the person's real name is in {place}.", remedy)
                break


def _seen_by_readers(story: PatientStory, captions: str) -> Iterable[tuple[str, str, int]]:
    """Yield every text of a story that the public sees, with its name and line."""
    line_of = story.origin.line_of
    yield "the title", story.title, line_of("title")
    yield "the summary", story.summary, line_of("summary")
    yield "the address", story.name, line_of("slug")
    yield "told_at", story.told_at or "", line_of("told_at")
    yield "what_changed", story.what_changed or "", line_of("what_changed")
    for image in story.images:
        words = f"{image.alt} {image.caption or ''} {image.credit or ''}"
        yield "the words of the picture", words, line_of("image")
    yield "the transcript", captions, line_of("recording", "transcript")
    for offset, row in enumerate(story.body.markdown.splitlines()):
        yield "the story", row, story.body.first_line + offset


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
