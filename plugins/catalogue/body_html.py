"""HTML in a body, which no page lets through: what it is called, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from plugins.catalogue.body_lines import BodyLines
from plugins.catalogue.fields import short

PLAYER = (
    "Other websites' players cannot be shown. Put the recording into the fields of a story or"
    " an episode, or link to it: [Watch the film](https://...)."
)
# What a word processor or another website leaves in what is pasted.
OF_A_PASTE = re.compile(r"\sstyle=|\sclass=|<o:|<font|<span|<w:|\slang=", re.IGNORECASE)
PASTE_AGAIN = (
    "It comes with text that is copied from Word or a website. Delete the text and paste it again"
    " as plain text: Ctrl+Shift+V. Then write its headings and lists anew."
)
INSTEAD_OF_HTML = {
    "a": "Write a link as [its words](its address).",
    "b": "Write bold words as **bold**.",
    "strong": "Write bold words as **bold**.",
    "i": "Write words with emphasis as *emphasis*.",
    "em": "Write words with emphasis as *emphasis*.",
    "br": "Leave an empty line, and a new paragraph begins.",
    "p": "Leave an empty line, and a new paragraph begins.",
    "h1": "Write a heading as ## Heading.",
    "h2": "Write a heading as ## Heading.",
    "h3": "Write a heading as ### Heading.",
    "img": "Write a picture as ![what it shows](picture.jpg).",
    "iframe": PLAYER,
    "video": PLAYER,
    "audio": PLAYER,
    "embed": PLAYER,
    "object": PLAYER,
    "script": "Delete it: programs cannot stand in a page.",
    "style": "Delete it: the look of pages is the same everywhere.",
    "ul": "Write a list as lines that begin with a hyphen and a space.",
    "ol": "Write a list as lines that begin with 1. and a space.",
    "table": "Write a table with | between its cells: docs/editors.md shows one.",
}


@dataclass
class HtmlTags:
    """The tags that were met in a body."""

    lines: BodyLines
    _opened: set[str] = field(default_factory=set)
    _tags: list[tuple[int, int, str]] = field(default_factory=list)

    def note(self, tag: str) -> None:
        """Note HTML: it could break the page, its accessibility and its security policy."""
        name = _name_of(tag)
        if tag.startswith("</") and name in self._opened:
            return  # Its beginning was noted.
        self._opened.add(name)
        first_row = tag.split("\n", maxsplit=1)[0]
        line = self.lines.line_of(first_row)
        column = self.lines.row(line).find(first_row)
        self._tags.append((line, column, tag))

    def faults(self) -> Iterator[tuple[int, str, str]]:
        """Yield line, fault and remedy of each paragraph's HTML, by what stands first in it."""
        told = set()
        for line, _, tag in sorted(self._tags):
            paragraph = self.lines.paragraph_of(line)
            if paragraph in told:
                continue
            told.add(paragraph)
            pasted = any(
                OF_A_PASTE.search(other)
                for at, _, other in self._tags
                if self.lines.paragraph_of(at) == paragraph
            )
            remedy = INSTEAD_OF_HTML.get(_name_of(tag)) or (
                "Write it in Markdown. Where readers should see the sign itself, put backticks"
                " around it: `<b>`."
            )
            pasted = pasted and remedy is not PLAYER
            fault = f'HTML, the code of web pages, cannot be used: "{short(tag)}".'
            yield line, fault, PASTE_AGAIN if pasted else remedy


def _name_of(tag: str) -> str:
    """Return a tag's name: "b" of "</b>"."""
    return re.sub(r"[^\w:].*", "", tag.lstrip("</"), flags=re.DOTALL).lower()
