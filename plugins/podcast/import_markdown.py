"""Show notes of other hosts as the Markdown that this site's editors write."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import quote

from lxml import html
from markdownify import MarkdownConverter

from plugins.podcast.feed_words import fit
from plugins.podcast.show_notes import show_notes

SUMMARY = 300  # characters of an item's summary
TAG = re.compile(r"<(p|br|a|ul|ol|li|b|i|em|strong|div|span|h[1-6])\b", re.IGNORECASE)
LINK = re.compile(r"(https?://[^\s/]|mailto:\S+@|tel:\+?[\d-])", re.IGNORECASE)
# What Markdown would take for its own, and may be escaped with a backslash.
SIGNS = re.compile(r"([\\`*_{}\[\]#|!])")
# At the start of a line: lists, quotations, rules, and what looks like a list that was forgotten.
STARTS = re.compile(r"(?m)^(\s*)(?:([-+>=:~(]|[^\x00-\x7f\w\s])|([0-9]+|[a-z])([.)]))")


def summary_and_body(notes: str, page: str) -> tuple[str, str]:
    """Return a summary of at most 300 characters, and the Markdown of what it leaves out.

    A first paragraph that is short enough is the summary; a longer one stays in the body, so that
    no word is lost.
    """
    root = html.fragment_fromstring(show_notes("", as_html(notes), page), create_parent="div")
    paragraphs = [p for p in root if p.tag == "p"]
    while paragraphs and not paragraphs[0].text_content().strip():
        paragraphs.pop(0).drop_tree()
    if not paragraphs:
        return "", markdown(root)
    words = " ".join(paragraphs[0].text_content().split())
    has_links = paragraphs[0].find(".//a") is not None
    if len(words) <= SUMMARY and not has_links and root[0] is paragraphs[0]:
        paragraphs[0].drop_tree()
        return words, markdown(root)
    return _start(words), markdown(root)


def as_html(notes: str) -> str:
    """Return notes as HTML; plain text gets its paragraphs."""
    if TAG.search(notes):
        return notes
    blocks = re.split(r"\n\s*\n", notes.strip())
    lines = ("<br>".join(escape(line) for line in block.splitlines()) for block in blocks)
    return "".join(f"<p>{block}</p>" for block in lines if block)


def markdown(root: html.HtmlElement) -> str:
    """Return simple HTML as Markdown."""
    for link in list(root.iter("a")):
        target = link.get("href", "")
        words = link.text_content().strip()
        if not LINK.match(target) or not words or re.search(r"\s", target):
            link.drop_tag()
        else:
            link.set("href", quote(target, safe=":/?#@!$&'*+,;=%~[]"))
    converted = _Converter(bullets="-", strong_em_symbol="*", wrap=False).convert(
        html.tostring(root, encoding="unicode")
    )
    return re.sub(r"\n{3,}", "\n\n", converted).strip()


def _start(words: str) -> str:
    cut = words[: SUMMARY - 1]
    return f"{cut.rpartition(' ')[0] or cut}…" if len(words) > SUMMARY else words


class _Converter(MarkdownConverter):
    """markdownify, with the signs escaped that Python-Markdown reads, and no other."""

    def escape(self, text: str | None, parent_tags: set[str]) -> str:
        """Return text that means itself."""
        del parent_tags
        escaped = SIGNS.sub(r"\\\1", text or "")
        # There is no backslash for these two: they would begin HTML.
        escaped = escaped.replace("&", "&amp;").replace("<", "&lt;")
        return STARTS.sub(_literal_start, escaped)


def _literal_start(found: re.Match[str]) -> str:
    space, sign, number, point = found.groups()
    return f"{space}&#{ord(sign)};" if sign else f"{space}{number}\\{point}"


def title_of(words: str, most: int = 120) -> str:
    """Return a title that fits, cut after a word."""
    line = " ".join(fit(words).split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"
