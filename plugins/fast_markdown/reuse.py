"""Whether one Markdown instance can convert one text after another."""

from __future__ import annotations

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension

from plugins.fast_markdown.own import is_own


def is_reusable(md: Markdown) -> bool:
    """Tell whether md.reset() makes an instance as good as a new one.

    Python-Markdown's own extensions forget the text before, but for footnotes with UNIQUE_IDS,
    which count the texts. What another's extension keeps nobody knows: build a new instance for
    each text then. After an exception an instance is to be thrown away in any case.
    """
    counts_texts = any(
        isinstance(one, FootnoteExtension) and one.getConfig("UNIQUE_IDS")
        for one in md.registeredExtensions
    )
    parts = (
        md,
        md.parser,
        *md.registeredExtensions,
        *md.preprocessors,
        *md.parser.blockprocessors,
        *md.treeprocessors,
        *md.inlinePatterns,
        *md.postprocessors,
    )
    return not counts_texts and all(is_own(type(part)) for part in parts)
