"""Days and years as English words: "5-8 November 2026", "2026-11-09", "2024/25"."""

from __future__ import annotations

import re

from plugins.alternative_formats.script_numbers import decade, ordinal, year
from plugins.alternative_formats.script_rule import AFTER, SPACE, TO, Rule, rule

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH = "|".join(MONTHS) + r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
WEEKDAY = r"(?:Mon|Tue|Tues|Wed|Weds|Thu|Thur|Thurs|Fri|Sat|Sun)\b\.?"
YEAR = r"(?:1[1-9]|20)\d\d"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\d)"
JOINT = rf"(?:,{SPACE}|,?{SPACE}(?:and|or|to){SPACE}|{TO}|{SPACE}?(?:&|/){SPACE}?)"
# Bounded: else a list of a thousand numbers would be read through from each of them.
MORE = rf"(?P<more>(?:{JOINT}{DAY}){{0,12}})"
OF_YEAR = rf"(?:,?{SPACE}(?P<year>{YEAR})(?![\d,]|\.\d|{TO}\d))?"
COUNTED = r"people|patients|responses|carers|visits|replies|places|homes|students|miles|pounds"
JOINTS = {"-": " to", "–": " to", "—": " to", "&": " and", "/": " or", "and": " and", "or": " or",
          "to": " to", ",": ","}  # fmt: skip


def date_rules() -> tuple[Rule, ...]:
    """Return the rules of dates."""
    return (
        rule(rf"(?P<y>{YEAR})-(?P<m>0[1-9]|1[0-2])-(?P<d>{DAY})(?![\w-]*\d)", _numbers),
        rule(rf"(?P<d>{DAY})(?P<by>[/.])(?P<m>0?[1-9]|1[0-2])(?P=by)(?P<y>{YEAR}|\d\d)"
             rf"(?![\d/]|\.\d)", _numbers),
        rule(rf"(?P<the>[Tt]he{SPACE})?(?P<d>{DAY}){MORE}(?:{SPACE}of)?{SPACE}(?P<m>{MONTH})"
             rf"{OF_YEAR}{AFTER}", _day_month),
        rule(rf"(?P<m>{MONTH}){SPACE}(?:the{SPACE})?(?P<d>{DAY}){OF_YEAR}(?![\w:.]*\d|{SPACE}?[ap]m)",
             _month_day),
        rule(rf"(?P<m>{MONTH}),?{SPACE}(?P<y>{YEAR}){AFTER}",
             lambda m: f"{month(m['m'])} {year(m['y'])}"),
        rule(rf"(?P<one>{'|'.join(DAYS)}|{WEEKDAY}){TO}(?P<two>{'|'.join(DAYS)}|{WEEKDAY})",
             lambda m: f"{weekday(m['one'])} to {weekday(m['two'])}"),
        rule(rf"(?P<one>{'|'.join(MONTHS)}){TO}(?P<two>{'|'.join(MONTHS)}){AFTER}",
             lambda m: f"{m['one']} to {m['two']}"),
        rule(rf"(?P<one>{WEEKDAY})(?=,?{SPACE}\d)", lambda m: weekday(m["one"])),
        rule(rf"(?P<y>{YEAR})(?:/|{TO})(?P<short>\d\d|{YEAR})(?![\w/-]|\.\d)", _years),
        rule(rf"['’]?(?P<y>{YEAR}|\d0)s{AFTER}", lambda m: decade_said(m["y"])),
        rule(rf"(?P<y>19\d\d|20\d\d)(?![\w%/]|[,.:-]\d|{SPACE}(?:{COUNTED})\b)",
             lambda m: year(m["y"])),
        rule(rf"(?P<in>(?i:in|since|year|from|of){SPACE})(?P<y>1[1-8]\d\d)(?![\w%/]|[,.:]\d)",
             lambda m: m["in"] + year(m["y"])),
    )  # fmt: skip


def month(name: str) -> str:
    """Return the whole name of a month."""
    return next(one for one in MONTHS if one.startswith(name[:3]))


def weekday(name: str) -> str:
    """Return the whole name of a day."""
    return next(one for one in DAYS if one.startswith(name[:3]))


def decade_said(text: str) -> str:
    """Return "nineteen nineties" of "1990", "eighties" of "80"."""
    return decade(text) if len(text) > 2 else decade(f"19{text}").partition(" ")[2]  # noqa: PLR2004


def _day(text: str) -> str:
    return ordinal(int(re.sub(r"\D", "", text)))


def _year_after(match: re.Match[str]) -> str:
    return f" {year(match['year'])}" if match["year"] else ""


def _day_month(match: re.Match[str]) -> str:
    first = f"the {_day(match['d'])}"
    parts = re.findall(rf"(,{SPACE}?(?:and|or)?|and|or|to|[-–—&/])?{SPACE}*({DAY})", match["more"])
    rest = "".join(f"{_joint(joint)} the {_day(day)}" for joint, day in parts)
    the = "The" if (match["the"] or "").startswith("T") else "the"
    return f"{the}{first[3:]}{rest} of {month(match['m'])}{_year_after(match)}"


def _joint(text: str) -> str:
    return JOINTS[re.sub(r"[\s,]", "", text) or ","]


def _month_day(match: re.Match[str]) -> str:
    return f"{month(match['m'])} the {_day(match['d'])}{_year_after(match)}"


def _numbers(match: re.Match[str]) -> str:
    whole = match["y"] if len(match["y"]) > 2 else f"20{match['y']}"  # noqa: PLR2004
    return f"the {_day(match['d'])} of {MONTHS[int(match['m']) - 1]} {year(whole)}"


def _years(match: re.Match[str]) -> str:
    short = match["short"]
    whole = short if len(short) > 2 else match["y"][:2] + short  # noqa: PLR2004
    if len(short) == 2 and int(whole) <= int(match["y"]):  # noqa: PLR2004 - no span of years
        whole = f"{int(match['y'][:2]) + (short == '00')}{short}"
    return f"{year(match['y'])} to {year(whole)}"
