"""Text to values: the YAML between two --- lines, the line of each value, and the body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from plugins.catalogue.fields import short
from plugins.catalogue.problem import ContentError, Problem
from plugins.catalogue.syntax import Complaint, explain

# Every scalar stays text, and the item's own types read it: YAML 1.1 would make
# `10:30` the number 630 and `no` false.
Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Place: TypeAlias = tuple[str | int, ...]

YAML_VERSION: str = yaml.__version__
DEEPEST = 12  # levels of fields inside fields; no kind needs more than five
# Characters that nobody sees: they break feeds, and Python-Markdown uses two of them itself.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
INVISIBLE = (
    "there is an invisible character that cannot be used.",
    "Delete the line and type it again. Such characters come with text copied from a PDF.",
)
# Marks and isolates of direction stay: languages that are written from the right need them.
TURNING = re.compile("[\u202a-\u202e]")
TURNED = (
    "there is an invisible sign that shows letters in another order than they have.",
    "Delete the line and type it again. Who reads it may take it for something else.",
)
LINE_ENDS = re.compile("[\x85\u2028\u2029]")
START = "Begin the file with a line of three hyphens (---), then the fields, then --- again."


@dataclass(frozen=True)
class FrontMatter:
    """The values of a file's front matter, where each stands, and the Markdown after it."""

    values: Mapping[str, Value]
    lines: Mapping[Place, int] = field(repr=False)
    body: str = field(repr=False)
    body_line: int

    def line_of(self, place: Place) -> int:
        """Return the line of a value, or of the nearest thing around it, counted from 1."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_front_matter(text: str, path: str) -> FrontMatter:
    """Return a Markdown file's front matter and body; ContentError names what cannot be read."""
    rows = rows_of(text)
    if rows[0].rstrip() != "---":
        raise ContentError([Problem(path, 1, "there is no front matter.", START)])
    if CONTROL.search(text) or TURNING.search(text):
        _refuse_unseen(rows, path)
    for number, row in enumerate(rows[1:], start=2):
        if row.rstrip() == "---":
            values, lines = read_yaml("\n".join(rows[1 : number - 1]), path, first_line=2)
            return FrontMatter(values, lines, "\n".join(rows[number:]) + "\n", number + 1)
    fault = "the front matter has no end."
    remedy = "Write a line of three hyphens (---) after the last field."
    raise ContentError([Problem(path, 1, fault, remedy)])


def _refuse_unseen(rows: list[str], path: str) -> None:
    for unseen, words in ((CONTROL, INVISIBLE), (TURNING, TURNED)):
        if found := [number for number, row in enumerate(rows, start=1) if unseen.search(row)]:
            raise ContentError([Problem(path, number, *words) for number in found])


def rows_of(text: str) -> list[str]:
    """Split a file at the line ends of any system, as an editor's program counts them."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    # Word processors leave these; YAML and Markdown would count them as lines, editors do not.
    return (plain if plain.isascii() else LINE_ENDS.sub(" ", plain)).split("\n")


def read_yaml(
    text: str, path: str, *, first_line: int = 1
) -> tuple[dict[str, Value], dict[Place, int]]:
    """Return a YAML mapping with every scalar as text, and the line of each value."""
    reader = _Reader(path, first_line)
    try:
        reader.problems.extend(_unwanted(text, path, first_line))
        if reader.problems:
            raise ContentError(reader.problems)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise ContentError([_syntax_problem(error, text, path, first_line)]) from error
    value = {} if node is None else reader.value_of(node, ())
    if isinstance(value, dict) and not reader.problems:
        return value, reader.lines
    if not reader.problems:
        fault = "there are no fields here."
        remedy = "Write each field as name: value, one on each line."
        reader.problems.append(Problem(path, first_line, fault, remedy))
    raise ContentError(reader.problems)


def _unwanted(text: str, path: str, first_line: int) -> Iterator[Problem]:
    """Yield what YAML allows and we do not; it is read event by event, so depth cannot harm."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        mark = event.start_mark
        line = first_line + (mark.line if mark else 0)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            # libyaml builds nodes by recursion: a thousand brackets would end the program.
            fault = "too many brackets or levels stand inside one another."
            yield Problem(path, line, fault, "Delete all but the ones that you need.")
            return
        if sign := _sign_of(event):
            fault = f'a text cannot begin with "{sign}".'
            yield Problem(path, line, fault, "Put quotation marks around the whole text.")


def _sign_of(event: yaml.Event) -> str | None:
    """Return the sign of an alias, an anchor or a tag: YAML takes the word after it away."""
    if isinstance(event, yaml.AliasEvent):
        return "*"
    if getattr(event, "anchor", None):
        return "&"
    return "!" if getattr(event, "tag", None) else None


class _Reader:
    """Turns YAML nodes into values and notes their lines and problems."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.lines: dict[Place, int] = {}
        self.problems: list[Problem] = []

    def value_of(self, node: yaml.Node, place: Place) -> Value:
        line = node.start_mark.line + self.first_line
        self.lines.setdefault(place, line)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.value_of(child, (*place, i)) for i, child in enumerate(node.value)]
        text = str(node.value)
        if CONTROL.search(text):
            self.problems.append(Problem(self.path, line, *INVISIBLE))
        if TURNING.search(text):
            self.problems.append(Problem(self.path, line, *TURNED))
        in_quotation_marks = bool(getattr(node, "style", None))
        return None if text in {"", "~", "null"} and not in_quotation_marks else text

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for key_node, child in node.value:
            line = key_node.start_mark.line + self.first_line
            if not isinstance(key_node, yaml.ScalarNode) or not key_node.value.strip():
                remedy = "Write a field as name: value. Put quotation marks around other texts."
                fault = "a field has no name."
                self.problems.append(Problem(self.path, line, fault, remedy))
                continue
            name = str(key_node.value).strip()
            if name in values:
                fault = f'"{short(name)}" is written twice.'
                first = self.lines[*place, name]
                remedy = f"Keep one of the two: the other is on line {first}."
                self.problems.append(Problem(self.path, line, fault, remedy))
                continue
            self.lines[*place, name] = line
            values[name] = self.value_of(child, (*place, name))
        return values


def _syntax_problem(
    error: yaml.YAMLError | UnicodeEncodeError, text: str, path: str, first_line: int
) -> Problem:
    """Say in plain words where YAML could not be read, and how to write it."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        found = CONTROL.search(text)
        before = text[: found.start()] if found else ""
        return Problem(path, first_line + before.count("\n"), *INVISIBLE)
    began = getattr(error, "context_mark", None)
    complaint = Complaint(
        says=str(getattr(error, "problem", "")),
        row=mark.line,
        began=began.line if began else None,
    )
    row, fault, remedy = explain(complaint, text.split("\n"))
    return Problem(path, first_line + row, fault, remedy)
