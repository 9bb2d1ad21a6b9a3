"""What every room may ask the room of files, before any page is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from plugins.catalogue.captions import Cue
from plugins.catalogue.item import Recording


class PublishedFacts(Protocol):
    """What is true of a published file."""

    @property
    def url(self) -> str:
        """Its address, from the site's root or whole."""

    @property
    def bytes(self) -> int:
        """How large it is."""

    @property
    def media_type(self) -> str:
        """What it is."""

    @property
    def label(self) -> str:
        """What readers call its type."""

    @property
    def seconds(self) -> float | None:
        """How long it is heard or seen."""


class PublishedFiles(Protocol):
    """The files that editors name: settings["PUBLISHED_FILES"](settings) gives it.

    A file that cannot be published has its problem told by the room of files; here it has no
    address and no words.
    """

    def url_of(self, path: str) -> str | None:
        """Return the address of a file, from the site's root or whole; None where it has none."""

    def file_of(self, path: str) -> PublishedFacts:
        """Return what is true of a file. KeyError: it cannot be published."""

    def cues_of(self, recording: Recording) -> tuple[Cue, ...]:
        """Return what is said in a recording."""

    @property
    def places(self) -> Mapping[str, str]:
        """Where each file stands, from the site's root, by its path from the content folder."""
