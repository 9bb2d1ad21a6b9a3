"""What an alternative format is: a value that says how a document becomes a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from plugins.alternative_formats.document import Document
from plugins.catalogue.consent import Use
from plugins.catalogue.site_formats import FormatSettings

Gap = Literal["voice", "braille table", "recording has words"]


@dataclass(frozen=True, kw_only=True)
class Commission:
    """What a format is given to make one file."""

    document: Document
    settings: FormatSettings
    content: Path  # the content folder, for pictures and a person's reading
    made: Mapping[str, bytes] = field(default_factory=dict)  # of the formats in `needs`, by name


@dataclass(frozen=True, kw_only=True)
class Uncarried:
    """What a format cannot carry of a document, in an editor's words."""

    near: str  # a piece of the document's text, by which its line is found
    fault: str
    remedy: str


@dataclass(frozen=True, kw_only=True)
class MissingTool:
    """A program or library that this machine lacks."""

    name: str
    remedy: str  # how to install it


def nothing(document: Document, settings: FormatSettings) -> Iterable[Uncarried]:
    """Say that everything can be carried."""
    del document, settings
    return ()


def never(document: Document, settings: FormatSettings) -> None:
    """Say that every document can have it."""
    del document, settings


def at_hand(settings: FormatSettings) -> None:
    """Say that no tool is missing."""
    del settings


@dataclass(frozen=True, kw_only=True)
class AlternativeFormat:
    """One format. Adding one is a module that ends with FORMAT = ..., and a line in registry.py.

    `recipe` names everything but the document that changes the bytes: the version of the tool, of
    our own layout, of typefaces, tables and voices, and the settings that it reads. `render` is
    pure: the same commission gives the same bytes, in any process.
    """

    name: str  # in settings, in keys of the cache, in templates: "pdf"
    suffix: str  # what the file's name ends with: ".pdf", "-easy-read.epub"; "" is not published
    media_type: str
    use: Use  # what a patient must have agreed to: "website", "print" or "audio"
    recipe: Callable[[FormatSettings], str]
    render: Callable[[Commission], bytes]
    needs: tuple[str, ...] = ()  # formats that are made before; one that has a gap is left out
    suits: Callable[[Document], bool] = lambda _: True  # whether this sort of document has it
    gap: Callable[[Document, FormatSettings], Gap | None] = never  # why it cannot be had at all
    uncarried: Callable[[Document, FormatSettings], Iterable[Uncarried]] = nothing
    missing_tool: Callable[[FormatSettings], MissingTool | None] = at_hand
