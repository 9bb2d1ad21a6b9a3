"""E-mail and web addresses and postcodes, said so that they can be written down."""

from __future__ import annotations

import re

from plugins.alternative_formats.lexicon import spelled_small
from plugins.alternative_formats.script_numbers import digits, number_words
from plugins.alternative_formats.script_rule import SPACE, Rule, letters, rule

ENDINGS = (
    "uk|com|org|net|info|example|gov|edu|eu|wales|cymru|scot|london|io|int|ie|tv|health|local|test"
)
# RFC 1035, 2.3.4 and RFC 5321, 4.5.3.1: no part is longer.
LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?"
HOST = rf"(?:{LABEL}\.){{1,8}}(?:{ENDINGS})(?::\d+)?(?![\w-]|\.\w)"
PATH = r"(?:[/?#](?:[\w\-._~:/?#@!$&*+,;=%]*[\w\-/~=#&])?)?"
EMAIL = rf"(?:mailto:)?[\w.+\-]{{0,63}}\w@(?:{LABEL}\.){{1,8}}{LABEL}"
WEB = rf"(?:(?:https?|ftp)://[^\s/?#<>\"”’)]+|(?:www\.)?{HOST}){PATH}"
POSTCODE = rf"(?P<area>[A-Z]{{1,2}})(?P<out>\d{{1,2}}[A-Z]?){SPACE}(?P<n>\d)(?P<unit>[A-Z]{{2}})"
SIGNS = {
    "@": "at", ".": "dot", "/": "slash", "-": "dash", "_": "underscore", ":": "colon",
    "?": "question mark", "#": "hash", "=": "equals", "&": "and", "+": "plus", "%": "per cent",
    "~": "tilde", "!": "exclamation mark", "$": "dollar", "*": "star", ",": "comma",
    ";": "semicolon", "'": "apostrophe", "(": "bracket", ")": "close bracket",
}  # fmt: skip
PIECE = re.compile(r"www(?=\.)|[^\W\d_]+|\d+|.", re.DOTALL)


def address_rules() -> tuple[Rule, ...]:
    """Return the rules of addresses."""
    return (
        rule(EMAIL, lambda m: address(m[0])),
        rule(WEB, lambda m: address(m[0])),
        rule(rf"{POSTCODE}(?!\w)", _postcode),
        Rule(re.compile(r"(?<!\w)@(?P<name>\w+)"), lambda m: f"at {_name(m['name'])}"),
        Rule(re.compile(r"(?<!\w)#(?P<name>[^\W\d]\w*)"), lambda m: f"hashtag {_name(m['name'])}"),
    )


def address(text: str) -> str:
    """Return "hello at fenwick dot example"; nobody writes down "https"."""
    bare = re.sub(r"^(?:https?://|ftp://|mailto:)", "", text)
    bare = re.sub(r"(?<=\w)/$", "", bare)
    return " ".join(_piece(one) for one in PIECE.findall(bare) if not one.isspace())


def _piece(text: str) -> str:
    if text == "www":
        return "double you double you double you"
    if text.isdecimal():
        return number_words(text)
    if text in SIGNS:
        return SIGNS[text]
    return letters(text) if spelled_small(text) else text


def _name(text: str) -> str:
    """Return a name of somebody on social media: "NHS England" of "NHSEngland"."""
    parts = re.findall(r"[A-Z]{2,}(?![a-z])|[A-Z]?[^\W\dA-Z_]+|[A-Z]|\d+|_|[^\W_]", text)
    return " ".join(
        letters(one) if one.isupper() and len(one) > 1 else _piece(one) for one in parts
    )


def _postcode(match: re.Match[str]) -> str:
    out = re.sub(r"\d+", lambda m: f" {number_words(m[0])} ", match["out"]).split()
    unit = f"{digits(match['n'])} {letters(match['unit'])}"
    return f"{letters(match['area'])} {' '.join(out)}, {unit}"
