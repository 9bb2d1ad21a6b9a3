"""The inline patterns of one Markdown, each with what a text must hold for it to do anything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from markdown import inlinepatterns
from markdown.inlinepatterns import InlineProcessor as NewPattern
from markdown.inlinepatterns import Pattern
from markdown.util import Registry

from plugins.fast_markdown.needs import need_of

# They leave a text as it is where no reference is defined.
OF_REFERENCES = frozenset(
    {
        inlinepatterns.ReferenceInlineProcessor,
        inlinepatterns.ShortReferenceInlineProcessor,
        inlinepatterns.ImageReferenceInlineProcessor,
        inlinepatterns.ShortImageReferenceInlineProcessor,
    }
)


class Entry(NamedTuple):
    """A pattern and when it can be left out."""

    pattern: Pattern
    words: tuple[str, ...]  # One of them must stand in the text; none: it is always run.
    folded: bool  # They are looked for in the text's lower case.
    of_references: bool  # It does nothing where no reference is defined.
    is_foreign: bool  # Another's: it may do anything.


class Patterns:
    """What the patterns of a registry need, read once."""

    def __init__(self, patterns: Registry[NewPattern]) -> None:
        """Read the expression of each pattern."""
        self.patterns = list(patterns)
        self.compiled = _compiled(self.patterns)
        self.entries = [_entry(pattern) for pattern in self.patterns]
        self.always = any(not entry.words for entry in self.entries)
        self.words, self.folded = (
            _fewest(frozenset(_words_of(self.entries, folded=folded))) for folded in (False, True)
        )

    def are(self, patterns: Registry[NewPattern]) -> bool:
        """Tell whether a registry still holds the same patterns with the same expressions."""
        now = list(patterns)
        return now == self.patterns and _compiled(now) == self.compiled

    def can_match(self, text: str) -> bool:
        """Tell whether any pattern can do something with a text."""
        if self.always:
            return True
        for word in self.words:
            if word in text:
                return True
        if self.folded:
            lower = text.lower()
            for word in self.folded:
                if word in lower:
                    return True
        return False


def _compiled(patterns: Sequence[Pattern]) -> list[re.Pattern[str] | None]:
    return [getattr(pattern, "compiled_re", None) for pattern in patterns]


def _entry(pattern: Pattern) -> Entry:
    kind = type(pattern)
    need = None
    # A pattern of another's making may find its expression anew each time.
    if "getCompiledRegExp" not in vars(pattern) and (
        getattr(kind, "getCompiledRegExp", None) is Pattern.getCompiledRegExp
    ):
        compiled = pattern.compiled_re
        need = need_of(compiled) if isinstance(compiled, re.Pattern) else None
    return Entry(
        pattern=pattern,
        words=need.words if need else (),
        folded=bool(need and need.folded),
        of_references=kind in OF_REFERENCES
        and vars(pattern).keys()
        <= {
            "pattern",
            "compiled_re",
            "md",
            "safe_mode",
        },
        is_foreign=kind.__module__.partition(".")[0] != "markdown",
    )


def _words_of(entries: Iterable[Entry], *, folded: bool) -> Iterator[str]:
    for entry in entries:
        if entry.folded is folded:
            yield from entry.words


@lru_cache(maxsize=64)
def _fewest(words: frozenset[str]) -> tuple[str, ...]:
    """Return the words without those that hold another of them."""
    return tuple(
        sorted(word for word in words if not any(one in word for one in words if one != word))
    )
