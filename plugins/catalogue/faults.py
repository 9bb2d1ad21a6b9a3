"""Validation errors in an editor's words: what is wrong with which field, and the remedy."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from plugins.catalogue.front_matter import Place
from plugins.catalogue.problem import Problem

PARTS = {"dict_type", "model_type", "mapping_type", "model_attributes_type"}
LISTS = {"tuple_type", "list_type"}


def faults_of(
    error: ValidationError,
    model: type[BaseModel],
    noun: str,
    path: str,
    lines: Mapping[Place, int],
) -> list[Problem]:
    """Return one problem for each error, at the line of the field that it is about."""
    return [
        Problem(path, _line(lines, detail["loc"]), *_words(detail, model, noun))
        for detail in error.errors(include_url=False)
    ]


def _line(lines: Mapping[Place, int], place: Place) -> int:
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def _words(detail: ErrorDetails, model: type[BaseModel], noun: str) -> tuple[str, str]:
    """Return the fault and the remedy."""
    place = detail["loc"]
    name = label(place)
    kind = detail["type"]
    context: dict[str, Any] = detail.get("ctx") or {}
    if kind == "extra_forbidden":
        owner = model_at(model, place[:-1])
        around = f" in {label(place[:-1])}" if label(place[:-1]) else f" of {noun}"
        return f'"{place[-1]}" is not a field{around}.', _did_you_mean(str(place[-1]), owner)
    remedy = description_at(model, place)
    if kind == "missing" or (detail["input"] is None and kind != "extra_forbidden"):
        what = f"{label(place[:-1])} has no {place[-1]}." if label(place[:-1]) else (
            f"{name} is missing." if kind == "missing" else f"{name} is empty."
        )
        return what, remedy
    if "fault" in context:
        subject = name or noun
        return f"{subject} {context['fault']}", context.get("remedy") or remedy
    if kind == "string_too_long":
        length = len(str(detail["input"]))
        return f"{name} has {length} characters; {context['max_length']} at most.", remedy
    if kind in PARTS:
        return f'{name} cannot be "{_shown(detail["input"])}": it has parts of its own.', remedy
    if kind in LISTS:
        return f"{name} is not a list.", remedy
    return f'{name} cannot be "{_shown(detail["input"])}".', remedy


def label(place: Place) -> str:
    """Return how a place is called: ("chapters", 1, "start") is "start in chapters, no. 2"."""
    words: list[str] = []
    for part in place:
        if isinstance(part, int):
            words[-1] += f", no. {part + 1}"
        else:
            words.append(str(part))
    return " in ".join(reversed(words))


def _shown(value: object) -> str:
    if isinstance(value, str):
        return value if len(value) <= 60 else f"{value[:57]}..."  # noqa: PLR2004 - a line's width
    return "a list" if isinstance(value, list) else "a group of lines"


def _did_you_mean(name: str, owner: type[BaseModel] | None) -> str:
    names = sorted(_names(owner)) if owner else []
    close = difflib.get_close_matches(name, names, n=1)
    if close:
        return f'Did you mean "{close[0]}"? Correct the name, or delete the line.'
    return f"Delete the line, or use one of: {', '.join(names)}."


def _names(model: type[BaseModel]) -> Iterable[str]:
    return (
        field.alias or name for name, field in model.model_fields.items() if not field.exclude
    )


def field_of(model: type[BaseModel], name: object) -> FieldInfo | None:
    """Return a model's field by the name that editors write."""
    for own_name, field in model.model_fields.items():
        if name in {own_name, field.alias}:
            return field
    return None


def model_at(model: type[BaseModel] | None, place: Place) -> type[BaseModel] | None:
    """Return the model that a place in the front matter is checked against."""
    for part in place:
        if model is None or isinstance(part, int):
            continue
        field = field_of(model, part)
        model = _model_in(field.annotation) if field else None
    return model


def description_at(model: type[BaseModel], place: Place) -> str:
    """Return the description of the innermost field of a place: it is the remedy."""
    remedy = "Correct the line."
    owner: type[BaseModel] | None = model
    for part in place:
        if owner is None or isinstance(part, int):
            continue
        field = field_of(owner, part)
        if field is None:
            break
        remedy = field.description or remedy
        owner = _model_in(field.annotation)
    return remedy


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - any type at all
    """Return the model inside a type such as tuple[Chapter, ...] or Venue | None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, (_model_in(part) for part in get_args(annotation))), None)
