"""Python-Markdown as it comes and as it is hastened, beside each other, and texts for both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from markdown import Markdown

from plugins.fast_markdown.hasten import hasten

# A busy machine is no fault.
PATIENTLY = settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
FAILURES = (AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
Settings = Mapping[str, Any]
PELICAN: Settings = {
    "extensions": [
        "markdown.extensions.codehilite",
        "markdown.extensions.extra",
        "markdown.extensions.meta",
    ],
    "extension_configs": {"markdown.extensions.codehilite": {"css_class": "highlight"}},
    "output_format": "html5",
}
CATALOGUE: Settings = {
    "extensions": ["abbr", "def_list", "footnotes", "sane_lists", "tables", "toc"],
    "output_format": "html",
}
EVERYTHING: Settings = {
    "extensions": [
        *("extra", "codehilite", "meta", "toc", "smarty", "wikilinks", "nl2br", "admonition"),
        *("sane_lists", "legacy_em", "legacy_attrs"),
    ],
    "extension_configs": {
        "toc": {"permalink": True, "baselevel": 2},
        "footnotes": {"USE_DEFINITION_ORDER": False},
        "smarty": {"smart_angled_quotes": True},
        "codehilite": {"guess_lang": False},
    },
}
CONFIGURATIONS: Mapping[str, Settings] = {
    "plain": {},
    "plain with tabs of 2": {"tab_length": 2},
    "Pelican": PELICAN,
    "catalogue": CATALOGUE,
    "everything": EVERYTHING,
    "everything as HTML": {**EVERYTHING, "output_format": "html"},
}

MARKS = (
    *("*", "**", "***", "_", "__", "`", "``", "\\", "\\*", "\\`", "\\<", "&", "&amp;", "&#38;"),
    *("&#38", "<", ">", "<b>", "</b>", "<br>", "<!-- x -->", "<!--", "<?php x ?>", "<![CDATA[x]]>"),
    *(
        "[",
        "]",
        "(",
        ")",
        "![",
        "[a](b)",
        '[a](<b c> "t")',
        "![a](b 't')",
        "[a][b]",
        "[a][]",
        "[b]",
    ),
    *("![a][b]", "[^1]", "[^n]", "[[wiki link]]", "<https://a.example/?b=c&d>", "<a@b.example>"),
    *(
        "{",
        "}",
        "{: .c }",
        "{: #i k=v }",
        "{@id=x}",
        "|",
        "\\|",
        "'",
        '"',
        "--",
        "---",
        "...",
        "<<",
    ),
    *("  \n", "\n", "\t", " ", "    ", "HTML", "wörd", "http://x.example", "\x02", "\x03", "\r\n"),
    *(
        "\x02klzzwxh:0000\x03",
        "\x02wzxhzdk:0\x03",
        "\x02amp\x03",
        "1",
        ".",
        ":",
        "#",
        "-",
        "+",
        "~",
    ),
)
BLOCKS = (
    *("# One", "## Two ##", "### Three {: #three }", "One\n===", "Two\n---", "* * *", "---", "___"),
    *(
        "- a\n- b",
        "* a\n\n    more\n\n* b",
        "1. a\n2. b",
        "3) a",
        "+ a\n    - b\n        - c",
        "5. a",
    ),
    *("> a\n> b", "> - a\n>\n>     code", "> > a\nlazy", "    code\n\n    more", "\tcode & <b>"),
    *("```\ncode\n```", "```python hl_lines='1'\nx = 1\n```", "~~~ {.a #b k=v}\nx\n~~~", "```"),
    *("a | b\n--|:-:\nc | `d|e`\nf", "| a |\n|--:|\n| b \\| c |", "|a|b|\n|-|-|", "a | b\n- | -\n"),
    *("Term\n:   one\n\n    two\n\n:   three", ": a", "[b]: http://b.example 'T'", "[^1]: Note"),
    *("[^n]: Note\n\n    more [^1]", "*[HTML]: Hyper", "*[HTML]: ''", "!!! note\n    a\n\n    b"),
    *('!!! tip "T"\n    - a', "<div>\n*a*\n</div>", '<div markdown="1">\n*a*\n\n- b\n\n</div>'),
    *(
        "<p markdown='span'>*a*</p>",
        "<hr>",
        "<!-- a\n\nb -->",
        "<script>\na < b\n</script>",
        "[TOC]",
    ),
    *("[TOC]", "5. a", "~", "...", "[b]"),
    *("Key: value\nOther: 1", "///Footnotes Go Here///", "wiki_base_url: /w/", "", "\n", "   \n  "),
)


def texts() -> st.SearchStrategy[str]:
    """Return Markdown of all kinds, much of it broken."""
    mark = st.one_of(st.sampled_from(MARKS), st.sampled_from(["word", "two words", "É", " "]))
    line = st.lists(mark, max_size=9).map("".join)
    paragraph = st.lists(line, min_size=1, max_size=3).map("\n".join)
    start = st.sampled_from(["", "", "", "- ", "1. ", "> ", "    ", "## ", "| ", ": ", "  "])
    block = st.one_of(st.sampled_from(BLOCKS), st.builds("{}{}".format, start, paragraph), line)
    gap = st.sampled_from(["\n\n", "\n\n", "\n\n", "\n", "\n\n\n", "\n  \n", "\n\n    "])
    blocks = st.lists(st.tuples(block, gap), max_size=7)
    return blocks.map(lambda some: "".join(one for pair in some for one in pair))


class Twins:
    """Two instances with the same settings, of which one is hastened."""

    def __init__(self, settings: Settings) -> None:
        """Build both."""
        self.settings = settings
        self._build()

    def _build(self) -> None:
        self.own, self.fast = Markdown(**self.settings), hasten(Markdown(**self.settings))

    def say_the_same(self, text: str) -> bool:
        """Tell whether both give the same, or fail alike."""
        own, fast = _said(self.own, text), _said(self.fast, text)
        if isinstance(own, type):  # After an error an instance is not to be used again.
            self._build()
        return own == fast


def _said(md: Markdown, text: str) -> object:
    """Return the HTML and all that extensions leave behind."""
    md.reset()
    try:
        html = md.convert(text)
    except FAILURES as error:
        return type(error)
    left = [getattr(md, name, None) for name in ("toc", "toc_tokens", "Meta", "references")]
    return [html, left, md.htmlStash.html_counter]
