"""One build's formats: planned, made, told of, written, and what the cache keeps of them."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, cast

from plugins.alternative_formats.cache import Cache
from plugins.alternative_formats.cache_lists import Presence, SiteLists, Uses, read_uses, write_uses
from plugins.alternative_formats.document_of import Doors
from plugins.alternative_formats.format import AlternativeFormat
from plugins.alternative_formats.making import REGISTRY, Shop
from plugins.alternative_formats.making_site import MadeFiles, Progress, cores, make_files
from plugins.alternative_formats.offers import NOTHING, Alternatives
from plugins.alternative_formats.offers_of import alternatives_of, spoken_item
from plugins.alternative_formats.planning import Means
from plugins.alternative_formats.planning_documents import Documents
from plugins.alternative_formats.planning_kept import program_of
from plugins.alternative_formats.planning_site import SitePlans
from plugins.alternative_formats.planning_tools import missing_tools, wanted_formats
from plugins.catalogue.item import Item
from plugins.catalogue.kept_answers import KeptAnswers
from plugins.catalogue.known_files import KnownFiles
from plugins.catalogue.publication import Publication
from plugins.catalogue.published_files import PublishedFiles
from plugins.catalogue.site_formats import FormatName
from plugins.catalogue.spoken import SpokenItem
from plugins.catalogue.witness import Witness

HOME = Path(__file__).parents[2]


class Registry(Protocol):
    """The module that knows the formats."""

    FORMATS: tuple[AlternativeFormat, ...]
    CHOICES: Mapping[FormatName, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The room's settings: where made files are kept, and how many processes make them.

    WORKERS None is one for each processor. REGISTRY is the module whose FORMATS there are. Without
    MAKE a site has only the files that are kept already: a preview does not wait for others.
    """

    CACHE: Path = HOME / ".cache" / "alternative_formats"
    WORKERS: int | None = None
    REGISTRY: str = REGISTRY
    MAKE: bool = True


@dataclass
class Room:
    """What one build knows of its formats. Made when it is first asked for."""

    settings: Settings
    publication: Publication
    root: str
    doors: Doors
    files: PublishedFiles
    progress: Progress
    locale: Path  # of the words that documents are told with
    keep_in: Path | None = None  # for what of plans the next build may use

    @cached_property
    def registry(self) -> Registry:
        """The formats that there are."""
        return cast("Registry", importlib.import_module(self.settings.REGISTRY))

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """What the machine lacks for formats that some item would have."""
        wanted = wanted_formats(self.publication, self.registry.CHOICES)
        return missing_tools(self.registry.FORMATS, wanted, self.publication.site.formats)

    @cached_property
    def _presence(self) -> Presence:
        """Our word that a build uses the cache: nobody deletes what it finds there."""
        return Presence(self._folder / "building.lock")

    @cached_property
    def known(self) -> KnownFiles:
        """What earlier builds have found out about pictures."""
        return KnownFiles(self._folder / "known.json")

    @property
    def _folder(self) -> Path:
        return Path(self.settings.CACHE)

    @cached_property
    def lists(self) -> SiteLists:
        """Which site uses which made files."""
        return SiteLists(Cache(self._folder / "made"), self._folder / "sites")

    @cached_property
    def _place(self) -> Path:
        return self.lists.of(self.publication.root, drafts=self.publication.drafts)

    @cached_property
    def plans(self) -> SitePlans:
        """What every item has."""
        settings = self.publication.site.formats
        every = {one.name: one for one in self.registry.FORMATS}
        formats = {name: one for name, one in every.items() if one.missing_tool(settings) is None}
        means = Means(
            settings=settings,
            formats=formats,
            choices=self.registry.CHOICES,
            recipes={name: one.recipe(settings) for name, one in formats.items()},
            digest_of=lambda path: self.known.digest(self.publication.root / path),
            as_of=self.publication.as_of,
        )
        # What no publication tells is asked by a name, so that it can be asked again.
        witness = Witness(self.publication)
        doors = self.doors
        told: dict[str, Any] = {
            "cues": doors.cues,
            "file_url": doors.file_url,
            "digest_of": means.digest_of,
        }
        witness.witnessed(told)
        doors = replace(doors, cues=told["cues"], file_url=told["file_url"])
        means = replace(means, digest_of=told["digest_of"])
        made_by = program_of(means, doors.site_url, self.locale)
        return SitePlans(
            publication=self.publication,
            documents=Documents(self.publication, doors),
            kept=KeptAnswers(witness, self.keep_in, made_by),
            means=means,
            cache=Cache(self.lists.cache.folder, dict(read_uses(self._place).proved)),
            taken={place: path for path, place in self.files.places.items()},
        )

    @cached_property
    def shown(self) -> SitePlans:
        """The plans as this build carries them out."""
        return self.plans if self.settings.MAKE else self.plans.without_missing()

    @property
    def left_out(self) -> int:
        """How many files of the plans this build does without."""
        return len(_published(self.plans)) - len(_published(self.shown))

    @cached_property
    def made(self) -> MadeFiles:
        """Every file, made now where it was not before."""
        self._presence.begin()
        shop = Shop(
            settings=self.publication.site.formats,
            content=self.publication.root,
            cache=self.lists.cache.folder,
            registry=self.settings.REGISTRY,
        )
        workers = cores() if self.settings.WORKERS is None else self.settings.WORKERS
        return make_files(self.shown, shop, workers, self.progress)

    def alternatives(self, item: Item) -> Alternatives:
        """Return what there is of an item beside its page."""
        plans = self.shown.plans.get(item.path)
        if not plans:
            return NOTHING
        return alternatives_of(plans, self.made.made, self.root, self.files)

    def spoken(self) -> tuple[SpokenItem, ...]:
        """Return the items that anybody may hear, the newest first."""
        found = (
            spoken_item(plan, self.made.made, self.root, self.plans.cache)
            for plan in self.shown.all()
            if not self.publication.is_draft(plan.item)
        )
        return tuple(
            sorted(
                (one for one in found if one),
                key=lambda one: (-one.item.date.toordinal(), one.item.path),
            )
        )

    def leave(self) -> None:
        """Remember what this build used, and let go of what nobody uses any more."""
        if not self.settings.MAKE:
            return  # What it did not use, the next one may.
        self.plans.kept.save()
        write_uses(self._place, Uses(self.made.used, self.plans.cache.proved))
        self.known.save()
        with self._presence.ending() as alone:
            if alone:
                self.lists.withhold(self.publication.root, self._visible)
                self.lists.prune()

    def _visible(self) -> set[str]:
        """Return the items that a preview may show."""
        return {item.path for item in self.publication.with_drafts.items}


def _published(plans: SitePlans) -> list[str]:
    return [file.place for plan in plans.all() for file in plan.files if file.place is not None]
