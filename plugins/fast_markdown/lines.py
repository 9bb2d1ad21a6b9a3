"""The steps before blocks are read, without parsing what holds nothing for them."""

from __future__ import annotations

import re

from markdown.extensions import fenced_code, md_in_html
from markdown.preprocessors import HtmlBlockPreprocessor, NormalizeWhitespace
from markdown.util import ETX, STX

EMPTY_LINE = re.compile(r"(?<=\n) +\n")


class FastNormalizeWhitespace(NormalizeWhitespace):
    """Changes only what is there to change."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines without control signs, returns, tabs and spaces in empty lines."""
        source = "\n".join(lines).replace(STX, "").replace(ETX, "")
        if "\r" in source:
            source = source.replace("\r\n", "\n").replace("\r", "\n")
        source += "\n\n"
        if "\t" in source:
            source = source.expandtabs(self.md.tab_length)
        if "\n " in source:
            source = EMPTY_LINE.sub("\n", source)
        return source.split("\n")


def holds_no_html(source: str) -> bool:
    """Tell whether the HTML parser gives the same text: it also rewrites &#38 to &#38;."""
    return "<" not in source and "&#" not in source


class FastHtmlBlockPreprocessor(HtmlBlockPreprocessor):
    """Looks for HTML where there is a sign of it."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines with placeholders for HTML."""
        source = "\n".join(lines)
        return source.split("\n") if holds_no_html(source) else super().run(lines)


class FastMarkdownInHtmlPreprocessor(md_in_html.HtmlBlockPreprocessor):
    """Looks for HTML where there is a sign of it."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines with placeholders for HTML."""
        source = "\n".join(lines)
        return source.split("\n") if holds_no_html(source) else super().run(lines)


class FastFencedBlockPreprocessor(fenced_code.FencedBlockPreprocessor):
    """Looks for fenced code where there is a fence."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines with placeholders for fenced code."""
        text = "\n".join(lines)
        return super().run(lines) if "```" in text or "~~~" in text else text.split("\n")
