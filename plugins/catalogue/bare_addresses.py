"""Addresses that stand in the text as they are: readers can follow them, as they expect to."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

# \x02 begins what Python-Markdown keeps aside, such as code; the others are curly quotation marks.
ENDS = r"\s<>\"`\\\x02\x03\u2018\u2019\u201c\u201d"
WEB = rf"(?<![\w@/.:-])(?:https?://|www\.)(?=[^\W_])[^{ENDS}]+"
EMAIL = r"(?<![\w@/.+:-])[A-Za-z0-9][\w.+-]*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?![\w@-])"
ENDS_A_SENTENCE = ".,;:!?'*_~|…"


class BareAddress(InlineProcessor):
    """https://, www. and e-mail addresses as links."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: Markdown) -> None:
        """Look for both in one go, so that neither is found inside the other."""
        super().__init__(f"(?i:{WEB}|{EMAIL})", md)

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """Return the link, without the signs that belong to the sentence."""
        del data
        address = without_punctuation(m[0])
        target = target_of(address)
        if target is None:
            return None, None, None
        link = Element("a", {"href": target})
        link.text = AtomicString(address)
        return link, m.start(0), m.start(0) + len(address)


def without_punctuation(text: str) -> str:
    """Return an address without what ends its sentence: a full stop, a bracket opened before."""
    while text:
        last = text[-1]
        unopened = (last == ")" and text.count(")") > text.count("(")) or (
            last == "]" and text.count("]") > text.count("[")
        )
        if last not in ENDS_A_SENTENCE and not unopened:
            break
        text = text[:-1]
    return text


def target_of(address: str) -> str | None:
    """Return where an address leads; None for what only begins like one."""
    lower = address.lower()
    if lower.startswith(("https://", "http://")):
        return address
    if lower.startswith("www."):
        return f"https://{address}" if "." in address[4:] else None
    return f"mailto:{address}"
