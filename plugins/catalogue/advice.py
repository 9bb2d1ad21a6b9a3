"""What could be better in the content, though nothing stops: `./run check` tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from plugins.catalogue.advice_on_consent import of_hidden_story, on_consent
from plugins.catalogue.advice_on_days import on_days, on_days_of_notice
from plugins.catalogue.advice_on_easy_read import on_easy_read, on_readings_and_films
from plugins.catalogue.advice_on_pictures import on_pictures
from plugins.catalogue.advice_on_withheld import on_withheld
from plugins.catalogue.advice_on_words import on_links_and_pictures, on_words
from plugins.catalogue.easy_read import EasyRead
from plugins.catalogue.item import Item
from plugins.catalogue.kinds import Edition, Event, Meeting, PatientStory, Person, Show
from plugins.catalogue.load import SITE_FILE, Catalogue
from plugins.catalogue.problem import Problem
from plugins.catalogue.publication import Publication
from plugins.catalogue.syntax import in_curly_marks
from plugins.catalogue.texts import texts_in

# Fields with words: where a translation does not give them, they stay as in the original.
WORDS = (
    "image",
    "told_at",
    "what_changed",
    "role",
    "profession",
    "practice",
    "leads",
    "cost",
    "cancelled_because",
    "agenda",
    "decisions",
    "heard",
    "heard_from",
    "did",
    "banner",
    "plan",
    "progress",
    "chapters",
)
# A hashtag after a space makes the rest of the line a note, which is not published.
LOST = re.compile(r"""\s*[\w-]+:\s+[^\s"'#\[{|>][^"']*?\s(#\w\S*)""")


def advice(catalogue: Catalogue, as_of: date) -> tuple[Problem, ...]:
    """Return every piece of advice on a day, in the order of files and lines."""
    publication = Publication(catalogue, as_of)
    live = {item.path for item in publication.items}
    found: set[Problem] = set(on_pictures(catalogue))
    for item in catalogue.items:
        if item.expires is not None and item.expires < as_of:
            continue  # Nobody sees it any more.
        english = _is_english(item.lang or catalogue.site.lang)
        # A patient's words are the patient's own: nobody should make them plainer.
        ours = english and not isinstance(item, PatientStory)
        found.update(on_words(item, plain_english=ours))
        found.update(on_days(item, as_of))
        if isinstance(item, PatientStory):
            found.update(on_consent(item, as_of))
        found.update(_on_occasion(item))
        found.update(_on_recordings(item, catalogue))
        found.update(on_readings_and_films(item))
        found.update(_on_lost_words(item.path, catalogue))
        found.update(_on_curly_marks(item))
        if item.path in live:
            found.update(_on_links(item, catalogue, live, as_of))
    found.update(on_withheld(publication))
    found.update(_on_editions(publication))
    found.update(_on_easy_reads(catalogue))
    for easy_read in publication.easy_reads.values():
        found.update(_on_links(easy_read, catalogue, live, as_of))
    found.update(_on_translations(catalogue))
    found.update(_on_notices(catalogue, live, as_of))
    found.update(_on_files(catalogue))
    return tuple(sorted(found))


def _is_english(lang: str) -> bool:
    return re.match("en(-|$)", lang) is not None


def _on_editions(publication: Publication) -> Iterator[Problem]:
    for edition in publication.items:
        if isinstance(edition, Edition) and not publication.gathered(edition):
            fault = "it gathers nothing: no item that may be printed is of its days or topic."
            remedy = (
                "Correct from and to, topic or items. Stories are in it only where uses, under"
                " consent, has print and audio."
            )
            field = "items" if edition.items else "from" if edition.starts else "topic"
            yield Problem(edition.path, edition.origin.line_of(field), fault, remedy)


def _on_easy_reads(catalogue: Catalogue) -> Iterator[Problem]:
    items = {item.path: item for item in catalogue.items}
    for easy_read in catalogue.easy_reads:
        item = items.get(easy_read.of)
        english = _is_english((item and item.lang) or catalogue.site.lang)
        yield from on_easy_read(easy_read, item, english=english)
        yield from on_links_and_pictures(easy_read)
        yield from _on_lost_words(easy_read.path, catalogue)


def _on_occasion(item: Item) -> Iterator[Problem]:
    if not isinstance(item, Event | Meeting):
        return
    if item.cancelled_because and not item.cancelled:
        fault = "cancelled_because is given, but it is not cancelled."
        remedy = "Add cancelled: true, or people will come; or delete cancelled_because."
        yield Problem(item.path, item.origin.line_of("cancelled_because"), fault, remedy)
    if item.venue is None and item.online is None and not item.cancelled:
        fault = "it does not say where it is."
        remedy = "Add venue with name and address, or online with a web address."
        yield Problem(item.path, item.origin.line_of("start"), fault, remedy)


def _on_recordings(item: Item, catalogue: Catalogue) -> Iterator[Problem]:
    for transcript in item.transcripts:
        text = (catalogue.root / transcript).read_text("utf-8", errors="replace")
        # What is left of WebVTT without its head, times and numbers are the words.
        rows = [row.strip("\ufeff ") for row in text.splitlines()]
        words = [row for row in rows[1:] if row and "-->" not in row and not row.isdigit()]
        if not words:
            fault = "a transcript has no words."
            remedy = "Write down what is said: who cannot hear it reads it."
            yield Problem(transcript, 1, fault, remedy)


def _on_lost_words(path: str, catalogue: Catalogue) -> Iterator[Problem]:
    text = (catalogue.root / path).read_text(encoding="utf-8-sig")
    front_matter = text.split("\n---", 1)[0]
    for number, row in enumerate(front_matter.splitlines(), start=1):
        if found := LOST.match(row):
            fault = f'"{found[1]}" and what follows it are not published.'
            remedy = "Put quotation marks around the whole text, or a space after the #."
            yield Problem(path, number, fault, remedy)


def _on_curly_marks(item: Item) -> Iterator[Problem]:
    """Tell of marks that an editor may have meant for YAML's; a story's title is a quotation."""
    for field in ("title", "summary"):
        if in_curly_marks(getattr(item, field)) and not isinstance(item, PatientStory):
            fault = f"the curly quotation marks around {field} are shown to readers."
            remedy = "Delete them, or use straight ones. Leave them only around a quotation."
            yield Problem(item.path, item.origin.line_of(field), fault, remedy)


def _on_links(
    item: Item | EasyRead, catalogue: Catalogue, live: set[str], as_of: date
) -> Iterator[Problem]:
    """Tell of links to items that nobody sees on this day: they become mere words."""
    known = {other.path: other for other in catalogue.items}
    targets = [(link.target.partition("#")[0], link.line) for link in item.body.links]
    related = item.related if isinstance(item, Item) else ()
    targets += [(path, item.origin.line_of("related", n)) for n, path in enumerate(related)]
    for target, line in targets:
        if target in known.keys() - live:
            said = of_hidden_story(known[target], as_of) or (
                f'"{target}" is not shown on {as_of}, so that nothing leads to it from here.',
                "Publish it too, or take the link out. Its status and days say when it shows.",
            )
            yield Problem(item.path, line, *said)


def _on_notices(catalogue: Catalogue, live: set[str], as_of: date) -> Iterator[Problem]:
    known = {item.path: item for item in catalogue.items}
    for notice in catalogue.notices:
        yield from on_days_of_notice(notice, as_of)
        target = (notice.link or "").partition("#")[0]
        if notice.is_live(as_of) and target in known.keys() - live:
            said = of_hidden_story(known[target], as_of) or (
                f'the notice leads to "{target}", which is not shown on {as_of}.',
                "Publish that item, or link to another one.",
            )
            yield Problem(notice.path, notice.origin.line_of("link"), *said)


def _on_translations(catalogue: Catalogue) -> Iterator[Problem]:
    originals = {item.path: item for item in catalogue.items}
    for item in catalogue.items:
        original = originals.get(item.translation_of or "")
        if original is None:
            continue
        known = catalogue.site.language(item.lang or "")
        language = known.english if known else item.lang
        day = item.translator.translated if item.translator else item.changed
        if original.changed > day:
            fault = f"the original was changed on {original.changed}, after this was translated."
            remedy = (
                "Have the change translated. Then write the new day into translated,"
                " under translator."
            )
            yield Problem(item.path, item.origin.line_of("translation_of"), fault, remedy)
        if item.title == original.title and not isinstance(item, Person | Show):
            fault = "title is still that of the original."
            yield Problem(
                item.path, item.origin.line_of("title"), fault, f"Write it in {language}."
            )
        left = [name for name in WORDS if _has_words(original, name) and not _gives(item, name)]
        if left:
            fault = f"these fields still have the words of the original: {', '.join(left)}."
            remedy = f"Write them here too, in {language}."
            yield Problem(item.path, item.origin.line_of("translation_of"), fault, remedy)


def _has_words(item: Item, field: str) -> bool:
    value = getattr(item, field, None)
    return bool(value) and not (field == "image" and item.image and item.image.decorative)


def _gives(item: Item, field: str) -> bool:
    return (field,) in item.origin.lines


def _on_files(catalogue: Catalogue) -> Iterator[Problem]:
    """Tell of files that nothing names: they are not published, and make the folder heavy."""
    named: set[str] = {SITE_FILE, *(item.path for item in catalogue.items)}
    named |= {notice.path for notice in catalogue.notices}
    for model in (catalogue.site, *catalogue.items, *catalogue.notices):
        named.update(text for _, text in texts_in(model.model_dump()))
    named |= {easy_read.path for easy_read in catalogue.easy_reads}
    texts: tuple[Item | EasyRead, ...] = (*catalogue.items, *catalogue.easy_reads)
    for text in texts:
        named |= {one.target for one in (*text.body.pictures, *text.body.files)}
    for file in sorted(catalogue.files - named):
        fault = "no item uses this file, so that it is not published."
        yield Problem(file, 1, fault, "Name it in an item, or delete it.")
