"""The block parser, without asking processors that cannot have to do with a block."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from markdown import blockprocessors, util
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import abbr, def_list, footnotes, md_in_html, tables

from plugins.fast_markdown.needs import need_of
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


class Entry(NamedTuple):
    """A processor and when it can be left out."""

    processor: BlockProcessor
    words: tuple[str, ...]  # One of them must stand in the block; none: it is always asked.
    of_indented: bool
    is_foreign: bool  # Another's: it may do anything.


class FastBlockParser(BlockParser):
    """Asks the processors in Python-Markdown's own order."""

    asked: tuple[BlockProcessor, ...] = ()
    expressions: tuple[object, ...] = ()
    entries: tuple[Entry, ...] = ()

    def parseDocument(self, lines: Any) -> Any:  # noqa: ANN401, N802 - Python-Markdown's name
        """Look first whether an extension changed an expression."""
        if self.expressions != tuple(map(_expression, self.asked)):
            self.asked = ()
        return super().parseDocument(lines)

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802
        """Give each block to the first processor that takes it."""
        self._read_processors()
        while blocks:
            block = blocks[0]
            indented = block[:1] in {"", " ", "\n"}
            for processor, words, of_indented, is_foreign in self.entries:
                if of_indented and not indented:
                    continue
                if words:
                    for word in words:
                        if word in block:
                            break
                    else:
                        continue
                if processor.test(parent, blocks[0]):
                    taken = processor.run(parent, blocks) is not False
                    if is_foreign:
                        self._read_processors()
                    if taken:
                        break
                    block = blocks[0] if blocks else ""
                    indented = block[:1] in {"", " ", "\n"}

    def _read_processors(self) -> None:
        asked = tuple(self.blockprocessors)
        if asked != self.asked:
            self.asked = asked
            self.expressions = tuple(map(_expression, asked))
            self.entries = tuple(map(_entry, asked))


def _entry(processor: BlockProcessor) -> Entry:
    kind: Any = type(processor)
    own = vars(processor).keys().isdisjoint({"test", "run"})
    return Entry(
        processor,
        words=_words(kind, _expression(processor)) if own else (),
        of_indented=own and kind.test in OF_INDENTED and processor.tab_length > 0,
        is_foreign=kind.__module__.partition(".")[0] != "markdown",
    )


def _expression(processor: BlockProcessor) -> re.Pattern[str] | None:
    """Return what the processor looks for in a block, if it is one of those that are known."""
    is_rule = type(processor).test is blockprocessors.HRProcessor.test
    found = getattr(processor, "SEARCH_RE" if is_rule else "RE", None)
    return found if isinstance(found, re.Pattern) else None


@lru_cache(maxsize=1024)
def _words(kind: Any, expression: re.Pattern[str] | None) -> tuple[str, ...]:  # noqa: ANN401
    if issubclass(kind, tables.TableProcessor):
        return ("|",) if _splits_at_bars(kind) else ()
    if kind.run is OF_STASHED.run and kind.test is OF_STASHED.test:
        expression = util.HTML_PLACEHOLDER_RE
    elif not (
        kind.test in SAYS_NO or any(kind.test is one.test and kind.run is one.run for one in IDLE)
    ):
        return ()
    need = need_of(expression) if expression else None
    return need.words if need and not need.folded else ()


def _splits_at_bars(kind: type[tables.TableProcessor]) -> bool:
    own = FastTableProcessor
    names = ("test", "_split_row", "RE_CODE_PIPES", "RE_END_BORDER")
    splits = {tables.TableProcessor._split, own._split}  # type: ignore[attr-defined]  # noqa: SLF001
    return kind._split in splits and all(getattr(kind, one) is getattr(own, one) for one in names)  # type: ignore[attr-defined]  # noqa: SLF001
