"""The steps after a tree is built, each in one walk that leaves alone what needs nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.treeprocessors import PrettifyTreeprocessor, UnescapeTreeprocessor
from markdown.util import STX


class FastPrettifyTreeprocessor(PrettifyTreeprocessor):
    """Puts the same line ends into a tree."""

    _levels: _Levels

    def run(self, root: Element) -> None:
        """Begin anew to know which elements are blocks."""
        self._levels = _levels_of(self.md)
        super().run(root)

    def _prettifyETree(self, elem: Element) -> None:  # noqa: N802 - Python-Markdown's name
        levels = self._levels
        tag = elem.tag
        if len(elem) and levels[tag] and tag not in {"code", "pre"}:
            if levels[elem[0].tag] and _is_blank(elem.text):
                elem.text = "\n"
            for child in elem:
                if not levels[child.tag]:
                    continue
                if len(child):
                    self._prettifyETree(child)
                elif _is_blank(child.tail):
                    child.tail = "\n"
        if _is_blank(elem.tail):
            elem.tail = "\n"


class _Levels(dict[object, bool]):
    """Whether each tag is a block's, asked once."""

    def __init__(self, is_block_level: Callable[[object], bool]) -> None:
        super().__init__()
        self.is_block_level = is_block_level

    def __missing__(self, tag: object) -> bool:
        self[tag] = is_block = self.is_block_level(tag)
        return is_block


def _levels_of(md: Markdown) -> _Levels:
    """Return what is known of the same list of blocks; another's own rule is asked anew."""
    if type(md).is_block_level is not Markdown.is_block_level or "is_block_level" in vars(md):
        return _Levels(md.is_block_level)
    return _levels_in(tuple(md.block_level_elements))


@lru_cache(maxsize=4)
def _levels_in(blocks: tuple[str, ...]) -> _Levels:
    return _Levels(lambda tag: isinstance(tag, str) and tag.lower().rstrip("/") in blocks)


def _is_blank(text: str | None) -> bool:
    return not text or text.isspace()


class FastUnescapeTreeprocessor(UnescapeTreeprocessor):
    """Gives escaped signs back where there are some."""

    def run(self, root: Element) -> None:
        """Replace the stand-ins in texts, tails and attributes."""
        unescape = self.unescape
        for element in root.iter():
            text, tail = element.text, element.tail
            if text and STX in text and element.tag != "code":
                element.text = unescape(text)
            if tail and STX in tail:
                element.tail = unescape(tail)
            for key, value in element.items():
                if value is not None and STX in value:
                    element.set(key, unescape(value))


class FastAttrListTreeprocessor(AttrListTreeprocessor):
    """Looks for attributes where there is a bracket for them."""

    def run(self, doc: Element) -> None:
        """Give elements their attributes."""
        for element in doc.iter():
            text, tail = element.text, element.tail
            if (text and "{" in text) or (tail and "{" in tail):
                super().run(doc)
                return
