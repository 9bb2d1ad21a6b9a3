"""The theme's files, each published under a name that holds a digest of its bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from types import MappingProxyType

from plugins.nhs_theme.faults import ThemeError

FOLDER = "assets"


@dataclass(frozen=True)
class ThemeFile:
    """One file: the name by which templates know it, and its bytes."""

    name: str  # "css/site.css"
    content: bytes

    @cached_property
    def published_name(self) -> str:
        """The name with a digest, like "css/site.1f3a9c2b.css": no cache shows old bytes."""
        digest = hashlib.sha256(self.content).hexdigest()[:8]
        path = PurePosixPath(self.name)
        return str(path.with_name(f"{path.stem}.{digest}{path.suffix}"))


class ThemeFiles:
    """Every file of the theme, by name."""

    def __init__(self, files: Mapping[str, ThemeFile], root: str) -> None:
        """Keep the files; `root` is the path part of the site's address, without a last slash."""
        self._files = MappingProxyType(dict(files))
        # Every page asks for some, and a digest takes the longer the larger the file is.
        self._urls = {
            name: f"{root}/{FOLDER}/{file.published_name}" for name, file in files.items()
        }

    def url(self, name: str) -> str:
        """Return the address of a file, from the site's root."""
        if name not in self._urls:
            known = ", ".join(sorted(self._files))
            message = f'The theme has no file "{name}". Correct the name in the template: {known}.'
            raise ThemeError(message)
        return self._urls[name]

    def has(self, name: str) -> bool:
        """Tell whether this site has the file: not each needs every language's font."""
        return name in self._files

    def published(self) -> Mapping[str, bytes]:
        """Return what to write, by path from the output folder."""
        return {
            f"{FOLDER}/{file.published_name}": file.content
            for _, file in sorted(self._files.items())
        }
