"""A tree as HTML or XHTML, letter for letter as Python-Markdown writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from xml.etree.ElementTree import HTML_EMPTY, Element

from markdown.serializers import (  # type: ignore[attr-defined]
    BOOLEAN_ATTRIBUTES,
    RE_AMP,
    to_html_string,
    to_xhtml_string,
)

BOOLEAN = BOOLEAN_ATTRIBUTES["html"]
CODE = frozenset({"script", "style"})
DEEPEST = 100  # levels that are written by calls in one another


def to_html(element: Element) -> str:
    """Return an element and all in it as HTML."""
    return _written(element, own=to_html_string)


def to_xhtml(element: Element) -> str:
    """Return an element and all in it as XHTML."""
    return _written(element, own=to_xhtml_string)


FASTER: dict[Callable[[Element], str], Callable[[Element], str]] = {
    to_html_string: to_html,
    to_xhtml_string: to_xhtml,
}


class _OfAnotherKindError(Exception):
    """A tree holds something else than elements and attributes with plain names."""


def _written(root: Element, *, own: Callable[[Element], str]) -> str:
    """Return a tree as it is written; Python-Markdown's own writes what is rare."""
    parts: list[str] = []
    try:
        _write(parts.append, [root], own, 0)
    except _OfAnotherKindError:
        return own(root)
    return "".join(parts)


def _write(
    write: Callable[[str], None],
    elements: Iterable[Element],
    own: Callable[[Element], str],
    depth: int,
) -> None:
    is_html = own is to_html_string
    for element in elements:
        tag: Any = element.tag
        if type(tag) is not str:
            raise _OfAnotherKindError
        items, text, tail = element.items(), element.text, element.tail
        begin = tag + _attributes(items, is_html=is_html) if items else tag
        after = _escaped(tail) if tail else ""
        name = tag.lower()
        if name in HTML_EMPTY and not is_html:
            write(f"<{begin} />{after}")
            continue
        within = "" if not text else text if name in CODE else _escaped(text)
        end = after if name in HTML_EMPTY else f"</{tag}>{after}"
        if not len(element):
            write(f"<{begin}>{within}{end}")
        elif depth < DEEPEST:
            write(f"<{begin}>{within}")
            _write(write, element, own, depth + 1)
            write(end)
        else:
            write(own(element))


def _escaped(text: str) -> str:
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


def _attributes(items: Iterable[tuple[Any, Any]], *, is_html: bool) -> str:
    """Return attributes as they stand in a tag."""
    written = ""
    for name, value in sorted(items):
        if value is None and isinstance(name, str):
            written += f" {name}"
            continue
        if not isinstance(name, str) or not isinstance(value, str):
            raise _OfAnotherKindError
        shown = _escaped(value).replace('"', "&quot;")
        if is_html and name == shown and name in BOOLEAN:
            written += f" {name}"
        else:
            written += f' {name}="{shown}"'
    return written
