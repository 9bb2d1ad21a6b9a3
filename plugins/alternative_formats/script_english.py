"""English text as it is said: every figure and sign as words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from plugins.alternative_formats.lexicon import pattern_of, sayings
from plugins.alternative_formats.script_addresses import address_rules
from plugins.alternative_formats.script_dates import date_rules
from plugins.alternative_formats.script_money import money_rules
from plugins.alternative_formats.script_rule import Rule, apply, rule
from plugins.alternative_formats.script_telephones import telephone_rules
from plugins.alternative_formats.script_times import time_rules
from plugins.alternative_formats.script_units import unit_rules
from plugins.alternative_formats.script_words import sign, sign_rules, word_rules

CODE_SIGNS = {
    "(": "bracket", ")": "close bracket", "[": "square bracket", "]": "close square bracket",
    "{": "brace", "}": "close brace", ".": "dot", ",": "comma", ";": "semicolon", ":": "colon",
    "'": "apostrophe", '"': "quote", "-": "dash", "!": "exclamation mark", "?": "question mark",
}  # fmt: skip
# Marks that alter the picture before them, and joiners between pictures.
MODIFIERS = re.compile(r"[\ufe00-\ufe0f\u200d\u200b\u00ad\U0001f3fb-\U0001f3ff]")


def spoken_english(text: str, own: Mapping[str, Mapping[str, str]]) -> str:
    """Return the words that are said; `own` is an editor's lexicon, by language."""
    words = tuple(sorted(sayings("en", own).items()))
    return _tidy(apply(_quiet(_clean(text)), _rules(words)))


def spoken_code(text: str) -> str:
    """Return code with all its signs: "x equals y underscore one"."""
    pieces = re.findall(r"[^\W\d_]+|\d+|\S", _clean(text))
    words = (CODE_SIGNS.get(one) or _code_piece(one) for one in pieces)
    return " ".join(" ".join(words).split())


def _code_piece(text: str) -> str:
    return apply(text, unit_rules()) if text.isdecimal() else sign(text) if len(text) == 1 else text


@cache
def _rules(words: tuple[tuple[str, str], ...]) -> tuple[Rule, ...]:
    lexicon = dict(words)
    return (
        *address_rules(),
        rule(pattern_of(lexicon), lambda m: lexicon[m[0]]),
        *telephone_rules(),
        *money_rules(),
        *time_rules(),
        *date_rules(),
        *word_rules(),
        *unit_rules(),
        *sign_rules(),
    )


def _clean(text: str) -> str:
    """Return text without what has no sound: marks of control, and of a picture's colour."""
    text = MODIFIERS.sub("", text)
    return "".join(" " if unicodedata.category(one) in {"Cc", "Cf", "Co", "Cn"} else one
                   for one in text)  # fmt: skip


def _quiet(text: str) -> str:
    """Return words in small letters where somebody wrote a whole sentence in capitals."""
    words = re.findall(r"[^\W\d_]+", text)
    loud = sum(word.isupper() and len(word) > 1 for word in words)
    return text.lower() if len(words) > 3 and loud > len(words) * 0.7 else text  # noqa: PLR2004


def _tidy(text: str) -> str:
    """Return text with one space between words and one mark where pauses meet."""
    text = re.sub(r"(?<!\w)-|-(?!\w)|(?<!\w)'|'(?!\w)", " ", text)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s+(?=[,.;:!?])", "", text)
    text = re.sub(r",*([.;:!?])[,.;:!?]*", r"\1", text)
    return re.sub(r",+", ",", text).strip(" ,")
