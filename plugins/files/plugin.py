"""The Pelican adapter: files are measured before anything is written, and copied at the end."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.generators import Generator

from plugins.catalogue.captions import Cue
from plugins.catalogue.item import Recording
from plugins.catalogue.known_files import KnownFiles
from plugins.catalogue.prepared import PreparedFile
from plugins.catalogue.problem import Problem
from plugins.catalogue.publication import Publication
from plugins.catalogue.published_files import PublishedFiles
from plugins.catalogue.room import room_of
from plugins.files.shelf import PublishedFile, Shelf, make_shelf

HOME = Path(__file__).parents[2]
ROOM = "FILES_ROOM"
# What plugins/catalogue/body.py leaves where Markdown links to a file.
START = "{file}"
MARK = re.compile(r'(?<=href=")\{file\}([^"]*)(?=")')


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The room's settings: where it remembers files."""

    CACHE: Path = HOME / ".cache" / "files"


@dataclass
class Room:
    """What one build knows of its files. Measured when it is first asked for."""

    settings: Settings
    publication: Publication
    root: str
    prepare: Callable[[], Mapping[str, PreparedFile]]

    @cached_property
    def known(self) -> KnownFiles:
        """What earlier builds have found out."""
        return KnownFiles(Path(self.settings.CACHE) / "known.json")

    @cached_property
    def _made(self) -> tuple[Shelf, tuple[Problem, ...]]:
        return make_shelf(self.publication, self.prepare(), self.known)

    @property
    def shelf(self) -> Shelf:
        """Every published file."""
        return self._made[0]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the files."""
        return self._made[1]

    def file_of(self, path: str) -> PublishedFile:
        """Return what is true of a file, from its path in the content."""
        return self.shelf.file(path, self.root)

    def transcript_of(self, recording: Recording) -> tuple[Cue, ...]:
        """Return what is said in a recording."""
        return self.shelf.cues(recording.transcript)

    def url_of(self, path: str) -> str | None:
        """Return the address of a file; None where it cannot be published."""
        return self.file_of(path).url if path in self.shelf.sources else None

    def cues_of(self, recording: Recording) -> tuple[Cue, ...]:
        """Return what is said in a recording; nothing where that cannot be read."""
        known = recording.transcript in self.shelf.sources
        return self.transcript_of(recording) if known else ()

    @property
    def places(self) -> Mapping[str, str]:
        """Where each file stands."""
        return self.shelf.places

    def with_files(self, body: str) -> str:
        """Return an item's HTML with the addresses of the files that it links to."""
        if START not in body:
            return body
        return MARK.sub(lambda mark: html.escape(self.file_of(html.unescape(mark[1])).url), body)


def open_room(pelican: Pelican) -> None:
    """Add this room's problems to what stops a build, and let words and other rooms have files."""
    settings = pelican.settings
    settings.setdefault("CONTENT_CHECKS", []).append(problems)
    settings.setdefault("BODY_STEPS", []).append(lambda html: _room(settings).with_files(html))
    settings["PUBLISHED_FILES"] = published_files


def published_files(settings: dict[str, Any]) -> PublishedFiles:
    """Return the files of this build, for other rooms."""
    return _room(settings)


def problems(pelican: Pelican) -> tuple[Problem, ...]:
    """Return everything that is wrong with the published files."""
    return _room(pelican.settings).problems


def add_globals(generator: Generator) -> None:
    """Give templates the facts of files and the words of recordings."""
    room = _room(generator.settings)
    generator.env.globals.update(file_of=room.file_of, transcript_of=room.transcript_of)


def write(pelican: Pelican) -> None:
    """Write the files."""
    room = _room(pelican.settings)
    room.shelf.write(Path(pelican.output_path))
    room.known.save()


def _room(settings: dict[str, Any]) -> Room:
    def prepared() -> dict[str, PreparedFile]:
        """Return what other rooms want to be published in place of editors' files."""
        rooms = settings.get("PREPARED_FILES", [])
        return {path: file for give in rooms for path, file in give(settings).items()}

    def made() -> Room:
        own = Settings(**settings.get("FILES", {}))
        return Room(own, settings["publication"], settings["ROOT"], prepared)

    return room_of(settings, ROOM, made)


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(open_room)
    signals.generator_init.connect(add_globals)
    signals.finalized.connect(write)
