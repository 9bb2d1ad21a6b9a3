"""A rule of the spoken script: what is written like this is said like that."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

NO_BREAK = "\u00a0\u202f\u2009"
SPACE = rf"[ {NO_BREAK}]"
TO = rf"{SPACE}?[-\u2013\u2014]{SPACE}?"  # "5-8"
AFTER = r"(?![\w])"
BEFORE = r"(?<![\w])"
NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
# Letters as a voice says them alone: "A" would be said as the article.
LETTERS = {"A": "ay"}
# A plain word is taken whole: no rule begins within one.
PLAIN = re.compile(r"[^\W\d_]+|\s+")


@dataclass(frozen=True, slots=True)
class Rule:
    """Where the pattern matches, `say` gives the words."""

    pattern: re.Pattern[str]
    say: Callable[[re.Match[str]], str]


def rule(pattern: str, say: Callable[[re.Match[str]], str]) -> Rule:
    """Return the rule of a pattern that begins and ends where words do."""
    return Rule(re.compile(BEFORE + "(?:" + pattern + ")"), say)


def apply(text: str, rules: Iterable[Rule]) -> str:
    """Return what is said: at each place the first rule that matches, else what is written.

    What a rule says is never looked at again, so no two rules can chase each other.
    """
    rules = tuple(rules)
    said: list[str] = []
    at = 0
    while at < len(text):
        words, at = _next(text, at, rules)
        said.append(words)
    return "".join(said)


def _next(text: str, at: int, rules: tuple[Rule, ...]) -> tuple[str, int]:
    """Return what is said of the next piece, and where it ends."""
    for one in rules:
        found = one.pattern.match(text, at)
        if found and found.end() > at:
            return one.say(found), found.end()
    plain = PLAIN.match(text, at)
    end = plain.end() if plain else at + 1
    return text[at:end], end


def letters(text: str) -> str:
    """Return letters one by one: "N H S"."""
    return " ".join(LETTERS.get(one, one) for one in text.upper())
