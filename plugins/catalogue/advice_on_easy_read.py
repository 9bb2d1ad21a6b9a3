"""What would make an easy read easier, and what is older than the words it goes with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.catalogue.easy_read import EasyRead
from plugins.catalogue.easy_read_rows import rows_of
from plugins.catalogue.fields import short
from plugins.catalogue.item import Item
from plugins.catalogue.plain_words import LONG_WORD, WORD, Sentence, paragraphs, syllables_of
from plugins.catalogue.problem import Problem

LONGEST_SENTENCE = 15  # words
MOST_SENTENCES = 3  # of one row: a picture shows one idea
EXPLAINS = re.compile(r"\b(means?|is when|is where|is somebody who|are people who)\b")


def on_easy_read(easy_read: EasyRead, item: Item | None, *, english: bool) -> Iterator[Problem]:
    """Yield advice on one easy read, and the item beside it."""
    rows = [
        [sentence for found in paragraphs(row.markdown, row.line + 1) for sentence in found]
        for row in rows_of(easy_read.body)
    ]
    for sentences in rows:
        yield from _on_row(sentences, easy_read.path)
    if english:
        yield from _on_hard_words([one for row in rows for one in row], easy_read.path)
    if item and easy_read.tested and easy_read.tested < item.changed:
        fault = f"the item was changed on {item.changed}, after this was tested."
        remedy = "Change this too, have it tested again, and write the new day into tested."
        yield Problem(easy_read.path, easy_read.origin.line_of("tested"), fault, remedy)


def on_readings_and_films(item: Item) -> Iterator[Problem]:
    """Yield advice where the words were changed after somebody read or signed them."""
    named = (("read_aloud", item.read_aloud, "read"), ("bsl", item.bsl, "signed"))
    for field, made, verb in named:
        if made and made.date and made.date < item.changed:
            fault = f"the words were changed on {item.changed}, after they were {verb}."
            remedy = f"Have them {verb} again, and write the new day. Or delete {field}."
            yield Problem(item.path, item.origin.line_of(field, "date"), fault, remedy)


def _on_row(sentences: list[Sentence], path: str) -> Iterator[Problem]:
    for sentence in sentences:
        if sentence.words > LONGEST_SENTENCE:
            fault = f'this sentence has {sentence.words} words: "{short(sentence.text)}"'
            remedy = f"Make two of it. Up to {LONGEST_SENTENCE} words are easy to read."
            yield Problem(path, sentence.line, fault, remedy)
    if len(sentences) > MOST_SENTENCES:
        fault = f"{len(sentences)} sentences stand beside one picture."
        remedy = "Say one idea beside a picture. Begin the next idea with a picture of its own."
        yield Problem(path, sentences[0].line, fault, remedy)


def _on_hard_words(sentences: list[Sentence], path: str) -> Iterator[Problem]:
    """Tell once of each long word that no sentence explains."""
    explained = {
        word.lower()
        for sentence in sentences
        if EXPLAINS.search(sentence.text)
        for word in WORD.findall(sentence.text)
    }
    for sentence in sentences:
        for word in WORD.findall(sentence.text):
            if syllables_of(word) >= LONG_WORD and word.lower() not in explained:
                explained.add(word.lower())
                fault = f'"{word}" may be a hard word.'
                remedy = f"Say it in short words, or explain it: {word} means ..."
                yield Problem(path, sentence.line, fault, remedy)
