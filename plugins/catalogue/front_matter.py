"""Text to values: the YAML between two --- lines, the line of each value, and the body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from plugins.catalogue.problem import ContentError, Problem

# Every scalar stays text, and the item's own types read it: YAML 1.1 would make
# `10:30` the number 630 and `no` false.
Value: TypeAlias = "str | None | list[Value] | dict[str, Value]"
Place: TypeAlias = tuple[str | int, ...]

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
    rows = text.removeprefix("\ufeff").splitlines()
    if not rows or rows[0].rstrip() != "---":
        raise ContentError([Problem(path, 1, "there is no front matter.", START)])
    for number, row in enumerate(rows[1:], start=2):
        if row.rstrip() == "---":
            values, lines = read_yaml("\n".join(rows[1 : number - 1]), path, first_line=2)
            return FrontMatter(values, lines, "\n".join(rows[number:]) + "\n", number + 1)
    fault = "the front matter has no end."
    raise ContentError([Problem(path, 1, fault, "Write a line --- after the last field.")])


def read_yaml(
    text: str, path: str, *, first_line: int = 1
) -> tuple[dict[str, Value], dict[Place, int]]:
    """Return a YAML mapping with every scalar as text, and the line of each value."""
    reader = _Reader(path, first_line)
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise ContentError([_syntax_problem(error, path, first_line)]) from error
    value = {} if node is None else reader.value_of(node, ())
    if not isinstance(value, dict):
        fault = "the front matter is not a list of fields."
        reader.problems.append(
            Problem(path, first_line, fault, "Write each field as name: value, one a line.")
        )
    if reader.problems:
        raise ContentError(reader.problems)
    assert isinstance(value, dict)
    return value, reader.lines


class _Reader:
    """Turns YAML nodes into values and notes their lines and problems."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.lines: dict[Place, int] = {}
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    def value_of(self, node: yaml.Node, place: Place) -> Value:
        self.lines.setdefault(place, node.start_mark.line + self.first_line)
        if id(node) in self.seen:  # An alias: it could repeat for ever, or a million times over.
            fault = "a * that repeats an earlier value cannot be used here."
            remedy = "Write the value out again, or put quotation marks around the text."
            self.problems.append(Problem(self.path, self.lines[place], fault, remedy))
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.value_of(child, (*place, i)) for i, child in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        empty = node.value in {"", "~", "null"} and node.style is None
        return None if empty else str(node.value)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for key_node, child in node.value:
            line = key_node.start_mark.line + self.first_line
            name = str(key_node.value)
            if name in values:
                fault = f"{name} is written twice."
                first = self.lines[*place, name]
                remedy = f"Keep one of the two: the other is on line {first}."
                self.problems.append(Problem(self.path, line, fault, remedy))
                continue
            self.lines[*place, name] = line
            values[name] = self.value_of(child, (*place, name))
        return values


def _syntax_problem(error: yaml.YAMLError, path: str, first_line: int) -> Problem:
    """Say in plain words where YAML could not be read, and the three usual causes."""
    mark = getattr(error, "problem_mark", None)
    line = first_line + (mark.line if mark else 0)
    remedy = (
        "Look at this line and the one above it. Put quotation marks around a text that holds"
        ' a colon or begins with a symbol ("Flu: what to do"), indent with spaces and not with'
        " tabs, and close every quotation mark and bracket."
    )
    return Problem(path, line, "the front matter cannot be read here.", remedy)
