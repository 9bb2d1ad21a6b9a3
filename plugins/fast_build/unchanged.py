"""Whether anything has changed at all, told without loading Pelican.

The record of a build names every file that it could have read, each with its stamp from before it
was read, and every file that it wrote. Where all are as they were, so is the site.
"""

from __future__ import annotations

import marshal
import os
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path

from plugins.fast_build.stamps import Stamp, stamps_under

MAGIC = b"fast-build inputs 1\n"
DIGEST_BYTES = 32


def look(folders: Iterable[str]) -> dict[str, Stamp]:
    """Return the stamps of all files below folders."""
    return {path: stamp for folder in folders for path, stamp in stamps_under(folder)}


def record(
    path: Path,
    asked: str,
    folders: Iterable[str],
    inputs: Mapping[str, Stamp],
    files: Iterable[str],
    outputs: Mapping[str, Stamp],
) -> None:
    """Write the record of a build.

    `asked` is what the build was asked for, as text; `inputs` are the files of `folders` as they
    were before it, `files` others that it read, `outputs` what it wrote, by their whole paths.
    """
    others = {name: _stamp(name) for name in (*files, *_packages())}
    payload = marshal.dumps((asked, list(folders), dict(inputs), others, dict(outputs)))
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(MAGIC + _digest(payload) + payload)
    beside.replace(path)


def is_unchanged(path: Path, asked: str) -> bool:
    """Tell whether the same was asked for before, and nothing is other than it was."""
    try:
        data = path.read_bytes()
    except OSError:
        return False
    payload = data[len(MAGIC) + DIGEST_BYTES :]
    if data[: len(MAGIC)] != MAGIC or data[len(MAGIC) : len(MAGIC) + DIGEST_BYTES] != _digest(
        payload
    ):
        return False
    before, folders, inputs, others, outputs = marshal.loads(payload)  # noqa: S302 - its digest says that we have written it
    return (
        before == asked
        and all(_stamp(name) == stamp for name, stamp in others.items())
        and all(_stamp(name) == stamp for name, stamp in outputs.items())
        and look(folders) == inputs
    )


def _stamp(path: str) -> Stamp | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _packages() -> list[str]:
    """Return what changes when a package is installed or removed."""
    return [sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), sys.executable]


def _digest(payload: bytes) -> bytes:
    words = sys.version.encode() + payload
    return blake2b(words, digest_size=DIGEST_BYTES).digest()
