"""Templates note the names that they read, and contents what is read of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any, Protocol

from jinja2 import Environment
from jinja2.runtime import Context

from plugins.fast_build.contents import observed
from plugins.fast_build.tracing import Read, Way, noted

Apart = Callable[[], AbstractContextManager[set[Read]]]


class ObservingContext(Context):
    """Notes each name that a template looks up among what it was given."""

    def resolve_or_missing(self, key: str) -> Any:
        """Return the value of a name."""
        reads = noted()
        if reads is not None:
            reads.add(("name", key))
        return super().resolve_or_missing(key)


class NotingDict(dict[str, Any]):
    """A context that Python reads, as a writer of feeds does; it notes each name."""

    def __getitem__(self, key: str) -> Any:
        """Return the value of a name."""
        reads = noted()
        if reads is not None:
            reads.add(("name", key))
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value of a name, or the default."""
        return self[key] if key in self else default  # noqa: SIM401 - this is that get

    def __contains__(self, key: object) -> bool:
        """Tell whether there is such a name."""
        reads = noted()
        if reads is not None:
            reads.add(("name", str(key)))
        return super().__contains__(key)


class Witness(Protocol):
    """Names what is read of something that Pelican does not know, as rooms of a site have it."""

    kinds: frozenset[str]  # the first words of its reads' names

    def hear(self, noted: Callable[[], set[Read] | None], apart: Apart) -> None:
        """Learn where to tell reads, and how to listen to a block apart from what is around it."""

    def observing(self) -> AbstractContextManager[None]:
        """Tell every read inside the block, in this process."""

    def witnessed(self, given: dict[str, Any]) -> None:
        """Change functions that templates are given for such as tell that they were called."""

    def way(self, kind: type) -> Way | None:
        """Return what names the values of a class, where they have reads of their own."""

    def is_of_the_site(self, read: Read) -> bool:
        """Tell whether a read is of no content by itself, so that many pages may have it."""

    def look(self, read: Read, digest: Callable[[Any], bytes]) -> bytes:
        """Return the digest of what a read finds now; UNKNOWN where nobody can tell."""


@contextmanager
def observing(environments: Iterable[Environment], witnesses: Iterable[Witness]) -> Iterator[None]:
    """Note the reads of these environments' templates inside the block."""
    before = [(environment, environment.context_class) for environment in environments]
    for environment, _ in before:
        environment.context_class = ObservingContext
    try:
        with observed(), ExitStack() as others:
            for witness in witnesses:
                others.enter_context(witness.observing())
            yield
    finally:
        for environment, own in before:
            environment.context_class = own
