"""Files from the web or from this machine, for an import: nothing else here uses the network."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from http.client import HTTPException, HTTPResponse, InvalidURL
from pathlib import Path
from socket import gaierror
from ssl import SSLError
from typing import BinaryIO, TypeAlias
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import Request, urlopen

from plugins.podcast.import_writing import in_the_making

PATIENCE = 60  # seconds without a sign of life
LARGEST_RECORDING = 4_000_000_000  # bytes
PIECE = 1 << 20
AS_THEY_ARE = "%/:=&?~+!$,;'@()*[]"  # what addresses may have beside letters and digits
WHY = (
    (gaierror, "the host {host} was not found"),
    (ConnectionRefusedError, "the host {host} refused the connection"),
    (TimeoutError, "the host {host} took too long to answer"),
    (SSLError, "the host {host} gave no connection that can be trusted"),
)
BROKEN_OFF = "the connection to the host {host} broke off"
# Puts what stands at an address into a file; CannotFetchError says why it could not.
Fetch: TypeAlias = Callable[[str, Path], None]


class CannotFetchError(OSError):
    """A file could not be had; its words are for the editor."""

    exitcode = 2


def fetch(url: str, target: Path) -> None:
    """Put what stands at a web address into a file: all of it, or nothing."""
    if not url.startswith(("http://", "https://")):
        raise CannotFetchError(f"{url} is not a web address.")
    # Some hosts refuse a program that does not say its name.
    named = {"User-Agent": "PublicVoice/1.0 (podcast import)"}
    try:
        request = Request(_as_asked(url), headers=named)  # noqa: S310 - http or https, as was looked
        answered = urlopen(request, timeout=PATIENCE)  # noqa: S310
        with answered as answer, in_the_making(target) as part, part.open("wb") as file:
            _copy(answer, file, url)
    except (URLError, TimeoutError, ConnectionError, HTTPException, ValueError) as error:
        raise CannotFetchError(f"{url} could not be fetched: {_why(error, url)}.") from error


def _as_asked(url: str) -> str:
    """Return an address as a host is asked for it: feeds have spaces and accents in theirs."""
    parts = urlsplit(url)
    if not parts.hostname or parts.port == 0:  # Asking for the port refuses one that is none.
        raise InvalidURL
    path, query = quote(parts.path, AS_THEY_ARE), quote(parts.query, AS_THEY_ARE)
    return urlunsplit((parts.scheme, parts.netloc, path, query, ""))


def _copy(answer: HTTPResponse, file: BinaryIO, url: str) -> None:
    promised = answer.headers.get("Content-Length", "")
    size = 0
    while piece := answer.read(PIECE):
        size += len(piece)
        if size > LARGEST_RECORDING:
            raise CannotFetchError(f"{url} is larger than 4 GB.")
        file.write(piece)
    # Python takes a connection that breaks off for the end of the file.
    if promised.isdecimal() and size != int(promised):
        raise ConnectionError


def _why(error: Exception, url: str) -> str:
    """Return in plain words why a host did not give what it was asked for."""
    if isinstance(error, HTTPError):
        error.close()
        return f"the host {urlsplit(url).hostname} answered {error.code}"
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, InvalidURL | ValueError) and not isinstance(cause, SSLError):
        return "it is not a whole web address"
    words = (words for kind, words in WHY if isinstance(cause, kind))
    return next(words, BROKEN_OFF).format(host=urlsplit(url).hostname)


def fetch_from(folder: Path, base: str) -> Fetch:
    """Return a way to have files from a folder that holds what stands under a base address."""

    def from_folder(url: str, target: Path) -> None:
        source = folder / url.removeprefix(base).partition("?")[0]
        if not url.startswith(base) or not source.is_file():
            raise CannotFetchError(f"{url} is not in {folder.name}.")
        shutil.copyfile(source, target)

    return from_folder
