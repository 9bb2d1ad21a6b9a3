"""Pelican with fast builds: `PELICAN_CLASS = "plugins.fast_build.pelican.FastPelican"`."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path
from time import time_ns
from typing import Any

import pelican
from pelican import signals
from pelican.generators import ArticlesGenerator as StockArticles
from pelican.generators import Generator, StaticGenerator
from pelican.generators import PagesGenerator as StockPages
from pelican.writers import Writer

from plugins.fast_build import generators as fast
from plugins.fast_build.bodies import Bodies
from plugins.fast_build.contents import Keeping, LinkTargets
from plugins.fast_build.epoch import code_now, epoch_of
from plugins.fast_build.facts import Facts
from plugins.fast_build.output import Output
from plugins.fast_build.reading import Asked, Shelf, ShelfReaders, convert_all
from plugins.fast_build.state import State, StateFolder
from plugins.fast_build.templates import Templates
from plugins.fast_build.writing import JobWriter

IN_PLACE_OF: dict[type[Generator], type[Generator]] = {
    StockArticles: fast.ArticlesGenerator,
    StockPages: fast.PagesGenerator,
}


class FastPelican(pelican.Pelican):
    """Builds what changed, and leaves the rest as it is."""

    def __init__(self, settings: Any) -> None:
        """Take Pelican's settings, and ours in FAST_BUILD; load the plugins."""
        own = settings.get("FAST_BUILD", {})
        self.epoch = epoch_of(settings, own.get("FILES", ()))
        # The folder in which the last build's files lie; another than OUTPUT_PATH where the
        # site is staged.
        self.kept_output = str(own.get("KEPT_OUTPUT") or settings["OUTPUT_PATH"])
        place = blake2b(os.path.realpath(self.kept_output).encode(), digest_size=8).hexdigest()
        self.state_folder = StateFolder(
            Path(own.get("STATE") or Path(settings["CACHE_PATH"], "fast_build"), place)
        )
        super().__init__(settings)

    def run(self) -> None:
        """Build the site."""
        with self.state_folder.alone():
            began = time_ns()
            state = self.state_folder.load(self.epoch)
            bodies = Bodies(self.state_folder.bodies)
            try:
                writer = self._build(state, bodies, began)
                self._finish(state, bodies, writer)
            finally:
                bodies.close()

    def _build(self, state: State, bodies: Bodies, began_ns: int) -> JobWriter:
        context: dict[str, Any] = self.settings.copy()
        context["generated_content"] = LinkTargets("generated_content")
        context["static_links"] = set()
        context["static_content"] = LinkTargets("static_content")
        context["localsiteurl"] = self.settings["SITEURL"]
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
        keeping = Keeping(self.settings, context)
        shelf = Shelf(state, bodies, keeping, began_ns)
        self._read(made, shelf)
        signals.all_generators_finalized.send(made)
        for generator in made:
            if hasattr(generator, "refresh_metadata_intersite_links"):
                generator.refresh_metadata_intersite_links()
        writer = self._get_writer()
        templates = Templates(state.templates)
        writer.state = state
        writer.kept_output = self.kept_output
        writer.facts = Facts(state.facts, context, self.settings, keeping, templates)
        for generator in made:
            if hasattr(generator, "generate_output"):
                if isinstance(generator, StaticGenerator):
                    # What is attached to a page is known when all pages are.
                    writer.flush()
                generator.generate_output(writer)
        writer.flush()
        signals.finalized.send(self)
        shelf.forget_the_gone()
        return writer

    def _read(self, made: list[Generator], shelf: Shelf) -> None:
        asked: list[Asked] = []
        for generator in made:
            if isinstance(generator, fast.ArticlesGenerator | fast.PagesGenerator):
                how = generator.how
                asked += [
                    Asked(generator.readers, self.path, path, how) for path in generator.asked_paths
                ]
                generator.readers = ShelfReaders(generator.readers, shelf)
        convert_all(asked, shelf)
        for generator in made:
            if hasattr(generator, "generate_context"):
                generator.generate_context()
            if hasattr(generator, "check_disabled_readers"):
                generator.check_disabled_readers()

    def _get_generator_classes(self) -> list[type[Generator]]:
        return [IN_PLACE_OF.get(cls, cls) for cls in super()._get_generator_classes()]

    def _get_writer(self) -> JobWriter:
        own = type(super()._get_writer())
        bases = (JobWriter,) if own is Writer else (JobWriter, own)
        made: JobWriter = type("JobWriter", bases, {})(self.output_path, self.settings)
        return made

    def _finish(self, state: State, bodies: Bodies, writer: JobWriter) -> None:
        outputs = {name: done.stamp for name, done in writer.done.items()}
        Output(Path(self.output_path)).remove(state.outputs.keys() - outputs.keys())
        state.outputs = outputs
        state.reads = {n: done.reads for n, done in writer.done.items() if done.reads is not None}
        used = {read for reads in state.reads.values() for read in reads}
        state.facts = {read: writer.facts.now[read] for read in used}
        state.templates = writer.facts.templates.used
        state.bodies_end = bodies.end
        state.code = code_now()
        self.state_folder.save(state)
