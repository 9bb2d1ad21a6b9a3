"""Rows that were meant as a list or a table, and that readers would see as run-on text.

Markdown begins a list or a table after an empty line only. Such rows are refused rather than
made a list: a row that begins with a hyphen or a number can also be a sentence that goes on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from plugins.catalogue.fields import short

# Dots that word processors make; the last three are Word's own. Its second dot is the letter o.
DOT = re.compile("[•·▪◦‣●○■□\u2043∙➢➤\uf0b7\uf0a7\uf0d8]\\s*\\S|o {2,}\\S")
BRACKET = re.compile(r"\(?\d{1,2}\) +\S")
IN_A_PARAGRAPH = re.compile(r"(?:[-*+]|\d{1,2}\.|\(?[a-z]\)) +\S")
# One row that begins so may be a sentence that goes on; two are a list.
DASH = re.compile(r"[\u2013\u2014] *\S|-[^\W\d_]")
RULE = re.compile(r"\|? *:?-+:? *(?:\| *:?-+:? *)*\|?")
BAR = re.compile(r"(?<!\\)\|")
EMPTY_LINE = (
    "Leave an empty line before the list. Where this is no list, move the sign to the end of the"
    " line above."
)
HYPHENS = (
    "Begin each line of the list with a hyphen and a space, and leave an empty line before the"
    " first:\n- One\n- Two"
)
NUMBERS = (
    "Begin each line of the list with a number, a full stop and a space, and leave an empty line"
    " before the first:\n1. One\n2. Two"
)
RULE_MISSING = "Write a line like | --- | --- | below its first line, with a part for each column."
RULE_FIRST = "Write the headings of the columns above this line: | Town | When |"


@dataclass(frozen=True)
class RunOn:
    """A row that readers would see as it is written, what is wrong with it, and the remedy."""

    row: str
    fault: str
    remedy: str


def run_on(root: Element, code: re.Pattern[str]) -> Iterator[RunOn]:
    """Yield the first such row of each paragraph; the tree's texts are still Markdown."""
    goes_on = False
    for element in root.iter():
        if element.tag not in {"p", "li", "dd"} or not element.text:
            continue
        found = _in_paragraph(element, code)
        # Word leaves an empty line between the lines of a list: all of them are one list.
        begins = found is not None and element.text.startswith(found.row)
        if found and not (begins and goes_on):
            yield found
        goes_on = begins


def _in_paragraph(element: Element, code: re.Pattern[str]) -> RunOn | None:
    text = element.text or ""
    plain = text
    if "`" in text:
        plain = code.sub(lambda found: "`" + "\n" * found[0].count("\n"), text)
    written = [row.strip() for row in text.split("\n")]
    rows = [row.strip() for row in plain.split("\n")]
    wrong = _table(rows) or _list(rows, is_entry=element.tag == "li")
    if wrong is None:
        return None
    index, fault, remedy = wrong
    return RunOn(written[index], f'{fault}: "{short(written[index])}".', remedy)


def _list(rows: Sequence[str], *, is_entry: bool) -> tuple[int, str, str] | None:
    fault = "readers would see no list here, but a line that runs on"
    dashes = [row for row in rows if DASH.match(row)]
    for index, row in enumerate(rows):
        if index == 0 and is_entry:
            continue
        if DOT.match(row) or (DASH.match(row) and len(dashes) > 1):
            return index, fault, HYPHENS
        if BRACKET.match(row):
            return index, fault, NUMBERS
        if index > 0 and IN_A_PARAGRAPH.match(row):
            return index, fault, EMPTY_LINE
    return None


def _table(rows: Sequence[str]) -> tuple[int, str, str] | None:
    """Find what would be a table, had it an empty line before it and a rule below its heading."""
    if not any("|" in row for row in rows):
        return None
    barred = [index for index, row in enumerate(rows) if BAR.search(row)]
    rule = next((n for n in barred if RULE.fullmatch(rows[n])), None)
    fault = "readers would see the bars of a table here, and no table"
    if rule is None:
        in_bars = [n for n in barred if rows[n].startswith("|") and rows[n].endswith("|")]
        between = [n for n in barred if " | " in rows[n]]
        if in_bars or len(between) > 1:
            return (in_bars or between)[0], fault, RULE_MISSING
        return None
    if rule == 0:
        return rule, fault, RULE_FIRST
    if rule == 1:
        parts, wanted = (parts_of(rows[n]) for n in (rule, 0))
        remedy = f"This line has {counted(parts)} between bars; write {wanted}, as in its heading."
        return rule, fault, remedy
    return rule - 1, fault, "Leave an empty line before the table."


def parts_of(row: str) -> int:
    """Return how many cells a row of a table has."""
    inner = row.strip().removeprefix("|")
    return len(BAR.split(re.sub(r"(?<!\\)\|$", "", inner)))


def counted(parts: int) -> str:
    """Return a number of parts in words."""
    return "1 part" if parts == 1 else f"{parts} parts"
