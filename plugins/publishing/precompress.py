"""Brotli and gzip beside each file of words, made once: a server only has to hand them out."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType

import brotli

from plugins.catalogue.keeping import write_whole
from plugins.publishing.media_types import media_type

SMALLEST = 1024  # bytes: a smaller file fits in the packet that it is sent in anyway
LARGEST = 8 << 20  # bytes: a larger one is compressed by the server, if at all
WORDS = re.compile(r"text/.*|application/(.+[+])?(xml|json|wasm).*|image/svg[+]xml|.*x-subrip.*")
# Styles and scripts stay for a year and are on every page: they may take five times as long.
ASSETS = "assets/"
EMPTY = b""  # kept where the compressed file would not be smaller


def _brotli(words: bytes, *, path: str) -> bytes:
    quality = 11 if path.startswith(ASSETS) else 9
    made: bytes = brotli.compress(words, quality=quality, mode=brotli.MODE_TEXT)
    return made


def _gzip(words: bytes, *, path: str) -> bytes:
    del path  # All files alike: only old programs ask for gzip.
    return gzip.compress(words, 9, mtime=0)


PRESSES: Mapping[str, Callable[..., bytes]] = MappingProxyType({".br": _brotli, ".gz": _gzip})
OPENERS: Mapping[str, Callable[[bytes], bytes]] = MappingProxyType(
    {".br": brotli.decompress, ".gz": gzip.decompress}
)


@dataclass(frozen=True)
class Compressed:
    """What was done."""

    files: int
    made: int  # compressed now, not taken from the cache
    before: int  # bytes of the files that have a Brotli file beside them
    after: int  # bytes of those


def precompress(site: Path, cache: Path) -> Compressed:
    """Write `index.html.br` and `index.html.gz` beside `index.html`, and so on.

    Each is kept in `cache` by the digest of its words, until a site comes without these words:
    nothing of a story that is withdrawn stays there.
    """
    files = [file for file in sorted(site.rglob("*")) if _is_worth_it(file, site)]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        done = list(threads.map(partial(_beside, site=site, cache=cache), files))
    _forget(cache, {name for one in done for name in one.names})
    pairs = [one.sizes for one in done if one.sizes[1]]
    return Compressed(
        files=len(files),
        made=sum(one.made for one in done),
        before=sum(before for before, _ in pairs),
        after=sum(after for _, after in pairs),
    )


@dataclass(frozen=True)
class _Done:
    names: tuple[str, ...]  # in the cache
    made: int
    sizes: tuple[int, int]


def is_words(path: str) -> bool:
    """Tell whether a file of the site is of a type that grows smaller."""
    return WORDS.fullmatch(media_type(path)) is not None


def _is_worth_it(file: Path, site: Path) -> bool:
    path = file.relative_to(site).as_posix()
    hidden = file.name.startswith(".")
    return is_words(path) and not hidden and SMALLEST <= file.stat().st_size <= LARGEST


def _beside(file: Path, *, site: Path, cache: Path) -> _Done:
    words = file.read_bytes()
    path = file.relative_to(site).as_posix()
    names, made, smaller = [], 0, {}
    for suffix, press in PRESSES.items():
        name = _kept_as(words, path, suffix)
        names.append(name)
        known = _known(cache / name, words, OPENERS[suffix])
        if known is None:
            made += 1
            pressed = press(words, path=path)
            known = pressed if len(pressed) < len(words) else EMPTY
            write_whole(cache / name, known)
        if known:
            write_whole(file.with_name(f"{file.name}{suffix}"), known)
        smaller[suffix] = len(known)
    return _Done(tuple(names), made, (len(words), smaller[".br"]))


def _kept_as(words: bytes, path: str, suffix: str) -> str:
    """Return the name in the cache; how hard a file was pressed is part of it."""
    digest = hashlib.sha256(words).hexdigest()
    kind = "asset" if path.startswith(ASSETS) else "page"
    return f"{digest[:2]}/{digest}.{kind}{suffix}"


def _known(place: Path, words: bytes, opened: Callable[[bytes], bytes]) -> bytes | None:
    """Return what the cache has, if it truly is these words: nobody would see the damage here."""
    try:
        kept = place.read_bytes()
        whole = not kept or opened(kept) == words
    except (OSError, EOFError, zlib.error, brotli.error):
        return None
    return kept if whole else None


def _forget(cache: Path, names: set[str]) -> None:
    for kept in _files_in(cache):
        if kept.relative_to(cache).as_posix() not in names:
            kept.unlink()


def _files_in(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())
