"""Files as they come to lie in the output: written where their bytes are new, kept where not."""

from __future__ import annotations

import os
from dataclasses import dataclass

from pelican.utils import sanitised_join

from plugins.fast_build.output import UNFINISHED
from plugins.fast_build.stamps import Stamp, stamp_of


@dataclass
class Places:
    """The output, and where the last build's files lie: the same folder, but in a staged site."""

    output: str
    kept: str
    _folder: str = ""  # the last one that was there

    def path(self, name: str) -> str:
        """Return where a file is to lie; an error for a place outside."""
        if ".." in name or name.startswith("/"):
            return str(sanitised_join(self.output, name))
        return f"{self.output}/{os.path.normpath(name)}"

    def check(self, name: str) -> None:
        """Stop at a name that leads outside."""
        if ".." in name or name.startswith("/"):
            sanitised_join(self.output, name)

    def stay(self, name: str) -> None:
        """Let a file of the last build be one of this: where the site is staged, by a link."""
        if self.kept == self.output:
            return
        kept, place = f"{self.kept}/{name}", self.path(name)
        try:
            os.link(kept, place)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(place), exist_ok=True)
            os.link(kept, place)

    def put(self, name: str, data: bytes) -> Stamp:
        """Write a file, unless just this stands there already."""
        kept, path = os.path.join(self.kept, name), self.path(name)
        if self._is_in_new_folder(path):
            return _write(path, data)
        before = stamp_of(kept)
        if before is not None and before[1] == len(data) and _bytes_of(kept) == data:
            self.stay(name)
            return before
        if before is None or self.kept != self.output:
            return _write(path, data)
        # Whoever reads the page meanwhile gets one of the two, and whole.
        beside = f"{path}{UNFINISHED}"
        stamp = _write(beside, data)
        os.replace(beside, path)
        return stamp

    def _is_in_new_folder(self, path: str) -> bool:
        """Make a file's folder; tell whether it was not there, for then the file is not either."""
        folder = os.path.dirname(path)
        if self.kept != self.output or folder == self._folder:
            return False
        self._folder = folder
        try:
            os.mkdir(folder)
        except FileNotFoundError:
            os.makedirs(folder, exist_ok=True)
        except OSError:  # It is there, or cannot be: whoever writes the file will tell.
            return False
        return True


def _write(path: str, data: bytes) -> Stamp:
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
        found = os.fstat(file)
    finally:
        os.close(file)
    return found.st_mtime_ns, found.st_size, found.st_ino


def _bytes_of(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
