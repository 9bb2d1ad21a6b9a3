"""Why a front matter's YAML cannot be read, in an editor's words, with the line to write."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

FIELD = re.compile(r"(?P<start>\s*(?:- )*)(?P<name>[\w-]+):\s+(?P<text>.*\S)\s*")
NO_SPACE = re.compile(r"\s*(?:- )?([A-Za-z_]+):(?![\s/])\S")
CURLY = re.compile("[\u201c\u201d\u201e\u2018]([^\u201c\u201d\u201e\u2018]+)[\u201c\u201d\u2019]")
HARD_SPACE = "\N{NO-BREAK SPACE}"
IN_GENERAL = (
    "Look at this line and the one above it. Put quotation marks around a text that holds a"
    ' colon or begins with a symbol, like "Flu: what to do". Indent with spaces, and close'
    " every quotation mark and bracket."
)


# Words of the YAML reader, and what to say at the line where the thing began.
PLAIN = (
    (
        "unexpected end of stream",
        "a quotation mark is opened here and not closed.",
        "Write the same mark again at the end of the text.",
    ),
    (
        "',' or ']'",
        "the list in square brackets cannot be read.",
        "Put commas between the entries and a bracket at the end: [Oadby, Wigston].",
    ),
    (
        "',' or '}'",
        "the fields in curly brackets cannot be read.",
        "Put commas between the fields and a bracket at the end: {name: A, url: B}.",
    ),
    (
        "could not find expected ':'",
        "this line is not a field.",
        (
            "Write a field as name: value. Where the line goes on with the text above it, indent"
            " it by two spaces."
        ),
    ),
    (
        "escape",
        "a backslash is in a text between quotation marks.",
        "Delete the backslash (\\), or write two of them.",
    ),
)


@dataclass(frozen=True)
class Complaint:
    """What the YAML reader says: its words, where it stands, and where the thing began."""

    says: str
    row: int
    began: int | None


def explain(complaint: Complaint, rows: Sequence[str]) -> tuple[int, str, str]:
    """Return the row (from 0), the fault and the remedy."""
    row = min(complaint.row, len(rows) - 1)
    began = min(row if complaint.began is None else complaint.began, len(rows) - 1)
    for near in dict.fromkeys((row, max(row - 1, 0), began)):
        if found := _spacing(rows[near]):
            return (near, *found)
    if "mapping values are not allowed" in complaint.says:
        return _two_colons(rows, row)
    for words, fault, remedy in PLAIN:
        if words in complaint.says:
            return began, fault, remedy
    return _in_the_value(rows, row)


def _spacing(row: str) -> tuple[str, str] | None:
    if "\t" in row[: len(row) - len(row.lstrip())]:
        return "the line begins with a tab.", "Delete it, and indent with two spaces."
    if HARD_SPACE in row and FIELD.fullmatch(row.replace(HARD_SPACE, " ")):
        remedy = "Delete the spaces of this line, and type them again."
        return "a space of this line is of a special kind, as word processors make.", remedy
    if found := NO_SPACE.match(row):
        name = found[1]
        return f'there is no space after "{name}:".', f'Write a space after the colon: "{name}: ".'
    return None


def in_curly_marks(text: str) -> str | None:
    """Return what is inside the curly quotation marks around a whole text, or None."""
    found = CURLY.fullmatch(text.strip())
    return found[1] if found else None


def _two_colons(rows: Sequence[str], row: int) -> tuple[int, str, str]:
    above = rows[row - 1].strip() if row else ""
    if re.fullmatch(r"[A-Za-z_]+", above):
        return row - 1, f'there is no colon after "{above}".', f'Write "{above}: " and its value.'
    field = FIELD.fullmatch(rows[row])
    inner = in_curly_marks(field["text"]) if field else None
    if field and inner and (line := _in_straight_marks(field["name"], inner)):
        fault = "these are curly quotation marks, which do not hold a text with a colon together."
        return row, fault, f"Use straight ones:\n{line}"
    if field and re.search(r":(\s|$)", field["text"]):
        return row, "the text holds a colon, and has no quotation marks.", _quoted(field)
    if field or rows[row].rstrip().endswith(":"):
        remedy = (
            "Begin a field below the first letter of the field above it. A text that goes on over"
            " several lines and holds a colon needs quotation marks around it."
        )
        fault = "the line is indented, but it does not belong to the line above it."
        return row, fault, remedy
    remedy = "Put one quotation mark before the first word of the text, and one after its last."
    return row, "the text goes on here with a colon, and has no quotation marks.", remedy


def _in_the_value(rows: Sequence[str], row: int) -> tuple[int, str, str]:
    field = FIELD.fullmatch(rows[row])
    text = field["text"] if field else rows[row].strip().removeprefix("- ")
    if field and text[0] in "\"'":
        fault = "the text goes on after its closing quotation mark."
        return row, fault, _quoted(field)
    if field and text[0] in "[{":
        return row, f'the text goes on after "{"]" if text[0] == "[" else "}"}".', _quoted(field)
    if field and text[0] in "@`%*&!?|>-":
        return row, f'a text cannot begin with "{text[0]}".', _quoted(field)
    if rows[row].startswith(" "):
        fault = "the line is not indented like the lines around it."
        return row, fault, "Begin it below the first letter of the line that it goes with."
    return row, "the front matter cannot be read here.", IN_GENERAL


def _quoted(field: re.Match[str]) -> str:
    """Return the line as it should be: in the quotation marks that the text does not hold."""
    if line := _in_straight_marks(field["name"], field["text"]):
        return f"Put quotation marks around the whole text:\n{line}"
    return "Put curly quotation marks (“ ”) inside the text, and straight ones around it."


def _in_straight_marks(name: str, text: str) -> str | None:
    for mark in "\"'":
        if mark not in text and "\\" not in text:
            return f"{name}: {mark}{text}{mark}"
    return None
