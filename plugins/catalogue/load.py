"""A content folder to a catalogue of items, or every problem in it."""

from __future__ import annotations

import difflib
import gc
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from pydantic import ValidationError

from plugins.catalogue.easy_read import EasyRead, is_easy_read
from plugins.catalogue.easy_read_reading import problem_of_name, read_easy_read
from plugins.catalogue.faults import empty_fields, faults_of
from plugins.catalogue.fields import short
from plugins.catalogue.folder import ContentFolder
from plugins.catalogue.front_matter import (
    CONTROL,
    FrontMatter,
    Place,
    read_front_matter,
    read_yaml,
)
from plugins.catalogue.item import Item
from plugins.catalogue.item_reading import Outcome, original_of, read_item
from plugins.catalogue.kept_readings import (
    Kept,
    KeptReadings,
    Token,
    digest_of,
    without_collection,
)
from plugins.catalogue.kinds import KINDS, Episode, Notice, kind_of
from plugins.catalogue.problem import ContentError, Problem
from plugins.catalogue.site import Site
from plugins.catalogue.values import NOBODY_KNOWS, digest_of_value, fields_of

SITE_FILE = "site.yaml"
Work = Callable[[Sequence[str]], Iterable[tuple[str, Outcome]]]
Spread = Callable[[Work, Sequence[str]], Iterable[tuple[str, Outcome]]]
UNSEEN = re.compile(
    f"{CONTROL.pattern}|[\n\r\t\x85\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
MANY = 500  # files read anew
MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd"})


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
    # By the items' files, where readings are kept.
    tokens: Mapping[str, Token] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Survey:
    """What a folder holds that is sound, and what is wrong in it."""

    catalogue: Catalogue | None  # None where nothing can be said without site.yaml
    problems: tuple[Problem, ...]


def in_turn(work: Work, paths: Sequence[str]) -> Iterable[tuple[str, Outcome]]:
    """Have the work done here."""
    return work(paths)


def load(root: Path) -> Catalogue:
    """Return a folder's catalogue; ContentError carries every problem of every file."""
    found = survey(root)
    if found.problems or found.catalogue is None:
        raise ContentError(found.problems)
    return found.catalogue


def survey(
    root: Path,
    *,
    keep_in: Path | None = None,
    spread: Spread | None = None,
) -> Survey:
    """Return a folder's sound items, in which other rooms may look further, and every problem.

    What was read is kept in a folder, if one is named. `spread` may have the work done for some
    files each by several processes; it gives the outcomes in any order.
    """
    from plugins.catalogue.cross_checks import problems_between  # noqa: PLC0415 - needs Catalogue

    if not root.is_dir():
        problem = Problem(root.name, 1, "this content folder is not there.", START)
        return Survey(None, (problem,))
    reading = _Reading(
        ContentFolder.at(root), KeptReadings(keep_in) if keep_in else None, spread or in_turn
    )
    site = reading.site()
    with without_collection():
        reading.read_all()
    if len(reading.anew) > MANY:
        gc.collect()  # Markdown leaves functions that hold each other, and texts with them.
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
        tokens=reading.tokens,
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

    def __init__(self, folder: ContentFolder, kept: KeptReadings | None, spread: Spread) -> None:
        self.folder = folder
        self.kept = kept
        self.spread = spread
        self.problems: list[Problem] = []
        self.items: list[Item] = []
        self.notices: list[Notice] = []
        self.easy_reads: list[EasyRead] = []
        self.sources: dict[str, FrontMatter] = {}
        self.digests: dict[str, bytes] = {}
        self.outcomes: dict[str, Outcome] = {}
        self.anew: list[str] = []
        self.tokens: dict[str, Token] = {}
        self.site_lines: Mapping[Place, int] = {}
        # What is wrong in a translation by its original's fault, which is told there.
        self.inherited: list[tuple[str, str, list[Problem]]] = []

    def site(self) -> Site | None:
        """Return what site.yaml says, or None after noting why not."""
        data = self._bytes(SITE_FILE) if SITE_FILE in self.folder.files else None
        text = self._text(SITE_FILE, data) if data is not None else None
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
            ending = ".md" if path.endswith(".md") else PurePosixPath(path).suffix
            shown = path
            if not (path.isascii() and path.isprintable()):
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
        self._read_items()
        self._take_all()
        if self.kept:
            self.kept.write(self.folder.files)

    def _take_all(self) -> None:
        for path, source in self.sources.items():
            if is_easy_read(path):
                self._read_easy_read(path, source)
            elif path in self.outcomes:
                self._take(path, self.outcomes[path])
        told = {problem.path for problem in self.problems}
        for path, original, problems in self.inherited:
            if not {path, original} & told:
                self.problems.extend(problems)

    def _read_items(self) -> None:
        read = self.sources.keys() - self.outcomes.keys()
        self.anew = [path for path in self.sources if path in read and not is_easy_read(path)]
        for path, outcome in self.spread(self._outcomes, self.anew):
            self.outcomes[path] = outcome
            if self.kept and outcome.is_sound and outcome.found:
                original = original_of(path, self.sources[path], self.folder)
                kept = Kept(
                    digest=self.digests[path],
                    original=(original, self.digests.get(original)) if original else None,
                    looked_for=outcome.looked_for,
                    values=self.sources[path].values,
                    found=outcome.found,
                    fields=_digest_of_fields(outcome.found),
                )
                self.kept.keep(path, kept)
                self.tokens[path] = kept.token

    def _outcomes(self, paths: Sequence[str]) -> Iterator[tuple[str, Outcome]]:
        for path in paths:
            if model := kind_of(path):
                yield path, read_item(path, model, self.sources, self.folder)

    def _take(self, path: str, outcome: Outcome) -> None:
        self.problems.extend(outcome.problems)
        if outcome.inherited:
            original = original_of(path, self.sources[path], self.folder) or ""
            self.inherited.append((path, original, outcome.inherited))
        if isinstance(outcome.found, Item):
            self.items.append(outcome.found)
        elif outcome.found:
            self.notices.append(outcome.found)

    def _read_source(self, path: str) -> None:
        if kind_of(path) is None:
            self.problems.append(_of_no_kind(path))
            return
        if problem := problem_of_name(path):
            self.problems.append(problem)
            return
        data = self._bytes(path)
        if data is None or self._is_kept(path, data):
            return
        text = self._text(path, data)
        if text is None:
            return
        try:
            self.sources[path] = read_front_matter(text, path)
        except ContentError as error:
            self.problems.extend(error.problems)

    def _is_kept(self, path: str, data: bytes) -> bool:
        """Take what was kept of a file, if it would be read to the same now."""
        if self.kept is None:
            return False
        self.digests[path] = digest_of(data)
        kept = self.kept.get(path)
        if kept is None:
            return False
        if not kept.is_right(self.digests[path], self.folder.files, self._digest_of):
            self.kept.drop(path)
            return False
        origin = kept.found.origin
        self.sources[path] = FrontMatter(kept.values, origin.lines, "", origin.body.first_line)
        self.outcomes[path] = Outcome(found=kept.found)
        self.tokens[path] = kept.token
        return True

    def _digest_of(self, path: str) -> bytes | None:
        if path in self.digests or path not in self.folder.files:
            return self.digests.get(path)
        try:
            return digest_of((self.folder.root / path).read_bytes())
        except OSError:
            return None

    def _bytes(self, path: str) -> bytes | None:
        try:
            with open(f"{self.folder.root}/{path}", "rb") as file:  # noqa: PTH123 - a Path is slow
                return file.read()
        except OSError:
            remedy = "Look whether you may read it, and whether another program holds it open."
            self.problems.append(Problem(path, 1, "this file cannot be opened.", remedy))
            return None

    def _text(self, path: str, data: bytes) -> str | None:
        try:
            return data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            fault = "a letter here cannot be read: the file is not saved as UTF-8."
            remedy = 'Save it again as plain text. Choose "UTF-8" where the program asks.'
            self.problems.append(Problem(path, line, fault, remedy))
            return None

    def _read_easy_read(self, path: str, source: FrontMatter) -> None:
        easy_read, problems = read_easy_read(path, source, self.folder)
        self.problems.extend(problems)
        if easy_read is not None:
            self.easy_reads.append(easy_read)


def _digest_of_fields(found: Item | Notice) -> bytes:
    return digest_of_value(fields_of(found)) if isinstance(found, Item) else NOBODY_KNOWS


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
