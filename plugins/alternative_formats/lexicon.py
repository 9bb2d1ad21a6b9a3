"""How words are said that a voice gets wrong: ours, and over them an editor's."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("lexicon.toml")


def is_word(capitals: str) -> bool:
    """Say whether capitals are read as a word, such as "NICE"."""
    return capitals in _shipped()["words"]


def name_of_letters(capitals: str) -> str | None:
    """Return how initials are said that have a way of their own: "jay peg"."""
    found: str | None = _shipped()["letters"].get(capitals)
    return found


def spelled_small(text: str) -> bool:
    """Say whether a part of an address is said letter by letter: "nhs", "uk"."""
    return text.lower() in _shipped()["spelled_small"]


def sayings(language: str, own: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return how to say words of a language: the editor's word counts before ours."""
    tongue = language.split("-", maxsplit=1)[0]
    ours = _shipped().get(tongue, {})
    theirs = (own[one] for one in own if one.split("-")[0] == tongue)
    return {**ours, **{word: said for words in theirs for word, said in words.items()}}


def pattern_of(words: Mapping[str, str]) -> str:
    """Return a pattern of whole words, the longest first, letters as they are written."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)" if longest else r"(?!)"


@cache
def digest() -> str:
    """Return what changes when our lexicon does."""
    return hashlib.sha256(FILE.read_bytes()).hexdigest()[:12]


@cache
def _shipped() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
