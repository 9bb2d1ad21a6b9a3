"""A content folder to a catalogue of items, or every problem in it."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from pydantic import BaseModel, ValidationError

from plugins.catalogue.body_reading import read_body
from plugins.catalogue.easy_read import EasyRead, is_easy_read
from plugins.catalogue.easy_read_reading import problem_of_name, read_easy_read
from plugins.catalogue.faults import empty_fields, faults_of
from plugins.catalogue.fields import short
from plugins.catalogue.folder import ContentFolder
from plugins.catalogue.front_matter import (
    CONTROL,
    FrontMatter,
    Place,
    Value,
    read_front_matter,
    read_yaml,
)
from plugins.catalogue.item import Item, Origin
from plugins.catalogue.kinds import KINDS, Episode, Notice, kind_of
from plugins.catalogue.problem import ContentError, Problem
from plugins.catalogue.site import Site

SITE_FILE = "site.yaml"
UNSEEN = re.compile(
    f"{CONTROL.pattern}|[\n\r\t\x85\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd"})
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


@dataclass(frozen=True)
class Catalogue:
    """Everything that a content folder holds, whether the public may see it or not."""

    root: Path
    site: Site
    items: tuple[Item, ...]
    notices: tuple[Notice, ...]
    files: frozenset[str]
    site_lines: Mapping[Place, int]
    easy_reads: tuple[EasyRead, ...] = ()


@dataclass(frozen=True)
class Survey:
    """What a folder holds that is sound, and what is wrong in it."""

    catalogue: Catalogue | None  # None where nothing can be said without site.yaml
    problems: tuple[Problem, ...]


def load(root: Path) -> Catalogue:
    """Return a folder's catalogue; ContentError carries every problem of every file."""
    found = survey(root)
    if found.problems or found.catalogue is None:
        raise ContentError(found.problems)
    return found.catalogue


def survey(root: Path) -> Survey:
    """Return a folder's sound items, in which other rooms may look further, and every problem."""
    from plugins.catalogue.cross_checks import problems_between  # noqa: PLC0415 - needs Catalogue

    if not root.is_dir():
        problem = Problem(root.name, 1, "this content folder is not there.", START)
        return Survey(None, (problem,))
    reading = _Reading(ContentFolder.at(root))
    site = reading.site()
    reading.read_all()
    if site is None:
        return Survey(None, tuple(reading.problems))
    catalogue = Catalogue(
        root=root.resolve(),
        site=site,
        items=tuple(reading.items),
        notices=tuple(reading.notices),
        files=reading.folder.files,
        site_lines=reading.site_lines,
        easy_reads=tuple(reading.easy_reads),
    )
    problems = (*reading.problems, *problems_between(catalogue, frozenset(reading.sources)))
    return Survey(_sound(catalogue, {problem.path for problem in problems}), problems)


def _sound(catalogue: Catalogue, faulty: set[str]) -> Catalogue:
    """Leave out what is faulty, with translations, episodes and easy reads that rest on it."""
    if not faulty:
        return catalogue
    items = [
        item
        for item in catalogue.items
        if not {item.path, item.translation_of} & faulty
        and not (isinstance(item, Episode) and item.show_file in faulty)
    ]
    paths = {item.path for item in items}
    easy = (one for one in catalogue.easy_reads if one.path not in faulty and one.of in paths)
    return replace(catalogue, items=tuple(items), easy_reads=tuple(easy))


START = "Name the folder that holds site.yaml and the folders news, pages and so on."


class _Reading:
    """One walk over the folder; it goes on past each problem."""

    def __init__(self, folder: ContentFolder) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.items: list[Item] = []
        self.notices: list[Notice] = []
        self.easy_reads: list[EasyRead] = []
        self.sources: dict[str, FrontMatter] = {}
        self.site_lines: Mapping[Place, int] = {}
        # What is wrong in a translation by its original's fault, which is told there.
        self.inherited: list[tuple[str, str, list[Problem]]] = []

    def site(self) -> Site | None:
        """Return what site.yaml says, or None after noting why not."""
        text = self._text(SITE_FILE) if SITE_FILE in self.folder.files else None
        if text is None:
            remedy = (
                "Write it: name, address and menus of the whole site stand in it."
                " docs/editors.md lists its fields."
            )
            self.problems.append(Problem(SITE_FILE, 1, "this file is missing.", remedy))
            return None
        try:
            values, self.site_lines = read_yaml(text, SITE_FILE)
            empty = empty_fields(values, Site, SITE_FILE, self.site_lines)
            self.problems.extend(problem for _, problem in empty)
            return Site.model_validate(values, context=self.folder.beside(SITE_FILE))
        except ContentError as error:
            self.problems.extend(error.problems)
        except ValidationError as error:
            faults = faults_of(error, Site, "the site", SITE_FILE, self.site_lines)
            self.problems.extend(problem for _, problem in faults)
        return None

    def read_all(self) -> None:
        """Read every Markdown file, first what each says, then as its kind."""
        for path in sorted(self.folder.files):
            ending = PurePosixPath(path).suffix
            # A terminal would obey some of them, or show the name in another order.
            shown = UNSEEN.sub("?", path.encode("utf-8", errors="replace").decode())
            if shown != path:
                fault = "the name of this file has letters that other computers cannot read."
                remedy = "Rename it, with letters from a to z."
                self.problems.append(Problem(shown, 1, fault, remedy))
            elif ending == ".md":
                self._read_source(path)
            elif ending.lower() in MARKDOWN:
                remedy = f"Rename it: its name must end in .md, not in {ending}."
                self.problems.append(Problem(path, 1, "this file would not be read.", remedy))
        for path, source in self.sources.items():
            if is_easy_read(path):
                self._read_easy_read(path, source)
            elif model := kind_of(path):
                self._read_item(path, source, model)
        told = {problem.path for problem in self.problems}
        for path, original, problems in self.inherited:
            if not {path, original} & told:
                self.problems.extend(problems)

    def _read_source(self, path: str) -> None:
        if kind_of(path) is None:
            self.problems.append(_of_no_kind(path))
            return
        if problem := problem_of_name(path):
            self.problems.append(problem)
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
        except OSError:
            remedy = "Look whether you may read it, and whether another program holds it open."
            self.problems.append(Problem(path, 1, "this file cannot be opened.", remedy))
            return None
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            fault = "a letter here cannot be read: the file is not saved as UTF-8."
            remedy = 'Save it again as plain text. Choose "UTF-8" where the program asks.'
            self.problems.append(Problem(path, line, fault, remedy))
            return None

    def _read_item(self, path: str, source: FrontMatter, model: type[Item | Notice]) -> None:
        folder = self.folder.beside(path)
        body, problems = read_body(source.body, source.body_line, path, folder)
        self.problems.extend(problems)
        values = self._with_inherited(path, source)
        if "origin" in source.values:
            values["origin "] = values.pop("origin")  # Ours; theirs is an unknown field.
        origin = Origin(path, source.lines, body)
        empty = list(empty_fields(source.values, model, path, source.lines))
        self._keep_faults(path, empty)
        try:
            checked: BaseModel = model.model_validate({**values, "origin": origin}, context=folder)
        except ValidationError as error:
            self._keep_faults(path, faults_of(error, model, model.noun, path, source.lines))
            return
        if isinstance(checked, Notice):
            self._keep_notice(checked, source)
        elif isinstance(checked, Item):
            self.items.append(checked)

    def _read_easy_read(self, path: str, source: FrontMatter) -> None:
        easy_read, problems = read_easy_read(path, source, self.folder)
        self.problems.extend(problems)
        if easy_read is not None:
            self.easy_reads.append(easy_read)

    def _keep_faults(self, path: str, faults: list[tuple[str, Problem]]) -> None:
        """Keep an item's problems, but a translation's only where they are its own."""
        source = self.sources[path]
        own = {*source.values, *OWN_TO_A_TRANSLATION, ""}
        original = self._original_of(path)
        if original is None:
            own |= {field for field, _ in faults}
        self.problems.extend(problem for field, problem in faults if field in own)
        others = [problem for field, problem in faults if field not in own]
        if original is not None and others:
            self.inherited.append((path, original, others))

    def _original_of(self, path: str) -> str | None:
        """Return the file that a translation names, if it names one."""
        reference = self.sources[path].values.get("translation_of")
        return self.folder.beside(path).resolve(reference) if isinstance(reference, str) else None

    def _keep_notice(self, notice: Notice, source: FrontMatter) -> None:
        self.notices.append(notice)
        if source.body.strip():
            fault = "the words after the fields of a notice are shown nowhere."
            remedy = "Move them to the field text, or to a page, and name the page in link."
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
                remedy = f"Delete it: a translation takes its {name} from {reference}."
                line = source.line_of((name,))
                self.problems.append(Problem(path, line, fault, remedy))
                del values[name]
        original = self._original_of(path) or ""
        line = source.line_of(("translation_of",))
        if original not in self.sources:
            return values  # Said where the field is checked, or the file is read.
        inherited = self.sources[original].values
        if "translation_of" in inherited:
            fault = f"{posixpath.basename(original)} is a translation itself."
            remedy = "Name the item that was written first."
            self.problems.append(Problem(path, line, fault, remedy))
        elif posixpath.dirname(original) != posixpath.dirname(path):
            fault = "a translation must lie in the folder of its original."
            remedy = (
                f"Move it to {posixpath.dirname(original)}/, and write"
                f" translation_of: {posixpath.basename(original)}."
            )
            self.problems.append(Problem(path, line, fault, remedy))
        else:
            kept = {k: v for k, v in inherited.items() if k not in OWN_TO_A_TRANSLATION}
            return {**kept, **values}
        return values


def _of_no_kind(path: str) -> Problem:
    """Say of a Markdown file that the site would not know what it is."""
    folders = ", ".join(f"{name}/" for name in KINDS)
    folder, *rest = PurePosixPath(path).parts
    if not rest:
        fault = "the file lies in no folder, so that nobody knows what kind of item it is."
        return Problem(path, 1, fault, f"Move it to one of these: {folders}.")
    if folder in KINDS:
        fault = "an episode must lie in the folder of its show."
        return Problem(path, 1, fault, f"Move it to a folder like {folder}/our-show/.")
    close = difflib.get_close_matches(folder.lower(), KINDS, n=1)
    hint = f"Did you mean {close[0]}/? " if close else ""
    fault = f'the folder "{short(folder)}" is not one that the site knows.'
    return Problem(path, 1, fault, f"{hint}Its folders are: {folders}.")
