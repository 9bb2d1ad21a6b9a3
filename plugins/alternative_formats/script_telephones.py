"""Telephone numbers: figure by figure, group by group."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.alternative_formats.script_numbers import digits, number_words
from plugins.alternative_formats.script_rule import NO_BREAK, SPACE, Rule, rule

GAP = rf"[ {NO_BREAK}\-]"
WHOLE = (
    r"(?:\+\d{1,3}|0\d{2,11}|\(0\d{2,4}\)|18001|18002)"
    rf"(?:(?:{GAP}|(?<=\)))\(?\d{{1,11}}\)?){{0,7}}"
)
SHORTEST, LONGEST = 9, 16
# How British numbers are grouped that somebody wrote in one go: by their first figures.
GROUPS = (
    (r"02\d", (3, 4, 4)),
    (r"011\d|01\d1|0800|0808|03\d\d|084\d|087\d|09\d\d", (4, 3, 4)),
    (r"07", (5, 3, 3)),
    (r"01", (5, 3, 3)),
)
SERVICE = rf"(?P<service>999|111)(?![,.]?\d|{SPACE}?[%/\u2013-]|{SPACE}\w+ly\b)"
COUNTED = (
    r"people|patients|carers|visits|responses|replies|comments|places|practices|of|more|other"
    r"|miles|days|weeks|years|hours|minutes|cases|women|men|children|members|pages|calls|GPs"
    r"|staff|homes|beds|thousand|million|new|local|appointments|volunteers|residents|pounds"
)
# Numbers that are services only after such a word.
ASKED = (
    r"(?P<ask>(?i:call|ring|dial|phone|telephone|text|contact|on|or)"
    rf"{SPACE}(?:the{SPACE})?)(?P<short>101|105|112|119|18000|(?!1800[12]\b|0)\d{{5,6}})(?![,.]?\d|%)"
)


def telephone_rules() -> tuple[Rule, ...]:
    """Return the rules of telephone numbers."""
    return (
        Rule(re.compile(rf"(?<![\w+,.£$€/-]){WHOLE}(?![\w/]|-\w|[.,]\d)"), _said),
        rule(rf"\d{{3}}[ {NO_BREAK}]\d{{3}}[ {NO_BREAK}]\d{{4}}(?!\d)", _said),
        rule(rf"116{SPACE}(?:000|006|111|117|123)(?!\d)", lambda m: groups_said(m[0])),
        rule(ASKED, lambda m: m["ask"] + digits_apart(m["short"])),
        rule(
            rf"(?<![£$€,.]){SERVICE}(?!{SPACE}(?:{COUNTED})\b)",
            lambda m: digits_apart(m["service"]),
        ),
    )


def _said(match: re.Match[str]) -> str:
    count = len(re.sub(r"\D", "", match[0]))
    if not SHORTEST <= count <= LONGEST and not match[0].startswith("1800"):
        return digits_in(match[0])
    return groups_said(match[0])


def digits_in(text: str) -> str:
    """Return what only begins like a telephone number: "007", "+5"."""
    return re.sub(r"\d+", lambda m: number_words(m[0]), text).replace("+", "plus ")


def digits_apart(text: str) -> str:
    """Return a short number as everybody says it: "nine nine nine", never "triple nine"."""
    return " ".join(digits(one) for one in text)


def groups_said(text: str) -> str:
    """Return the groups with a pause after each: "oh one one six, four nine six, ..."."""
    return ", ".join(_groups(text))


def _groups(text: str) -> Iterator[str]:
    for group in re.findall(r"\+?\d+", text):
        number = group.lstrip("+")
        sign = "plus " if group.startswith("+") else ""
        if number == "116":
            yield digits_apart(number)
        elif len(number) > 6:  # noqa: PLR2004 - nobody keeps more in mind
            yield from map(digits, _cut(number))
        else:
            yield sign + digits(number)


def _cut(number: str) -> Iterator[str]:
    sizes = next((sizes for start, sizes in GROUPS if re.match(start, number)), (3,) * 5)
    at = 0
    for size in (*sizes, len(number)):
        if number[at : at + size]:
            yield number[at : at + size]
        at += size
