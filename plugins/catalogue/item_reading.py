"""One item's front matter and body to the item, or every problem in its file."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel, ValidationError

from plugins.catalogue.body_reading import read_body
from plugins.catalogue.faults import empty_fields, faults_of
from plugins.catalogue.folder import ContentFolder, FolderOfItem
from plugins.catalogue.front_matter import FrontMatter, Value
from plugins.catalogue.item import Item, Origin
from plugins.catalogue.kinds import Notice
from plugins.catalogue.problem import Problem

# A translation says only what is different in its language; the rest is its original's.
OWN_TO_A_TRANSLATION = frozenset(
    {
        "title",
        "summary",
        "status",
        "updated",
        "reviewed",
        "review",
        "redirect_from",
        # Somebody reads or signs the words of one language.
        "read_aloud",
        "bsl",
    }
)
NEVER_IN_A_TRANSLATION = ("consent", "slug")


@dataclass
class Outcome:
    """What a file was read to, what is wrong in it, and what was looked for in the folder."""

    found: Item | Notice | None = None
    problems: list[Problem] = field(default_factory=list)
    # What is wrong in a translation by its original's fault, which is told there.
    inherited: list[Problem] = field(default_factory=list)
    looked_for: dict[str, bool] = field(default_factory=dict)

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing is wrong."""
        return self.found is not None and not self.problems


@dataclass(frozen=True)
class LookedFor:
    """A folder as an item sees it, which notes for what the item looks."""

    folder: FolderOfItem
    noted: dict[str, bool]

    def resolve(self, reference: str) -> str | None:
        """Return a path from the content folder; None where it would lead out of it."""
        return self.folder.resolve(reference)

    def exists(self, path: str) -> bool:
        """Tell whether the content folder holds this file, and note the answer."""
        self.noted[path] = self.folder.exists(path)
        return self.noted[path]

    def like(self, reference: str) -> str | None:
        """Return the reference that was probably meant; it is asked only where a file is wrong."""
        return self.folder.like(reference)


def original_of(path: str, source: FrontMatter, folder: ContentFolder) -> str | None:
    """Return the file that a translation names, if it names one."""
    reference = source.values.get("translation_of")
    return folder.beside(path).resolve(reference) if isinstance(reference, str) else None


def read_item(
    path: str, model: type[Item | Notice], sources: Mapping[str, FrontMatter], folder: ContentFolder
) -> Outcome:
    """Return the item of a file; a translation's original is among the sources."""
    source, outcome = sources[path], Outcome()
    beside = LookedFor(folder.beside(path), outcome.looked_for)
    original = original_of(path, source, folder)
    body, problems = read_body(source.body, source.body_line, path, beside)
    outcome.problems.extend(problems)
    values = dict(source.values)
    if isinstance(source.values.get("translation_of"), str):
        values = _with_inherited(path, original or "", sources, outcome)
    if "origin" in source.values:
        values["origin "] = values.pop("origin")  # Ours; theirs is an unknown field.
    origin = Origin(path, source.lines, body)
    empty = list(empty_fields(source.values, model, path, source.lines))
    _note(outcome, empty, source, original)
    try:
        checked: BaseModel = model.model_validate({**values, "origin": origin}, context=beside)
    except ValidationError as error:
        _note(outcome, faults_of(error, model, model.noun, path, source.lines), source, original)
        return outcome
    if isinstance(checked, Item | Notice):
        outcome.found = checked
    if isinstance(checked, Notice) and source.body.strip():
        fault = "the words after the fields of a notice are shown nowhere."
        remedy = "Move them to the field text, or to a page, and name the page in link."
        outcome.problems.append(Problem(checked.path, source.body_line, fault, remedy))
    return outcome


def _note(
    outcome: Outcome,
    faults: list[tuple[str, Problem]],
    source: FrontMatter,
    original: str | None,
) -> None:
    """Note an item's problems, a translation's apart where they are not its own."""
    own = {*source.values, *OWN_TO_A_TRANSLATION, ""}
    if original is None:
        own |= {field for field, _ in faults}
    outcome.problems.extend(problem for field, problem in faults if field in own)
    if original is not None:
        outcome.inherited.extend(problem for field, problem in faults if field not in own)


def _with_inherited(
    path: str, original: str, sources: Mapping[str, FrontMatter], outcome: Outcome
) -> dict[str, Value]:
    """Return a translation's values over its original's."""
    source = sources[path]
    reference = source.values["translation_of"]
    values = dict(source.values)
    for name in NEVER_IN_A_TRANSLATION:
        if name in values:
            fault = f"{name} cannot be set in a translation."
            remedy = f"Delete it: a translation takes its {name} from {reference}."
            line = source.line_of((name,))
            outcome.problems.append(Problem(path, line, fault, remedy))
            del values[name]
    line = source.line_of(("translation_of",))
    if original not in sources:
        return values  # Said where the field is checked, or the file is read.
    inherited = sources[original].values
    if "translation_of" in inherited:
        fault = f"{posixpath.basename(original)} is a translation itself."
        remedy = "Name the item that was written first."
        outcome.problems.append(Problem(path, line, fault, remedy))
    elif posixpath.dirname(original) != posixpath.dirname(path):
        fault = "a translation must lie in the folder of its original."
        remedy = (
            f"Move it to {posixpath.dirname(original)}/, and write"
            f" translation_of: {posixpath.basename(original)}."
        )
        outcome.problems.append(Problem(path, line, fault, remedy))
    else:
        kept = {k: v for k, v in inherited.items() if k not in OWN_TO_A_TRANSLATION}
        return {**kept, **values}
    return values
