"""Who reads what of the catalogue while pages are made: told to whoever builds only what changed.

Nobody listens unless a build asks; then every read of an item, of its words, and of what the
publication or a room says is named, and what was read can be looked at again by its name.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from types import FunctionType, MethodType
from typing import Any, Generic, TypeVar

from plugins.catalogue.item import Item
from plugins.catalogue.publication import Publication
from plugins.catalogue.values import fields_of

Key = TypeVar("Key")
Value = TypeVar("Value")
Read = tuple[str, ...]
# What is read and has no name: whoever reads it is made each time.
UNKNOWN: Read = ("unknown",)
PLAIN = (str, int, type(None))
OF_ITEM = "="  # begins the name of a call with one item and nothing else
ASKED = frozenset({"publication", "call"})  # of whom, and not of an item by its file
NAMES_OF_ITEMS = frozenset({"origin", "path"})  # An item's file is what we know it by.


@dataclass
class Ear:
    """Where reads are told; a block may be listened to apart."""

    noted: Callable[[], set[Read] | None] = lambda: None
    apart: Callable[[], AbstractContextManager[set[Read]]] | None = None


EAR = Ear()


@contextmanager
def apart() -> Iterator[None]:
    """Let nobody note the reads of the block: who uses what it makes has noted what they tell."""
    with EAR.apart() if EAR.apart else nullcontext():
        yield


class Remembered(dict[Key, tuple[Value, frozenset[Read]]], Generic[Key, Value]):
    """What is made once and shown on many pages; each of them has read what it was made of."""

    def of(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return the value of a key, made now if it is new."""
        reads = EAR.noted()
        if reads is None or EAR.apart is None:
            if key not in self:
                self[key] = (make(), frozenset({UNKNOWN}))
            return self[key][0]
        if key not in self or UNKNOWN in self[key][1]:
            with EAR.apart() as own:
                value = make()
            self[key] = (value, frozenset(own))
        reads.update(self[key][1])
        return self[key][0]


class Witness:
    """Names what is read of one publication, and of what rooms give to templates."""

    kinds = frozenset({"item", "words", "publication", "call", "unknown"})

    def __init__(self, publication: Publication) -> None:
        """Begin with no room's functions."""
        self.publication = publication
        self.calls: dict[str, Callable[..., Any]] = {}
        self._names: dict[tuple[Any, ...], Read] = {}
        self._methods: dict[str, Callable[..., Any]] = {}

    def hear(
        self,
        noted: Callable[[], set[Read] | None],
        apart: Callable[[], AbstractContextManager[set[Read]]],
    ) -> None:
        """Tell reads to the set that `noted` gives; `apart` collects those of a block."""
        EAR.noted, EAR.apart = noted, apart

    def way(self, kind: type) -> Callable[[Any], Read | None] | None:
        """Return what names the values of a class, where they have reads of their own."""
        if issubclass(kind, Item):
            return _name_of_item
        return self._name_of_publication if issubclass(kind, Publication) else None

    def _name_of_publication(self, value: object) -> Read | None:
        return ("publication",) if value is self.publication else None

    def is_of_the_site(self, read: Read) -> bool:
        """Tell whether a read is of no item by itself, so that many pages may have it."""
        return read[0] in ASKED and read[-1][:1] != OF_ITEM

    def look(self, read: Read, digest: Callable[[Any], bytes]) -> bytes:
        """Return the digest of what a read finds now; nothing where that cannot be told."""
        match read:
            case ("item", path):
                return self._fields(path, digest)
            case ("words", path):
                item = self.publication.at(path)
                return b"gone" if item is None else digest(item.body)
            case ("publication", name):
                return digest(getattr(self.publication, name))
            case ("publication", name, arguments):
                return self._again(getattr(self.publication, name), arguments, digest)
            case ("call", name, arguments):
                return (
                    self._again(self.calls[name], arguments, digest) if name in self.calls else b""
                )
        return b""

    def _fields(self, path: str, digest: Callable[[Any], bytes]) -> bytes:
        token = self.publication.token(path)
        if token is not None and token.fields:
            return token.fields
        item = self.publication.at(path)
        return b"gone" if item is None else digest(fields_of(item))

    def _again(
        self, function: Callable[..., Any], arguments: str, digest: Callable[[Any], bytes]
    ) -> bytes:
        try:
            if arguments[:1] == OF_ITEM:
                return _short(function(self._item(arguments[1:])), digest)
            positional, named = _Loading(bytes.fromhex(arguments), self.publication).load()
            return _short(function(*positional, **named), digest)
        except (LookupError, pickle.UnpicklingError):
            return b""  # An item that it was asked of is gone.

    def _item(self, path: str) -> Item:
        item = self.publication.at(path)
        if item is None:
            raise LookupError(path)
        return item

    def witnessed(self, given: dict[str, Any]) -> None:
        """Name the calls of functions that templates are given, where they may know more.

        More, that is, than their arguments tell them.
        """
        for name, function in list(given.items()):
            if name not in TRANSPARENT and knows_more(function):
                self.calls[name] = function
                given[name] = self._named(("call", name), function)

    def _named(self, name: Read, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*positional: Any, **named: Any) -> Any:
            reads = EAR.noted()
            if reads is None or EAR.apart is None:
                return function(*positional, **named)
            reads.add(self._read(name, positional, named))
            with EAR.apart():
                return function(*positional, **named)

        return call

    def _read(self, name: Read, positional: tuple[Any, ...], named: Mapping[str, Any]) -> Read:
        """Name a call; the names of calls with plain arguments are kept, for they come again."""
        if len(positional) == 1 and not named and isinstance(positional[0], Item):
            return (*name, f"{OF_ITEM}{positional[0].path}")  # So are most of them.
        if named or not all(type(one) in PLAIN or isinstance(one, Item) for one in positional):
            return self._written(name, positional, named)
        key = (*name, *(one.path if isinstance(one, Item) else (one,) for one in positional))
        if key not in self._names:
            self._names[key] = self._written(name, positional, named)
        return self._names[key]

    def _written(self, name: Read, positional: tuple[Any, ...], named: Mapping[str, Any]) -> Read:
        file = io.BytesIO()
        try:
            _Saving(file, self.publication).dump((positional, dict(named)))
        except (pickle.PicklingError, TypeError, AttributeError, ValueError, RecursionError):
            return UNKNOWN
        return (*name, file.getvalue().hex())

    @contextmanager
    def observing(self) -> Iterator[None]:
        """Note every read of items and of the publication inside the block, in this process."""
        Item.__getattribute__ = _of_item  # type: ignore[method-assign, assignment]
        Publication.__getattribute__ = self._attribute()  # type: ignore[method-assign, assignment]
        try:
            yield
        finally:
            del Item.__getattribute__, Publication.__getattribute__

    def _attribute(self) -> Callable[[Publication, str], Any]:
        """Return what answers for a publication's attributes while reads are noted."""

        def attribute(publication: Publication, name: str) -> Any:
            reads = EAR.noted()
            if reads is None or name[:1] == "_" or EAR.apart is None:
                return _get(publication, name)
            if name in self._methods and publication is self.publication:
                return self._methods[name]
            with EAR.apart():
                value = _get(publication, name)
            if not isinstance(value, MethodType):
                reads.add(("publication", name))
                return value
            self._methods[name] = self._named(("publication", name), value)
            return self._methods[name]

        return attribute


# What hides nothing: all that they say comes from reads that are noted by themselves.
TRANSPARENT = frozenset({"href", "absolute"})


def knows_more(function: Any) -> bool:
    """Tell whether a function of a room's may know more than its arguments tell it."""
    if hasattr(function, "jinja_pass_arg") or not callable(function):
        return False
    if isinstance(function, partial | MethodType):
        return True
    ours = getattr(function, "__module__", None) or ""
    return (
        isinstance(function, FunctionType)
        and ours.startswith("plugins.")
        and bool(function.__closure__)
    )


def _short(value: Any, digest: Callable[[Any], bytes]) -> bytes:
    """Return what tells a value apart; for what is asked most, its name is enough."""
    if value is None or isinstance(value, bool):
        return repr(value).encode()
    if type(value) is tuple and all(isinstance(one, Item) for one in value):
        return "\0".join([str(len(value)), *(one.path for one in value)]).encode()
    return digest(value)


def _name_of_item(item: Item) -> Read:
    return ("item", item.path)


_get = object.__getattribute__


def _of_item(item: Item, name: str) -> Any:
    reads = EAR.noted()
    if reads is not None and name not in NAMES_OF_ITEMS and name[:2] != "__":
        path = _get(item, "__dict__")["origin"].path
        reads.add(("words" if name == "body" else "item", path))
    return _get(item, name)


class _Saving(pickle.Pickler):
    """Writes arguments, items by their files."""

    def __init__(self, file: io.BytesIO, publication: Publication) -> None:
        super().__init__(file, protocol=5)
        self.fast = True  # Equal arguments give equal names.
        self._publication = publication

    def persistent_id(self, value: Any) -> str | None:
        if isinstance(value, Item):
            return value.path
        return "" if value is self._publication else None


class _Loading(pickle.Unpickler):
    def __init__(self, data: bytes, publication: Publication) -> None:
        super().__init__(io.BytesIO(data))
        self._publication = publication

    def persistent_load(self, path: str) -> Any:
        if not path:
            return self._publication
        item = self._publication.at(path)
        if item is None:
            raise LookupError(path)
        return item
