"""Names for what has digests of its own, so that the digest of what holds it is of these alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from types import MappingProxyType
from typing import Any

from pelican import contents
from pelican.paginator import Page as PageOfList
from pelican.paginator import Paginator
from pelican.urlwrappers import URLWrapper

from plugins.fast_build.contents import Observed
from plugins.fast_build.tracing import DIGEST_BYTES, PLAIN, SETS, UNKNOWN, Read, digest_of

LONG_LIST = 32
WORDS = frozenset({str, int, type(None)})
# "name" and "slug" are put there when its address is asked for.
OF_A_WRAPPER = frozenset({"settings", "_name", "_slug", "_slug_from_name", "name", "slug"})


class Referring:
    """Names for what a digest must not look into, as it has digests of its own."""

    def __init__(
        self, build: Mapping[int, str], others: Sequence[Callable[[Any], Read | None]] = ()
    ) -> None:
        """Take the names of what belongs to the build, each by its id; `others` know more."""
        self.others = others
        self.build = build
        self.attached: frozenset[str] = frozenset()
        self.lists: dict[int, tuple[list[Any], Read]] = {}

    def __call__(self, value: Any) -> Read | None:  # noqa: PLR0911 - a line for each kind
        """Return a value's name; None for one that is looked into."""
        kind = type(value)
        if kind in PLAIN or kind in SETS:
            return None
        if isinstance(value, list):
            return self._of_list(value) if len(value) >= LONG_LIST else None
        if isinstance(value, Observed):
            return ("content", str(value.__dict__["relative_source_path"]))
        if isinstance(value, contents.Content):
            return self._of_static(value)
        if isinstance(value, URLWrapper):
            return (kind.__name__, str(value.name), str(value.slug), *self._beside(value))
        if isinstance(value, Paginator | PageOfList):
            return self._of_pages(value)
        if isinstance(value, MappingProxyType):
            inside = digest_of(dict(value), self)
            if inside == UNKNOWN:
                raise TypeError(kind)  # Then nobody can tell of what is around it either.
            return ("mapping", inside.hex())
        name = self.build.get(id(value))
        if name is not None:
            return ("build", name)
        return next((read for refer in self.others if (read := refer(value)) is not None), None)

    def digest(self, value: object) -> bytes:
        """Return a value's digest."""
        try:
            name = self(value)
        except ValueError:
            return UNKNOWN
        if name is not None:
            words = "\0".join(name).encode(errors="surrogateescape")
            return blake2b(words, digest_size=DIGEST_BYTES).digest()
        return digest_of(value, self)

    def _beside(self, value: URLWrapper) -> tuple[str, ...]:
        """Return what plugins have given to a category, tag or author."""
        given = {name: one for name, one in vars(value).items() if name not in OF_A_WRAPPER}
        return (self.digest(given).hex() or _unknown(value),) if given else ()

    def _of_static(self, value: contents.Content) -> Read:
        path = str(value.relative_source_path)
        if path in self.attached:
            _unknown(path)  # Where it lies is known when all pages that show it are.
        # Not its own url: whoever asks for that forbids it to be attached.
        return ("static", path, str(contents.Content.url.__get__(value)))

    def _of_pages(self, value: Paginator | PageOfList) -> Read | None:
        if isinstance(value, Paginator):
            listed = self._of_list(value.object_list)
            return ("paginator", str(value.name), str(value.url), str(value.per_page), *listed)
        given = dict(vars(value))
        some, pages = given.pop("object_list", ()), given.pop("paginator", None)
        settings = self.build.get(id(given.pop("settings", None)))
        name = self._of_pages(pages) if isinstance(pages, Paginator) else None
        plain = all(type(one) in WORDS for one in given.values()) and _are_contents(some)
        if name is None or settings is None or not plain:
            return None
        return ("page", repr(given), settings, *name, *_paths(some))

    def _of_list(self, value: list[Any]) -> Read:
        known = self.lists.get(id(value))
        if known is None:
            if _are_contents(value):
                paths = "\0".join(_paths(value))
                digest = blake2b(os.fsencode(paths), digest_size=DIGEST_BYTES).digest()
            else:
                # A tuple, for of this very list we were just asked.
                digest = digest_of(tuple(value), self)
            read = ("list", digest.hex())
            # With the list itself, or another might come to stand at its place in memory.
            known = self.lists[id(value)] = (value, read)
        return known[1]


def _are_contents(values: Iterable[Any]) -> bool:
    return all(isinstance(one, Observed) for one in values)


def _paths(values: Iterable[Observed]) -> list[str]:
    return [one.__dict__["relative_source_path"] for one in values]


def _unknown(value: object) -> str:
    """Say that nobody can tell what a value is."""
    raise ValueError(value)
