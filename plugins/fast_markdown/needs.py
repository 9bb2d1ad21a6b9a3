"""The words that a text must hold before a regular expression can match in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module
from itertools import product
from typing import Any, NamedTuple

# The parser that `re` itself compiles from; it has no public name since Python 3.11.
_parser: Any = import_module("re._parser")
_code: Any = import_module("re._constants")

MOST = 8  # words of which one must stand in the text; more are no gain
LONGEST = 12  # signs of one word
# Non-ASCII letters match these where case is ignored, and str.lower() leaves them as they are.
ODD_FOLDS = frozenset("iks")
_REPEATS = frozenset({_code.MAX_REPEAT, _code.MIN_REPEAT, _code.POSSESSIVE_REPEAT})
_Words = frozenset[str]
_EMPTY: _Words = frozenset({""})


class Need(NamedTuple):
    """Words of which at least one stands in every text that matches; None: nobody knows."""

    words: tuple[str, ...]
    folded: bool  # They are to be looked for in the text's lower case.


@lru_cache(maxsize=1024)
def need_of(pattern: re.Pattern[str]) -> Need | None:
    """Return what a text must hold; None where nothing can be said for certain."""
    flags = pattern.flags & ~re.DEBUG
    parsed = _parser.parse(pattern.pattern, flags)
    exact, folded = (
        _Reading(lower=lower).of(parsed, flags=parsed.state.flags | flags).need
        for lower in (False, True)
    )
    best = _better(exact, folded)
    return None if best is None else Need(tuple(sorted(best)), folded=best is not exact)


def is_met(need: Need, text: str) -> bool:
    """Tell whether a text holds one of the words."""
    held = text.lower() if need.folded else text
    return any(word in held for word in need.words)


class _Found(NamedTuple):
    """What part of an expression stands for."""

    whole: _Words | None  # all that it can be, if that is little
    head: _Words  # what it begins with in any case
    need: _Words | None


class _Reading:
    """One walk over a parsed expression, for texts as they are or in lower case."""

    def __init__(self, *, lower: bool) -> None:
        self.lower = lower

    def of(self, items: Iterable[tuple[Any, Any]], *, flags: int) -> _Found:
        """Return what one part after another stands for."""
        need: _Words | None = None
        head: _Words | None = None
        run = _EMPTY
        for operation, argument in items:
            found = self._part(operation, argument, flags)
            joined = _joined(run, found.whole)
            if joined is None:
                run = _joined(run, found.head) or run
                head = run if head is None else head
                need = _better(need, _useful(run))
                run = found.whole or _EMPTY
            else:
                run = joined
            need = _better(need, found.need)
        need = _better(need, _useful(run))
        return _Found(run, run, need) if head is None else _Found(None, head, need)

    def _part(self, operation: Any, argument: Any, flags: int) -> _Found:  # noqa: ANN401, PLR0911
        if operation is _code.LITERAL:
            return _of_signs(self._sign(argument, flags))
        if operation is _code.IN:
            return _of_signs(self._signs(argument, flags))
        if operation is _code.AT or operation is _code.ASSERT_NOT:
            return _NOTHING
        if operation is _code.ASSERT:  # What it looks at stands in the text all the same.
            return _NOTHING._replace(need=self.of(argument[1], flags=flags).need)
        if operation is _code.SUBPATTERN:
            _, added, taken, inner = argument
            return self.of(inner, flags=(flags | added) & ~taken)
        if operation is _code.ATOMIC_GROUP:
            return self.of(argument, flags=flags)
        if operation is _code.BRANCH:
            return _any_of([self.of(one, flags=flags) for one in argument[1]])
        if operation in _REPEATS and argument[0] > 0:
            return self._repeat(argument, flags)
        return _UNKNOWN

    def _repeat(self, argument: tuple[int, int, Any], flags: int) -> _Found:
        least, most, inner = argument
        found = self.of(inner, flags=flags)
        if found.whole is None:
            return found
        whole: _Words | None = found.whole
        head = found.whole
        for _ in range(min(least, LONGEST) - 1):
            whole = None if whole is None else _joined(whole, found.whole)
            head = whole or head
        need = _better(found.need, _useful(head))
        return _Found(whole if least == most <= LONGEST else None, head, need)

    def _sign(self, number: int, flags: int) -> _Words | None:
        sign = chr(number)
        cased = not sign.isascii() or sign.isalpha()
        if not self.lower:
            return None if cased and flags & re.IGNORECASE else frozenset({sign})
        if not sign.isascii() or (flags & re.IGNORECASE and sign.lower() in ODD_FOLDS):
            return None
        return frozenset({sign.lower()})

    def _signs(self, among: list[tuple[Any, Any]], flags: int) -> _Words | None:
        if any(operation is not _code.LITERAL for operation, _ in among):
            return None
        signs = [self._sign(number, flags) for _, number in among]
        return None if None in signs else _few(frozenset().union(*(one or _EMPTY for one in signs)))


_NOTHING = _Found(_EMPTY, _EMPTY, None)
_UNKNOWN = _Found(None, _EMPTY, None)


def _of_signs(signs: _Words | None) -> _Found:
    return _UNKNOWN if signs is None else _Found(signs, signs, None)


def _any_of(branches: list[_Found]) -> _Found:
    wholes = [branch.whole for branch in branches]
    needs = [branch.need for branch in branches]
    head = _few(frozenset().union(*(branch.head for branch in branches))) or _EMPTY
    need = None if None in needs else _useful(frozenset().union(*(one or () for one in needs)))
    if None in wholes:
        return _Found(None, head, need)
    whole = _few(frozenset().union(*(one or () for one in wholes)))
    return _Found(whole, head, need)


def _joined(left: _Words, right: _Words | None) -> _Words | None:
    """Return each of the left with each of the right after it, unless they are too many."""
    if right is None:
        return None
    return _few(frozenset("".join(pair) for pair in product(left, right)))


def _few(words: _Words) -> _Words | None:
    fits = len(words) <= MOST and all(len(word) <= LONGEST for word in words)
    return words if fits else None


def _useful(words: _Words) -> _Words | None:
    """Return the words that tell something, each without those that hold another."""
    if "" in words or len(words) > MOST:
        return None  # The empty word stands in every text.
    return frozenset(
        word for word in words if not any(other in word for other in words if other != word)
    )


def _better(one: _Words | None, other: _Words | None) -> _Words | None:
    """Return the words that fewer texts hold."""
    if one is None or other is None:
        return other if one is None else one
    return other if _rarity(other) > _rarity(one) else one


def _rarity(words: _Words) -> tuple[int, int]:
    """Guess how seldom one of them stands in a text: letters and full stops are common."""
    signs = [sum(1 if sign.isalnum() or sign in " .,\n" else 4 for sign in word) for word in words]
    return min(signs), sum(signs) // len(signs)
