"""Pelican with fast builds: `PELICAN_CLASS = "plugins.fast_build.pelican.FastPelican"`."""

from __future__ import annotations

import errno
import gc
import os
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from time import time_ns
from typing import Any

import pelican
from pelican import signals
from pelican.generators import ArticlesGenerator as StockArticles
from pelican.generators import Generator
from pelican.generators import PagesGenerator as StockPages
from pelican.generators import SourceFileGenerator as StockSources
from pelican.generators import StaticGenerator as StockStatic
from pelican.writers import Writer

from plugins.fast_build import copying, unchanged
from plugins.fast_build import generators as fast
from plugins.fast_build.bodies import Bodies, BrokenBodiesError
from plugins.fast_build.common import Common
from plugins.fast_build.contents import LinkTargets, Observed
from plugins.fast_build.epoch import code_now, epoch_of
from plugins.fast_build.facts import CHANGING, Facts
from plugins.fast_build.keeping import Keeping
from plugins.fast_build.markdown_reader import read_markdown_fast
from plugins.fast_build.observing import Witness
from plugins.fast_build.output import Output
from plugins.fast_build.placing import Places
from plugins.fast_build.reading import Asked, Shelf, ShelfReaders, convert_all
from plugins.fast_build.recipes import Recipes
from plugins.fast_build.rewriting import rewrite
from plugins.fast_build.stamped import Stamped
from plugins.fast_build.stamps import stamp_of
from plugins.fast_build.state import StateFolder
from plugins.fast_build.store import BrokenStateError
from plugins.fast_build.templates import Templates
from plugins.fast_build.tracing import noted, tracing
from plugins.fast_build.workers import spread
from plugins.fast_build.writing import JobWriter

PLAIN = (str, int, bool, type(None))
IN_PLACE_OF: dict[type[Generator], type[Generator]] = {
    StockArticles: fast.ArticlesGenerator,
    StockPages: fast.PagesGenerator,
    StockStatic: copying.StaticGenerator,
    StockSources: copying.SourceFileGenerator,
}


@dataclass
class World:
    """One build as it stands when it is done."""

    shelf: Shelf
    writer: JobWriter
    asked: dict[str, Asked]  # by the file

    def text_again(self, name: str, path: str, words: str) -> str | None:
        """Return what a file would hold if a content had these words; None if it is not made."""
        content = self.writer.facts.context["generated_content"].get(path)
        job = self.writer.jobs.get(name)
        if content is None or job is None:
            return None
        content._content = words  # noqa: SLF001 - our own content
        return self.writer.text(job)


class FastPelican(pelican.Pelican):
    """Builds what changed, and leaves the rest as it is."""

    def __init__(self, settings: Any) -> None:
        """Take Pelican's settings, and ours in FAST_BUILD; load the plugins.

        FAST_BUILD may have STATE, the folder of what is remembered; KEPT_OUTPUT, where the last
        build's files lie if the site is staged; FILES, further files on which everything rests;
        ANEW, whether to trust in nothing that was kept; APART, settings whose change is seen in
        what plugins make of them;
        SEEN, what has been found to be edited;
        ASKED, what the command was asked for: where that is given, a record for an early exit is
        written.
        """
        own = settings.get("FAST_BUILD", {})
        self.asked: str | None = own.get("ASKED")
        self.seen: unchanged.Edits | None = own.get("SEEN")
        self.files = tuple(own.get("FILES", ()))
        self.anew = bool(own.get("ANEW"))
        self.world: World | None = None
        # As they are before plugins add to them: what these add is looked at like all else.
        self.given = {name: settings[name] for name in settings if name != "FAST_BUILD"}
        for name in own.get("APART", ()):
            self.given.pop(name, None)
        epoch = epoch_of(self.given, self.files)
        self.kept_output = str(own.get("KEPT_OUTPUT") or settings["OUTPUT_PATH"])
        self.state_folder = state_folder(
            Path(own.get("STATE") or Path(settings["CACHE_PATH"], "fast_build")), self.kept_output
        )
        # Plugins that read much before Pelican runs may use the processes too.
        settings["FAST_BUILD"] = {**own, "SPREAD": spread}
        with _no_collection():
            super().__init__(settings)
        # And the plain ones once more, for plugins may have changed them.
        plain = {name: value for name, value in self.settings.items() if type(value) in PLAIN}
        self.epoch = epoch + epoch_of(plain, ())

    def run(self) -> None:
        """Build the site."""
        with self.state_folder.alone(), _no_collection():
            if not self._rewritten():
                self.world = self.build()
                self.world.shelf.close()

    def _rewritten(self) -> bool:
        """Do what is to be done where only words were edited; tell whether that is so."""
        if self.asked is None or self.anew:
            return False
        seen = self.seen
        if seen is None or seen.stamp != stamp_of(str(self.state_folder.record)):
            seen = unchanged.edits_since(self.state_folder.record, self.asked)
        return seen is not None and rewrite(self, seen)

    def build(self) -> World:
        """Build the site and return what stands then; nobody else may use the state meanwhile."""
        try:
            return self._build()
        except (BrokenBodiesError, BrokenStateError):
            self.state_folder.forget()
        try:
            return self._build()
        except BrokenStateError as error:
            # What is begun anew cannot be broken: the disk does not take it.
            where = str(self.state_folder.path)
            raise OSError(errno.EIO, f"a build cannot keep its notes: {error}", where) from error

    def _build(self) -> World:
        began = time_ns()
        self.state_folder.record.unlink(missing_ok=True)
        stamps = unchanged.look(self.folders())
        inputs = Stamped.of(stamps)
        output = Output(Path(self.output_path), self.state_folder.names)
        if not output.is_whole:
            output.recall(self.state_folder.names_of_files())
        if self.anew:
            self.state_folder.forget()
        state = self.state_folder.load(self.epoch)
        bodies = Bodies(self.state_folder.bodies)
        keeping_of = self.context()
        referring = [one.way for one in self.witnesses]
        shares = not any(signal.receivers for signal in CHANGING)
        keeping = Keeping(self.settings, keeping_of, referring, shares=shares)
        shelf = Shelf(state, bodies, keeping, began, stamps)
        with ExitStack() as unfinished:
            unfinished.callback(shelf.close)
            world = self._world(shelf, keeping_of, output)
            self.remember(world)
            unfinished.pop_all()
        self._record(world, inputs)
        return world

    def folders(self) -> list[str]:
        """Return the folders whose files a build may read."""
        found = [self.path, self.theme, *self.settings["THEME_TEMPLATES_OVERRIDES"]]
        return sorted({os.path.abspath(folder) for folder in found})

    @property
    def witnesses(self) -> Sequence[Witness]:
        """Who names reads that Pelican knows nothing of; plugins put them into the settings."""
        return tuple(self.settings.get("WITNESSES", ()))

    def context(self) -> dict[str, Any]:
        """Return what templates see, before generators add to it."""
        context: dict[str, Any] = self.settings.copy()
        context["generated_content"] = LinkTargets("generated_content")
        context["static_links"] = set()
        context["static_content"] = LinkTargets("static_content")
        context["localsiteurl"] = self.settings["SITEURL"]
        return context

    def generators(self, context: dict[str, Any]) -> list[Generator]:
        """Return the generators of the site."""
        made = [
            cls(
                context=context,
                settings=self.settings,
                path=self.path,
                theme=self.theme,
                output_path=self.output_path,
            )
            for cls in self._get_generator_classes()
        ]
        for generator in made:
            if isinstance(generator, fast.ArticlesGenerator | fast.PagesGenerator):
                read_markdown_fast(generator.readers)
        return made

    def writer(self, shelf: Shelf, context: dict[str, Any], made: list[Generator]) -> JobWriter:
        """Return the writer of the site, which looks at the context as it is now."""
        writer = self._get_writer()
        writer.shelf = shelf
        writer.places = Places(self.output_path, self.kept_output)
        writer.facts = Facts(
            context,
            self.given,
            shelf.keeping,
            Templates(shelf.state.templates),
            self.witnesses,
        )
        writer.common = Common(shelf.state.common, writer.facts.may_be_common)
        environments = {
            generator.noun: generator.env
            for generator in made
            if isinstance(generator, fast.ArticlesGenerator | fast.PagesGenerator)
        }
        writer.recipes = Recipes(shelf.keeping, environments)
        return writer

    def _world(self, shelf: Shelf, context: dict[str, Any], output: Output) -> World:
        made = self.generators(context)
        for witness in self.witnesses:
            witness.hear(noted, tracing)
            for generator in made:
                witness.witnessed(generator.env.globals)
        asked = self._read(made, shelf)
        signals.all_generators_finalized.send(made)
        for generator in made:
            if hasattr(generator, "refresh_metadata_intersite_links"):
                generator.refresh_metadata_intersite_links()
        writer = self.writer(shelf, context, made)
        writer.output = output
        for generator in made:
            if hasattr(generator, "generate_output"):
                if isinstance(generator, StockStatic):
                    writer.flush()  # What is attached to a page is known when all pages are.
                generator.generate_output(writer)
        writer.flush()
        signals.finalized.send(self)
        return World(shelf, writer, asked)

    def _read(self, made: list[Generator], shelf: Shelf) -> dict[str, Asked]:
        asked: list[Asked] = []
        for generator in made:
            if isinstance(generator, fast.ArticlesGenerator | fast.PagesGenerator):
                how = generator.how
                asked += [
                    Asked(generator.readers, self.path, path, how) for path in generator.asked_paths
                ]
                generator.readers = ShelfReaders(generator.readers, shelf)
        convert_all(asked, shelf)
        shelf.stamps.clear()  # The contents are read; what is left is to be small.
        for generator in made:
            if hasattr(generator, "generate_context"):
                generator.generate_context()
            if hasattr(generator, "check_disabled_readers"):
                generator.check_disabled_readers()
        return {one.place: one for one in asked}

    def _get_generator_classes(self) -> list[type[Generator]]:
        return [IN_PLACE_OF.get(cls, cls) for cls in super()._get_generator_classes()]

    def _get_writer(self) -> JobWriter:
        own = type(super()._get_writer())
        bases = (JobWriter,) if own is Writer else (JobWriter, own)
        made: JobWriter = type("JobWriter", bases, {})(self.output_path, self.settings)
        return made

    def remember(self, world: World) -> None:
        """Take away the files that are not made any more, and write the state."""
        shelf, writer = world.shelf, world.writer
        shelf.forget_the_gone()
        writer.forget_the_gone()
        writer.facts.templates.keep()
        shelf.state.keep_site(*_summed_up(writer.facts.context, self.settings))
        shelf.state.save(self.epoch, shelf.bodies.end, code_now())
        writer.output.settle(writer.done.keys())

    def _record(self, world: World, inputs: Stamped) -> None:
        path = self.state_folder.record
        lasting = all(done.lasts for done in world.writer.done.values())
        always = world.shelf.is_waiting or not lasting
        if self.asked is None or always:
            path.unlink(missing_ok=True)
            return
        done, code = world.writer.done.items(), world.shelf.state.code
        outputs = {os.path.join(self.kept_output, name): one.stamp for name, one in done}
        files, began = (*code, *self.files), world.shelf.began_ns
        unchanged.record(path, self.asked, self.folders(), inputs, files, outputs, began)


def _is_kept(content: Observed) -> bool:
    return "_body" in content.__dict__ and "_words" not in content.__dict__


def _summed_up(context: dict[str, Any], settings: Any) -> tuple[bool, Iterable[str], Iterable[str]]:
    """Return whether all contents are kept, what generators gave, and what is translated."""
    contents = context["generated_content"]
    kept = all(isinstance(one, Observed) and _is_kept(one) for one in contents.values())
    translated = (path for path, one in contents.items() if one is not None and one.translations)
    return kept, sorted(context.keys() - settings.keys()), translated


def state_folder(state: Path, output: str) -> StateFolder:
    """Return the folder in which the builds into one output are remembered."""
    name = blake2b(os.path.realpath(output).encode(), digest_size=8).hexdigest()
    return StateFolder(state / name)


class _no_collection:  # noqa: N801 - it reads as a statement
    """Inside, nothing is searched for rubbish: a build makes many objects, and keeps them all."""

    def __enter__(self) -> None:
        self._was = gc.isenabled()
        gc.disable()

    def __exit__(self, *_: object) -> None:
        if self._was:
            gc.enable()
