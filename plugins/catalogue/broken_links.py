"""Square brackets that readers would see: a link that Markdown did not take for one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from plugins.catalogue.fields import PAPERS, PICTURES, SOUND, VIDEO

ENDINGS = "|".join(end.removeprefix(".") for end in (".md", *PAPERS, *PICTURES, *SOUND, *VIDEO))
FILE = rf"[^\s()\[\]]+\.(?:{ENDINGS})\b"
ADDRESS = r"https?://|www\.|mailto:|tel:"
BROKEN = re.compile(
    r"!?\[[^\[\]\n]+\](?:"
    r"\[[^\[\]\n]*\]"  # [words][about], where nothing says what "about" is
    rf"|\s?\(\s?(?:{ADDRESS}|{FILE}|\.\./)[^)\n]*\)?"  # [words] (address)
    r"|\("  # [words](address, without the second bracket
    rf"|(?:{ADDRESS}|{FILE})\S*"  # [words]address
    r")",
    re.IGNORECASE,
)
HIDDEN = "\x01"  # stands for what is a link, a picture or code already
INSIDE_A_TEXT = frozenset({"em", "strong", "code", "a", "img", "br", "sup", "abbr", "span"})
WITHOUT_LINKS = INSIDE_A_TEXT | {"pre"}


def broken_links(root: Element) -> Iterator[str]:
    """Yield each from its first bracket on; the tree is the finished page's."""
    if not any(map(_holds_a_bracket, root.iter())):
        return
    for element in root.iter():
        if element.tag not in WITHOUT_LINKS:
            yield from (found[0] for found in BROKEN.finditer(_seen(element)))


def _holds_a_bracket(element: Element) -> bool:
    return "[" in (element.text or "") or "[" in (element.tail or "")


def _seen(element: Element) -> str:
    """Return an element's own text, without what stands in paragraphs inside it."""
    parts = [_plain(element)]
    for child in element:
        if child.tag in INSIDE_A_TEXT:
            parts += [_shown(child), child.tail or ""]
        else:
            parts.append("\n")
    return "".join(parts)


def _shown(element: Element) -> str:
    if element.tag in {"code", "img"} or (element.tag == "a" and not _is_bare(element)):
        return HIDDEN
    return _seen(element)


def _plain(element: Element) -> str:
    return element.text or ""


def _is_bare(link: Element) -> bool:
    """Tell whether an address only became a link because it is one."""
    return isinstance(link.text, AtomicString) and link.text in link.get("href", "")
