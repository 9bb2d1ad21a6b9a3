"""A new item's first text: its fields, each under the words that check and the guide use too."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from plugins.catalogue.item import Item
from plugins.catalogue.kinds import Notice
from plugins.catalogue.starting_words import BODY, FIRST_WORDS

WIDTH = 94
# The optional fields that every kind shows; those of the kind itself are shown too.
COMMON = ("topics", "places", "image", "review", "publish_from", "expires")
OTHERS = "# What follows can be left out. To use a field, take away the # and the space after it."
# What a field cannot do without in practice, though its model lets it be absent.
EXPECTED = ("alt",)
# A day far ahead: a story whose consent was forgotten must not be published by mistake.
NOT_YET_SIGNED = "2099-01-01 # Until the form is signed, the story is in nothing that is built."


def starting_text(model: type[BaseModel], own: Mapping[str, str], *, body: str = BODY) -> str:
    """Return the front matter of a new file of this kind, and the beginning of its words.

    `own` gives the values of required fields by name; those inside others by "consent.given".
    """
    fields = list(_fields(model))
    used = [_Field(n, f) for n, f in fields if f.is_required() or n in own]
    others = [_Field(n, f) for n, f in fields if not f.is_required() and n not in own]
    lines = [line for field in used for line in (*field.lines(own), "")]
    if shown := [field for field in others if _is_shown(field.name, model)]:
        lines += [OTHERS, ""]
        lines += [line for field in shown for line in (*_set_aside(field.lines(own)), "")]
    return "\n".join(["---", *lines[:-1], "---", body])


def first_values(model: type[BaseModel], title: str, day: date) -> dict[str, str]:
    """Return a value for each required field: true where it is known, and else a first word.

    A notice gets its last day too: one that nobody takes down says an old danger for ever.
    """
    week_ahead = day + timedelta(days=7)
    known = {
        **FIRST_WORDS,
        "title": scalar(title),
        "date": day.isoformat(),
        "status": "draft",
        "consent.given": NOT_YET_SIGNED,
        "consent.uses": "[website]",
        "start": f"{week_ahead.isoformat()} 10:00",
        "end": f"{week_ahead.isoformat()} 12:00",
        "people": "1",
        "state": "heard",
        "starts": week_ahead.isoformat(),
        "ends": (week_ahead + timedelta(days=6)).isoformat(),
        "level": "information",
        "from": day.isoformat(),
        "until": week_ahead.isoformat(),
    }
    given = (*required_names(model), "status", *(("until",) if model is Notice else ()))
    return {name: known[name] for name in given if name in known}


def required_names(model: type[BaseModel], before: str = "") -> Iterator[str]:
    """Name every field that cannot be left out, those inside others with a dot."""
    for name, field in _fields(model):
        if field.is_required():
            part = _part(field)
            if part:
                yield from required_names(part, f"{before}{name}.")
            else:
                yield f"{before}{name}"


def scalar(text: str) -> str:
    """Return a text as YAML reads it back, in quotation marks only where it needs them."""
    plain = re.fullmatch(r"[^\W_][\w ,.'()/+&-]*", text) and text not in {"null", "~"}
    return text if plain and text == text.strip() else json.dumps(text, ensure_ascii=False)


@dataclass(frozen=True)
class _Field:
    """One field as it stands in a file, with its words above it."""

    name: str
    info: FieldInfo
    before: str = ""

    def lines(self, own: Mapping[str, str]) -> Iterator[str]:
        """Give the words as comments; under them the name with its value, or its parts."""
        yield from (f"# {row}" for row in _wrapped(self.info.description or ""))
        key = f"{self.before}{self.name}"
        part = None if key in own else _part(self.info)
        yield f"{self.name}: {own.get(key, '')}".rstrip()
        for name, info in _fields(part) if part else ():
            field = _Field(name, info, f"{key}.")
            if info.is_required() or name in EXPECTED:
                yield from (f"  {line}" for line in field.lines(own))
            elif self.info.is_required():
                yield from (f"  {line}" for line in _set_aside(field.lines(own)))


def _set_aside(lines: Iterable[str]) -> Iterator[str]:
    """Make comments of fields: one # before what can be used, two before what is only read."""
    for line in lines:
        words = line.lstrip()
        indent = line[: len(line) - len(words)]
        yield f"##{indent}{words[1:]}" if words.startswith("#") else f"# {line}"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, break_on_hyphens=False)


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    for name, field in model.model_fields.items():
        if not field.exclude:
            yield field.alias or name, field


def _is_shown(name: str, model: type[BaseModel]) -> bool:
    inherited = issubclass(model, Item) and name in Item.model_fields
    return not inherited or name in COMMON


def _part(field: FieldInfo) -> type[BaseModel] | None:
    """Return the model of a field that has fields of its own, but not of a list of them."""
    kinds = (field.annotation, *get_args(field.annotation))
    if get_origin(field.annotation) is tuple:
        return None
    return next((k for k in kinds if isinstance(k, type) and issubclass(k, BaseModel)), None)
