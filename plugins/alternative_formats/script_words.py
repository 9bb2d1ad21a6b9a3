"""Abbreviations, initialisms and signs as English words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from plugins.alternative_formats.lexicon import is_word, name_of_letters
from plugins.alternative_formats.script_numbers import cardinal, digits, ordinal, year
from plugins.alternative_formats.script_rule import SPACE, Rule, letters, rule

# A full stop that is part of the abbreviation; at the end of a sentence it stays a stop.
STOP = r"(?:\.(?!\s*$))?"
TITLES = {
    "Dr": "Doctor", "Mr": "Mister", "Mrs": "Missiz", "Ms": "Miz", "Prof": "Professor",
    "Cllr": "Councillor", "Rev": "Reverend", "Revd": "Reverend", "Hon": "Honourable",
}  # fmt: skip
STREETS = {"St": "Street", "Rd": "Road", "Ave": "Avenue", "Ln": "Lane", "Sq": "Square"}
SHORT = {
    r"[Ee]\.g\.|\beg\b": "for example", r"[Ii]\.e\.|\bie\b": "that is", r"etc\b": "and so on",
    r"vs?\b": "versus", r"approx\b": "approximately", r"[Tt]el\b": "telephone",
    r"[Ee]xt\b": "extension", r"dept\b": "department", r"w/c\b": "week commencing",
    r"c/o\b": "care of", r"n/a\b|N/A\b": "not applicable", r"Ltd\b": "Limited",
    r"and/or\b": "and or", r"a\.m\b": "ay M", r"p\.m\b": "P M", r"mins\b": "minutes",
    r"hrs\b": "hours", r"incl\b": "including", r"govt\b": "government",
}  # fmt: skip
NUMBERED = {"No": "number", "no": "number", "Nos": "numbers", "nos": "numbers", "p": "page",
            "pp": "pages", "para": "paragraph", "Fig": "figure", "fig": "figure",
            "vol": "volume", "Vol": "volume", "Ch": "chapter", "ch": "chapter"}  # fmt: skip
MONARCHS = (
    "Henry|Edward|George|James|Charles|Elizabeth|William|Richard|Louis|Pius|Paul|Benedict|John"
)
PARTS = "Part|Phase|Stage|Type|Type|Annex|Appendix|Chapter|Volume|War|Grade|Class|Category|Level"
ROMAN = r"(?P<roman>(?=[IVX])(?:X{0,3})(?:IX|IV|V?I{0,3}))"
ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
SHOUTED = 6  # capitals in a row: a word in capitals, not its initials
SIGNS = {
    "&": "and", "+": "plus", "%": "per cent", "@": "at", "=": "equals", "#": "hash", "*": "star",
    "/": "slash", "\\": "backslash", "_": "underscore", "<": "less than", ">": "greater than",
    "^": "caret", "|": "bar", "~": "tilde", "`": "backtick", "×": "times", "÷": "divided by",
    "£": "pounds", "€": "euros", "$": "dollars", "°": "degrees", "©": "copyright",
    "®": "registered", "™": "trade mark", "§": "section", "¶": "paragraph", "†": "dagger",
    "²": "squared", "³": "cubed", "→": "arrow", "←": "left arrow", "−": "minus", "✓": "tick",
    "✔": "tick", "✗": "cross", "✘": "cross", "№": "number",
}  # fmt: skip


def word_rules() -> tuple[Rule, ...]:
    """Return the rules of words that are written short."""
    short = tuple(
        rule(rf"(?:{pattern}){STOP if not pattern.endswith('.') else ''}", _saying(said))
        for pattern, said in SHORT.items()
    )
    return (
        rule(rf"(?P<name>{'|'.join(TITLES)})\b{STOP}(?={SPACE}[^\W\da-z])",
             lambda m: TITLES[m["name"]]),
        Rule(re.compile(rf"(?<=[a-z]{SPACE})(?P<name>Rd|Ave|Ln|Sq)\b{STOP}"),
             lambda m: STREETS[m["name"]]),
        rule(rf"St\b{STOP}", _saint_or_street),
        rule(rf"(?P<name>{'|'.join(NUMBERED)})\b\.?{SPACE}?(?=\d)",
             lambda m: NUMBERED[m["name"]] + " "),
        rule(rf"(?P<name>{MONARCHS}){SPACE}{ROMAN}(?![\w])", _monarch),
        rule(rf"(?P<name>{PARTS}){SPACE}{ROMAN}(?![\w])", _part),
        *short,
        *_initials(),
    )  # fmt: skip


def _initials() -> tuple[Rule, ...]:
    return (
        rule(r"A&E(?!\w)", lambda _: "ay and E"),
        rule(r"(?P<a>[A-Z]{1,3})&(?P<b>[A-Z]{1,3})(?P<many>s?)(?!\w)",
             lambda m: f"{letters(m['a'])} and {letters(m['b'])}{_many(m['many'])}"),
        rule(r"(?P<word>[A-Z]{1,6})(?P<groups>(?:[-/]\d+){1,4})(?![\w-])", _reference),
        rule(r"(?P<word>[A-Z]{2,})(?P<many>s|['’]s)?(?![^\W\d_])", _capitals),
        rule(r"(?P<word>[A-Z]{2,})(?=\d)", lambda m: _capitals_alone(m["word"])),
        rule(r"(?P<small>[a-z]+)(?P<word>[A-Z]{2,})(?![a-z])",
             lambda m: f"{m['small']} {_capitals_alone(m['word'])}"),
        rule(r"(?P<word>(?:[A-Z]\.){2,})(?=\s|,|$|['’])",
             lambda m: letters(m["word"].replace(".", ""))),
    )  # fmt: skip


def sign_rules() -> tuple[Rule, ...]:
    """Return the rules of signs, which come after all others."""
    return (
        Rule(re.compile(r"(?<=[^\W\d_])/(?=[^\W\d_])"), lambda _: " or "),
        Rule(re.compile(r"[^\w\s]|_"), lambda m: sign(m[0])),
    )


def sign(one: str) -> str:
    """Return the words of a sign, or the pause that it stands for."""
    if one in SIGNS:
        return f" {SIGNS[one]} "
    kind = unicodedata.category(one)
    if kind in {"So", "Sm", "Sc"}:
        # Some names have figures: "braille pattern dots-12".
        name = unicodedata.name(one, "sign").lower()
        return f" {re.sub('[0-9]+', lambda m: ' ' + digits(m[0]), name)} "
    if kind in {"Ps", "Pe"} or one in "–—•·…":
        return ", "
    if one in "'’":
        return "'"
    return one if one in ",.;:!?-" or not kind.startswith(("P", "S", "C")) else " "


def _reference(match: re.Match[str]) -> str:
    """Return a reference number by its groups: "FOI-2026-009"."""
    groups = re.findall(r"\d+", match["groups"])
    said = (year(one) if re.fullmatch(r"(?:19|20)\d\d", one) else digits(one) for one in groups)
    return ", ".join((letters(match["word"]), *said))


def _saying(words: str) -> Callable[[re.Match[str]], str]:
    return lambda _: words


def _many(text: str) -> str:
    return "'s" if text else ""


def _capitals(match: re.Match[str]) -> str:
    return _capitals_alone(match["word"]) + _many(match["many"] or "")


def _capitals_alone(word: str) -> str:
    if is_word(word) or len(word) > SHOUTED:
        return word.lower()
    return name_of_letters(word) or letters(word)


def _saint_or_street(match: re.Match[str]) -> str:
    before = match.string[: match.start()].split()
    after = match.string[match.end() :].lstrip()
    named = bool(before) and before[-1][:1].isupper() and before[-1][-1:].isalpha()
    return "Street" if named or not after[:1].isupper() else "Saint"


def _roman(text: str) -> int:
    values = [ROMAN_VALUES[one] for one in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-one if one < following else one for one, following in pairs)


def _monarch(match: re.Match[str]) -> str:
    return f"{match['name']} the {ordinal(_roman(match['roman']))}"


def _part(match: re.Match[str]) -> str:
    return f"{match['name']} {cardinal(_roman(match['roman']))}"
