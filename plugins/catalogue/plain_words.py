"""How hard English is to read: sentences with their lines, and the age of a reader."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

ENDS = re.compile(r"(?<=[.!?])[\"\u201d\u2019')\]]*\s+(?=[\"\u201c\u2018'(\[]?[A-Z0-9])")
# After these, a full stop ends no sentence.
SHORT_FORMS = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Prof|Rev|St|No|e\.g|i\.e|etc|vs|[ap]\.m)\.$")
WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
ENTRY = re.compile(r"\s*(?:[-*+]|\d+\.)\s+")
# Headings, tables, definitions of links, code and other people's words are no sentences of ours.
NO_SENTENCE = re.compile(r"\s*(?:#|\||>|\[\^?[^\]]+\]:|\*\[)| {4,}\S|\t")
# The e of "smile", "times" and "walked", but not of "table", "boxes" or "needed".
MUTE = re.compile(r"(?:[^aeiouyl]|[aeiouy]l)e$|(?:[^aeiouylscgxzh]|[aeiouy]l)es$|[^aeiouytd]ed$")
LONG_WORD = 4  # syllables


@dataclass(frozen=True)
class Sentence:
    """A sentence, and the line on which its paragraph begins."""

    text: str
    line: int

    @property
    def words(self) -> int:
        """How many words it has; numbers count."""
        return len(self.text.split())


def paragraphs(markdown: str, first_line: int) -> Iterator[tuple[Sentence, ...]]:
    """Yield the sentences of each paragraph and each entry of a list."""
    rows: list[str] = []
    began = first_line
    for number, row in enumerate([*markdown.split("\n"), ""], start=first_line):
        entry = ENTRY.match(row)
        skipped = NO_SENTENCE.match(row) is not None and not rows
        if rows and (not row.strip() or entry):
            if found := _sentences(rows, began):
                yield found
            rows = []
        if not row.strip() or skipped:
            continue
        if not rows:
            began = number
        rows.append(row[entry.end() :] if entry else row)


def _sentences(rows: list[str], began: int) -> tuple[Sentence, ...]:
    """Cut a paragraph into sentences, each with the row on which it begins."""
    plain = [_without_marks(row) for row in rows]
    text = " ".join(row.strip() for row in plain)
    ends = [sum(len(row.strip()) + 1 for row in plain[: n + 1]) for n in range(len(plain))]
    found: list[Sentence] = []
    start = 0
    cuts = [m for m in ENDS.finditer(text) if not SHORT_FORMS.search(text[: m.start()])]
    for stop, after in [*((m.start(), m.end()) for m in cuts), (len(text), len(text))]:
        line = next((n for n, end in enumerate(ends) if start < end), len(ends) - 1)
        if text[start:stop].strip():
            found.append(Sentence(text[start:stop].strip(), began + line))
        start = after
    return tuple(found)


def _without_marks(row: str) -> str:
    """Return a row as readers see it: links are their words, pictures are none."""
    row = re.sub(r"!\[[^\]]*\]\([^)]*\)|\[\^[^\]]+\]", "", row)
    row = re.sub(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])", r"\1", row)
    row = re.sub(r"<(?:mailto:)?([^<>\s]+)>", r"\1", row)
    return re.sub(r"\*\*?|__?(?=\W|$)|(?<!\w)__?|`|\\(?=\W)", "", row)


def reading_age(sentences: list[Sentence]) -> int:
    """Return the age at which most people can read this, by Flesch and Kincaid's grade."""
    words = [word for sentence in sentences for word in WORD.findall(sentence.text)]
    if not words:
        return 0
    syllables = sum(syllables_of(word) for word in words)
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    return max(round(grade + 5), 5)  # The first grade of an American school is for age 6.


def long_words(sentences: list[Sentence], most: int) -> list[str]:
    """Return the long words that stand most often, in the order of how often they do."""
    found = Counter(
        word.lower()
        for sentence in sentences
        for word in WORD.findall(sentence.text)
        if syllables_of(word) >= LONG_WORD
    )
    return sorted(found, key=lambda word: (-found[word], word))[:most]


@cache
def syllables_of(word: str) -> int:
    """Return about how many syllables an English word has: its groups of vowels, less mute ones."""
    plain = word.lower().replace("\u2019", "'").removesuffix("'s")
    return max(len(re.findall(r"[aeiouy]+", plain)) - bool(MUTE.search(plain)), 1)
