"""The tables of fields in the editors' guide, from the same words as the error texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from plugins.catalogue.easy_read import EasyRead
from plugins.catalogue.faults import model_in
from plugins.catalogue.item import Item
from plugins.catalogue.kinds import ITEM_KINDS, Notice, Show
from plugins.catalogue.site import Site

BEGIN = "<!-- The tables from here to the end are made from the code. Change them there. -->\n"
HEAD = "| Field | Needed | What it is |\n| --- | --- | --- |\n"


def with_fields(guide: str) -> str:
    """Return the guide with the tables of today."""
    before, _, _ = guide.partition(BEGIN)
    return f"{before}{BEGIN}\n{fields()}"


def fields() -> str:
    """Return the tables of every kind, as Markdown."""
    common = dict(_fields(Item))
    shared = _shared_groups()
    parts = [
        "### Every item",
        table(common.items()),
        "### Groups that several kinds have",
        *_groups(shared),
    ]
    for model in ITEM_KINDS:
        parts += _kind(model, common.keys(), shared)
    parts += _kind(Notice, (), shared)
    parts += ["### An easy read", "The file is named like `flu-clinics.easy-read.md`."]
    parts += [table(_fields(EasyRead))]
    parts += ["### The whole site", "The file is `site.yaml`.", table(_fields(Site))]
    parts += _groups(_groups_of(_fields(Site)))
    return "\n\n".join(parts) + "\n"


def _kind(
    model: type[Item | Notice], common: Iterable[str], shared: dict[type[BaseModel], str]
) -> list[str]:
    """Return the parts of one kind: its heading, its own fields, and its own groups."""
    own = {name: field for name, field in _fields(model) if name not in common}
    noun = model.noun[0].upper() + model.noun[1:]
    parts = [f"### {noun}", f"The folder is `{_folder(model)}`."]
    if common and own:
        parts.append("It has the fields of every item, and these:")
    elif common:
        parts.append("It has the fields of every item.")
    if own:
        parts.append(table(own.items()))
    groups = _groups_of(own.items())
    return parts + _groups({group: name for group, name in groups.items() if group not in shared})


def _folder(model: type[Item | Notice]) -> str:
    if model.kind == Show.kind:
        return "podcasts/<show>/show.md" if model is Show else "podcasts/<show>/"
    return f"{model.kind}/"


def table(rows: Iterable[tuple[str, FieldInfo]]) -> str:
    """Return a table of fields: name, whether it must be there, and its description."""
    lines = [f"| `{name}` | {_needed(field)} | {_cell(field)} |" for name, field in rows]
    return HEAD + "\n".join(lines)


def _needed(field: FieldInfo) -> str:
    """Return whether a field must be there, and the value that holds without it."""
    if field.is_required():
        return "yes"
    value = field.default
    if isinstance(value, bool):
        return f"no: `{str(value).lower()}`"
    return f"no: `{value}`" if isinstance(value, str | int | float) and value != "" else "no"


def _cell(field: FieldInfo) -> str:
    # In a table, < would begin a tag and | a new cell.
    return (field.description or "").replace("<", "\\<").replace("|", "\\|")


def _groups(groups: dict[type[BaseModel], str]) -> list[str]:
    """Return the heading, the purpose and the table of each group of fields."""
    parts: list[str] = []
    for group, name in groups.items():
        purpose = (group.__doc__ or "").split("\n\n")[0].replace("\n", " ")
        parts += [f"#### Under {name}", purpose, table(_fields(group))]
    return parts


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    """Yield the fields that editors write, under the names that they write."""
    for name, field in model.model_fields.items():
        if not field.exclude:
            yield field.alias or name, field


def _groups_of(rows: Iterable[tuple[str, FieldInfo]]) -> dict[type[BaseModel], str]:
    """Return the groups of fields in fields, with the names of the fields that hold them."""
    holders: dict[type[BaseModel], list[str]] = {}
    waiting = list(rows)
    while waiting:
        name, field = waiting.pop(0)
        group = model_in(field.annotation)
        if group is None:
            continue
        if group not in holders:
            waiting += _fields(group)
        names = holders.setdefault(group, [])
        if f"`{name}`" not in names:
            names.append(f"`{name}`")
    return {group: ", ".join(names) for group, names in holders.items()}


def _shared_groups() -> dict[type[BaseModel], str]:
    """Return the groups that every item has, or more than one kind."""
    kinds = [_groups_of(_fields(model)) for model in ITEM_KINDS]
    names: dict[type[BaseModel], list[str]] = {}
    for groups in kinds:
        for group, holders in groups.items():
            for holder in holders.split(", "):
                if holder not in names.setdefault(group, []):
                    names[group].append(holder)
    return {
        group: ", ".join(holders)
        for group, holders in names.items()
        if sum(group in groups for groups in kinds) > 1
    }
