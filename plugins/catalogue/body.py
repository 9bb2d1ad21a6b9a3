"""What an item's Markdown says: its HTML, headings, links, pictures and files.

The HTML holds no address yet: links to items begin with {item}, pictures with {picture} and
other files with {file}, each followed by a path from the content folder; links to /a/page/ of
the site begin with {site}.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """A heading of the body."""

    level: int  # 2 to 6: the title is 1
    anchor: str
    text: str
    line: int


@dataclass(frozen=True)
class Reference:
    """A link, picture or file that the body names."""

    target: str  # a web address, "#anchor", "/address/", or a path from the content folder
    text: str
    line: int


@dataclass(frozen=True)
class Body:
    """An item's words."""

    markdown: str = ""
    html: str = ""
    first_line: int = 1
    headings: tuple[Heading, ...] = ()
    anchors: frozenset[str] = frozenset()
    links: tuple[Reference, ...] = ()
    pictures: tuple[Reference, ...] = ()
    files: tuple[Reference, ...] = ()


EMPTY_BODY = Body()
