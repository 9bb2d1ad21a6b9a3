"""Numbers as English words: "340,555", "21st", "2026", "3.2"."""

from __future__ import annotations

ONES = (
    "nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
LARGE = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))
ORDINALS = {
    "nought": "noughth", "one": "first", "two": "second", "three": "third", "five": "fifth",
    "eight": "eighth", "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip
DIGITS = ("oh", *ONES[1:10])
TIMES = {2: "double", 3: "triple"}
TOO_LONG = 15  # figures: nobody follows such a number


def cardinal(number: int) -> str:
    """Return a whole number as words: "one thousand two hundred and five"."""
    if number < 0:
        return f"minus {cardinal(-number)}"
    if number < 100:  # noqa: PLR2004 - up to here words are one or two
        return _small(number)
    for size, name in LARGE:
        if number >= size:
            whole, rest = divmod(number, size)
            joint = " and " if 0 < rest < 100 else " "  # noqa: PLR2004 - "one thousand and five"
            return f"{cardinal(whole)} {name}" + (f"{joint}{cardinal(rest)}" if rest else "")
    hundreds, rest = divmod(number, 100)
    return f"{ONES[hundreds]} hundred" + (f" and {_small(rest)}" if rest else "")


def ordinal(number: int) -> str:
    """Return "twenty-first"."""
    words = cardinal(number)
    at = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[at:]
    if last in ORDINALS:
        return words[:at] + ORDINALS[last]
    return words[:at] + (last[:-1] + "ieth" if last.endswith("y") else last + "th")


def figure(text: str) -> str:
    """Return a number as it is written, such as "12,000", "0.5" or "007"."""
    whole, _, part = text.replace(",", "").partition(".")
    said = number_words(whole)
    return said + (" point " + " ".join(ONES[int(one)] for one in part) if part else "")


def number_words(text: str) -> str:
    """Return figures as a number, or one by one where they are no count."""
    leading = len(text) > 1 and int(text[0]) == 0
    return digits(text) if leading or len(text) > TOO_LONG else cardinal(int(text))


def digits(text: str) -> str:
    """Return figures one by one, as telephone numbers are said: "oh one one six, double four".

    Ones are never doubled: they are heard well, and everybody says "oh one one six".
    """
    said = []
    at = 0
    while at < len(text):
        run = next((n for n in (3, 2) if len(set(map(int, text[at : at + n]))) == 1
                    and len(text) - at >= n), 1)  # fmt: skip
        name = DIGITS[int(text[at])]
        said.append(f"{TIMES[run]} {name}" if run > 1 and name != "one" else " ".join([name] * run))
        at += run
    return " ".join(said)


def year(text: str) -> str:
    """Return "twenty twenty-six", "two thousand and five", "nineteen oh five"."""
    number = int(text)
    hundreds, rest = divmod(number, 100)
    if number % 1000 < 10:  # noqa: PLR2004 - "two thousand and five"
        return cardinal(number)
    if rest == 0:
        return f"{_small(hundreds)} hundred"
    return f"{_small(hundreds)} {'oh ' if rest < 10 else ''}{_small(rest)}"  # noqa: PLR2004


def decade(text: str) -> str:
    """Return "nineteen nineties" of "1990"."""
    words = year(text)
    return words[:-1] + "ies" if words.endswith("y") else words + "s"


def _small(number: int) -> str:
    if number < len(ONES):
        return ONES[number]
    tens, ones = divmod(number, 10)
    return TENS[tens] + (f"-{ONES[ones]}" if ones else "")
