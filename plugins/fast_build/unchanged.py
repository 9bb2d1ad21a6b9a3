"""What has changed since the last build, told without loading Pelican.

The record of a build names every file that it could have read, each with its stamp from before it
was read, and every file that it wrote. Where all are as they were, so is the site.
"""

from __future__ import annotations

import marshal
import os
import sys
from _blake2 import blake2b  # hashlib gives the same, and takes a while to load
from time import time_ns

from plugins.fast_build.beside import beside
from plugins.fast_build.stamped import Lumps, Stamped
from plugins.fast_build.stamps import TICK_NS, Stamp, stamp_of, stamps_under

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Path = str | os.PathLike[str]
    Others = dict[str, Stamp | None]
    Found = tuple[list[str], Lumps, Others, Lumps]

MAGIC = b"fast-build inputs 3\n"
DIGEST_BYTES = 32
# Bytes of stamps. To look at so many files takes longer than to begin a process for it.
MUCH = 1 << 16


def look(folders: Iterable[str]) -> dict[str, Stamp]:
    """Return the stamps of all files below folders."""
    found: dict[str, Stamp] = {}
    for folder in folders:
        found.update(stamps_under(folder))
    return found


class Edits:
    """The files that were edited since the last build, where nothing else has changed at all."""

    def __init__(
        self,
        record: str,
        stamp: Stamp | None,
        began_ns: int,
        edited: Mapping[str, Stamp],
        found: Found,
    ) -> None:
        """Take the edited files with their stamps of now."""
        self.record = record
        self.stamp = stamp  # of the record: another build has come between if it is new
        self.began_ns = began_ns
        self.edited = edited
        self.found = found  # as it is to be recorded, but for what will have been written


def record(
    path: Path,
    asked: str,
    folders: Iterable[str],
    inputs: Mapping[str, Stamp] | Stamped,
    files: Iterable[str],
    outputs: Mapping[str, Stamp],
    began_ns: int | None = None,
) -> None:
    """Write the record of a build.

    `asked` is what the build was asked for, as text; `inputs` are the files of `folders` as they
    were before it, `files` others that it read, `outputs` what it wrote, by their whole paths.
    A file that has changed a moment before `began_ns` may change again unseen: it counts as
    edited.
    """
    others = {name: stamp_of(name) for name in (*files, *_packages())}
    before = inputs if isinstance(inputs, Stamped) else Stamped.of(inputs)
    young = [] if began_ns is None else _young(before.by_path(), began_ns)
    found = (list(folders), before.lumps, others, Stamped.of(outputs).lumps)
    _write(os.fspath(path), asked, found, young)


def record_again(edits: Edits, asked: str, written: Mapping[str, Stamp]) -> None:
    """Write the record of a build that has written the edited files, and no others."""
    folders, inputs, others, outputs = edits.found
    now = Stamped.of({**Stamped(outputs).by_path(), **written})
    young = _young(edits.edited, edits.began_ns)
    _write(edits.record, asked, (folders, inputs, others, now.lumps), young)


def _young(stamps: Mapping[str, Stamp], began_ns: int) -> list[str]:
    return [name for name, stamp in stamps.items() if stamp[0] >= began_ns - TICK_NS]


def _write(path: str, asked: str, found: Found, young: list[str]) -> None:
    payload = marshal.dumps((asked, found, young))
    beside = f"{path}.new"
    with open(beside, "wb") as file:
        file.write(MAGIC + _digest(payload) + payload)
    os.replace(beside, path)


def edits_since(path: Path, asked: str) -> Edits | None:
    """Return what was edited since the same was asked for; None where more may have changed."""
    path = os.fspath(path)
    stamp, began = stamp_of(path), time_ns()
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return None
    head = len(MAGIC) + DIGEST_BYTES
    payload = memoryview(data)[head:]
    if data[:head] != MAGIC + _digest(payload):
        return None
    before, found, young = marshal.loads(payload)  # noqa: S302 - its digest says that we have written it
    folders, inputs, others, outputs = found
    if before != asked or any(stamp_of(name) != stamp for name, stamp in others.items()):
        return None
    are_still = Stamped(outputs).are_still
    if len(outputs[1]) >= MUCH:
        are_still = beside(are_still)
    now = look(folders)
    if not are_still():
        return None
    lumps = Stamped.of(now).lumps
    edited: dict[str, Stamp] = {}
    if lumps != inputs or young:
        known = Stamped(inputs).by_path()
        if now.keys() != known.keys():
            return None
        edited = {name: now[name] for name in now if now[name] != known[name] or name in young}
    return Edits(path, stamp, began, edited, (folders, lumps, others, outputs))


def is_unchanged(path: Path, asked: str) -> bool:
    """Tell whether the same was asked for before, and nothing is other than it was."""
    found = edits_since(path, asked)
    return found is not None and not found.edited


def _packages() -> list[str]:
    """Return what changes when a package is installed or removed."""
    import sysconfig  # noqa: PLC0415 - who only looks does not need it

    return [sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), sys.executable]


def _digest(payload: bytes | memoryview) -> bytes:
    known = blake2b(sys.version.encode(), digest_size=DIGEST_BYTES)
    known.update(payload)
    return known.digest()
