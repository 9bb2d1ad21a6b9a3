"""The inline patterns of one Markdown, each with what a text must hold for it to do anything."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from markdown import inlinepatterns
from markdown.inlinepatterns import InlineProcessor as NewPattern
from markdown.inlinepatterns import Pattern
from markdown.util import Registry

from plugins.fast_markdown.needs import Need, need_of
from plugins.fast_markdown.own import is_own
from plugins.fast_markdown.screen import screen_of

# They leave a text as it is where no reference is defined.
OF_REFERENCES = frozenset(
    {
        inlinepatterns.ReferenceInlineProcessor,
        inlinepatterns.ShortReferenceInlineProcessor,
        inlinepatterns.ImageReferenceInlineProcessor,
        inlinepatterns.ShortImageReferenceInlineProcessor,
    }
)

OF_A_PATTERN = frozenset({"pattern", "compiled_re", "md", "safe_mode"})


class Entry(NamedTuple):
    """A pattern and what is known of it."""

    turn: int
    pattern: Pattern
    of_references: bool  # It does nothing where no reference is defined.
    is_own: bool  # Another's may do anything.


class Patterns:
    """What the patterns of a registry need, read once."""

    def __init__(self, patterns: Registry[NewPattern]) -> None:
        """Read the expression of each pattern."""
        self.patterns = list(patterns)
        self.compiled = _compiled(self.patterns)
        self.entries = tuple(_entry(*one) for one in enumerate(self.patterns))
        self.able = screen_of(tuple(map(_need, self.patterns))).met_by

    def are(self, patterns: Registry[NewPattern]) -> bool:
        """Tell whether a registry still holds the same patterns with the same expressions."""
        now = list(patterns)
        return now == self.patterns and _compiled(now) == self.compiled


def _compiled(patterns: Sequence[Pattern]) -> list[re.Pattern[str] | None]:
    return [getattr(pattern, "compiled_re", None) for pattern in patterns]


def _need(pattern: Pattern) -> Need | None:
    # A pattern of another's making may find its expression anew each time.
    method = getattr(type(pattern), "getCompiledRegExp", None)
    if "getCompiledRegExp" in vars(pattern) or method is not Pattern.getCompiledRegExp:
        return None
    compiled = pattern.compiled_re
    return need_of(compiled) if isinstance(compiled, re.Pattern) else None


def _entry(turn: int, pattern: Pattern) -> Entry:
    kind = type(pattern)
    return Entry(
        turn,
        pattern,
        of_references=kind in OF_REFERENCES and vars(pattern).keys() <= OF_A_PATTERN,
        is_own=is_own(kind),
    )
