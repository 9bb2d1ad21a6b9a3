"""What the public may not read today, worked out from the content itself.

A secret is a word, or a run of words, that stands in something hidden and in nothing that is
shown. So a sentence that a draft shares with a published page is none, and an ordinary word of
the program is none. No message ever says a secret: it says where to look for it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from plugins.catalogue.kinds import PatientStory
from plugins.catalogue.publication import Publication
from plugins.publishing.verify_public import REMARK, shown_sources, unnamed_files, vocabulary
from plugins.publishing.verify_words import Vocabulary, telling, words

RUN = 8  # words in a row that are nobody else's
TELLING = 4  # of them say something
RARE = 6  # letters of a single word that can be told from chance
NAME = 4  # letters of a person's name
TITLE = 3  # telling words of a title that can be told from chance
LONGEST = 40  # words of a title
TOGETHER = 2  # A single word that is not of a name may be there by chance, two are not.
READ = frozenset({".csv", ".json", ".srt", ".txt", ".vtt"})
FIELD = re.compile(r"(?P<indent>\s*)(?:-\s+)?(?P<name>[\w-]+)\s*:(?:\s|$)")
LISTED = frozenset({"topics", "places"})
FIELD_REMARK = re.compile(r"(?:^|\s)#\s?(.*)$")


@dataclass(frozen=True)
class Source:
    """Where a secret stands."""

    path: str  # from the content folder
    line: int
    what: str  # "words", or "the person's real name"
    enough: int = 1  # different single words of it that must be found in one file


@dataclass(frozen=True)
class Secrets:
    """All of them, ready to be looked for."""

    rare: dict[str, Source] = field(default_factory=dict)
    runs: dict[tuple[str, ...], Source] = field(default_factory=dict)
    phrases: dict[tuple[str, ...], Source] = field(default_factory=dict)


@dataclass(frozen=True)
class _Name:
    """A short text that is unmistakable by itself."""

    source: Source
    text: str
    letters: int = RARE  # of a word of it that is a secret alone
    telling: int = TITLE  # words of it that make the whole a secret


def secrets_of(publication: Publication, program: Path, code: Iterable[Path]) -> Secrets:
    """Return what no published file may hold."""
    finding = _Finding(vocabulary(publication, program, code))
    for name in _names(publication):
        finding.add_name(name)
    hidden = _hidden_sources(publication)
    papers = (one for one in unnamed_files(publication) if PurePosixPath(one).suffix in READ)
    for path in (*hidden, *papers):
        finding.add_file(path, (publication.root / path).read_text("utf-8", "replace"))
    for source, text in _remarks(publication):
        finding.add_name(_Name(source, text))
        finding.add_rows([(word, source) for word in words(text)])
    finding.public.remove_from(finding.secrets.runs, RUN)
    return finding.secrets


class _Finding:
    """Sorts the public's words out of hidden texts."""

    def __init__(self, public: Vocabulary) -> None:
        self.public = public
        self.parts = public.parts()
        self.secrets = Secrets()

    def add_name(self, name: _Name) -> None:
        found = words(name.text)
        whole = tuple(found)
        unmistakable = 1 < len(whole) <= LONGEST and telling(whole) >= name.telling
        if unmistakable and not self.public.holds(whole):
            self.secrets.phrases.setdefault(whole, name.source)
        rare = {word for word in found if self._is_rare(word, name.letters)}
        # A title has ordinary words, too: one of them alone is none of its own.
        enough = 1 if name.letters == NAME else min(TOGETHER, len(rare))
        for word in rare:
            self.secrets.rare.setdefault(word, replace(name.source, enough=enough))

    def add_file(self, path: str, text: str) -> None:
        for rows in _parts(path, text):
            self.add_rows(
                [
                    (word, Source(path, at, "words", TOGETHER))
                    for at, row in rows
                    for word in words(row)
                ]
            )

    def add_rows(self, rows: list[tuple[str, Source]]) -> None:
        """Add the words of a text, each with its place."""
        for at in range(len(rows) - RUN + 1):
            run = tuple(word for word, _ in rows[at : at + RUN])
            if telling(run) >= TELLING:
                self.secrets.runs.setdefault(run, rows[at][1])
        for word, source in rows:
            if self._is_rare(word, RARE):
                self.secrets.rare.setdefault(word, source)

    def _is_rare(self, word: str, letters: int) -> bool:
        known = word in self.parts or any(sign.isdigit() for sign in word)
        return len(word) >= letters and not known


def _parts(path: str, text: str) -> Iterator[list[tuple[int, str]]]:
    """Yield the lines that follow one another for a reader: each field by itself, then the body.

    Fields of one file follow one another on no page, and pages say the names of some fields, too.
    Topics and places are in site.yaml, where anybody may read them.
    """
    rows = list(enumerate(text.split("\n"), start=1))
    if PurePosixPath(path).suffix != ".md":
        yield rows
        return
    end = next((at for at, row in rows[1:] if row.rstrip() == "---"), 1)
    field: list[tuple[int, str]] = []
    is_listed = False
    for at, row in rows[:end]:
        if found := FIELD.match(row):
            yield field
            field = []
            is_listed = found["name"] in LISTED if not found["indent"] else is_listed
        if not is_listed:
            field.append((at, row[found.end() :] if found else row))
    yield field
    yield rows[end:]


def _hidden_sources(publication: Publication) -> list[str]:
    """Return the file of each item, easy read and notice that may not be seen today."""
    catalogue = publication.catalogue
    every = {
        *(item.path for item in catalogue.items),
        *(easy.path for easy in catalogue.easy_reads),
        *(notice.path for notice in catalogue.notices),
    }
    return sorted(every - shown_sources(publication))


def _names(publication: Publication) -> Iterator[_Name]:
    """Yield names, titles, file names and references."""
    shown = shown_sources(publication)
    for item in publication.catalogue.items:
        if isinstance(item, PatientStory) and item.translation_of is None:
            yield from _of_consent(item, hidden=item.path not in shown)
        if item.path in shown:
            continue
        line_of = item.origin.line_of
        stem = posixpath.basename(item.path).split(".")[0]
        yield _Name(Source(item.path, line_of("title"), "the title"), item.title)
        yield _Name(Source(item.path, line_of("slug"), "the name in the address"), item.name)
        yield _Name(Source(item.path, 1, "the file's name"), stem)


def _of_consent(story: PatientStory, *, hidden: bool) -> Iterator[_Name]:
    """Yield what a consent says of a person. No part of it is shown but known_as."""
    told = {"reference": "the reference of the consent", "real_name": "the person's real name"}
    if hidden:
        told["known_as"] = "the person's name"
    for name, what in told.items():
        source = Source(story.path, story.origin.line_of("consent", name), what)
        yield _Name(source, getattr(story.consent, name) or "", letters=NAME, telling=0)


def _remarks(publication: Publication) -> Iterator[tuple[Source, str]]:
    """Yield what editors wrote to one another in files that are shown."""
    for path in sorted(shown_sources(publication) | {"site.yaml"}):
        text = (publication.root / path).read_text("utf-8", "replace")
        head, _, body = text.removeprefix("---").partition("\n---")
        for number, row in enumerate(head.split("\n"), start=1):
            if found := FIELD_REMARK.search(row):
                yield Source(path, number, "a remark", TOGETHER), found[1]
        for remark in REMARK.finditer(body):
            number = text[: len(text) - len(body) + remark.start()].count("\n") + 1
            yield Source(path, number, "a remark", TOGETHER), remark[1]
