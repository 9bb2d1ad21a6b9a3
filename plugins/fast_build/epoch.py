"""What makes everything that was remembered worthless when it changes: program and settings."""

from __future__ import annotations

import marshal
import os
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from types import FunctionType
from typing import Any

from plugins.fast_build.tracing import UNKNOWN, Way, Ways, digest_of

DIGEST_BYTES = 20


def epoch_of(settings: Mapping[str, Any], files: Iterable[str]) -> bytes:
    """Return the digest of the settings, the installed packages and further files."""
    known = blake2b(digest_size=DIGEST_BYTES)
    ways = Ways(_way)
    for name in sorted(settings):
        digest = digest_of(settings[name], ways)
        # Its look is all that can be told of a value that cannot be written down.
        known.update(f"{name}={digest.hex() or type(settings[name])}\n".encode())
    for name in _packages():
        known.update(f"{name}\n".encode())
    for path in files:
        known.update(file_digest(path) or UNKNOWN)
    return known.digest()


def _way(kind: type) -> Way | None:
    return _function if issubclass(kind, FunctionType) else None


def _function(value: Any) -> tuple[str, ...]:
    """Name a function by what it does: that of a settings file stands in no module."""
    code = blake2b(marshal.dumps(value.__code__), digest_size=DIGEST_BYTES).hexdigest()
    return ("function", code, repr(value.__defaults__), repr(value.__kwdefaults__))


def _packages() -> list[str]:
    """Return the names and versions of what is installed."""
    places = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    names = {name for place in places if os.path.isdir(place) for name in os.listdir(place)}
    return sorted(name for name in names if name.endswith((".dist-info", ".egg-info", ".egg")))


def file_digest(path: str) -> bytes | None:
    """Return the digest of a file; None where there is none."""
    try:
        with open(path, "rb") as file:
            return blake2b(file.read(), digest_size=DIGEST_BYTES).digest()
    except OSError:
        return None


def code_now() -> dict[str, bytes]:
    """Return the digests of the files of all modules that no package brought."""
    installed = tuple(
        os.path.realpath(sysconfig.get_path(name)) + os.sep
        for name in ("stdlib", "platstdlib", "purelib", "platlib")
    )
    found: dict[str, bytes] = {}
    for module in list(sys.modules.values()):
        path = getattr(module, "__file__", None)
        if path and not os.path.realpath(path).startswith(installed):
            digest = file_digest(path)
            if digest is not None:
                found[path] = digest
    return found


def code_is(code: Mapping[str, bytes]) -> bool:
    """Tell whether the modules' files are what they were."""
    return all(file_digest(path) == digest for path, digest in code.items())
