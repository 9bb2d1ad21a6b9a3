"""The tree processor that finds emphasis, links and the like, without looking where none can be."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import util
from markdown.inlinepatterns import InlineProcessor as NewPattern
from markdown.inlinepatterns import Pattern
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString, Registry

from plugins.fast_markdown.patterns import Entry, Patterns

PREFIX = util.INLINE_PLACEHOLDER_PREFIX
Found = list[tuple[Element, list[str]]]


class FastInlineProcessor(InlineProcessor):
    """Does what Python-Markdown's own does, in the same order, with the same words for it."""

    # The stub names another class of the same name.
    inlinePatterns: Registry[NewPattern]  # type: ignore[assignment]  # noqa: N815
    read: Patterns | None = None

    @property
    def parent_map(self) -> dict[Element, Element]:  # type: ignore[override]
        """Return the parent of each element, for extensions that ask; nothing here does."""
        return {child: parent for parent in self.tree.iter() for child in parent}

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Put elements for the inline marks in every text of a tree."""
        self.tree = tree
        self.stashed_nodes: dict[str, Element | str] = {}
        able = self._patterns().able
        first = [] if ancestors is None else ancestors[:]
        first.append(tree.tag.lower())
        waiting: Found = [(tree, first)]
        for element, parents in waiting:  # It grows as elements are found in one another.
            self.ancestors = parents
            if element is not tree:
                parents.append(element.tag.lower())
            found_in: list[tuple[Element, Found]] = []
            for child in element:
                text = child.text
                if (
                    text
                    and not isinstance(text, AtomicString)
                    and (able(text) or PREFIX in text or type(text) is not str)
                ):
                    parents.append(child.tag.lower())
                    child.text = None
                    found = self._elements(self._marked(text), child)
                    waiting += found
                    found_in.append((child, found))
                    parents.pop()
                tail = child.tail
                if tail and (able(tail) or PREFIX in tail or type(tail) is not str):
                    self._read_tail(element, child)
                if len(child):
                    waiting.append((child, parents[:]))
            for holder, found in found_in:
                for place, (new, _) in enumerate(found):
                    holder.insert(place, new)
        return tree

    def _patterns(self) -> Patterns:
        if self.read is None or not self.read.are(self.inlinePatterns):
            self.read = Patterns(self.inlinePatterns)
        return self.read

    def _read_tail(self, parent: Element, child: Element) -> None:
        text = child.tail or ""
        tail = text if isinstance(text, AtomicString) else self._marked(text)
        stand_in = Element("d")
        child.tail = None
        found = self._elements(tail, stand_in, is_text=False)
        if stand_in.tail:
            child.tail = stand_in.tail
        place = list(parent).index(child) + 1
        for new, _ in reversed(found):
            parent.insert(place, new)

    def _marked(self, text: str, first: int = 0) -> str:
        """Return a text with a placeholder for each thing that the patterns from here on find."""
        if isinstance(text, AtomicString):
            return text
        patterns = self._patterns() if self.read is None else self.read
        references = self.md.references
        none_defined = not references and type(references) is dict
        count = len(patterns.entries)
        again = True
        while again:
            again = False
            for turn in patterns.able(text):
                entry = patterns.entries[turn]
                if not first <= turn < count or (entry.of_references and none_defined):
                    continue
                first, before, asked = turn + 1, text, patterns
                start: int | None = 0
                while start is not None:
                    text, start = self._applied(entry, text, start)
                if not entry.is_own:
                    patterns = self._patterns()
                # What is put in for a match may be what another looks for.
                again = text is not before or patterns is not asked
                if again:
                    break
        return text

    def _applied(self, entry: Entry, text: str, start: int) -> tuple[str, int | None]:
        """Return a text after one match of a pattern, and where to go on; None: no match."""
        pattern = entry.pattern
        for excluded in pattern.ANCESTOR_EXCLUDES:
            if excluded.lower() in self.ancestors:
                return text, None
        if isinstance(pattern, NewPattern):
            match = _match(pattern, text, start)
        else:
            match = _match_of_old(pattern, text, start)
        if match is None:
            return text, None
        node, before, after, end = match
        if node is None:
            return text, end
        if not isinstance(node, str) and not isinstance(node.text, AtomicString):
            for child in [node, *node]:
                if child.text:
                    self.ancestors.append(child.tag.lower())
                    child.text = self._marked(child.text, entry.turn + 1)
                    self.ancestors.pop()
                if child.tail:
                    child.tail = self._marked(child.tail, entry.turn)
        number = f"{len(self.stashed_nodes):04d}"
        self.stashed_nodes[number] = node
        before += util.INLINE_PLACEHOLDER % number
        return f"{before}{after}", len(before)

    def _elements(self, text: str | None, parent: Element, *, is_text: bool = True) -> Found:
        """Return the elements whose placeholders stand in a text, and give the words between."""
        found: Found = []
        at = 0
        while text:
            index = text.find(PREFIX, at)
            if index == -1:
                rest = text[at:]
                rest = AtomicString(rest) if isinstance(text, AtomicString) else rest
                _add_words(rest, found, parent, is_text=is_text)
                break
            placeholder = util.INLINE_PLACEHOLDER_RE.search(text, index)
            number = placeholder[1] if placeholder else None
            if placeholder is None or number not in self.stashed_nodes:
                end = index + len(PREFIX)
                _add_words(text[at:end], found, parent, is_text=is_text)
                at = end
                continue
            _add_words(text[at:index], found, parent, is_text=is_text)
            at = placeholder.end()
            node = self.stashed_nodes[placeholder[1]]
            if isinstance(node, str):
                _add_words(node, found, parent, is_text=is_text)
            else:
                self._fill(node)
                found.append((node, self.ancestors[:]))
        return found

    def _fill(self, node: Element) -> None:
        """Put elements for the placeholders in an element that stood for one itself."""
        for child in [node, *node]:
            if child.tail and PREFIX in child.tail:
                tail, child.tail = child.tail, None
                found = self._elements(tail, child, is_text=False)
                place = 0 if child is node else list(node).index(child) + 1
                for new, _ in reversed(found):
                    node.insert(place, new)
            if child.text and PREFIX in child.text:
                text, child.text = child.text, None
                for new, _ in reversed(self._elements(text, child)):
                    child.insert(0, new)


Match = tuple[Element | str | None, str, str, int]  # what it stands for, before, after, its end


def _match(pattern: NewPattern, text: str, start: int) -> Match | None:
    for match in pattern.getCompiledRegExp().finditer(text, start):
        node, begin, end = pattern.handleMatch(match, text)
        if begin is not None and end is not None:
            return node, text[:begin], text[end:], end
    return None


def _match_of_old(pattern: Pattern, text: str, start: int) -> Match | None:
    """Return the match of a pattern of the old kind, whose expression takes in the whole text."""
    match = pattern.getCompiledRegExp().match(text[start:])
    if match is None:
        return None
    node = pattern.handleMatch(match)
    if node is None:
        return None, "", "", match.end(0)
    before = f"{text[:start]}{match.group(1)}"
    return node, before, match.groups()[-1], match.end(0)


def _add_words(words: str, found: Found, parent: Element, *, is_text: bool) -> None:
    """Put words after the last element that was found, or at the beginning."""
    if not words:
        return
    if found:
        last = found[-1][0]
        last.tail = last.tail + words if last.tail else words
    elif not is_text:
        parent.tail = parent.tail + words if parent.tail else words
    else:
        parent.text = parent.text + words if parent.text else words
