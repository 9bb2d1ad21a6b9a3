"""Days, times and sizes as a reader writes them."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, get_month_names

KILO = 1000
NOON = 12
ARABIC_COMMA = ("ar", "fa", "ur", "ps", "ckb", "sd", "ug")
# Languages that tell the time of day by its part and twelve hours: "in the morning 9 o'clock".
PARTS_OF_THE_DAY = {"ur": "{part} {hours} بجے", "gu": "{part} {hours}"}


@cache
def locale_of(lang: str) -> Locale:
    """Return what is known of a language's way of writing."""
    return Locale.parse(lang, sep="-")


def _is_english(lang: str) -> bool:
    return lang.partition("-")[0] == "en"


@cache
def day(value: date, lang: str) -> str:
    """Return "3 November 2026"."""
    if _is_english(lang):
        return format_date(value, "d MMMM y", locale=locale_of(lang))
    return format_date(value, "long", locale=locale_of(lang))


@cache
def weekday(value: date, lang: str) -> str:
    """Return "Tuesday 24 November 2026"."""
    if _is_english(lang):
        return format_date(value, "EEEE d MMMM y", locale=locale_of(lang))
    return format_date(value, "full", locale=locale_of(lang))


@cache
def short_month(value: date, lang: str) -> str:
    """Return "Nov"."""
    if _is_english(lang):
        return format_date(value, "MMMM", locale=locale_of(lang))[:3]  # CLDR has "Sept"
    return str(get_month_names("abbreviated", "stand-alone", locale_of(lang))[value.month])


@cache
def month(value: date, lang: str) -> str:
    """Return "November 2026"."""
    return format_skeleton("yMMMM", value, locale=locale_of(lang))


def clock(value: datetime | time, lang: str) -> str:
    """Return "10am", "12:30pm" or "midday", or what readers of another language write."""
    if not _is_english(lang):
        return _foreign_clock(value, lang)
    if value.minute == 0 and value.hour in {0, NOON}:
        return "midday" if value.hour else "midnight"  # 12am and 12pm are misread
    minutes = f":{value.minute:02}" if value.minute else ""
    return f"{value.hour % NOON or NOON}{minutes}{'am' if value.hour < NOON else 'pm'}"


def _foreign_clock(value: datetime | time, lang: str) -> str:
    pattern = PARTS_OF_THE_DAY.get(lang.partition("-")[0])
    if pattern is None:
        return format_time(value, "short", locale=locale_of(lang))
    hours = f"{value.hour % NOON or NOON}" + (f":{value.minute:02}" if value.minute else "")
    return pattern.format(part=format_time(value, "B", locale=locale_of(lang)), hours=hours)


def moment(value: datetime, lang: str) -> str:
    """Return "Tuesday 24 November 2026, 10am"."""
    comma = "،" if lang.partition("-")[0] in ARABIC_COMMA else ","
    return f"{weekday(value, lang)}{comma} {clock(value, lang)}"


def size(count: int) -> str:
    """Return a number of bytes as "840 bytes", "52 KB" or "1.2 MB", never as nothing."""
    if count < KILO:
        return f"{count} bytes"
    if (kilos := round(count / KILO)) < KILO:
        return f"{kilos} KB"
    return f"{count / KILO / KILO:.1f} MB"


def length(seconds: float) -> str:
    """Return how long a recording is, as "2:05" or "1:02:05"."""
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    if hours:
        return f"{hours}:{minutes:02}:{whole % 60:02}"
    return f"{minutes}:{whole % 60:02}"


def duration(seconds: float) -> str:
    """Return the same for machines: "PT2M5S"."""
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return "PT" + (f"{hours}H" if hours else "") + f"{minutes}M{whole % 60}S"
