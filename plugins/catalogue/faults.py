"""Validation errors in an editor's words: what is wrong with which field, and the remedy."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from plugins.catalogue.fields import SHOWN, short
from plugins.catalogue.front_matter import Place, Value
from plugins.catalogue.near_words import meant_by
from plugins.catalogue.problem import Problem
from plugins.catalogue.syntax import in_curly_marks

PARTS = {"dict_type", "model_type", "mapping_type", "model_attributes_type"}
LISTS = {"tuple_type", "list_type"}
WORDS_OF_AN_ENTRY = 4  # A text with longer parts between its commas is a sentence.
KEY = "[key]"  # pydantic's mark of an error in the name of a line, not in its value
EMPTY = {"string_too_short", "too_short"}
TOO_LONG = {"string_too_long"}
# What editors of other systems would write, and the name of the same thing here.
OTHER_NAMES = {
    "description": "summary",
    "modified": "updated",
    "tags": "topics",
    "location": "venue",
    "start_date": "starts",
    "end_date": "ends",
    "starts": "from",
    "picture": "image",
    "transcript": "recording",
}


def faults_of(
    error: ValidationError,
    model: type[BaseModel],
    noun: str,
    path: str,
    lines: Mapping[Place, int],
) -> list[tuple[str, Problem]]:
    """Return one problem for each error, at the line of its field, after the field's name."""
    problems = []
    for detail in error.errors(include_url=False):
        place = _place(detail)
        problem = Problem(path, _line(lines, place), *_words(detail, place, model, noun))
        problems.append((str(place[0]) if place else "", problem))
    return problems


def empty_fields(
    values: Mapping[str, Value],
    model: type[BaseModel],
    path: str,
    lines: Mapping[Place, int],
) -> Iterator[tuple[str, Problem]]:
    """Yield a problem for each field that is written with no value, though it can be left out.

    An editor who writes `withdrawn:` means something by it. A field that must have a value says
    so itself when it is checked.
    """
    for place in _empty_places(values):
        field = field_at(model, place)
        known = field is not None and field is field_of(model_at(model, place[:-1]), place[-1])
        if field and known and type(None) in get_args(field.annotation):
            fault = f"{label(place)} is empty."
            yield str(place[0]), Problem(path, _line(lines, place), fault, _or_delete(field))


def _or_delete(field: FieldInfo) -> str:
    """Return what to write into a field that can be left out."""
    described = (field.description or "").removesuffix(", or leave it out.").removesuffix(".")
    return f"{described}. Or delete the line."


def _empty_places(value: Value | Mapping[str, Value], before: Place = ()) -> Iterator[Place]:
    """Yield the place of each field under a value that has none."""
    if isinstance(value, Mapping):
        parts: Iterable[tuple[str | int, Value]] = value.items()
    elif isinstance(value, list):
        parts = enumerate(value)
    else:
        return
    for name, part in parts:
        if part is None:
            yield (*before, name)
        else:
            yield from _empty_places(part, (*before, name))


def _place(detail: ErrorDetails) -> Place:
    """Return the place of the field that an error is about, as the editor wrote it."""
    written = tuple(part.strip() if isinstance(part, str) else part for part in detail["loc"])
    return (*written, *(detail.get("ctx") or {}).get("at", ()))


def _line(lines: Mapping[Place, int], place: Place) -> int:
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def _words(
    detail: ErrorDetails, place: Place, model: type[BaseModel], noun: str
) -> tuple[str, str]:
    """Return the fault and the remedy."""
    kind = detail["type"]
    if kind == "extra_forbidden":
        return _unknown(place, model, noun)
    if place[-1:] == (KEY,):
        return _wrong_key(place[:-1], model)
    field = field_at(model, place)
    described = (field.description if field else None) or "Correct the line."
    if kind == "missing":
        return _missing(place, described)
    name = label(place) or noun
    if detail["input"] in (None, "") or kind in EMPTY:
        spare = field is not None and not field.is_required() and isinstance(place[-1], str)
        return f"{name} is empty.", _or_delete(field) if field and spare else described
    fault, remedy = _wrong_value(detail, how_to(described), _fields_of(model, place))
    return f"{name} {fault}", remedy


def _wrong_key(place: Place, model: type[BaseModel]) -> tuple[str, str]:
    """Return what is wrong with a name that the editor chose, of a line among others."""
    field = field_at(model, place)
    described = (field.description if field else None) or "Correct the line."
    fault = f'"{short(str(place[-1]))}" cannot stand under {label(place[:-1])}.'
    return fault, how_to(described)


def _missing(place: Place, described: str) -> tuple[str, str]:
    owner = label(place[:-1])
    fault = f"{owner} has no {place[-1]}." if owner else f"{place[-1]} is missing."
    return fault, f"Add {place[-1]}: to {'it' if owner else 'the fields'}. {described}"


def _wrong_value(detail: ErrorDetails, how: str, fields: str) -> tuple[str, str]:
    """Return what is wrong with a value that is there, and how to write it."""
    kind, value = detail["type"], detail["input"]
    context: dict[str, Any] = detail.get("ctx") or {}
    if isinstance(value, str) and (inner := in_curly_marks(value)) and kind not in TOO_LONG:
        remedy = f"These are curly quotation marks. Use straight ones, or none: {short(inner)}"
        return context.get("fault", f"cannot be {_shown(value)}."), remedy
    if "fault" in context:
        return context["fault"], context.get("remedy") or how
    fault = f"cannot be {_shown(value)}"
    if kind == "literal_error" and (meant := meant_by(str(value), str(context["expected"]))):
        how = f'Did you mean "{meant}"? {how}'
    if kind in PARTS:
        return f"{fault}: it has fields of its own.", fields
    if kind in LISTS:
        return f"{fault}: it is a list.", _as_list(value, how)
    if isinstance(value, str):
        digits = "Write a whole number in digits, like 12."
        return f"{fault}{_because(kind, value, context)}", digits if kind == "int_parsing" else how
    if isinstance(detail["loc"][-1], int):
        how = "Write each entry of the list as one text."
    elif isinstance(value, list):
        how += " Put quotation marks around a text that begins with a bracket."
    return f"{fault}.", how


def _because(kind: str, value: str, context: Mapping[str, Any]) -> str:
    """Return the end of the fault, where there is more to say than that the value is wrong."""
    if kind == "string_too_long":
        return f": it is {len(value) - context['max_length']} characters too long."
    if kind == "greater_than_equal":
        return f": {context['ge']:g} is the least."
    if kind == "less_than_equal":
        return f": {context['le']:g} is the most."
    return "."


def label(place: Place) -> str:
    """Return how a place is called: ("chapters", 1, "start") is "start under number 2 of chapters".

    The line is given too, so two levels are enough. A file goes by what it is the file of.
    """
    if place[-1:] == ("file",) and len(place) > 1:
        place = place[:-1]
    words: list[str] = []
    for part in place:
        if isinstance(part, int):
            words[-1] = f"number {part + 1} of {words[-1]}"
        else:
            words.append(part)
    return " under ".join(reversed(words[-2:]))


def how_to(description: str) -> str:
    """Return the part of a description that says what to write."""
    found = re.search(r"(^|(?<=[.;:] ))(Write|Give|Name) .*", description)
    return found[0] if found else description


def _shown(value: object) -> str:
    if isinstance(value, str):
        return f'"{short(value)}"'
    return "a list" if isinstance(value, list) else "a group of fields"


def _as_list(value: object, how: str) -> str:
    if not isinstance(value, str) or len(value) > SHOWN or set(value) & set("[]{}:#\"'"):
        return how
    few = all(len(part.split()) <= WORDS_OF_AN_ENTRY for part in value.split(","))
    return f"Write it in square brackets: [{value}]." if few else how


def _fields_of(model: type[BaseModel], place: Place) -> str:
    """Return how to write the fields of a part: each on a line of its own."""
    owner = model_at(model, place)
    if owner is None:
        return "Write each on a line of its own below it, indented by two spaces, as name: value."
    names = {field.alias or name: field.is_required() for name, field in owner.model_fields.items()}
    must = [name for name, required in names.items() if required]
    may = [name for name, required in names.items() if not required]
    wish = f"; and, where you like, {', '.join(may)}" if may else ""
    return (
        "Write each field on a line of its own below it, indented by two spaces:"
        f" {', '.join(must)}{wish}."
    )


def _unknown(place: Place, model: type[BaseModel], noun: str) -> tuple[str, str]:
    around = label(place[:-1])
    name = str(place[-1])
    owner = model_at(model, place[:-1])
    where = f"under {around}" if around else f"of {noun}"
    return f'"{short(name)}" is not a field {where}.', _did_you_mean(name, owner)


def _did_you_mean(name: str, owner: type[BaseModel] | None) -> str:
    names = list(_names(owner)) if owner else []
    meant = name.lower().replace("-", "_").replace(" ", "_")
    other = OTHER_NAMES.get(meant)
    close = [other] if other in names else difflib.get_close_matches(meant, names, n=1)
    if close:
        return f'Did you mean "{close[0]}"? Correct the name, or delete the line.'
    return f"Delete the line, or use one of: {', '.join(names)}."


def _names(model: type[BaseModel]) -> Iterable[str]:
    return (field.alias or name for name, field in model.model_fields.items() if not field.exclude)


def field_of(model: type[BaseModel] | None, name: object) -> FieldInfo | None:
    """Return a model's field by the name that editors write."""
    for own_name, field in model.model_fields.items() if model else ():
        if name in {own_name, field.alias}:
            return field
    return None


def model_at(model: type[BaseModel] | None, place: Place) -> type[BaseModel] | None:
    """Return the model that a place in the front matter is checked against."""
    for part in place:
        if model is None or isinstance(part, int):
            continue
        field = field_of(model, part)
        model = model_in(field.annotation) if field else None
    return model


def field_at(model: type[BaseModel], place: Place) -> FieldInfo | None:
    """Return the innermost field of a place."""
    found: FieldInfo | None = None
    owner: type[BaseModel] | None = model
    for part in place:
        if owner is None or isinstance(part, int):
            continue
        field = field_of(owner, part)
        if field is None:
            break
        found = field
        owner = model_in(field.annotation)
    return found


def model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - any type at all
    """Return the model inside a type such as tuple[Chapter, ...] or Venue | None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, (model_in(part) for part in get_args(annotation))), None)
