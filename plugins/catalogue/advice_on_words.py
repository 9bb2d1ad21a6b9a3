"""What would make an item's words easier to read, hear and follow. It never blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.catalogue.easy_read import EasyRead
from plugins.catalogue.fields import short
from plugins.catalogue.item import Item
from plugins.catalogue.plain_words import long_words, paragraphs, reading_age
from plugins.catalogue.problem import Problem

LONGEST_SENTENCE = 20  # words
LONGEST_PARAGRAPH = 5  # sentences
OLDEST_READER = 14
ENOUGH_WORDS = 100  # Below this, a reading age says little.
LONGEST_ALT = 150  # characters; a field's own limit is higher, a body's picture has none
SHOWN_OF_A_SENTENCE = 100
SAYS_NOTHING = frozenset(
    {
        "click",
        "click here",
        "find out more",
        "full story",
        "here",
        "learn more",
        "link",
        "more",
        "more information",
        "read more",
        "see here",
        "this",
        "this link",
        "this page",
    }
)
OF_A_PICTURE = re.compile(
    r"(?:an? )?(?:image|photo|photograph|picture|graphic) of\b", re.IGNORECASE
)
NAME_OF_A_FILE = re.compile(r"\S+\.(?:jpe?g|png|webp)|(?:img|dsc|pxl)[_-]?\d+", re.IGNORECASE)

# A bold sentence, which ends with a full stop, is no heading.
BOLD_LINE = re.compile(r"(?P<mark>\*\*|__)(?P<words>[^*_]*[^*_.!;,])(?P=mark):?")


def on_words(item: Item, *, plain_english: bool) -> Iterator[Problem]:
    """Yield advice on the words of one item; on how hard they are only where that is asked."""
    if plain_english:
        yield from _on_reading(item)
    yield from _on_headings(item)
    yield from on_links_and_pictures(item)


def on_links_and_pictures(text: Item | EasyRead) -> Iterator[Problem]:
    """Yield advice on the words of links, and on those for pictures."""
    yield from _on_links(text)
    yield from _on_alt(text)


def _on_reading(item: Item) -> Iterator[Problem]:
    found = list(paragraphs(item.body.markdown, item.body.first_line))
    sentences = [sentence for paragraph in found for sentence in paragraph]
    for sentence in sentences:
        if sentence.words > LONGEST_SENTENCE:
            fault = f'this sentence has {sentence.words} words: "{_beginning(sentence.text)}"'
            remedy = (
                f"Make two of it. Sentences of up to {LONGEST_SENTENCE} words are easy to read."
            )
            yield Problem(item.path, sentence.line, fault, remedy)
    for paragraph in found:
        if len(paragraph) > LONGEST_PARAGRAPH:
            fault = f"this paragraph has {len(paragraph)} sentences."
            remedy = "Leave an empty line where the next thought begins. Three are enough."
            yield Problem(item.path, paragraph[0].line, fault, remedy)
    age = reading_age(sentences)
    if age > OLDEST_READER and sum(one.words for one in sentences) >= ENOUGH_WORDS:
        words = ", ".join(long_words(sentences, 4))
        fault = f"the words suit a reader of about {age}; aim for 9 to 11."
        listed = f", like {words}" if words else ""
        remedy = f"Use shorter sentences, and everyday words instead of long ones{listed}."
        yield Problem(item.path, item.body.first_line, fault, remedy)


def _beginning(text: str) -> str:
    whole = len(text) <= SHOWN_OF_A_SENTENCE
    return text if whole else f"{text[:SHOWN_OF_A_SENTENCE].rsplit(' ', 1)[0]}..."


def _on_links(item: Item | EasyRead) -> Iterator[Problem]:
    remedy = "Say where it leads. Many people hear the links of a page one after the other."
    for link in item.body.links:
        words = link.text.strip(" .:!»>").lower()
        if words in SAYS_NOTHING:
            yield Problem(item.path, link.line, f'the link "{link.text}" says nothing.', remedy)
        elif re.match(r"https?://|www\.", words):
            fault = f'the words of the link are an address: "{short(link.text)}".'
            yield Problem(item.path, link.line, fault, remedy)


def _on_headings(item: Item) -> Iterator[Problem]:
    """Find bold lines that stand where a heading should."""
    rows = [row.rstrip() for row in item.body.markdown.split("\n")]
    for number, row in enumerate(rows):
        found = BOLD_LINE.fullmatch(row)
        alone = not "".join(rows[max(number - 1, 0) : number]) and not "".join(
            rows[number + 1 : number + 2]
        )
        if found and alone and any(rows[number + 1 :]):
            fault = f'a bold line stands where a heading should: "{short(found["words"])}".'
            remedy = (
                f"Write ## before it, without the stars: ## {short(found['words'])}\nPeople who"
                " listen to a page go from heading to heading."
            )
            yield Problem(item.path, item.body.first_line + number, fault, remedy)


def _on_alt(item: Item | EasyRead) -> Iterator[Problem]:
    images = item.images if isinstance(item, Item) else ()
    own = [(image.alt, item.origin.line_of("image", "alt")) for image in images]
    for alt, line in (*own, *((picture.text, picture.line) for picture in item.body.pictures)):
        if len(alt) > LONGEST_ALT:
            fault = f"the words for a picture have {len(alt)} characters."
            remedy = "Say in one sentence what it shows. Put the rest into the text, for everybody."
            yield Problem(item.path, line, fault, remedy)
        elif begins := OF_A_PICTURE.match(alt):
            fault = f'the words for a picture begin with "{begins[0]}".'
            remedy = "Leave that out: a screen reader says itself that it is a picture."
            yield Problem(item.path, line, fault, remedy)
        elif NAME_OF_A_FILE.fullmatch(alt):
            fault = f'the words for a picture are the name of a file: "{short(alt)}".'
            yield Problem(item.path, line, fault, "Say in one sentence what the picture shows.")
