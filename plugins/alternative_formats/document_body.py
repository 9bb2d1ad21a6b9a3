"""A body's HTML as blocks of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from lxml import etree

from plugins.alternative_formats.document import (
    Block,
    Divider,
    Facts,
    Heading,
    ListOf,
    Note,
    Paragraph,
    Preformatted,
    Quotation,
    Run,
    Runs,
    Table,
)
from plugins.alternative_formats.document_inline import Inline, Piece
from plugins.alternative_formats.document_lines import line_of, seen

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LISTS = ("ul", "ol")
# Lists may stand deeper in one another than libxml2 would follow by itself.
PARSER = etree.HTMLParser(huge_tree=True)


@dataclass(frozen=True)
class Blocks:
    """What a body says."""

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]


def blocks_of(html: str, file_url: Callable[[str], str]) -> Blocks:
    """Return a body's blocks and footnotes.

    Its links to items are whole already; `file_url` gives the address of a file by its path.
    """
    if not html.strip():
        return Blocks((), ())
    root = etree.fromstring(f"<div>{html}</div>", PARSER)[0][0]  # html, body, div
    notes = {
        str(entry.get("id")): number
        for number, entry in enumerate(root.iterfind("div[@class='footnote']/ol/li"), start=1)
    }
    walk = _Walk(Inline(file_url, notes), Inline(file_url, notes, in_words=True))
    blocks = tuple(walk.blocks(root))
    return Blocks(blocks, tuple(walk.notes))


@dataclass
class _Walk:
    """The way through the HTML. `depth`: how many lists and quotations stand around."""

    inline: Inline
    words: Inline
    notes: list[Note] = field(default_factory=list)
    depth: int = 0

    def blocks(self, element: etree._Element) -> Iterator[Block]:
        """Yield the blocks in an element; words that stand in none are a paragraph."""
        pieces: list[Piece] = self.inline.text(element.text)
        for child in element:
            if child.tag in _MAKERS:
                yield from paragraphs(pieces)
                pieces = []
                yield from _MAKERS[child.tag](self, child)
            else:
                self.inline.add(child, pieces)
            # Between blocks stand line ends of the HTML, which are no words.
            if pieces or (child.tail and not child.tail.isspace()):
                pieces += self.inline.text(child.tail)
        yield from paragraphs(pieces)

    def _within(self, element: etree._Element) -> tuple[Block, ...]:
        self.depth += 1
        found = tuple(self.blocks(element))
        self.depth -= 1
        return found

    def heading(self, element: etree._Element) -> Iterator[Block]:
        """Yield a heading; inside another block it is strong words, for it heads no part."""
        words = self.line(element)
        if not words:
            return
        if self.depth:
            yield Paragraph(line_of(_strong(words)))
        else:
            yield Heading(max(int(element.tag[1]), 2), words, element.get("id") or "")

    def list_of(self, element: etree._Element) -> Iterator[Block]:
        """Yield a list, without entries that say nothing."""
        start = int(element.get("start") or 1) if element.tag == "ol" else None
        entries = tuple(entry for child in element if (entry := self._within(child)))
        if entries:
            yield ListOf(entries, start)

    def facts(self, element: etree._Element) -> Iterator[Block]:
        """Yield a list of terms; of several terms at once, with commas between."""
        entries: list[tuple[Runs, tuple[Block, ...]]] = []
        for child in element:
            term, said = entries.pop() if entries else ((), ())
            if child.tag != "dt":
                entries.append((term, said + self._within(child)))
            elif term and not said:
                entries.append((line_of((*term, Run(text=", "), *self.line(child))), ()))
            else:
                entries += [(term, said)] * bool(term or said) + [(self.line(child), ())]
        if entries:
            yield Facts(tuple(entries))

    def table(self, element: etree._Element) -> Iterator[Block]:
        """Yield a table."""
        head, *rows = ([self.line(cell) for cell in row] for row in element.iter("tr"))
        first = next(element.iter("tr"))
        yield Table(
            tuple(head),
            tuple(tuple(cell or () for _, cell in zip_longest(head, row)) for row in rows),
            tuple((cell.get("class") or "").endswith("--numeric") for cell in first),
        )

    def quotation(self, element: etree._Element) -> Iterator[Block]:
        """Yield a quotation."""
        if blocks := self._within(element):
            yield Quotation(blocks)

    def preformatted(self, element: etree._Element) -> Iterator[Block]:
        """Yield code."""
        text = seen("".join(map(str, element.itertext()))).rstrip("\n")
        if text.strip():
            yield Preformatted(text)

    def divider(self, element: etree._Element) -> Iterator[Block]:
        """Yield a break between two parts."""
        del element
        yield Divider()

    def frame(self, element: etree._Element) -> Iterator[Block]:
        """Yield what stands in a frame; keep the footnotes for the end."""
        if element.get("class") != "footnote":
            yield from self.blocks(element)
            return
        for number, entry in enumerate(element.iterfind("ol/li"), start=1):
            self.notes.append(Note(number, self._within(entry)))

    def line(self, element: etree._Element) -> Runs:
        """Return an element's words, in which pictures are their own words."""
        pieces = self.words.text(element.text)
        for child in element:
            self.words.add(child, pieces)
            pieces += self.words.text(child.tail)
        return line_of(piece for piece in pieces if isinstance(piece, Run))


_MAKERS: Mapping[str, Callable[[_Walk, etree._Element], Iterator[Block]]] = {
    **dict.fromkeys(HEADINGS, _Walk.heading),
    **dict.fromkeys(LISTS, _Walk.list_of),
    "p": _Walk.blocks,
    "dl": _Walk.facts,
    "table": _Walk.table,
    "blockquote": _Walk.quotation,
    "pre": _Walk.preformatted,
    "hr": _Walk.divider,
    "div": _Walk.frame,
}


def paragraphs(pieces: list[Piece]) -> Iterator[Block]:
    """Yield words as paragraphs, between the pictures that stand amid them."""
    words: list[Run] = []
    for piece in pieces:
        if isinstance(piece, Run):
            words.append(piece)
            continue
        yield from _paragraph(words)
        words = []
        yield piece
    yield from _paragraph(words)


def _paragraph(words: list[Run]) -> Iterator[Paragraph]:
    if runs := line_of(words):
        yield Paragraph(runs)


def _strong(runs: Runs) -> Iterator[Run]:
    return (replace(run, strong=True) for run in runs)
