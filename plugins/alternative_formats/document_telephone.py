"""Telephone numbers, whose groups stay together in one line and in their order."""

from __future__ import annotations

import re

NO_BREAK_SPACE = "\u00a0"
GAP = "[ \u00a0\u2007\u2009\u202f]"
ZERO = "[0\u0660\u06f0\u0ae6]"  # European, Arabic, Urdu and Gujarati
# A number, and whatever digits follow it; how many of its groups belong to it is counted below.
# Neither money nor a piece of a date, of a range or of a longer number begins one.
BEFORE = "(?<![\\w£$€.,/+–-])"
CANDIDATE = re.compile(
    rf"{BEFORE}(?:1800[12]{GAP})?"  # text relay
    rf"(?:\+\d{{1,4}}(?:{GAP}?\({ZERO}\)\d*)?|\(?{ZERO}\d{{2,4}}\)?)"
    rf"(?:{GAP}\(?\d{{1,8}}\)?)+(?!\w)"
    rf"|{BEFORE}116{GAP}\d{{3}}(?!\w|[.,]\d|{GAP}\d{{3}}(?!\d))"  # helplines of social value
)
# These are whole, whatever figures follow.
SHORT = re.compile(rf"\(?(?:0800{GAP}1111|0845{GAP}46{GAP}4\d)(?!\w)")
FIGURE = re.compile(r"\d{3}")
RELAY = re.compile(rf"1800[12]{GAP}")
HELPLINE = "116"
DIGITS_OF_BRITISH = (10, 11)
MOST_DIGITS = 15  # ITU-T E.164, 6.2
FEWEST_DIGITS = 8


def together(text: str) -> str:
    """Return a text of the same length whose telephone numbers are joined by U+00A0.

    A space would let a line end within a number; and amid words from right to left it would turn
    the order of the groups about, as U+00A0 does not (UAX 9, rule W4).
    """
    return CANDIDATE.sub(_joined, text) if FIGURE.search(text) else text


def _joined(found: re.Match[str]) -> str:
    candidate = found[0]
    ends = _end_of(candidate)
    return re.sub(GAP, NO_BREAK_SPACE, candidate[:ends]) + candidate[ends:]


def _end_of(candidate: str) -> int:
    """Return where the number in a candidate ends; 0 where there is none."""
    if candidate.startswith(HELPLINE):
        return len(candidate)
    relay = RELAY.match(candidate)
    begins = relay.end() if relay else 0
    if short := SHORT.match(candidate, begins):
        return short.end()
    ends = [gap.start() for gap in re.finditer(GAP, candidate[begins:])]
    for end in (len(candidate), *(begins + end for end in reversed(ends))):
        if _is_number(candidate[begins:end]):
            return end
    return 0


def _is_number(text: str) -> bool:
    """Tell whether this is one whole telephone number."""
    digits = "".join(str(int(sign)) for sign in text if sign.isdigit())
    if text.startswith("+44"):
        national = digits.removeprefix("44").removeprefix("0")
        return len(national) + 1 in DIGITS_OF_BRITISH
    if text.startswith("+") or digits.startswith("00"):
        return FEWEST_DIGITS <= len(digits) <= MOST_DIGITS
    return len(digits) in DIGITS_OF_BRITISH
