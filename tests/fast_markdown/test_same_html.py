"""A hastened Markdown gives the same HTML, table of contents and metadata, letter for letter."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from tests.fast_markdown.twins import CONFIGURATIONS, PATIENTLY, Twins, texts

CONTENT = Path(__file__).parents[2] / "content"
TWINS = {name: Twins(settings) for name, settings in CONFIGURATIONS.items()}


@pytest.mark.parametrize("name", CONFIGURATIONS)
@PATIENTLY
@given(text=texts())
def test_any_text_gives_the_same_html(name: str, text: str) -> None:
    assert TWINS[name].say_the_same(text)


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_our_own_content_gives_the_same_html(name: str) -> None:
    twins = TWINS[name]
    paths = sorted(CONTENT.rglob("*.md"))
    assert paths
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert twins.say_the_same(text), path


@pytest.mark.parametrize("name", CONFIGURATIONS)
@pytest.mark.parametrize(
    "text",
    [
        "***a* `b` and `c` *d* e**",
        "[a `b` *c* `d`](e) `f` *g* `h`",
        "- # One\n`two` *three* `four`\n- five",
        "<http://x.example/\\*HTML>\n\n*[HTML]: Hyper",
        '![*a* `b`](c "`d` *e*") [![f](g)](h)',
        "[a][B\nc] and [b  c][]\n\n[b c]: http://d.example",
        "a  \nb *c  \nd*",
        "One\n: two\n\n    > three\n    > - four\n",
        "| a | `b|c` | d \\| e |\n|---|:-:|--:|\n| f | *g* |\n| h | i | j | k |",
        '<p id="a">\nb\n</p>\n\n# a\n\n# a {: #a }\n\n## [b](c) `d` & <i>e</i>\n',
        "[TOC]\n\n# One\n\n- [TOC]\n\n> [TOC]\n\n## Two",
        "```\n<b> & \\* {: .c }\n```\n\n    <b> & \\*\n",
        "a\x02klzzwxh:0000\x03b\r\nc\td\r\n \r\ne",
        "&#38 &#x26; & &amp; &nope; R&D",
        "b\n{: #a }\n\n# a\n\n[c](d 'e \"f\" g')",
        "a\n{: hidden checked=checked b }\n\n[c](d){: download hidden=hidden }",
        "word.\n\n1\\. no list\n\n1. a list.\n\n10) none",
    ],
)
def test_what_is_seldom_written_gives_the_same_html(name: str, text: str) -> None:
    assert TWINS[name].say_the_same(text)
