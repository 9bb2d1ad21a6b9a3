"""An item's words as apps show them: simple HTML, whole addresses, never cut within a word."""

from __future__ import annotations

import re
from copy import deepcopy
from html import escape
from urllib.parse import urljoin

from lxml import html
from lxml.html import HtmlElement

from plugins.podcast.feed_words import fit, within

MOST_BYTES = 3_999  # Apple: a description is shorter than 4,000 bytes
SUMMARY = 300  # characters
KEPT = {"p", "ul", "ol", "li", "a", "strong", "em", "br"}
UNSEEN = {"script", "style", "template", "title"}
RENAMED = {"b": "strong", "i": "em", "dt": "p", "dd": "p", "blockquote": "p", "pre": "p", "tr": "p"}
WORD = re.compile(r"\S+\s*")


def show_notes(summary: str, body: str, page: str) -> str:
    """Return what is under an episode in apps; `page` is the whole address of its page."""
    root = html.fragment_fromstring(
        f"<p>{escape(fit(summary))}</p>{fit(body)}", create_parent="div"
    )
    _simplify(root, page)
    return _inner(root)


def plain_notes(summary: str, body: str, page: str) -> str:
    """Return the same as text, for a show's description."""
    root = html.fragment_fromstring(show_notes(summary, body, page), create_parent="div")
    blocks = (" ".join(block.text_content().split()) for block in root.iter("p", "li"))
    return "\n\n".join(block for block in blocks if block)


def shortened(notes: str, instead: str, most: int = MOST_BYTES) -> str:
    """Return show notes of at most so many bytes, cut after a word, each tag closed.

    `instead` is used where not even the first word fits.
    """
    if _size(notes) <= most:
        return notes
    root = html.fragment_fromstring(notes, create_parent="div")
    fits, too_many = 0, sum(len(WORD.findall(text)) for text in root.itertext()) + 1
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        if _size(_first_words(root, middle)) <= most:
            fits = middle
        else:
            too_many = middle
    return _first_words(root, fits) if fits else f"<p>{escape(within(instead, SUMMARY))}</p>"


def shortened_text(text: str, most: int = MOST_BYTES) -> str:
    """Return a text of at most so many bytes, cut after a word."""
    if _size(text) <= most:
        return text
    start = text.encode()[: most - len("…".encode())].decode(errors="ignore")
    words = re.match(r"(.*)\s", start, re.DOTALL)
    return f"{(words[1] if words else start).rstrip()}…"


def _size(text: str) -> int:
    return len(text.encode())


def _simplify(root: HtmlElement, page: str) -> None:
    for element in list(root.iterdescendants()):
        if not isinstance(element.tag, str) or element.tag in UNSEEN:
            element.drop_tree()
            continue
        _separate_cells(element)
        if re.fullmatch("h[1-6]", element.tag):
            _as_strong_paragraph(element)
        if element.tag in RENAMED:
            element.tag = RENAMED[element.tag]
        if element.tag == "a":
            _with_whole_address(element, page)
        elif element.tag in KEPT:
            element.attrib.clear()
        else:
            element.drop_tag()


def _separate_cells(element: HtmlElement) -> None:
    """Leave a space between the cells of a table, which become one paragraph a row."""
    if element.tag in {"td", "th"}:
        element.tail = " "


def _as_strong_paragraph(element: HtmlElement) -> None:
    strong = html.Element("strong")
    strong.text, element.text = element.text, None
    strong.extend(list(element))
    element.append(strong)
    element.tag = "p"


def _with_whole_address(link: HtmlElement, page: str) -> None:
    target = link.get("href", "")
    link.attrib.clear()
    try:
        # A file of the site has its address only on the page, where the link leads instead.
        whole = page if target.startswith("{") else urljoin(page, target)
    except ValueError:  # An address that is none, like http://[
        whole = ""
    if target and whole:
        link.set("href", whole)
    else:
        link.drop_tag()


def _inner(root: HtmlElement) -> str:
    parts = [escape(root.text or "", quote=False)]
    parts += [html.tostring(child, encoding="unicode") for child in root]
    # CDATA ends with these three signs, wherever they stand.
    return "".join(parts).strip().replace("]]>", "]]&gt;")


def _first_words(root: HtmlElement, count: int) -> str:
    short = deepcopy(root)
    _keep(short, count)
    return _inner(short)


def _keep(element: HtmlElement, left: int) -> int:
    """Keep the first words under an element; return how many may follow."""
    element.text, left = _first(element.text, left)
    for child in list(element):
        if left == 0:
            element.remove(child)
            continue
        left = _keep(child, left)
        if left == 0:
            child.tail = None
        else:
            child.tail, left = _first(child.tail, left)
    return left


def _first(text: str | None, left: int) -> tuple[str | None, int]:
    words = WORD.findall(text or "")
    if len(words) < left:
        return text, left - len(words)
    start = re.match(r"\s*", text or "")
    return f"{start[0] if start else ''}{''.join(words[:left]).rstrip()}…", 0
