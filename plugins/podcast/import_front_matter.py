"""Values as front matter, each so written that it is read as itself."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Field: TypeAlias = "str | int | bool | Mapping[str, Field] | Sequence[Field] | None"

# What YAML reads as itself without quotation marks, alone on its line and within braces.
ON_A_LINE = re.compile(r"[A-Za-z0-9](?:(?!: | #)[^\s\x00-\x1f]| (?!#))*(?<![: ])")
IN_BRACES = re.compile(r"[A-Za-z0-9](?:[\w .()/-]*[\w.)])?")
NO_TEXT = {"null", "Null", "NULL"}


def item_text(fields: Mapping[str, Field], body: str) -> str:
    """Return an item's file. Fields without a value are left out."""
    lines = [line for name, value in fields.items() for line in _lines(name, value)]
    end = f"{body}\n" if body else ""
    return "\n".join(["---", *lines, "---", end])


def _lines(name: str, value: Field) -> list[str]:
    if value is None or value in ("", (), [], {}):
        return []
    if isinstance(value, Mapping):
        inner = [line for key, part in value.items() for line in _lines(key, part)]
        return [f"{name}:", *(f"  {line}" for line in inner)]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [f"{name}:", *(f"  - {_flow(part)}" for part in value)]
    return [f"{name}: {_scalar(value, ON_A_LINE)}"]


def _flow(value: Field) -> str:
    """Return a value on one line, within a list."""
    if isinstance(value, Mapping):
        given = {key: part for key, part in value.items() if part not in (None, "", ())}
        return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in given.items()) + "}"
    return _scalar(value, IN_BRACES)


def _scalar(value: Field, plain: re.Pattern[str]) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    if plain.fullmatch(value) and value not in NO_TEXT:
        return value
    # A text of JSON is one of YAML too.
    return json.dumps(value, ensure_ascii=False)
