"""The real name of a story's teller in other items: news, events, transcripts, notices."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from plugins.catalogue.easy_read import EasyRead
from plugins.catalogue.item import Item
from plugins.catalogue.kinds import Notice, PatientStory
from plugins.catalogue.load import Catalogue
from plugins.catalogue.problem import Problem
from plugins.catalogue.real_names import forms_of, is_shown, words_in_order
from plugins.catalogue.texts import own_texts

NOT_SEEN = frozenset({"consent"})
ADDRESS_OF_A_LINK = re.compile(r"\]\([^)\n]*\)")
# Its words are never told here: they would stand in the records of every build.
REMEDY = (
    "Take the name out, or write the one in known_as there. Is it somebody else of the same name?"
    " Write it with a middle initial."
)


@dataclass(frozen=True)
class _Name:
    """The whole name of a teller: for each of its words, the forms in which it is a name."""

    story: PatientStory
    forms: tuple[frozenset[str], ...]

    def stands_at(self, start: int, words: list[str]) -> bool:
        """Tell whether the name begins with this one of the words of a text."""
        there = words[start : start + len(self.forms)]
        return len(there) == len(self.forms) and all(
            word in form for word, form in zip(there, self.forms, strict=True)
        )


def names_elsewhere(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield each place at which a published item shows the whole name that a story hides."""
    names = tuple(_names(catalogue.items))
    if not names:
        return
    originals = {item.path: item.translation_of or item.path for item in catalogue.items}
    texts: tuple[Item | Notice | EasyRead, ...] = (
        *catalogue.items,
        *catalogue.notices,
        *catalogue.easy_reads,
    )
    for item in texts:
        file = item.of if isinstance(item, EasyRead) else item.path
        # A story and what is made of it are looked at word by word elsewhere.
        others = [name for name in names if name.story.path != originals.get(file, file)]
        if item.status == "published" and others:
            for path, line, text in _seen(item, catalogue):
                yield from _found(others, path, line, text)


def _names(items: Iterable[Item]) -> Iterator[_Name]:
    for story in items:
        if not isinstance(story, PatientStory) or story.translation_of is not None:
            continue
        real_name, known_as = story.consent.real_name or "", story.consent.known_as or ""
        forms = tuple(forms_of(word) for word in words_in_order(real_name))
        # One word alone is many people's name; and what all may read is no secret.
        if len(forms) > 1 and not is_shown(real_name, known_as):
            yield _Name(story, forms)


def _seen(item: Item | Notice | EasyRead, catalogue: Catalogue) -> Iterator[tuple[str, int, str]]:
    """Yield the file, the first line and the words of each text of an item that readers see."""
    for place, text in own_texts(item):
        if place[0] not in NOT_SEEN:
            yield item.path, item.origin.line_of(*place), text.replace("\n", " ")
    if not isinstance(item, Notice):
        yield item.path, item.body.first_line, item.body.markdown
        yield item.path, item.body.first_line, ADDRESS_OF_A_LINK.sub("] ", item.body.markdown)
    if isinstance(item, Item):
        yield item.path, item.origin.lines.get(("slug",), 1), item.name
        for transcript in item.transcripts:
            captions = (catalogue.root / transcript).read_text("utf-8", errors="replace")
            yield transcript, 1, captions


def _found(names: Iterable[_Name], path: str, line: int, text: str) -> Iterator[Problem]:
    rows = [words_in_order(row) for row in text.split("\n")]
    ends = list(accumulate(len(row) for row in rows))
    words = [word for row in rows for word in row]
    known = set(words)
    for name in names:
        if name.forms[0].isdisjoint(known):
            continue
        for start in range(len(words)):
            if name.stands_at(start, words):
                fault = f"the real name of the teller of {name.story.path} stands here."
                yield Problem(path, line + bisect_right(ends, start), fault, REMEDY)
