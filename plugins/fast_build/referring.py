"""Names for what has digests of its own, so that the digest of what holds it is of these alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from types import BuiltinFunctionType, FunctionType, MappingProxyType
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pelican import contents
from pelican.paginator import Page as PageOfList
from pelican.paginator import Paginator
from pelican.urlwrappers import URLWrapper

from plugins.fast_build.contents import Observed
from plugins.fast_build.tracing import DIGEST_BYTES, UNKNOWN, Read, Way, Ways, digest_of

LONG_LIST = 32
WORDS = frozenset({str, int, type(None)})
# "name" and "slug" are put there when its address is asked for.
OF_A_WRAPPER = frozenset({"settings", "_name", "_slug", "_slug_from_name", "name", "slug"})


V = TypeVar("V")
# By the id of a value, with the value itself: or another might come to stand at its place.
Known = dict[int, tuple[V, Read]]


class Referring:
    """Names for what a digest must not look into, as it has digests of its own."""

    def __init__(
        self, build: Mapping[str, object], others: Sequence[Callable[[type], Way | None]] = ()
    ) -> None:
        """Take what belongs to the build by its names; `others` know more classes."""
        self.others = others
        self.build = {id(value): name for name, value in build.items()}
        self.attached: frozenset[str] = frozenset()
        self.ways = Ways(self._way)
        self._kinds_of_build = tuple(map(type, build.values()))
        self._lists: Known[list[Any]] = {}
        self._wrappers: Known[URLWrapper] = {}
        self._pages: Known[PageOfList] = {}
        self._lasting: Known[Any] = {}

    def look_anew(self, attached: frozenset[str]) -> None:
        """Learn which files are attached to contents; what was named till now has been changed."""
        self.attached = attached
        self._lists.clear()
        self._wrappers.clear()
        self._pages.clear()

    def digest(self, value: object) -> bytes:
        """Return a value's digest."""
        way = self.ways[type(value)]
        try:
            name = None if way is None else way(value)
        except (ValueError, TypeError):
            return UNKNOWN
        if name is not None:
            words = "\0".join(name).encode(errors="surrogateescape")
            return blake2b(words, digest_size=DIGEST_BYTES).digest()
        return digest_of(value, self.ways)

    def _way(self, kind: type) -> Way | None:
        """Return what names the values of a class."""
        ways: tuple[tuple[Any, Way], ...] = (
            (list, self._of_list),
            (Observed, _of_content),
            (contents.Content, self._of_static),
            (URLWrapper, self._of_wrapper),
            (Paginator, self._of_paginator),
            (PageOfList, self._of_page),
            (MappingProxyType, self._of_mapping),
            (type | FunctionType | BuiltinFunctionType | ZoneInfo, self._of_lasting),
            (self._kinds_of_build, self._of_build),
        )
        for kinds, way in ways:
            if issubclass(kind, kinds):
                return way
        found = (other(kind) for other in self.others)
        return next((way for way in found if way is not None), None)

    def _of_build(self, value: object) -> Read | None:
        name = self.build.get(id(value))
        return None if name is None else ("build", name)

    def _of_lasting(self, value: object) -> Read:
        """Name what stays what it is, and is met in many values."""
        known = self._lasting.get(id(value))
        if known is None:
            read = ("lasting", self._inside(value, Ways()))
            known = self._lasting[id(value)] = (value, read)
        return known[1]

    def _of_mapping(self, value: Mapping[Any, Any]) -> Read:
        return ("mapping", self._inside(dict(value), self.ways))

    def _inside(self, value: object, ways: Ways) -> str:
        """Return the digest of what is named by it; an error where nobody can tell."""
        return digest_of(value, ways).hex() or _unknown(value)

    def _of_wrapper(self, value: URLWrapper) -> Read:
        known = self._wrappers.get(id(value))
        if known is None:
            own = type(value).__name__, str(value.name), str(value.slug), *self._beside(value)
            known = self._wrappers[id(value)] = (value, own)
        return known[1]

    def _beside(self, value: URLWrapper) -> tuple[str, ...]:
        """Return what plugins have given to a category, tag or author."""
        given = {name: one for name, one in vars(value).items() if name not in OF_A_WRAPPER}
        return (self._inside(given, self.ways),) if given else ()

    def _of_static(self, value: contents.Content) -> Read:
        path = str(value.relative_source_path)
        if path in self.attached:
            _unknown(path)  # Where it lies is known when all pages that show it are.
        # Not its own url: whoever asks for that forbids it to be attached.
        return ("static", path, str(contents.Content.url.__get__(value)))

    def _of_paginator(self, value: Paginator) -> Read:
        listed = self._of_any_list(value.object_list)
        return ("paginator", str(value.name), str(value.url), str(value.per_page), *listed)

    def _of_page(self, value: PageOfList) -> Read | None:
        """Name a page of a list, which stands in the files of both its neighbours too."""
        known = self._pages.get(id(value))
        if known is not None:
            return known[1]
        given = dict(vars(value))
        some, pages = given.pop("object_list", ()), given.pop("paginator", None)
        settings = self.build.get(id(given.pop("settings", None)))
        plain = all(type(one) in WORDS for one in given.values()) and _are_contents(some)
        if settings is None or not plain or not isinstance(pages, Paginator):
            return None
        read = ("page", repr(given), settings, *self._of_paginator(pages), *_paths(some))
        self._pages[id(value)] = (value, read)
        return read

    def _of_list(self, value: list[Any]) -> Read | None:
        return self._of_any_list(value) if len(value) >= LONG_LIST else None

    def _of_any_list(self, value: list[Any]) -> Read:
        known = self._lists.get(id(value))
        if known is None:
            if _are_contents(value):
                paths = "\0".join(_paths(value))
                digest = blake2b(os.fsencode(paths), digest_size=DIGEST_BYTES).digest()
            else:
                # A tuple, for of this very list we were just asked.
                digest = digest_of(tuple(value), self.ways)
            read = ("list", digest.hex())
            known = self._lists[id(value)] = (value, read)
        return known[1]


def _of_content(value: Observed) -> Read:
    return ("content", str(value.__dict__["relative_source_path"]))


def _are_contents(values: Iterable[Any]) -> bool:
    return all(isinstance(one, Observed) for one in values)


def _paths(values: Iterable[Observed]) -> list[str]:
    return [one.__dict__["relative_source_path"] for one in values]


def _unknown(value: object) -> str:
    """Say that nobody can tell what a value is."""
    raise ValueError(value)
