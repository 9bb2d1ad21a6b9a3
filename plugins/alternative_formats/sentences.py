"""A document's lines as sentences: what is read, shown and highlighted in one go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plugins.alternative_formats.document import Document, Runs, words_of
from plugins.alternative_formats.sentences_abbreviations import (
    may_end,
    needs_starter,
    never_ends,
)

# A stop, what closes after it (quotes, brackets, a reference to a note), then a space.
LATIN_STOP = re.compile(
    r"""(?P<stop>[.!?…]+)(?P<close>[\"'”’»)\]]*(?:\[\d+\])*[\"'”’»)\]]*)(?=\s|$)"""
)
# These stand for nothing else, and many writers leave no space after them.
SURE_STOP = re.compile(r"""[۔؟।॥]+[\"'”’»)\]]*(?:\[\d+\])*(?!\d)""")
OPENERS = "\"'“‘«([¿¡"
# A capital letter begins names too; after an initial or an abbreviation only these words tell us
# that a sentence begins.
STARTERS = frozenset(
    {"The", "This", "That", "These", "Those", "It", "He", "She", "We", "They", "You", "I", "There"}
    | {"Here", "If", "When", "Where", "What", "Who", "Why", "How", "In", "On", "At", "For", "From"}
    | {"To", "And", "But", "Or", "As", "After", "Before", "Please", "Ring", "Call", "Bring", "Ask"}
    | {"See", "Use", "Read", "No", "Yes", "Our", "Your", "Their", "His", "Her", "My", "All", "Each"}
    | {"Every", "Some", "Many", "Most", "Do", "Does", "Is", "Are", "Was", "Were", "Can", "A", "An"}
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one line, without the spaces around it."""

    id: str  # "s1", "s2" in reading order
    line: int | None  # index into document.lines(); None: it is said but stands nowhere
    start: int  # in words_of(line), in characters
    end: int
    text: str
    language: str


def sentences(document: Document) -> tuple[Sentence, ...]:
    """Return every word of every line, each in one sentence, in reading order."""
    found = (
        (number, line, start, end)
        for number, line in enumerate(document.lines())
        for start, end in spans(words_of(line), document.language)
    )
    return tuple(
        Sentence(
            f"s{count}",
            number,
            start,
            end,
            words_of(line)[start:end],
            _language(line, start, end, document.language),
        )
        for count, (number, line, start, end) in enumerate(found, start=1)
    )


def spans(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence of a line, without the spaces around it."""
    start = 0
    for end in (*_ends(text, language), len(text)):
        words = text[start:end]
        if words.strip():
            yield start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        start = end


def _ends(text: str, language: str) -> list[int]:
    """Return where sentences end: after a stop, and where a line is broken."""
    broken = {match.end() for match in re.finditer(r"\n", text)}
    sure = {match.end() for match in SURE_STOP.finditer(text)}
    latin = {match.end() for match in LATIN_STOP.finditer(text) if _stops(match, text, language)}
    return sorted(broken | sure | latin)


def _stops(match: re.Match[str], text: str, language: str) -> bool:
    """Say whether this stop ends its sentence, by the words on both sides."""
    before, after = text[: match.start()], text[match.end() :].lstrip().lstrip(OPENERS)
    if after[:1].islower():
        return False
    if match["stop"] != ".":
        return True
    # "1. Bring your card": a number that somebody typed.
    typed = re.fullmatch(r"\s*(?:\d{1,3}|[A-Za-z])", before)
    return not typed and _full_stop(_word_before(before), after, language)


def _full_stop(word: str, after: str, language: str) -> bool:
    if never_ends(word, after, language):
        return False
    if needs_starter(word, language) or _is_initials(word):
        return not after or re.split(r"[\s,]", after)[0] in STARTERS
    return not (may_end(word, language) and after[:1].isdecimal())


def _is_initials(word: str) -> bool:
    """Say whether it is "J", or "U.S" of "U.S."."""
    return bool(re.fullmatch(r"(?:[^\W\d_]\.)*[^\W\d_]", word)) and word[-1].isupper()


def _word_before(text: str) -> str:
    words = text.split()
    return words[-1].lstrip(OPENERS) if words and not text[-1:].isspace() else ""


def _language(line: Runs, start: int, end: int, whole: str) -> str:
    """Return the language in which most of the sentence is."""
    counts: dict[str, int] = {}
    place = 0
    for run in line:
        part = min(end, place + len(run.text)) - max(start, place)
        if part > 0:
            language = run.language or whole
            counts[language] = counts.get(language, 0) + part
        place += len(run.text)
    return max(counts, key=lambda language: counts[language])
