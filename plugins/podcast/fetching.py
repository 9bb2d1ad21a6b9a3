"""Files from the web or from this machine, for an import: nothing else here uses the network."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias
from urllib.error import URLError
from urllib.request import Request, urlopen

PATIENCE = 60  # seconds without a sign of life
LARGEST_RECORDING = 4_000_000_000  # bytes
PIECE = 1 << 20
# Puts what stands at an address into a file; CannotFetchError says why it could not.
Fetch: TypeAlias = Callable[[str, Path], None]


class CannotFetchError(OSError):
    """A file could not be had; its words are for the editor."""

    exitcode = 2


def fetch(url: str, target: Path) -> None:
    """Put what stands at a web address into a file."""
    if not url.startswith(("http://", "https://")):
        raise CannotFetchError(f"{url} is not a web address.")
    # Some hosts refuse a program that does not say its name.
    named = {"User-Agent": "PublicVoice/1.0 (podcast import)"}
    part = target.with_name(f".{target.name}.part")
    try:
        request = Request(url, headers=named)  # noqa: S310 - http or https, as was looked
        with urlopen(request, timeout=PATIENCE) as answer, part.open("wb") as file:  # noqa: S310
            _copy(answer.read, file.write, url)
        part.replace(target)
    except (URLError, TimeoutError, ConnectionError, ValueError) as error:
        raise CannotFetchError(f"{url} could not be fetched: {error}.") from error
    finally:
        part.unlink(missing_ok=True)


def _copy(read: Callable[[int], bytes], write: Callable[[bytes], object], url: str) -> None:
    size = 0
    while piece := read(PIECE):
        size += len(piece)
        if size > LARGEST_RECORDING:
            raise CannotFetchError(f"{url} is larger than 4 GB.")
        write(piece)


def fetch_from(folder: Path, base: str) -> Fetch:
    """Return a way to have files from a folder that holds what stands under a base address."""

    def from_folder(url: str, target: Path) -> None:
        source = folder / url.removeprefix(base).partition("?")[0]
        if not url.startswith(base) or not source.is_file():
            raise CannotFetchError(f"{url} is not in {folder.name}.")
        shutil.copyfile(source, target)

    return from_folder
