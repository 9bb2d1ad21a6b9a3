"""The words within a paragraph's HTML: runs of one look each, and the pictures amid them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from lxml import etree

from plugins.alternative_formats.document import Figure, Run
from plugins.alternative_formats.document_lines import BREAK, plain, with_text

Piece: TypeAlias = Run | Figure
PLAIN = Run(text="")
PICTURE = "{picture}"
FILE = "{file}"


@dataclass(frozen=True)
class Inline:
    """How inline HTML is read: where files lie, and the number of each footnote's anchor."""

    file_url: Callable[[str], str]
    notes: Mapping[str, int]
    in_words: bool = False  # where only words can stand, pictures are theirs

    def text(self, text: str | None, look: Run = PLAIN) -> list[Piece]:
        """Return text as a piece of this look; nothing where there is none."""
        if not text:
            return []
        # No text is BREAK: the parser makes another sign of &#0;.
        return [Run(text=text) if look is PLAIN else with_text(look, text)]

    def add(self, element: etree._Element, pieces: list[Piece], look: Run = PLAIN) -> None:
        """Add an element's words and pictures to the pieces; its tail is not its own."""
        if element.tag == "br":
            pieces.append(with_text(look, BREAK))
        elif element.tag == "img":
            pieces.append(self._picture(element, look))
        elif element.tag == "a":
            self._add_link(element, pieces, look)
        else:
            self._add_within(element, pieces, _looks(element, look))

    def _add_within(self, element: etree._Element, pieces: list[Piece], look: Run) -> None:
        pieces += self.text(element.text, look)
        for child in element:
            self.add(child, pieces, look)
            pieces += self.text(child.tail, look)

    def _add_link(self, element: etree._Element, pieces: list[Piece], look: Run) -> None:
        address = element.get("href") or ""
        kind = element.get("class")
        if kind == "footnote-backref":
            _strip_end(pieces)
        elif kind == "footnote-ref" and (number := self.notes.get(address[1:])):
            pieces.append(replace(look, text=f"[{number}]", note=number))
        else:
            self._add_linked(element, pieces, replace(look, address=self._whole(address) or None))

    def _add_linked(self, element: etree._Element, pieces: list[Piece], look: Run) -> None:
        before = len(pieces)
        self._add_within(element, pieces, look)
        added = pieces[before:]
        # A link whose only words are a picture's would be lost with the picture.
        if added and not any(isinstance(piece, Run) and piece.text.strip() for piece in added):
            pieces.append(with_text(look, look.address or ""))

    def _picture(self, element: etree._Element, look: Run) -> Piece:
        figure = _figure(element)
        return with_text(look, f" {figure.alt} ") if self.in_words else figure

    def _whole(self, address: str) -> str:
        if address.startswith(FILE):
            return self.file_url(address.removeprefix(FILE))
        return address


def _looks(element: etree._Element, look: Run) -> Run:
    if element.tag in {"strong", "b"}:
        return replace(look, strong=True)
    if element.tag in {"em", "i"}:
        return replace(look, emphasis=True)
    if element.tag == "code":
        return replace(look, code=True)
    if element.tag == "abbr":
        return replace(look, expansion=plain(element.get("title") or "") or None)
    return look


def _figure(element: etree._Element) -> Figure:
    source = (element.get("src") or "").removeprefix(PICTURE)
    return Figure(source, plain(element.get("alt") or ""))


def _strip_end(pieces: list[Piece]) -> None:
    """Take away the space before the arrow that leads back from a footnote."""
    if pieces and isinstance(last := pieces[-1], Run):
        pieces[-1] = with_text(last, last.text.rstrip("\u00a0"))
