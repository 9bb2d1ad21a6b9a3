"""Contents as bytes: all that a file says beside its words, to be made a content again."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from sys import intern
from types import BuiltinFunctionType, FunctionType, MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from pelican.urlwrappers import Author, Category, Tag, URLWrapper

from plugins.fast_build import dates
from plugins.fast_build.bodies import Body
from plugins.fast_build.contents import Article, Observed, Page, reads_of
from plugins.fast_build.referring import OF_A_WRAPPER, Referring
from plugins.fast_build.tracing import DIGEST_BYTES, UNKNOWN, Way

BY_NAME: Mapping[str, type[Observed]] = MappingProxyType({"Article": Article, "Page": Page})
WRAPPERS: Mapping[str, type[URLWrapper]] = MappingProxyType(
    {"Author": Author, "Category": Category, "Tag": Tag}
)
# What is set by its name may be more than a value.
OF_THE_KINDS = frozenset(dir(Article)) | frozenset(dir(Page))
_set = object.__setattr__
# What stays with the build: the same for all contents, or made anew by the generators.
OF_THE_BUILD = frozenset(
    {
        "settings",
        "_context",
        "translations",
        "_words",
        "_body",
        "_static_links",
        "_attached_links",
        "_reads",
        "_head_digest",
        "_url",
        "_save_as",
    }
)
# One for all: each would take its room.
NONE: frozenset[str] = frozenset()
SAME = ("template", "lang", "date_format", "reader", "_status")
Addresses = tuple[str | None, str | None]
AS_THEY_ARE = frozenset({type, dates.SafeDatetime, ZoneInfo, FunctionType, BuiltinFunctionType})
# Whose objects hold nothing of the build.
PLAIN_MODULES = frozenset(
    {"datetime", "zoneinfo", "pelican.utils", "plugins.fast_build.dates", "markupsafe"}
)


@dataclass(frozen=True, slots=True)
class Links:
    """The static files that the words of one content link to, and those to lie beside it."""

    static: frozenset[str]
    attached: frozenset[str]


class Keeping:
    """Writes a content's attributes to bytes, and makes the content again from them."""

    def __init__(
        self,
        settings: Any,
        context: Any,
        others: Sequence[Callable[[type], Way | None]] = (),
        *,
        shares: bool = True,
    ) -> None:
        """Take what contents refer to, and is not kept with them; `others` know more of it.

        Where `shares`, contents of one category have one object for it, and so for tags and
        authors: nobody is there who would change that of one content alone.
        """
        self.settings = settings
        self.context = context
        self.shares = shares
        self.referring = Referring({"settings": settings, "context": context}, others)
        self._wrappers: dict[tuple[Any, ...], URLWrapper] = {}
        self.found: dict[tuple[str, str], Any] = {}  # what stands for classes and functions

    def digest(self, content: Observed) -> bytes:
        """Return the digest of everything that a content has beside its words, as it is now."""
        return self.referring.digest(_own(content))

    def head(self, content: Observed) -> tuple[bytes, bytes]:
        """Return a content's attributes as bytes, without its words, and their digest.

        The digest is UNKNOWN where they cannot be written down.
        """
        own = _own(content)
        head = self._plain(type(content).__name__, own, _addresses(content))
        if head is not None:
            return head, blake2b(head, digest_size=DIGEST_BYTES).digest()
        digest = self.digest(content)
        if digest == UNKNOWN:
            return b"", UNKNOWN
        file = io.BytesIO()
        whole = (type(content).__name__, own, (None, None))
        _ContentPickler(file, self.settings, self.context).dump(whole)
        return file.getvalue(), digest

    def _plain(self, name: str, own: dict[str, Any], addresses: Addresses) -> bytes | None:
        """Write attributes down of which none holds anything of the build; None of others."""
        for values in (own, own.get("metadata") or {}):
            if any(value is self.settings or value is self.context for value in values.values()):
                return None
        file = io.BytesIO()
        try:
            PlainPickler(file).dump((name, own, addresses))
        except (pickle.PicklingError, TypeError, AttributeError, ValueError, RecursionError):
            return None
        return file.getvalue()

    def content(self, kept: bytes, head_digest: bytes, body: Body, links: Links) -> Observed:
        """Return the content again."""
        name, attributes, (url, save_as) = _ContentUnpickler(io.BytesIO(kept), self).load()
        kind = BY_NAME[name]
        content = kind.__new__(kind)
        fields = attributes["metadata"] = {
            intern(one): value for one, value in attributes["metadata"].items()
        }
        for values in (attributes, fields):
            for one in SAME:
                if type(values.get(one)) is str:
                    values[one] = intern(values[one])
        attributes |= {
            "settings": self.settings,
            "_context": self.context,
            "translations": [],
            "_body": body,
            "_static_links": links.static or NONE,
            "_attached_links": links.attached or NONE,
            "_head_digest": head_digest,
            "_reads": reads_of(str(attributes["relative_source_path"])),
            # Whoever changes contents may change what addresses are reckoned of.
            "_url": url if self.shares else None,
            "_save_as": save_as if self.shares else None,
        }
        _fill(content, attributes)
        return content

    def meant(self, module: str, name: str) -> Any:
        """Return what a name of this module stands for in what was written down."""
        return self.wrapper if name == "_wrapper" and module == __name__ else None

    def wrapper(self, kind: str, name: str, slug: str | None, own_slug: bool) -> URLWrapper:
        """Return a category, tag or author again."""
        key = kind, name, slug, own_slug
        known = self._wrappers.get(key)
        if known is None or not self.shares:
            cls = WRAPPERS[kind]
            known = self._wrappers[key] = URLWrapper.__new__(cls)
            vars(known).update(
                settings=self.settings, _name=name, _slug=slug, _slug_from_name=own_slug
            )
        return known


def _fill(content: Observed, attributes: Mapping[str, Any]) -> None:
    """Give a content its attributes one by one: so all share one table of their names."""
    others = {}
    for name, value in attributes.items():
        if name in OF_THE_KINDS:
            others[name] = value
        else:
            _set(content, intern(name), value)
    if others:
        content.__dict__.update(others)


def _addresses(content: Observed) -> Addresses:
    """Return url and save_as; of a content without a date they may be of the day."""
    return (content.url, content.save_as) if "date" in content.__dict__ else (None, None)


def _own(content: Observed) -> dict[str, Any]:
    return {name: value for name, value in content.__dict__.items() if name not in OF_THE_BUILD}


class PlainPickler(pickle.Pickler):
    """Asks of objects alone what they are, and not of every word: that takes much less time."""

    def __init__(self, file: io.BytesIO) -> None:
        """Write into a file."""
        super().__init__(file, protocol=5)

    def reducer_override(self, value: Any) -> Any:
        """Write a category, tag or author by what it is; refuse what may hold the build."""
        kind = type(value)
        if kind in AS_THEY_ARE:
            return NotImplemented
        if WRAPPERS.get(kind.__name__) is kind:
            own = vars(value)
            if own.keys() <= OF_A_WRAPPER:
                parts = own["_name"], own["_slug"], own["_slug_from_name"]
                return _wrapper, (kind.__name__, *parts)
        elif isinstance(value, type) or kind.__module__ in PLAIN_MODULES or callable(value):
            return NotImplemented
        raise pickle.PicklingError(kind)


def _wrapper(*_: Any) -> None:
    """Stand for Keeping.wrapper in what is written down."""


class _ContentPickler(pickle.Pickler):
    def __init__(self, file: io.BytesIO, settings: Any, context: Any) -> None:
        super().__init__(file, protocol=5)
        self._names = {id(settings): "settings", id(context): "context"}

    def persistent_id(self, value: Any) -> str | None:
        return self._names.get(id(value))


class _ContentUnpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, keeping: Keeping) -> None:
        super().__init__(file)
        self._keeping = keeping
        self._values = {"settings": keeping.settings, "context": keeping.context}

    def persistent_load(self, name: str) -> Any:
        return self._values[name]

    def find_class(self, module: str, name: str) -> Any:
        found = self._keeping.found.get((module, name))
        if found is None:
            found = self._keeping.meant(module, name) or super().find_class(module, name)
            self._keeping.found[module, name] = found
        return found
