"""Templates note the names that they read, and contents what is read of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from jinja2 import Environment
from jinja2.runtime import Context

from plugins.fast_build.contents import observed
from plugins.fast_build.tracing import noted


class ObservingContext(Context):
    """Notes each name that a template looks up among what it was given."""

    def resolve_or_missing(self, key: str) -> Any:
        """Return the value of a name."""
        reads = noted()
        if reads is not None:
            reads.add(("name", key))
        return super().resolve_or_missing(key)


@contextmanager
def observing(environments: Iterable[Environment]) -> Iterator[None]:
    """Note the reads of these environments' templates inside the block."""
    before = [(environment, environment.context_class) for environment in environments]
    for environment, _ in before:
        environment.context_class = ObservingContext
    try:
        with observed():
            yield
    finally:
        for environment, own in before:
            environment.context_class = own
