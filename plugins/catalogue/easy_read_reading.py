"""One easy read's file to its fields and rows, or every problem in it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from pydantic import ValidationError

from plugins.catalogue.body_reading import read_body
from plugins.catalogue.easy_read import ENDING, EasyRead, meant_name
from plugins.catalogue.easy_read_rows import HOW, problems_of_rows
from plugins.catalogue.faults import empty_fields, faults_of
from plugins.catalogue.folder import ContentFolder
from plugins.catalogue.front_matter import FrontMatter
from plugins.catalogue.item import Origin
from plugins.catalogue.kinds import Notice, Show, kind_of
from plugins.catalogue.problem import Problem


def read_easy_read(
    path: str, source: FrontMatter, folder: ContentFolder
) -> tuple[EasyRead | None, list[Problem]]:
    """Return the easy read of a file, None where its fields are wrong; and every problem."""
    beside = folder.beside(path)
    body, problems = read_body(source.body, source.body_line, path, beside)
    problems += problems_of_rows(body, path)
    problems += _of_item(path, folder.files)
    problems += [one for _, one in empty_fields(source.values, EasyRead, path, source.lines)]
    values = dict(source.values)
    if "origin" in values:
        values["origin "] = values.pop("origin")  # Ours; theirs is an unknown field.
    origin = Origin(path, source.lines, body)
    try:
        found = EasyRead.model_validate({**values, "origin": origin}, context=beside)
    except ValidationError as error:
        faults = faults_of(error, EasyRead, EasyRead.noun, path, source.lines)
        return None, [*problems, *(problem for _, problem in faults)]
    if found.status == "published" and not body.markdown.strip():
        remedy = f"Begin with a picture. {HOW}"
        problems.append(Problem(path, body.first_line, "it has no words.", remedy))
    return found, problems


def problem_of_name(path: str) -> Problem | None:
    """Return what is wrong with the name of a file that is nearly named as an easy read."""
    name = meant_name(path)
    if name is None:
        return None
    return Problem(path, 1, "the name of this easy read would not be known.", f"Rename it {name}.")


def _of_item(path: str, files: frozenset[str]) -> Iterator[Problem]:
    """Yield a problem where no item with a page of its own stands beside the easy read."""
    item = f"{path.removesuffix(ENDING)}.md"
    kind = kind_of(path)
    if kind in {Notice, Show} and kind is not None:
        fault = f"{kind.noun} has no easy read."
        remedy = "Write it beside an item with a page of its own, or delete it."
        yield Problem(path, 1, fault, remedy)
    elif item not in files:
        name = posixpath.basename(item)
        fault = f"{name} is not beside it: nobody knows of which item this is the easy read."
        remedy = "Let its name begin like that of the item: flu-clinics.easy-read.md belongs to"
        yield Problem(path, 1, fault, f"{remedy} flu-clinics.md.")
