"""The missing formats of documents, made and kept: in this process, or in some of our own."""

from __future__ import annotations

import importlib
import tempfile
from collections.abc import Generator, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from plugins.alternative_formats.cache import Cache, Made
from plugins.alternative_formats.document import Document
from plugins.alternative_formats.format import AlternativeFormat, Commission
from plugins.catalogue.media import measure
from plugins.catalogue.site_formats import FormatSettings

REGISTRY = "plugins.alternative_formats.registry"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One file to make."""

    format: str
    key: str  # in the cache
    needs: Mapping[str, str]  # the keys of the formats that it is made from, by their names


@dataclass(frozen=True, kw_only=True)
class Job:
    """The missing files of one document, each after those that it needs."""

    subject: str  # the item's file, for whoever reads of a failure
    document: Document
    wanted: tuple[Wanted, ...]


Done: TypeAlias = tuple[Job, dict[str, Made]]


@dataclass(frozen=True, kw_only=True)
class Shop:
    """What all jobs share."""

    settings: FormatSettings
    content: Path
    cache: Path
    registry: str = REGISTRY  # the module whose FORMATS are made


class UnmadeError(Exception):
    """A format could not be made: a fault of the program, for what documents hold is checked."""


class ToldError(UnmadeError):
    """A format could not be made, and the text says why in plain words."""

    def __init__(self, text: str, exitcode: int) -> None:
        """Keep whose fault it is: 1 is the content's, 2 the machine's."""
        super().__init__(text)
        self.exitcode = exitcode


def made(job: Job, shop: Shop) -> dict[str, Made]:
    """Make a document's missing files, keep them, and return the facts of each by its format.

    What goes wrong says which file of which item it was.
    """
    formats = {one.name: one for one in importlib.import_module(shop.registry).FORMATS}
    cache = Cache(shop.cache)
    fresh: dict[str, bytes] = {}
    found: dict[str, Made] = {}
    for wanted in job.wanted:
        try:
            needs = {name: _needed(name, key, fresh, cache) for name, key in wanted.needs.items()}
            commission = Commission(
                document=job.document, settings=shop.settings, content=shop.content, made=needs
            )
            data = formats[wanted.format].render(commission)
            seconds = _seconds(formats[wanted.format], data)
        except BaseException as error:
            error.add_note(f"While making {wanted.format} of {job.subject}.")
            raise
        found[wanted.format] = cache.keep(wanted.key, data, seconds)
        if any(wanted.format in other.needs for other in job.wanted):
            fresh[wanted.format] = data
    return found


def make_all(jobs: Iterable[Job], shop: Shop, workers: int) -> Generator[Done]:
    """Yield each job with what was made, in this process or with `workers` of our own.

    Whoever stops in the middle, stops the workers.
    """
    if not workers:
        for job in jobs:
            yield job, made(job, shop)
        return
    from plugins.alternative_formats.tool import made_apart  # noqa: PLC0415 - few builds need it

    with closing(made_apart(jobs, shop, workers)) as results:
        yield from results


def _needed(name: str, key: str, fresh: Mapping[str, bytes], cache: Cache) -> bytes:
    data = fresh.get(name) or cache.read(key)
    if data is None:
        raise UnmadeError(f"{cache.folder} lost a file while the site was built. Build it again.")
    return data


def _seconds(what: AlternativeFormat, data: bytes) -> float | None:
    """Return how long a file is heard, measured as any recording of the site's."""
    if not what.media_type.startswith("audio/") or not what.suffix:
        return None
    with tempfile.NamedTemporaryFile(suffix=what.suffix) as file:
        file.write(data)
        file.flush()
        return measure(Path(file.name)).seconds
