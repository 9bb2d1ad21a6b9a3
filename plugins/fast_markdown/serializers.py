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


def to_html(element: Element) -> str:
    """Return an element and all in it as HTML."""
    written = _written(element, is_html=True)
    return to_html_string(element) if written is None else written


def to_xhtml(element: Element) -> str:
    """Return an element and all in it as XHTML."""
    written = _written(element, is_html=False)
    return to_xhtml_string(element) if written is None else written


FASTER: dict[Callable[[Element], str], Callable[[Element], str]] = {
    to_html_string: to_html,
    to_xhtml_string: to_xhtml,
}


def _written(root: Element, *, is_html: bool) -> str | None:
    """Return what is written of a tree; None where it holds more than elements with plain names."""
    parts: list[str] = []
    write = parts.append
    waiting: list[Element | str] = [root]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            write(one)
            continue
        tag: Any = one.tag
        items = one.items()
        attributes = _attributes(items, is_html=is_html) if items else ""
        if type(tag) is not str or attributes is None:
            return None
        text, tail, name = one.text, one.tail, tag.lower()
        is_empty = name in HTML_EMPTY
        if is_empty and not is_html:
            write(f"<{tag}{attributes} />")
            if tail:
                write(_escaped(tail))
            continue
        write(f"<{tag}{attributes}>")
        if text:
            write(text if name in {"script", "style"} else _escaped(text))
        end = "" if is_empty else f"</{tag}>"
        if len(one):
            waiting.append(end + _escaped(tail) if tail else end)
            waiting.extend(one[::-1])
        else:
            write(end)
            if tail:
                write(_escaped(tail))
    return "".join(parts)


def _escaped(text: str) -> str:
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


def _attributes(items: Iterable[tuple[Any, Any]], *, is_html: bool) -> str | None:
    """Return attributes as they stand in a tag; None where one is no plain text."""
    written = ""
    for name, value in sorted(items):
        if value is None:
            written += f" {name}"
            continue
        if not isinstance(name, str) or not isinstance(value, str):
            return None
        shown = _escaped(value).replace('"', "&quot;")
        if is_html and name == shown and name in BOOLEAN:
            written += f" {name}"
        else:
            written += f' {name}="{shown}"'
    return written
