"""Markdown to HTML, with the facts that checks and pages need: headings, links, images, words."""

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
    """A link or an image of the body, as it is written there."""

    target: str
    text: str
    line: int


@dataclass(frozen=True)
class Body:
    """An item's words."""

    markdown: str = ""
    html: str = ""
    first_line: int = 1
    headings: tuple[Heading, ...] = ()
    links: tuple[Reference, ...] = ()
    images: tuple[Reference, ...] = ()


EMPTY_BODY = Body()
