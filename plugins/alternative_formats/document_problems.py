"""What no format can carry of a document, in an editor's words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.alternative_formats.document import (
    Block,
    Document,
    Facts,
    ListOf,
    Quotation,
    words_of,
)
from plugins.alternative_formats.format import Uncarried

DEEPEST = 10
# Signs that mean something in one typeface only, such as the bullets that Word pastes.
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


def document_problems(document: Document) -> Iterator[Uncarried]:
    """Yield what no format can carry."""
    yield from _too_deep(document)
    yield from _private_signs(document)
    yield from _notes_without_reference(document)


def _too_deep(document: Document) -> Iterator[Uncarried]:
    for block in document.blocks:
        if _depth(block) > DEEPEST:
            yield Uncarried(
                near=_deepest_words(block),
                fault=f"more than {DEEPEST} lists or quotations stand within one another here.",
                remedy="Write it with fewer levels: there is no room for so many on paper.",
            )


def _depth(block: Block) -> int:
    within = [_depth(one) for one in _blocks_in(block)]
    return max(within, default=0) + 1 if within else 0


def _deepest_words(block: Block) -> str:
    inner = max(_blocks_in(block), key=_depth, default=None)
    if inner is None:
        return next((words_of(line) for line in block.lines()), "")
    return _deepest_words(inner)


def _blocks_in(block: Block) -> tuple[Block, ...]:
    if isinstance(block, Quotation):
        return block.blocks
    if isinstance(block, ListOf):
        return tuple(one for entry in block.entries for one in entry)
    if isinstance(block, Facts):
        return tuple(one for _, said in block.entries for one in said)
    return ()


def _private_signs(document: Document) -> Iterator[Uncarried]:
    for line in document.lines():
        if found := PRIVATE.search(words_of(line)):
            yield Uncarried(
                near=words_of(line),
                fault=f"a sign stands here that only one typeface has (U+{ord(found[0]):04X}).",
                remedy=(
                    "Delete it, and type what it should be. Such signs come with text that is"
                    " copied from Word: for a list, write a hyphen and a space."
                ),
            )


def _notes_without_reference(document: Document) -> Iterator[Uncarried]:
    referred = {run.note for line in document.lines() for run in line}
    for note in document.notes:
        if note.number not in referred:
            yield Uncarried(
                near=next((words_of(line) for block in note.blocks for line in block.lines()), ""),
                fault="no word of the text refers to this footnote.",
                remedy="Write its mark where it belongs, like [^1], or delete the footnote.",
            )
