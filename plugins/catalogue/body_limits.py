"""What no body holds that people wrote, refused before Python-Markdown would work on it for hours.

It looks for the end of each bracket from its beginning, and goes through all notes for each note:
a stray key, or somebody's wish to harm, would hold up every build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 200_000  # characters: thirty thousand words, a short book
DEEPEST = 40  # levels of lists and quotations; Python-Markdown ends at about 100
SPLIT = "Split it into several items."
PAPER = "Give it as a paper, like a .csv."
# A pattern, how many of it one body may have, what they are called, the remedy, and signs of which
# each holds one: they are counted first, as that takes a hundredth of the time.
MOST = (
    (re.compile(r"[ \t]{1000,}"), 0, "rows of a thousand spaces", "Delete them.", (" " * 9, "\t")),
    (re.compile(r"<"), 1_000, "signs <", "Write &lt; where readers should see it.", ("<",)),
    (re.compile(r"(?m)^[> ]*#"), 1_000, "headings", SPLIT, ("#",)),
    (re.compile(r"(?m)^[> ]*(?:=+|-+)[ ]*$"), 1_000, "lines of = or -", SPLIT, ("=", "-")),
    (re.compile(r"\[\^"), 1_000, "footnotes", SPLIT, ("^",)),
    (re.compile(r"(?m)^ *\*\["), 200, "abbreviations", "Keep those that readers need.", ("*",)),
    (re.compile(r"(?m)^ *:"), 2_000, "lines that begin with a colon", SPLIT, (":",)),
    (re.compile(r" {2,}\n"), 2_000, "lines that end in spaces", "Delete the spaces.", ("\n",)),
    (re.compile(r"(?m)^[ >|:]*-[-:| ]*\|[-:| ]*$"), 200, "tables", SPLIT, ("-",)),
    (
        re.compile(r"(?m)^.*\|.*$"),
        5_000,
        "rows of tables",
        "Give it as a paper, like a .csv.",
        ("|",),
    ),
    (re.compile(r"://|www\.|@"), 2_000, "addresses", SPLIT, (":", ".", "@")),
    (re.compile(r"\["), 5_000, "square brackets", SPLIT, ("[",)),
    (re.compile(r"[&\\]"), 2_000, "signs & and \\", SPLIT, ("&", "\\")),
    (re.compile(r"`+"), 5_000, "backticks", SPLIT, ("`",)),
    (re.compile(r"[*_]+"), 10_000, "stars and underscores", SPLIT, ("*", "_")),
)
# Brackets that are found at once: [words], [words](address) and [words](address "title").
SOUND = re.compile(
    r"\\.|\[[^\[\]\n]{0,300}\]"
    r"(?:\([^()\"'\n]{0,2000}(?:\([^()\"'\n]{0,200}\)[^()\"'\n]{0,200}){0,2}"
    r"(?: +(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'))?\)|(?!\())"
)
WORK = 2_000_000  # signs that may be read for brackets that are not sound: a second
PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
Fault = tuple[int, str, str]  # row from 0, fault, remedy


def too_much(text: str) -> Iterator[Fault]:
    """Yield where a body has more than can be read in time, what, and the remedy."""
    if len(text) > LONGEST:
        fault = f"the text has {len(text):,} characters, and {LONGEST:,} are the most."
        yield 0, fault, "Split it into several items, or give it as a paper."
        return
    for pattern, most, what, remedy, signs in MOST:
        if sum(map(text.count, signs)) <= most:
            continue
        places = [found.start() for found in pattern.finditer(text)]
        if len(places) > most:
            fault = f"the text has {len(places):,} {what}, and {most:,} are the most."
            yield text.count("\n", 0, places[most]), fault, remedy
            return
    yield from _deep(text)
    yield from _brackets(text)


def _deep(text: str) -> Iterator[Fault]:
    if text.count(">") <= DEEPEST:
        return
    for row, words in enumerate(text.split("\n")):
        sign = re.match(r"[ \t>]*", words)
        marks = sign[0].count(">") if sign else 0
        if marks > DEEPEST:
            yield row, f"{marks:,} quotations stand inside one another.", "Write it with fewer."
            return


def _brackets(text: str) -> Iterator[Fault]:
    if text.count("[") * len(text) <= WORK:
        return
    work = 0
    for paragraph in PARAGRAPH.finditer(text):
        words = paragraph[0]
        # Twice: a picture may stand in a link.
        odd = SOUND.sub("", SOUND.sub("", words)).count("[")
        work += odd * len(words)
        if work > WORK:
            fault = f"{odd:,} square brackets stand here that belong to no link."
            remedy = "Delete those that nobody needs, or write \\[ for each."
            yield text.count("\n", 0, paragraph.start()), fault, remedy
            return
