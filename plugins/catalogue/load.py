"""A content folder to a catalogue of items, or every problem in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ValidationError

from plugins.catalogue.body import read_body
from plugins.catalogue.faults import faults_of
from plugins.catalogue.folder import ContentFolder
from plugins.catalogue.front_matter import FrontMatter, Place, Value, read_front_matter, read_yaml
from plugins.catalogue.item import Item, Origin
from plugins.catalogue.kinds import KINDS, Notice, kind_of
from plugins.catalogue.problem import ContentError, Problem
from plugins.catalogue.site import Site

SITE_FILE = "site.yaml"
# A translation says only what is different in its language; the rest is its original's.
OWN_TO_A_TRANSLATION = frozenset(
    {"title", "summary", "status", "updated", "reviewed", "review", "redirect_from"}
)
NEVER_IN_A_TRANSLATION = ("consent", "slug")


@dataclass(frozen=True)
class Catalogue:
    """Everything that a content folder holds, whether the public may see it or not."""

    root: Path
    site: Site
    items: tuple[Item, ...]
    notices: tuple[Notice, ...]
    files: frozenset[str]
    site_lines: Mapping[Place, int]


def load(root: Path) -> Catalogue:
    """Return a folder's catalogue; ContentError carries every problem of every file."""
    from plugins.catalogue.cross_checks import problems_between  # noqa: PLC0415 - needs Catalogue

    if not root.is_dir():
        raise ContentError([Problem(root.name, 1, "this content folder is not there.", START)])
    reading = _Reading(ContentFolder.at(root))
    site = reading.site()
    reading.read_all()
    if site is None:
        raise ContentError(reading.problems)
    catalogue = Catalogue(
        root=root.resolve(),
        site=site,
        items=tuple(reading.items),
        notices=tuple(reading.notices),
        files=reading.folder.files,
        site_lines=reading.site_lines,
    )
    problems = [*reading.problems, *problems_between(catalogue, frozenset(reading.sources))]
    if problems:
        raise ContentError(problems)
    return catalogue


START = "Name the folder that holds site.yaml and the folders news, pages and so on."


class _Reading:
    """One walk over the folder; it goes on past each problem."""

    def __init__(self, folder: ContentFolder) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.items: list[Item] = []
        self.notices: list[Notice] = []
        self.sources: dict[str, FrontMatter] = {}
        self.site_lines: Mapping[Place, int] = {}

    def site(self) -> Site | None:
        """Return what site.yaml says, or None after noting why not."""
        text = self._text(SITE_FILE) if SITE_FILE in self.folder.files else None
        if text is None:
            remedy = f"Write {SITE_FILE} in the content folder: see docs/editors.md."
            self.problems.append(Problem(SITE_FILE, 1, "this file is missing.", remedy))
            return None
        try:
            values, self.site_lines = read_yaml(text, SITE_FILE)
            return Site.model_validate(values, context=self.folder.beside(SITE_FILE))
        except ContentError as error:
            self.problems.extend(error.problems)
        except ValidationError as error:
            self.problems.extend(faults_of(error, Site, "the site", SITE_FILE, self.site_lines))
        return None

    def read_all(self) -> None:
        """Read every Markdown file, first what each says, then as its kind."""
        for path in sorted(self.folder.files):
            if path.endswith(".md"):
                self._read_source(path)
        for path, source in self.sources.items():
            self._read_item(path, source)

    def _read_source(self, path: str) -> None:
        if kind_of(path) is None:
            folders = ", ".join(f"{name}/" for name in KINDS)
            remedy = (
                f"Move it to the folder of its kind: {folders}. An episode lies in its show's"
                " folder, like podcasts/our-show/first.md."
            )
            self.problems.append(Problem(path, 1, "this folder belongs to no kind.", remedy))
            return
        text = self._text(path)
        if text is None:
            return
        try:
            self.sources[path] = read_front_matter(text, path)
        except ContentError as error:
            self.problems.extend(error.problems)

    def _text(self, path: str) -> str | None:
        try:
            return (self.folder.root / path).read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            fault = "this file is not UTF-8 text."
            remedy = "Save it again as plain text with the encoding UTF-8."
            self.problems.append(Problem(path, line, fault, remedy))
            return None

    def _read_item(self, path: str, source: FrontMatter) -> None:
        model = kind_of(path)
        assert model is not None
        folder = self.folder.beside(path)
        body, problems = read_body(source.body, source.body_line, path, folder)
        self.problems.extend(problems)
        values = self._with_inherited(path, source)
        if "origin" in source.values:
            values["origin "] = values.pop("origin")  # Ours; theirs is an unknown field.
        origin = Origin(path, source.lines, body)
        try:
            checked: BaseModel = model.model_validate({**values, "origin": origin}, context=folder)
        except ValidationError as error:
            self.problems.extend(faults_of(error, model, model.noun, path, source.lines))
            return
        if isinstance(checked, Notice):
            self._keep_notice(checked, source)
        elif isinstance(checked, Item):
            self.items.append(checked)

    def _keep_notice(self, notice: Notice, source: FrontMatter) -> None:
        self.notices.append(notice)
        if source.body.strip():
            fault = "a notice has no words after its fields."
            remedy = "Move the words to text, or to a page that link leads to."
            self.problems.append(Problem(notice.path, source.body_line, fault, remedy))

    def _with_inherited(self, path: str, source: FrontMatter) -> dict[str, Value]:
        """Return a translation's values over its original's; any other item's own values."""
        reference = source.values.get("translation_of")
        if not isinstance(reference, str):
            return dict(source.values)
        values = dict(source.values)
        for name in NEVER_IN_A_TRANSLATION:
            if name in values:
                fault = f"{name} cannot be set in a translation."
                remedy = f"Delete the line: {name} is taken from {reference}."
                line = source.line_of((name,))
                self.problems.append(Problem(path, line, fault, remedy))
                del values[name]
        original = self.sources.get(self.folder.beside(path).resolve(reference) or "")
        if original is None or "translation_of" in original.values:
            return values  # Said by the checks between items.
        inherited = {k: v for k, v in original.values.items() if k not in OWN_TO_A_TRANSLATION}
        return {**inherited, **values}
