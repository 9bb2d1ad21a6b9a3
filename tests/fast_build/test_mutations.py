"""Each kind of read is forgotten on purpose: the sequences of edits notice it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from jinja2 import Environment
from pelican.contents import Content

from plugins.fast_build import facts, pelican, reading, rewriting, state
from plugins.fast_build.contents import Observed
from plugins.fast_build.epoch import epoch_of
from plugins.fast_build.facts import Facts, body_digest
from plugins.fast_build.jobs import Job
from plugins.fast_build.output import Output
from plugins.fast_build.reading import Shelf
from plugins.fast_build.referring import Referring
from plugins.fast_build.stamps import Stamp, stamp_of
from plugins.fast_build.state import KeptFile
from plugins.fast_build.templates import Templates
from plugins.fast_build.tracing import Read
from plugins.fast_build.writing import JobWriter
from tests.fast_build.edits import Edit
from tests.fast_build.play import CALM, DifferentError, Play, sequence

# A forgotten read is noticed by the first sequence, or by one of the next few.
SEEDS = range(12)
Mutation = Callable[[], Any]


def _without(kind: str) -> Mutation:
    """Forget reads of one kind."""
    own = Facts.reads_of

    def reads_of(self: Facts, noted: Iterable[Read], job: Job) -> tuple[Read, ...]:
        return tuple(read for read in own(self, noted, job) if read[0] != kind)

    return lambda: patch.object(Facts, "reads_of", reads_of)


def _trusting(self: JobWriter, job: Job) -> Stamp | None:
    row = self.shelf.state.files.get(job.name)
    kept = KeptFile(*row) if row else None
    return kept.stamp if kept and self.holds(kept, job) else None


_COPY = JobWriter.copy


def _copy_once(self: JobWriter, source: str, name: str) -> None:
    place = stamp_of(str(Path(self.places.kept, name)))
    stamp = stamp_of(source)
    if place and stamp and name in self.shelf.state.copies.names():
        self.shelf.state.copies.put(name, (stamp, place))
    _COPY(self, source, name)


def _links_by_path(_: Referring, value: Content) -> Read:
    return ("static", str(value.relative_source_path))


def _only_said(
    self: Templates, environment: Environment, source: str, digest: bytes
) -> Iterable[str]:
    return _NAMED(self, environment, source, digest) or ()


def _head_alone(self: Facts, path: str) -> bytes:
    content = self.context["generated_content"].get(path)
    return b"gone" if content is None else self.keeping.digest(content)


def _without_words_of_plugins(content: Content) -> bytes:
    body = content.__dict__.get("_body")
    return body.digest if body else body_digest(content)


_NAMED = Templates._named  # noqa: SLF001 - it is put out of order
MUTATIONS: dict[str, Mutation] = {
    **{kind: _without(kind) for kind in ("head", "body", "name", "value", "link", "template")},
    "output stamp": lambda: patch.object(JobWriter, "_fresh", _trusting),
    "copied files": lambda: patch.object(JobWriter, "copy", _copy_once),
    "settings": lambda: patch.object(pelican, "epoch_of", lambda _, files: epoch_of({}, files)),
    "further files": lambda: patch.object(
        pelican, "epoch_of", lambda given, _: epoch_of(given, ())
    ),
    "code": lambda: patch.object(state, "code_is", lambda _: True),
    "translations": lambda: patch.object(Facts, "_head", _head_alone),
    "what templates refer to": lambda: patch.object(Templates, "_named", lambda *_: ()),
    "names that templates reckon": lambda: patch.object(Templates, "_named", _only_said),
    "words that plugins change": lambda: patch.object(
        facts, "body_digest", _without_words_of_plugins
    ),
    "where a static file lies": lambda: patch.object(Referring, "_of_static", _links_by_path),
    "what is attached": lambda: patch.object(Observed, "get_attached_links", lambda _: set()),
    "files that are not still": lambda: patch.object(Shelf, "settled", lambda _, stamp: stamp),
    "days to come": lambda: patch.object(reading, "_waits", lambda _: False),
    "lists of the whole site": lambda: patch.object(rewriting._Trace, "add", set.add),  # noqa: SLF001 - it is put out of order
    "names of outputs": lambda: patch.object(Output, "claim", lambda *_: None),
}


# What only certain edits in a row bring to light is looked for with these.
FOCUS: dict[str, tuple[str, ...]] = {
    "lists of the whole site": (*CALM, "field"),
    "code": ("plugin", "plugin", "body"),
    "words that plugins change": ("plugins", "data", "asking", "asked"),
    "what is attached": (*CALM, "touch"),
    "where a static file lies": ("body", "static", "setting", "again"),
    "names of outputs": ("kill", "kill", "new", "undo", "delete"),
    "further files": ("data", "body"),
    "settings": ("setting", "body"),
    "copied files": ("static", "output_altered", "output_gone", "theme_file"),
    "names that templates reckon": ("template", "template_new", "field"),
    "days to come": ("day", "field", "new"),
}


@pytest.mark.parametrize("kind", MUTATIONS)
def test_what_is_not_traced_is_noticed(kind: str, tmp_path: Path) -> None:
    sequences = [sequence(seed, *([FOCUS[kind]] if kind in FOCUS else [])) for seed in SEEDS]
    with MUTATIONS[kind](), pytest.raises(DifferentError):
        _play(sequences, tmp_path)


def _play(sequences: list[list[Edit]], folder: Path) -> None:
    for number, edits in enumerate(sequences):
        Play(folder / str(number)).edits(edits)
