"""Amounts as English words: percentages, fractions, ranges, units, ordinals."""

from __future__ import annotations

import re
import unicodedata

from plugins.alternative_formats.script_numbers import cardinal, digits, figure, ordinal
from plugins.alternative_formats.script_rule import AFTER, NUMBER, SPACE, TO, Rule, rule

# One of it, many of it.
UNITS = {
    "mg": ("milligram", "milligrams"), "mcg": ("microgram", "micrograms"),
    "µg": ("microgram", "micrograms"), "μg": ("microgram", "micrograms"),
    "g": ("gram", "grams"), "kg": ("kilogram", "kilograms"), "lb": ("pound", "pounds"),
    "oz": ("ounce", "ounces"),
    "ml": ("millilitre", "millilitres"), "mL": ("millilitre", "millilitres"),
    "cl": ("centilitre", "centilitres"), "l": ("litre", "litres"), "L": ("litre", "litres"),
    "mm": ("millimetre", "millimetres"), "cm": ("centimetre", "centimetres"),
    "m": ("metre", "metres"), "km": ("kilometre", "kilometres"), "ft": ("foot", "feet"),
    "mph": ("mile an hour", "miles an hour"), "km/h": ("kilometre an hour", "kilometres an hour"),
    "m²": ("square metre", "square metres"), "km²": ("square kilometre", "square kilometres"),
    "m³": ("cubic metre", "cubic metres"), "kcal": ("kilocalorie", "kilocalories"),
    "kJ": ("kilojoule", "kilojoules"), "°C": ("degree Celsius", "degrees Celsius"),
    "°F": ("degree Fahrenheit", "degrees Fahrenheit"), "°": ("degree", "degrees"),
    "kW": ("kilowatt", "kilowatts"), "kWh": ("kilowatt hour", "kilowatt hours"),
    "KB": ("kilobyte", "kilobytes"), "kB": ("kilobyte", "kilobytes"),
    "MB": ("megabyte", "megabytes"), "GB": ("gigabyte", "gigabytes"),
    "MiB": ("mebibyte", "mebibytes"), "KiB": ("kibibyte", "kibibytes"),
    "hr": ("hour", "hours"), "hrs": ("hour", "hours"), "h": ("hour", "hours"),
    "min": ("minute", "minutes"), "mins": ("minute", "minutes"),
    "sec": ("second", "seconds"), "secs": ("second", "seconds"),
    "mmHg": ("millimetre of mercury", "millimetres of mercury"),
    "mmol": ("millimole", "millimoles"), "dB": ("decibel", "decibels"), "pt": ("point", "points"),
}  # fmt: skip
UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
MILLIONS = r"people|residents|patients|adults|children|visits|appointments|homes|tests|doses|users"
WHOLES = {2: ("half", "halves"), 4: ("quarter", "quarters")}
MINUS = r"(?P<minus>[-\u2212](?=\d))?"


def unit_rules() -> tuple[Rule, ...]:
    """Return the rules of amounts."""
    per = rf"(?:/(?P<per>{UNIT}|day|week|hour|month|year|dose))?"
    amount = rf"{MINUS}(?P<n>{NUMBER})"
    upper = rf"(?P<upper>{NUMBER})"
    return (
        rule(rf"(?P<a>\d{{2,3}})/(?P<b>\d{{2,3}}){SPACE}?mm{SPACE}?Hg",
             lambda m: f"{figure(m['a'])} over {figure(m['b'])} millimetres of mercury"),
        rule(r"(?P<n>\d{1,3}(?:,\d{3})+|\d+)(?:st|nd|rd|th)\b",
             lambda m: ordinal(int(m["n"].replace(",", "")))),
        rule(rf"{amount}{TO}{upper}{SPACE}?(?:%|per{SPACE}?cent\b)",
             lambda m: f"{_range(m)} per cent"),
        rule(rf"{amount}{SPACE}?%", lambda m: f"{_number(m)} per cent"),
        rule(rf"(?P<n>{NUMBER})m(?={SPACE}(?:{MILLIONS})\b)",
             lambda m: f"{figure(m['n'])} million"),
        rule(rf"{amount}{TO}{upper}{SPACE}?(?P<unit>{UNIT}){AFTER}",
             lambda m: f"{_range(m)} {UNITS[m['unit']][1]}"),
        rule(rf"{amount}{SPACE}?(?P<unit>{UNIT}){per}{AFTER}", _unit),
        # Numbers of sections: "1.2.5".
        rule(r"\d+(?:\.\d+){2,}(?![\d,])",
             lambda m: " point ".join(figure(one) for one in m[0].split("."))),
        rule(r"24/7(?![\d/])", lambda _: "twenty-four seven"),
        rule(r"(?P<a>\d+)/(?P<b>[2-9]|10)(?![\d/]|\.\d)", _fraction),
        Rule(re.compile(r"(?P<n>\d+)?(?P<part>[¼-¾⅐-⅞])"), _part),
        rule(rf"{amount}{TO}(?!0\d){upper}(?![\d/-]|\.\d|\w)", _range),
        rule(r"(?P<n>\d+)(?P<unit>k|K)(?!\w)", lambda m: f"{figure(m['n'])} thousand"),
        rule(r"(?P<n>\d+)\+(?!\w)", lambda m: f"{figure(m['n'])} plus"),
        rule(r"\d{7,}(?<!000)(?![.,]?\d)", lambda m: _long(m[0])),
        Rule(re.compile(rf"(?<![\w])[-\u2212](?P<n>{NUMBER})"),
             lambda m: f"minus {figure(m['n'])}"),
        Rule(re.compile(NUMBER), _plain),
    )  # fmt: skip


def _plain(match: re.Match[str]) -> str:
    """Return a number, apart from the letters beside it: "B12", "3D"."""
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    said = figure(match[0])
    return (" " if before.isalnum() else "") + said + (" " if after.isalpha() else "")


def _number(match: re.Match[str]) -> str:
    return ("minus " if match["minus"] else "") + figure(match["n"])


def _unit(match: re.Match[str]) -> str:
    one, many = UNITS[match["unit"]]
    # "a 5 km walk" is heard as "five kilometre walk" by nobody: one form for all but one.
    said = f"{_number(match)} {one if match['n'] == '1' else many}"
    per = match["per"]
    return f"{said} per {UNITS[per][0] if per in UNITS else per}" if per else said


def _range(match: re.Match[str]) -> str:
    return f"{_number(match)} to {figure(match['upper'])}"


def _fraction(match: re.Match[str]) -> str:
    return fraction(int(match["a"]), int(match["b"]))


def fraction(upper: int, lower: int) -> str:
    """Return "a half", "three quarters", "two thirds"; "nine over ten" is "nine tenths"."""
    one, many = WHOLES.get(lower, (ordinal(lower), ordinal(lower) + "s"))
    if upper >= lower:
        return f"{cardinal(upper)} over {cardinal(lower)}"
    return (
        f"{'an' if one[0] in 'aeiou' else 'a'} {one}" if upper == 1 else f"{cardinal(upper)} {many}"
    )


def _part(match: re.Match[str]) -> str:
    upper, _, lower = unicodedata.normalize("NFKD", match["part"]).partition("\u2044")
    if not lower:
        return match[0]
    part = fraction(int(upper), int(lower))
    return f"{figure(match['n'])} and {part}" if match["n"] else part


def _long(text: str) -> str:
    """Return a reference number in groups of three."""
    return ", ".join(digits(text[at : at + 3]) for at in range(0, len(text), 3))
