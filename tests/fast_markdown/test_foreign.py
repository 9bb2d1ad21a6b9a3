"""Extensions of other makers work as they do without the hastening, whatever they do."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Comment, Element, SubElement

import pytest
from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.extensions.tables import TableProcessor
from markdown.inlinepatterns import InlineProcessor, Pattern, SimpleTagInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from plugins.fast_markdown.hasten import hasten

TEXT = """\
# Flu clinics ?open? on Monday

Bring your card; ?ask? at the desk. NHS 111 and nhs 111, ?NHS?, *?both?* [?here?](x.md "?t?").

%% a block of ours
with *two* rows

Town / Day
--- / ---
Oadby / Monday

- ?one? %*a*
- two\\? `?code?`
"""


class Question(SimpleTagInlineProcessor):
    """?words? as a mark."""

    def __init__(self) -> None:
        """Look for question marks."""
        super().__init__(r"(\?)([^?]+)\?", "mark")


class AnyWord(InlineProcessor):
    """A pattern of which nothing can be said beforehand."""

    ANCESTOR_EXCLUDES = ("mark",)

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: ANN401, N802
        """Return what stands for it."""
        del data
        if m[0].lower() != "nhs":
            return None, None, None
        element = Element("abbr")
        element.text = AtomicString(m[0])
        return element, m.start(0), m.end(0)


class AfterAMark(InlineProcessor):
    """Looks for what other patterns put in for their matches."""

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: ANN401, N802
        """Return what stands for it."""
        del data
        return Element("after"), m.end(0), m.end(0)


class Counted(InlineProcessor):
    """Counts how often it is asked, and takes every second."""

    count = 0

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: ANN401, N802
        """Return what stands for it."""
        del data
        self.count += 1
        element = Element("counted", {"number": str(self.count)}) if self.count % 2 else None
        return element, m.start(0), m.end(0)


class OfTheOldKind(Pattern):
    """A pattern whose expression takes in the whole text."""

    def handleMatch(self, m: re.Match[str]) -> Element:  # noqa: N802
        """Return what stands for it."""
        element = Element("b")
        element.text = m.group(2)
        return element


class FoundAnew(InlineProcessor):
    """A pattern that looks for another thing each time it is asked."""

    def getCompiledRegExp(self) -> re.Pattern[str]:  # noqa: N802
        """Return what is looked for now."""
        return re.compile(self.md.Looked_for)  # type: ignore[attr-defined]

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: ANN401, N802
        """Return what stands for it."""
        del data
        return Element("found", {"what": m[0]}), m.start(0), m.end(0)


class Percents(BlockProcessor):
    """%% before a block."""

    def test(self, parent: Element, block: str) -> bool:
        """Tell whether the block is ours."""
        del parent
        return block.startswith("%%")

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Take the block."""
        section = SubElement(parent, "section")
        self.parser.parseBlocks(section, [blocks.pop(0).removeprefix("%%")])


class Shouts(BlockProcessor):
    """Changes a block, and leaves it to those that follow."""

    def test(self, parent: Element, block: str) -> bool:
        """Tell whether the block is ours."""
        del parent
        return "desk" in block

    def run(self, parent: Element, blocks: list[str]) -> bool:
        """Take the block."""
        del parent
        blocks[0] = f"> {blocks[0].upper()}"
        return False


class Late(BlockProcessor):
    """Registers another processor when it meets its first block."""

    def test(self, parent: Element, block: str) -> bool:
        """Tell whether the block is ours."""
        del parent, block
        return True

    def run(self, parent: Element, blocks: list[str]) -> bool:
        """Take the block."""
        del parent, blocks
        if "percents" not in self.parser.blockprocessors:
            self.parser.blockprocessors.register(Percents(self.parser), "percents", 200)
        return False


class OfSlashes(TableProcessor):
    """A table with slashes for bars."""

    def _split(self, row: str) -> list[str]:
        return row.split("/")


class LateWithin(BlockProcessor):
    """Registers another processor, and has it take what stands in its block."""

    def test(self, parent: Element, block: str) -> bool:
        """Tell whether the block is ours."""
        del parent
        return "desk" in block and "percents" not in self.parser.blockprocessors

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Take the block."""
        self.parser.blockprocessors.register(Percents(self.parser), "percents", 200)
        self.parser.parseBlocks(parent, [f"%% {blocks.pop(0)}"])


class LatePattern(InlineProcessor):
    """Registers another pattern when it meets its first words."""

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: ANN401, N802
        """Leave the words as they are."""
        del data
        if self.md and "question" not in self.md.inlinePatterns:
            question(self.md)
        return None, m.start(0), m.end(0)


class Own(str):
    """Words with a mark of their maker."""

    __slots__ = ()


class OwnWords(Treeprocessor):
    """Puts words of its own into the tree, and placeholders that stand for nothing or little."""

    def run(self, root: Element) -> None:
        """Change texts and tails."""
        for child in root:
            child.text = Own(child.text or "")
            child.tail = Own(" tail")
        root[2].tail = "\x02klzzwxh:0000\x03 and \x02klzzwxh:9999\x03"
        root[-1].text = "\x02klzzwxh:0001\x03 and \x02klzzwxh:9999\x03"
        pre = SubElement(root, "pre")
        SubElement(SubElement(pre, "div"), "p").text = "in a frame"
        SubElement(pre, "code").text = AtomicString("\x0242\x03")
        root[1].tail = AtomicString("a *tail* of \x02klzzwxh:0000\x03 its own")


class Makers(Treeprocessor):
    """Says of which type words are, and leaves a comment."""

    def run(self, root: Element) -> None:
        """Note the types."""
        for element in list(root.iter())[1:]:
            element.set("types", f"{type(element.text).__name__} {type(element.tail).__name__}")
        root.append(Comment("a < b"))


class Parents(Treeprocessor):
    """Asks the inline processor who is whose parent."""

    def run(self, root: Element) -> None:
        """Note the parents."""
        parents = self.md.treeprocessors["inline"].parent_map  # type: ignore[attr-defined]
        for child in root:
            child.set("parent", parents[child].tag)


def question(md: Markdown) -> None:
    md.inlinePatterns.register(Question(), "question", 65)


def any_word(md: Markdown) -> None:
    md.inlinePatterns.register(AnyWord(r"\w+", md), "word", 65)


def any_word_outside_a_mark(md: Markdown) -> None:
    question(md)
    md.inlinePatterns.register(AnyWord(r"\w+", md), "word", 55)


def after_a_mark(md: Markdown) -> None:
    md.inlinePatterns.register(AfterAMark("\x03(?=[ .,?])", md), "after", 50)


def counted(md: Markdown) -> None:
    md.inlinePatterns.register(Counted(r"\w\?", md), "counted", 185)


def own_words(md: Markdown) -> None:
    md.treeprocessors.register(OwnWords(md), "words", 25)
    md.treeprocessors.register(Makers(md), "makers", 3)


def of_the_old_kind(md: Markdown) -> None:
    md.inlinePatterns.register(OfTheOldKind(r"(card|desk)", md), "old", 65)


def found_anew(md: Markdown) -> None:
    md.Looked_for = "Monday"  # type: ignore[attr-defined]
    md.inlinePatterns.register(FoundAnew("Tuesday", md), "anew", 65)


def other_escapes(md: Markdown) -> None:
    md.ESCAPED_CHARS.append("?")


def own_block(md: Markdown) -> None:
    md.parser.blockprocessors.register(Percents(md.parser), "percents", 95)


def changed_block(md: Markdown) -> None:
    md.parser.blockprocessors.register(Shouts(md.parser), "shouts", 95)


def changed_block_late(md: Markdown) -> None:
    md.parser.blockprocessors.register(Shouts(md.parser), "shouts", 12)


def late_block(md: Markdown) -> None:
    md.parser.blockprocessors.register(Late(md.parser), "late", 300)


def late_within(md: Markdown) -> None:
    md.parser.blockprocessors.register(LateWithin(md.parser), "within", 300)


def late_pattern(md: Markdown) -> None:
    md.inlinePatterns.register(LatePattern("card", md), "late", 67)


def of_slashes(md: Markdown) -> None:
    table = OfSlashes(md.parser, {"use_align_attribute": False})
    md.parser.blockprocessors.register(table, "table", 75)


def less(md: Markdown) -> None:
    md.parser.blockprocessors.deregister("hashheader")
    md.inlinePatterns.deregister("link")
    md.treeprocessors.deregister("prettify")


def other_marks(md: Markdown) -> None:
    """Change expressions of the library's own instances."""
    md.inlinePatterns["escape"].compiled_re = re.compile(r"%(.)")
    quote = re.compile(r"(^|\n)[ ]{0,3}%[ ]?(.*)")
    md.parser.blockprocessors["quote"].RE = quote  # type: ignore[attr-defined]


def parents(md: Markdown) -> None:
    md.treeprocessors.register(Parents(md), "parents", 15)


def other_block_level(md: Markdown) -> None:
    md.block_level_elements.append("mark")
    question(md)


def changed_by_hand(md: Markdown) -> None:
    md.treeprocessors["unescape"].run = lambda root: root.set("by", "hand")  # type: ignore[method-assign]
    md.stripTopLevelTags = False
    inline = md.treeprocessors["inline"]
    setattr(inline, "_InlineProcessor__handleInline", lambda text, _=0: text.upper())  # noqa: B010


class By(Extension):
    """An extension that is one change."""

    def __init__(self, change: Callable[[Markdown], None]) -> None:
        """Keep the change."""
        super().__init__()
        self.change = change

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Make the change."""
        self.change(md)


CHANGES = [
    *(any_word_outside_a_mark, after_a_mark, counted, own_words),
    *(late_within, late_pattern, of_slashes),
    *(question, any_word, of_the_old_kind, found_anew, other_escapes, own_block, changed_block),
    *(changed_block_late, late_block, less, other_marks, parents, other_block_level),
    changed_by_hand,
]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("others", [[], ["extra", "toc"]])
def test_a_foreign_extension_works_as_before(
    change: Callable[[Markdown], None], others: list[str]
) -> None:
    own = Markdown(extensions=[*others, By(change)])
    fast = hasten(Markdown(extensions=[*others, By(change)]))
    plain = Markdown(extensions=others).convert(TEXT)
    for _ in range(2):
        html = own.reset().convert(TEXT)
        assert fast.reset().convert(TEXT) == html
        assert html != plain


@pytest.mark.parametrize("change", [one for one in CHANGES if one is not changed_by_hand])
def test_what_is_loaded_after_the_hastening_works_too(change: Callable[[Markdown], None]) -> None:
    own, fast = Markdown(), hasten(Markdown())
    assert fast.convert(TEXT) == own.convert(TEXT)
    for md in (own, fast):
        change(md)
    assert fast.convert(TEXT) == own.convert(TEXT)


def test_a_pattern_may_look_for_other_things_in_each_text() -> None:
    fast = hasten(Markdown(extensions=[By(found_anew)]))
    for day in ("Monday", "Tuesday"):
        fast.Looked_for = day  # type: ignore[attr-defined]
        assert fast.reset().convert("Monday or Tuesday").count(f'what="{day}"') == 1
