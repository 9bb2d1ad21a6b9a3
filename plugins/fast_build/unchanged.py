"""What has changed since the last build, told without loading Pelican.

The record of a build names every file that it could have read, each with its stamp from before it
was read, and every file that it wrote. Where all are as they were, so is the site.
"""

from __future__ import annotations

import marshal
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from time import time_ns

from plugins.fast_build.stamps import TICK_NS, Stamp, stamp_of, stamps_under

MAGIC = b"fast-build inputs 2\n"
DIGEST_BYTES = 32


def look(folders: Iterable[str]) -> dict[str, Stamp]:
    """Return the stamps of all files below folders."""
    return {path: stamp for folder in folders for path, stamp in stamps_under(folder)}


@dataclass(frozen=True)
class Edits:
    """The files that were edited since the last build, where nothing else has changed at all."""

    record: Path
    stamp: Stamp | None  # of the record: another build has come between if it is new
    began_ns: int
    edited: tuple[str, ...]
    folders: list[str]
    inputs: dict[str, Stamp]
    others: dict[str, Stamp | None]
    outputs: dict[str, Stamp]


def record(
    path: Path,
    asked: str,
    folders: Iterable[str],
    inputs: Mapping[str, Stamp],
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
    _write(path, asked, (list(folders), dict(inputs), others, dict(outputs)), began_ns)


def record_again(edits: Edits, asked: str, written: Mapping[str, Stamp]) -> None:
    """Write the record of a build that has written the edited files, and no others."""
    outputs = {**edits.outputs, **written}
    found = (edits.folders, edits.inputs, edits.others, outputs)
    _write(edits.record, asked, found, edits.began_ns)


def _write(
    path: Path,
    asked: str,
    found: tuple[list[str], dict[str, Stamp], dict[str, Stamp | None], dict[str, Stamp]],
    began_ns: int | None,
) -> None:
    since = sys.maxsize if began_ns is None else began_ns - TICK_NS
    young = {name for name, stamp in found[1].items() if stamp[0] >= since}
    payload = marshal.dumps((asked, *found, young))
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(MAGIC + _digest(payload) + payload)
    beside.replace(path)


def edits_since(path: Path, asked: str) -> Edits | None:
    """Return what was edited since the same was asked for; None where more may have changed."""
    stamp, began = stamp_of(str(path)), time_ns()
    try:
        data = path.read_bytes()
    except OSError:
        return None
    head = len(MAGIC) + DIGEST_BYTES
    payload = memoryview(data)[head:]
    if data[:head] != MAGIC + _digest(payload):
        return None
    before, folders, inputs, others, outputs, young = marshal.loads(payload)  # noqa: S302 - its digest says that we have written it
    if (
        before != asked
        or any(stamp_of(name) != stamp for name, stamp in others.items())
        or any(stamp_of(name) != stamp for name, stamp in outputs.items())
    ):
        return None
    now = look(folders)
    edited: tuple[str, ...] = ()
    if now != inputs or young:
        if now.keys() != inputs.keys():
            return None
        edited = tuple(name for name in now if now[name] != inputs[name] or name in young)
    return Edits(path, stamp, began, edited, folders, now, others, outputs)


def is_unchanged(path: Path, asked: str) -> bool:
    """Tell whether the same was asked for before, and nothing is other than it was."""
    found = edits_since(path, asked)
    return found is not None and not found.edited


def _packages() -> list[str]:
    """Return what changes when a package is installed or removed."""
    return [sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), sys.executable]


def _digest(payload: bytes | memoryview) -> bytes:
    known = blake2b(sys.version.encode(), digest_size=DIGEST_BYTES)
    known.update(payload)
    return known.digest()
