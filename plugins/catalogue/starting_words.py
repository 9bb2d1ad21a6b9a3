"""The words with which `./run new` begins an item, and where they were left in a published one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel

from plugins.catalogue.easy_read import EasyRead
from plugins.catalogue.faults import label
from plugins.catalogue.item import Item
from plugins.catalogue.kinds import Notice
from plugins.catalogue.problem import Problem
from plugins.catalogue.texts import own_texts

# By field; those inside others with a dot.
FIRST_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "summary": "Write one or two sentences here.",
        "consent.reference": "Write the number of the signed form here",
        "author": "Write who makes the show here",
        "email": "somebody@example.org",
        "role": "Write the role here",
        "group": "Write who meets here",
        "heard": "Write what people said here.",
        "heard_from": "Write who they are here",
        "did": "Write what was done here.",
        "text": "Write the message here.",
        "translator.name": "Write who translates it here",
        "made_by": "Write who wrote it here",
        "tested_by": "Write who tested it here",
    }
)
FIRST_ROW = "Write here. Begin each part with a heading like this one:"
LAST_ROW = "Write on."
BODY = f"{FIRST_ROW}\n\n## What happens next\n\n{LAST_ROW}\n"
EASY_ROW = "Write one idea here, in short words."
LISTS = (list, tuple)
STARTS = frozenset(FIRST_WORDS.values())
ROWS = (FIRST_ROW, LAST_ROW, EASY_ROW)
SPOKEN = "Write every word of the recording here, with its times."
REMEDY = "Write your own, or write status: draft until you have them."


def starting_words_in(item: Item | Notice | EasyRead, root: Path) -> Iterator[Problem]:
    """Yield each place at which the public would read what an editor should have written over."""
    if item.status != "published":
        return
    for place, text in own_texts(item) if _hold_first_words(item.__dict__.values()) else ():
        if text in STARTS:
            fault = f"{label(place)} still has the words with which the file began."
            yield Problem(item.path, item.origin.line_of(*place), fault, REMEDY)
    if isinstance(item, Notice):
        return
    markdown = item.body.markdown
    rows = markdown.split("\n") if any(row in markdown for row in ROWS) else ()
    for line, row in enumerate(rows, start=item.body.first_line):
        if row.strip() in ROWS:
            shown = row.strip(" .:")
            fault = f'the words with which the file began are still there: "{shown}".'
            yield Problem(item.path, line, fault, REMEDY)
    for transcript in item.transcripts if isinstance(item, Item) else ():
        rows = (root / transcript).read_text("utf-8", errors="replace").splitlines()
        if SPOKEN in rows:
            fault = "the transcript still has the words with which the file began."
            yield Problem(transcript, rows.index(SPOKEN) + 1, fault, REMEDY)


def _hold_first_words(values: Iterable[object]) -> bool:
    """Tell whether any text in these is one of them, without asking where."""
    for value in values:
        if isinstance(value, str):
            if value in STARTS:
                return True
        elif value is not None and _hold_first_words(_inside(value)):
            return True
    return False


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, LISTS):
        return value
    if isinstance(value, dict):
        return value.values()
    return value.__dict__.values() if isinstance(value, BaseModel) else ()
