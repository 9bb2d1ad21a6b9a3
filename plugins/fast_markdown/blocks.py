"""The block parser, without asking processors that cannot have to do with a block."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, ElementTree

from markdown import blockprocessors, util
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import abbr, def_list, footnotes, md_in_html, tables

from plugins.fast_markdown.needs import Need, need_of
from plugins.fast_markdown.own import is_own
from plugins.fast_markdown.screen import NEVER, Screen, screen_of
from plugins.fast_markdown.tables import FastTableProcessor

# Their test is whether their expression, RE or SEARCH_RE, finds anything.
SAYS_NO = frozenset(
    {
        blockprocessors.HashHeaderProcessor.test,
        blockprocessors.SetextHeaderProcessor.test,
        blockprocessors.HRProcessor.test,
        blockprocessors.OListProcessor.test,
        blockprocessors.BlockQuoteProcessor.test,
        def_list.DefListProcessor.test,
    }
)
# Their test is always passed; then they do nothing where their RE finds nothing.
IDLE = (
    blockprocessors.ReferenceProcessor,
    abbr.AbbrBlockprocessor,
    footnotes.FootnoteBlockProcessor,
)
OF_STASHED = md_in_html.MarkdownInHtmlProcessor
# These look only at what is empty, or begins with an empty line or with spaces.
OF_INDENTED = frozenset(
    {
        blockprocessors.EmptyBlockProcessor.test,
        blockprocessors.ListIndentProcessor.test,
        blockprocessors.CodeBlockProcessor.test,
    }
)


class FastBlockParser(BlockParser):
    """Asks the processors in Python-Markdown's own order.

    No method calls itself by way of more others than in Python-Markdown: how deep quotations
    may lie in one another is told by the calls.
    """

    asked: tuple[BlockProcessor, ...] = ()
    expressions: tuple[object, ...] = ()
    screen: Screen
    screen_of_indented: Screen
    foreign: frozenset[int] = frozenset()  # turns of those that may do anything
    in_foreign = 0

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802
        """Return the tree of a text."""
        if self.expressions != tuple(map(_expression, self.asked)):
            self.asked = ()  # An extension changed one.
        self.in_foreign = 0
        self.root = Element(self.md.doc_tag)
        self.parseChunk(self.root, "\n".join(lines))
        return ElementTree(self.root)

    def parseChunk(self, parent: Element, text: str) -> None:  # noqa: N802
        """Put the blocks of a text into an element."""
        self._read_processors()
        self.parseBlocks(parent, text.split("\n\n"))

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802
        """Give each block to the first processor that takes it."""
        if self.in_foreign or not self.asked:
            self._read_processors()
        while blocks:
            block = blocks[0]
            asked = self.asked
            indented = block[:1] in {"", " ", "\n"}
            turns = (self.screen_of_indented if indented else self.screen).met_by(block)
            at = 0
            while at < len(turns):
                turn = turns[at]
                at += 1
                processor = asked[turn]
                is_foreign = turn in self.foreign
                self.in_foreign += is_foreign
                taken = (
                    processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False
                )
                self.in_foreign -= is_foreign
                if is_foreign:
                    self._read_processors()
                if taken:
                    break
                if not blocks or blocks[0] is not block:
                    # It was changed, and is not taken: all that follow are asked.
                    turns, at = tuple(range(turn + 1, len(asked))), 0

    def _read_processors(self) -> None:
        asked = tuple(self.blockprocessors)
        if asked == self.asked:
            return
        self.asked = asked
        self.expressions = tuple(map(_expression, asked))
        self.foreign = frozenset(
            turn for turn, processor in enumerate(asked) if not is_own(type(processor))
        )
        needs = tuple(map(_need_of, asked))
        self.screen_of_indented = screen_of(needs)
        self.screen = screen_of(
            tuple(
                NEVER if _is_of_indented(processor) else need
                for processor, need in zip(asked, needs, strict=True)
            )
        )


def _is_unchanged(processor: BlockProcessor) -> bool:
    return vars(processor).keys().isdisjoint({"test", "run"})


def _is_of_indented(processor: BlockProcessor) -> bool:
    kind = type(processor)
    return kind.test in OF_INDENTED and processor.tab_length > 0 and _is_unchanged(processor)


def _expression(processor: BlockProcessor) -> re.Pattern[str] | None:
    """Return what the processor looks for in a block, if it is one of those that are known."""
    is_rule = type(processor).test is blockprocessors.HRProcessor.test
    found = getattr(processor, "SEARCH_RE" if is_rule else "RE", None)
    return found if isinstance(found, re.Pattern) else None


def _need_of(processor: BlockProcessor) -> Need | None:
    kind = type(processor)
    expression = _expression(processor)
    if not _is_unchanged(processor):
        return None
    if isinstance(processor, tables.TableProcessor):
        return Need(("|",), folded=False) if _splits_at_bars(type(processor)) else None
    if kind.run is OF_STASHED.run and kind.test is OF_STASHED.test:
        return need_of(util.HTML_PLACEHOLDER_RE)
    if kind.test is blockprocessors.OListProcessor.test and expression:
        return _signs_of(need_of(expression))
    is_idle = any(kind.test is one.test and kind.run is one.run for one in IDLE)
    return need_of(expression) if expression and (is_idle or kind.test in SAYS_NO) else None


def _signs_of(need: Need | None) -> Need | None:
    """Return a need of less: a test at the beginning of a block takes less time than a search."""
    words = {word.strip(" ")[:1] for word in need.words} if need else {""}
    return None if "" in words else Need(tuple(sorted(words)), folded=False)


def _splits_at_bars(kind: type[tables.TableProcessor]) -> bool:
    return all(
        getattr(kind, name)
        in {getattr(tables.TableProcessor, name), getattr(FastTableProcessor, name)}
        for name in ("test", "_split_row", "_split", "RE_CODE_PIPES", "RE_END_BORDER")
    )
