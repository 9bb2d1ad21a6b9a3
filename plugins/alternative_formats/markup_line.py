"""One line of text as HTML: links, strong words, abbreviations, sentences with ids."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from lxml import etree

from plugins.alternative_formats.document import Run, Runs
from plugins.alternative_formats.markup_options import (
    MarkupOptions,
    note_anchor,
    reference_anchor,
    sentence_anchor,
)
from plugins.alternative_formats.sentences import Sentence

WEB_ADDRESS = ("http://", "https://", "www.")
Piece = tuple[str | None, Run, str]  # the sentence it is of, the run it is of, its words


class LineWriter:
    """Writes lines of one document into elements."""

    def __init__(self, options: MarkupOptions) -> None:
        """Begin with no note referred to."""
        self._options = options
        self._referred: set[int] = set()

    @property
    def referred(self) -> frozenset[int]:
        """The notes to which a line has referred."""
        return frozenset(self._referred)

    def write(self, parent: etree._Element, line: Runs, sentences: Sequence[Sentence] = ()) -> None:
        """Add a line's words to an element."""
        parent.text = ""  # a cell without words is <td></td>: some readers misread <td/>
        for sentence, group in groupby(_pieces(line, sentences), key=lambda piece: piece[0]):
            place = parent
            if sentence is not None:
                place = self._child(parent, "span")
                place.set("id", sentence_anchor(sentence))
            self._write_links(place, group)

    def _write_links(self, parent: etree._Element, pieces: Iterable[Piece]) -> None:
        """Neighbours with the same address are one link."""
        for (address, note), found in groupby(pieces, key=_goal):
            place = parent
            group = list(found)
            if note is not None:
                place = self._reference(parent, note)
            # A space between two sentences of a link would be a link without a name.
            elif address is not None and any(text.strip() for _, _, text in group):
                place = self._child(parent, "a")
                place.set("href", self._options.link(address))
            for _, run, text in group:
                if address is not None and text.startswith(WEB_ADDRESS):
                    place.set("dir", "ltr")  # its last stroke would jump to the front in Urdu
                self._write_run(place, run, text)

    def _reference(self, parent: etree._Element, note: int) -> etree._Element:
        link = self._child(parent, "a")
        link.set("href", self._options.link(f"#{note_anchor(note)}"))
        if note not in self._referred:
            link.set("id", reference_anchor(note))
            self._referred.add(note)
        self._options.set_role(link, "noteref")
        return link

    def _write_run(self, parent: etree._Element, run: Run, text: str) -> None:
        place = parent
        if run.language:
            place = self._child(place, "span")
            self._options.set_language(place, run.language)
        for tag in _tags(run):
            place = self._child(place, tag)
        if run.expansion:
            place = self._child(place, "abbr")
            place.set("title", run.expansion)
        self.write_text(place, text)

    def write_text(self, parent: etree._Element, text: str) -> None:
        """Add plain words to an element; within <pre> their line ends count as they are."""
        first, *others = [text] if self._keeps(parent) else text.split("\n")
        _append(parent, first)
        for words in others:
            self._child(parent, "br").tail = words

    def _keeps(self, parent: etree._Element) -> bool:
        pre = self._options.name("pre")
        return parent.tag == pre or next(parent.iterancestors(pre), None) is not None

    def _child(self, parent: etree._Element, tag: str) -> etree._Element:
        child = etree.SubElement(parent, self._options.name(tag))
        if tag == "code":
            child.set("dir", "ltr")  # "x = 1;" would end with its beginning in an Urdu line
        return child


def _tags(run: Run) -> Iterator[str]:
    if run.strong:
        yield "strong"
    if run.emphasis:
        yield "em"
    if run.code:
        yield "code"


def _goal(piece: Piece) -> tuple[str | None, int | None]:
    return piece[1].address, piece[1].note


def _pieces(line: Runs, sentences: Sequence[Sentence]) -> Iterator[Piece]:
    """Cut runs where a sentence begins or ends."""
    edges = deque(_edges(sentences))
    place = 0
    sentence = None
    for run in line:
        begin, end = place, place + len(run.text)
        while edges and edges[0][0] <= end:
            edge, following = edges.popleft()
            if edge > place:
                yield sentence, run, run.text[place - begin : edge - begin]
                place = edge
            sentence = following
        if place < end:
            yield sentence, run, run.text[place - begin :]
            place = end


def _edges(sentences: Sequence[Sentence]) -> list[tuple[int, str | None]]:
    """Return where what begins: a sentence's id, or None between two sentences."""
    return [
        edge
        for sentence in sentences
        for edge in ((sentence.start, sentence.id), (sentence.end, None))
    ]


def _append(parent: etree._Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
