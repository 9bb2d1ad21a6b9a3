"""Times of day as English words: "9am-5pm", "13:30", "at 9.30"."""

from __future__ import annotations

import re

from plugins.alternative_formats.script_numbers import cardinal
from plugins.alternative_formats.script_rule import AFTER, SPACE, TO, Rule, rule

HALF = rf"(?:{SPACE}?(?P<HALF>[ap])\.?{SPACE}?m(?:\.(?=\s*[a-z,;]))?(?![\w]))"
CLOCK = r"(?P<HOUR>[01]?\d|2[0-4])(?:[:.](?P<MINUTE>[0-5]\d))?"
COLON = r"(?P<HOUR>[01]?\d|2[0-4]):(?P<MINUTE>[0-5]\d)"
DOTTED = r"(?P<HOUR>[01]?\d|2[0-3])\.(?P<MINUTE>[0-5]\d)"
UNTIL = rf"(?:{TO}|{SPACE}(?:to|until|till){SPACE})"


def _named(pattern: str, number: str) -> str:
    for name in ("HOUR", "MINUTE", "HALF"):
        pattern = pattern.replace(f"<{name}>", f"<{name.lower()}{number}>")
    return pattern


def _one(pattern: str) -> str:
    return _named(pattern, "1")


def _two(pattern: str) -> str:
    return _named(pattern, "2")


def time_rules() -> tuple[Rule, ...]:
    """Return the rules of times."""
    end = r"(?![\w]|[:.]\d)"
    return (
        rule(rf"(?P<h>\d\d):(?P<m>[0-5]\d):(?P<s>[0-5]\d){end}", _length),
        # No clock of a day writes its first hour with one nought: a place in a recording.
        rule(rf"0:(?P<s>[0-5]\d){end}", lambda m: f"{cardinal(int(m['s']))} seconds"),
        rule(_one(CLOCK + HALF) + TO + _two(CLOCK + HALF), _span),
        rule(_one(CLOCK) + TO + _two(CLOCK + HALF), _span),
        rule(_one(CLOCK + HALF), lambda m: _said(m, "1")),
        rule(_one(COLON) + TO + _two(COLON) + end, _span),
        rule(_one(DOTTED) + TO + _two(DOTTED) + end, _span),
        rule(_one(COLON) + end, lambda m: _said(m, "1")),
        rule(
            rf"(?P<word>(?:[Aa]t|[Ff]rom|[Uu]ntil|[Tt]ill|[Bb]efore|[Aa]fter|[Bb]y){SPACE})"
            + _one(DOTTED)
            + rf"(?:(?P<until>{UNTIL})"
            + _two(CLOCK)
            + rf")?{end}(?!{SPACE}?(?:%|per|million|billion|times|points|miles|kg|m\b))",
            _after_word,
        ),
        rule(rf"(?P<h>\d{{1,2}}){SPACE}?o['’]clock{AFTER}",
             lambda m: f"{cardinal(int(m['h']))} o'clock"),
    )  # fmt: skip


def _after_word(match: re.Match[str]) -> str:
    said = match["word"] + _said(match, "1")
    return f"{said} to {_said(match, '2')}" if match["until"] else said


def _span(match: re.Match[str]) -> str:
    return f"{_said(match, '1')} to {_said(match, '2')}"


def _said(match: re.Match[str], number: str) -> str:
    found = match.groupdict()
    half = found.get(f"half{number}")
    minute = found.get(f"minute{number}")
    return clock(int(found[f"hour{number}"] or 0), minute) + (
        f" {'ay' if half == 'a' else 'P'} M" if half else ""
    )


def clock(hour: int, minute: str | None) -> str:
    """Return "nine", "nine thirty", "nine oh five"; "seventeen hundred" of 17:00."""
    if minute is None or (int(minute) == 0 and 0 < hour <= 12):  # noqa: PLR2004 - "9.00am"
        return cardinal(hour)
    if int(minute) == 0:
        return f"{'zero' if hour == 0 else cardinal(hour)} hundred"
    low = "oh " if minute.startswith("0") else ""
    return f"{'zero' if hour == 0 else cardinal(hour)} {low}{cardinal(int(minute))}"


def _length(match: re.Match[str]) -> str:
    parts = ((match["h"], "hour"), (match["m"], "minute"), (match["s"], "second"))
    said = [
        f"{cardinal(int(count))} {unit}{'' if int(count) == 1 else 's'}"
        for count, unit in parts
        if int(count)
    ]
    return " ".join(said) or "no seconds"
