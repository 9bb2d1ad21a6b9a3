"""The commonest edit in a new process: the words of contents, and nothing else anywhere.

The edited files alone are converted, and the files that show their words are rendered, in a site of
which only that is loaded which they ask for. Where they ask for more than can be given, or anything
else has changed, the whole build does it: nothing has been written till then.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blinker import Signal
from pelican import signals
from pelican.contents import Content
from pelican.generators import TemplatePagesGenerator

from plugins.fast_build import copying
from plugins.fast_build import generators as fast
from plugins.fast_build.bodies import Bodies, BrokenBodiesError
from plugins.fast_build.contents import LinkTargets
from plugins.fast_build.epoch import file_digest
from plugins.fast_build.facts import GONE, SETTING
from plugins.fast_build.jobs import Job
from plugins.fast_build.keeping import Keeping
from plugins.fast_build.listening import listening
from plugins.fast_build.observing import observing
from plugins.fast_build.output import Output
from plugins.fast_build.reading import Asked, Shelf, words_again
from plugins.fast_build.state import KeptFile, KeptItem, State, bodies_of
from plugins.fast_build.store import BrokenStateError
from plugins.fast_build.tracing import Read, Trace, tracing, untold
from plugins.fast_build.unchanged import Edits, record_again

if TYPE_CHECKING:
    from plugins.fast_build.pelican import FastPelican

Text = tuple[Job, KeptFile, Trace, bytes]  # a file as it was kept, and as it is now
KNOWN = {
    fast.ArticlesGenerator,
    fast.PagesGenerator,
    copying.StaticGenerator,
    TemplatePagesGenerator,
}
# Whoever hears one of the others may look at the whole site, or do work of its own.
HARMLESS = (
    signals.initialized,
    signals.get_generators,
    signals.get_writer,
    signals.readers_init,
    signals.generator_init,
    signals.article_generator_init,
    signals.page_generator_init,
    signals.static_generator_init,
)


class NeedsAllError(Exception):
    """The whole site is asked for."""


def rewrite(pelican: FastPelican, edits: Edits) -> bool:
    """Write what edited words change; tell whether that was all there was to do."""
    if not words_are_all(pelican) or _elsewhere(pelican, edits.edited):
        return False
    state = pelican.state_folder.load(pelican.epoch)
    context = pelican.context()
    keeping = Keeping(pelican.settings, context)
    shelf = Shelf(
        state, Bodies(pelican.state_folder.bodies), keeping, edits.began_ns, dict(edits.edited)
    )
    context["generated_content"] = Some(shelf, pelican.path, context)
    context["static_content"] = None_()
    try:
        _Rewriting(pelican, shelf, context).run(edits)
    except (NeedsAllError, BrokenStateError, BrokenBodiesError):
        return False
    finally:
        shelf.close()
    return True


def words_are_all(pelican: FastPelican) -> bool:
    """Tell whether words can change nothing but what shows them."""
    settings = pelican.settings
    heard = [one for one in vars(signals).values() if isinstance(one, Signal) and one.receivers]
    return (
        not pelican.witnesses
        and pelican.kept_output == pelican.output_path
        and settings["STATIC_EXCLUDE_SOURCES"]
        and settings.get("DEFAULT_DATE") != "fs"
        and all(any(one is harmless for harmless in HARMLESS) for one in heard)
    )


def _elsewhere(pelican: FastPelican, edited: Iterable[str]) -> bool:
    """Tell whether a file is more than a content."""
    theme = (pelican.theme, *pelican.settings["THEME_TEMPLATES_OVERRIDES"])
    folders = tuple(os.path.join(os.path.abspath(folder), "") for folder in theme)
    pages = {os.path.join(pelican.path, page) for page in pelican.settings["TEMPLATE_PAGES"]}
    return any(path.startswith(folders) or path in pages for path in edited)


class Some(LinkTargets):
    """The contents, each loaded when it is asked for."""

    def __init__(self, shelf: Shelf, folder: str, context: dict[str, Any]) -> None:
        """Begin with none."""
        super().__init__("generated_content")
        self._shelf = shelf
        self._folder = folder
        self._siteurl = context["localsiteurl"]
        self._context = context

    def get(self, path: str, default: Any = None) -> Any:
        """Return the content at a path."""
        self.load(path)
        return super().get(path, default)

    def load(self, path: str) -> None:
        """Make the content at a path, if there is one."""
        if path in self:
            return
        state = self._shelf.state
        place = os.path.abspath(os.path.join(self._folder, path))
        row = state.items.get(place)
        if row is None:
            return
        if state.is_translated(path):
            raise NeedsAllError(path)
        # As the whole build does it, before any page is rendered.
        before, self._context["localsiteurl"] = self._context["localsiteurl"], self._siteurl
        with untold():
            content = self[path] = self._shelf.content(KeptItem(*row), place)
            content.refresh_metadata_intersite_links()
        self._context["localsiteurl"] = before

    def known(self, path: str) -> Content:
        """Return a content that must be there."""
        self.load(path)
        if path not in self:
            raise NeedsAllError(path)
        found: Content = self[path]
        return found


class None_(LinkTargets):  # noqa: N801 - what it holds
    """The static files, of which none is loaded."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__("static_content")

    def get(self, path: str, default: Any = None) -> Any:  # noqa: ARG002 - whichever it is
        """Ask for the whole site."""
        raise NeedsAllError(path)


class _Trace(set[Read]):
    """A trace that ends the rendering where it reads what is not loaded."""

    def __init__(self, absent: Iterable[str]) -> None:
        super().__init__()
        self._absent = frozenset(absent)

    def add(self, read: Read) -> None:
        if read[0] == "name" and read[1] in self._absent:
            raise NeedsAllError(read[1])
        super().add(read)


class _Rewriting:
    def __init__(self, pelican: FastPelican, shelf: Shelf, context: dict[str, Any]) -> None:
        self.pelican = pelican
        self.shelf = shelf
        self.state: State = shelf.state
        self.contents: Some = context["generated_content"]
        names = self.state.names_of_generators()
        made = pelican.generators(context)
        if names is None or {type(generator) for generator in made} - KNOWN:
            raise NeedsAllError
        self.made = made
        self.absent = set(names) - {"localsiteurl"}
        self.writer = pelican.writer(shelf, context, made)

    def run(self, edits: Edits) -> None:
        changed = {place for path in edits.edited for place in self._converted(path)}
        showing = [self.state.files_showing(path) for path in changed]
        if not all(showing):
            raise NeedsAllError  # Its own page, at least, shows a content.
        names = sorted(set().union(*showing))
        texts = [self._text(name, {("body", path) for path in changed}) for name in names]
        written = self._written(texts)
        self.state.save(self.pelican.epoch, self.shelf.bodies.end, self.state.code)
        record_again(edits, str(self.pelican.asked), written)

    def _converted(self, path: str) -> Iterator[str]:
        """Convert an edited file, and yield its path from the content folder if it is new."""
        row = self.state.items.get(path)
        if row is None:
            raise NeedsAllError(path)
        kept = KeptItem(*row)
        if file_digest(path) == kept.source:
            stamp = self.shelf.settled(self.shelf.stamps[path])
            self.state.items.put(path, tuple(kept._replace(stamp=stamp)))
            return
        place = os.path.relpath(path, self.pelican.path)
        content = self.contents.known(place)
        readers, how = self._readers(type(content))
        converted = words_again(Asked(readers, self.pelican.path, place, how), self.shelf, kept)
        if converted is None:
            raise NeedsAllError(path)
        content.__dict__["_body"] = self.shelf.body(self.shelf.add(converted))
        yield place

    def _readers(self, kind: type[Content]) -> tuple[Any, dict[str, Any]]:
        for generator in self.made:
            if getattr(generator, "observed", None) is kind:
                return generator.readers, generator.how
        raise NeedsAllError(kind.__name__)

    def _text(self, name: str, changed: set[Read]) -> Text:
        """Render a file that shows the words of before, and see that it reads nothing new."""
        row = self.state.files.get(name)
        kept = KeptFile(*row) if row else None
        if kept is None or kept.recipe is None:
            raise NeedsAllError(name)
        job = self.writer.recipes.job(name, kept.recipe, self.contents.known)
        facts = self.writer.facts
        if job.template is not None:
            facts.templates.see(job.template)
        environments = [job.template.environment] if job.template else []
        with (
            observing(environments, ()),
            tracing(_Trace(self.absent)) as noted,
            listening(alone=True) as said,
        ):
            text = self.writer.text(job).encode()
        reads = facts.reads_of(noted, job)
        trace = reads, facts.found(reads, job)
        part = self.writer.common.part(kept.common)
        if part is None:
            raise NeedsAllError(name)
        before = dict(chain(_pairs(part), _pairs((kept.reads, kept.found))))
        for read, digest in _pairs(trace):
            known = before.get(read)
            strange = known != digest and read not in changed
            if said or (strange and (known is not None or not _loaded(read, digest))):
                raise NeedsAllError(read)
        return job, kept, trace, text

    def _written(self, texts: list[Text]) -> dict[str, Any]:
        """Write the files and keep their traces; return the stamps by their whole paths."""
        output = Output(Path(self.pelican.output_path), self.pelican.state_folder.names)
        if not output.is_whole:
            raise NeedsAllError
        output.claim(job.name for job, *_ in texts)
        written = {}
        for job, kept, trace, text in texts:
            stamp = self.writer.places.put(job.name, text)
            part, own = self.writer.common.parted(trace)
            common = self.writer.common.name(part)
            self.writer.common.keep(*common)
            row = marshal.dumps((stamp, common[0], *own, kept.recipe))
            self.state.put_file(job.name, row, bodies_of(trace[0]))
            written[os.path.join(self.pelican.kept_output, job.name)] = stamp
        output.settle(output.names)
        return written


def _pairs(trace: Trace) -> Iterator[tuple[Read, bytes]]:
    return zip(*trace, strict=True)


def _loaded(read: Read, digest: bytes) -> bool:
    """Tell whether what is read for the first time is here as it is in the whole site."""
    match read:
        case ("name", _):
            return digest in (SETTING, GONE)
        case ("head" | "body", _) | ("link", "generated_content", _):
            return True
    return False
