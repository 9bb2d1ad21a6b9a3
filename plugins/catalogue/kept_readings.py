"""What files were read to, kept for the next time that they are the same."""

from __future__ import annotations

import gc
import hashlib
import io
import pickle
import shutil
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import markdown
import pydantic

from plugins.catalogue.front_matter import YAML_VERSION, Value
from plugins.catalogue.item import Item
from plugins.catalogue.keeping import digest, write_whole
from plugins.catalogue.kinds import Notice

SHELVES = 64  # An edit writes one of them anew.
MARK = 4  # bytes of a checksum before each
ROOMS = ("catalogue", "fast_markdown")  # whose code decides what a file is read to
# What is read back is made of these, and of no other program's classes.
PLAIN = frozenset({("datetime", "date"), ("datetime", "datetime"), ("builtins", "frozenset")})


class Token(NamedTuple):
    """What stands for an item, so that nobody needs to look at it."""

    file: bytes  # of all that the file was read by: the same gives the same item
    fields: bytes  # of what they hold; NOBODY_KNOWS where that cannot be told


class Kept(NamedTuple):
    """A sound file's item, and all that it was made of."""

    digest: bytes  # of the file's bytes
    original: tuple[str, bytes | None] | None  # of a translation: the file, its digest
    looked_for: Mapping[str, bool]  # whether the folder held each file
    values: Mapping[str, Value]
    found: Item | Notice
    fields: bytes  # their digest

    @property
    def token(self) -> Token:
        """What stands for the item."""
        by = self.digest, self.original, sorted(self.looked_for.items())
        return Token(digest_of(repr(by).encode()), self.fields)

    def is_right(
        self, digest: bytes, files: frozenset[str], digest_of: Callable[[str], bytes | None]
    ) -> bool:
        """Tell whether the same would be read now."""
        return (
            self.digest == digest
            and all((path in files) is held for path, held in self.looked_for.items())
            and (self.original is None or digest_of(self.original[0]) == self.original[1])
        )


def digest_of(data: bytes) -> bytes:
    """Return what stands for a file's bytes."""
    return hashlib.blake2b(data, digest_size=16).digest()


def kept_readings_in(keeping: Mapping[str, Any], root: Path) -> Path | None:
    """Return the folder for a content folder's readings, where builds keep anything.

    Shapes: STATE, the folder of all that is kept; ANEW, whether to trust in nothing of it.
    """
    if not keeping.get("STATE"):
        return None
    folder = Path(keeping["STATE"]) / "catalogue" / digest(str(root.resolve()))[:16]
    if keeping.get("ANEW"):
        shutil.rmtree(folder, ignore_errors=True)
    return folder


class KeptReadings:
    """A folder of what was read, which may be lost, damaged or of another program at any time."""

    def __init__(self, folder: Path) -> None:
        """Read nothing yet."""
        self.folder = folder
        self.shelves: dict[int, dict[str, Kept]] = {}
        self.changed: set[int] = set()

    def get(self, path: str) -> Kept | None:
        """Return what a file was read to the last time that it was sound."""
        return self._shelf(_shelf_of(path)).get(path)

    def drop(self, path: str) -> None:
        """Forget what a file was read to."""
        del self._shelf(_shelf_of(path))[path]
        self.changed.add(_shelf_of(path))

    def keep(self, path: str, kept: Kept) -> None:
        """Keep what a file was read to."""
        self._shelf(_shelf_of(path))[path] = kept
        self.changed.add(_shelf_of(path))

    def write(self, files: frozenset[str]) -> None:
        """Write what changed, without what was read of files that are gone."""
        for number, shelf in self.shelves.items():
            if gone := shelf.keys() - files:
                self.changed.add(number)
                for path in gone:
                    del shelf[path]
        for number in sorted(self.changed):
            if not self.shelves[number]:
                continue
            data = program() + pickle.dumps(self.shelves[number], protocol=5)
            # Where nothing can be written, the next build reads all files again.
            with suppress(OSError):
                mark = zlib.crc32(data).to_bytes(MARK, "big")
                write_whole(self._file(number), mark, data)
        # A story that was withdrawn must not stay here either.
        for number in set(range(SHELVES)) - {one for one, shelf in self.shelves.items() if shelf}:
            with suppress(OSError):
                self._file(number).unlink(missing_ok=True)
        self.changed.clear()

    def _file(self, number: int) -> Path:
        return self.folder / f"{number:02d}.readings"

    def _shelf(self, number: int) -> dict[str, Kept]:
        if number not in self.shelves:
            self.shelves[number] = _read(self._file(number))
        return self.shelves[number]


def _shelf_of(path: str) -> int:
    return zlib.crc32(path.encode("utf-8", "surrogatepass")) % SHELVES


def _read(file: Path) -> dict[str, Kept]:
    """Return a shelf; nothing where it is not whole, or not of this program."""
    try:
        data = file.read_bytes()
    except OSError:
        return {}
    mark, data, by = data[:MARK], data[MARK:], program()
    if mark != zlib.crc32(data).to_bytes(MARK, "big") or not data.startswith(by):
        return {}
    try:
        with without_collection():
            shelf: object = _Ours(io.BytesIO(data[len(by) :])).load()
    except (pickle.UnpicklingError, AttributeError, EOFError, LookupError, TypeError, ValueError):
        return {}
    return shelf if isinstance(shelf, dict) else {}


class _Ours(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401
        if module.startswith("plugins.catalogue.") or (module, name) in PLAIN:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(module, name)


@contextmanager
def without_collection() -> Iterator[None]:
    """Let nobody look for garbage among thousands of items while they are made."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@cache
def program() -> bytes:
    """Return what stands for all that decides what a file is read to."""
    plugins = Path(__file__).parents[1]
    total = hashlib.sha256()
    for version in (sys.version, markdown.__version__, pydantic.VERSION, YAML_VERSION):
        total.update(version.encode())
    for room in ROOMS:
        for module in sorted((plugins / room).rglob("*.py")):
            total.update(module.name.encode() + module.read_bytes())
    return total.digest()
