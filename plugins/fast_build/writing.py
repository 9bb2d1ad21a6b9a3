"""The files of a site as jobs: where the trace holds a file is kept, the others all cores make."""

from __future__ import annotations

import io
import marshal
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pelican.utils
from jinja2 import Template
from pelican import signals
from pelican.contents import Content
from pelican.paginator import Paginator
from pelican.utils import sanitised_join
from pelican.writers import FileOverwriteFailedError, Writer

from plugins.fast_build.common import Common
from plugins.fast_build.contents import may_change
from plugins.fast_build.facts import Facts
from plugins.fast_build.jobs import Job
from plugins.fast_build.listening import listening
from plugins.fast_build.observing import NotingDict, observing
from plugins.fast_build.output import Output
from plugins.fast_build.paging import pages_of
from plugins.fast_build.placing import Places
from plugins.fast_build.reading import Shelf
from plugins.fast_build.recipes import Recipes
from plugins.fast_build.rendering import rendered
from plugins.fast_build.stamps import Stamp, stamp_of
from plugins.fast_build.state import KeptFile, bodies_of
from plugins.fast_build.tracing import Read, tracing
from plugins.fast_build.workers import spread


@dataclass(frozen=True, slots=True)
class Done:
    """A file that was written."""

    stamp: Stamp
    lasts: bool = True  # False where it must be written again each time


class Made(NamedTuple):
    """What a process sends of a file that it has written."""

    name: str
    stamp: Stamp
    row: bytes | None = None  # as it is to be kept
    common: tuple[str, bytes | None] = ("", None)  # as Common is to keep it
    bodies: tuple[str, ...] = ()  # the contents whose words it shows


class JobWriter(Writer):
    """Takes what Pelican wants written as jobs. Mixed into the Writer of the site."""

    shelf: Shelf
    facts: Facts
    common: Common
    places: Places
    output: Output
    recipes: Recipes

    def __init__(self, output_path: str, settings: Any = None) -> None:
        """Begin without jobs."""
        super().__init__(output_path, settings)
        self.jobs: dict[str, Job] = {}
        self.done: dict[str, Done] = {}
        self.copies: dict[str, tuple[Stamp, Stamp]] = {}  # of the source, and of the copy
        self._overriding: set[str] = set()
        self._captured: io.StringIO | None = None

    def write_file(
        self,
        name: Any,
        template: Template,
        context: dict[str, Any],
        relative_urls: bool = False,
        paginated: dict[str, Any] | None = None,
        template_name: str | None = None,
        override_output: bool = False,
        url: str | None = None,
        **kwargs: Any,
    ) -> None:
        """Take the pages of one template as jobs."""
        if not name:
            return
        if paginated is None:
            paginated = {name: kwargs[name] for name in ("articles", "dates") if name in kwargs}
        asked = self.settings["PAGINATED_TEMPLATES"]
        if not paginated or not template_name or template_name not in asked:
            job = Job(name, context, kwargs, template, relative_urls)
            self._add(job, override=override_output)
            return
        per_page = asked[template_name] or self.settings["DEFAULT_PAGINATION"]
        paginators = {
            key: Paginator(str(name), url, listed, self.settings, per_page)
            for key, listed in paginated.items()
        }
        for save_as, values in pages_of(paginators):
            job = Job(save_as, context, {**kwargs, **values}, template, relative_urls)
            self._add(job, override=override_output)

    def write_feed(
        self,
        elements: Sequence[Content],
        context: dict[str, Any],
        path: str | None = None,
        url: str | None = None,
        feed_type: str = "atom",
        override_output: bool = False,
        feed_title: str | None = None,
    ) -> Any:
        """Take a feed as a job."""
        how = {"url": url, "feed_type": feed_type, "feed_title": feed_title}
        if not path:
            return super().write_feed(elements, context, path, **how)
        # A writer of the site's own may choose among all; Pelican's takes the first of them.
        own = super().write_feed.__func__ is not Writer.write_feed
        listed = list(elements if own else elements[: self.settings["FEED_MAX_ITEMS"]])
        values = {"elements": listed, **how}
        self._add(Job(path, context, values, feed=how), override=override_output)
        return None

    def _add(self, job: Job, *, override: bool) -> None:
        """Take a job, by Pelican's rule for two files at one address."""
        self.places.check(job.name)
        if job.name in self._overriding:
            if override:
                raise FileOverwriteFailedError(f'"{job.name}" would be overwritten a second time.')
            return
        if job.name in self.jobs and not override:
            raise FileOverwriteFailedError(
                f'"{job.name}" would be written twice (set `override=True` if that is meant).'
            )
        if override:
            self._overriding.add(job.name)
        if job.template is not None:
            self.facts.templates.see(job.template)
        self.jobs[job.name] = job
        if may_change():
            self.done.pop(job.name, None)
            self.flush()

    def flush(self) -> None:
        """Do every job that is not done, and whose file is not right as it is."""
        waiting = [job for name, job in self.jobs.items() if name not in self.done]
        stale, trusting = [], not may_change()
        for job in waiting:
            stamp = self._fresh(job) if trusting else None
            if stamp is None:
                stale.append(job)
            else:
                self.places.stay(job.name)
                self.done[job.name] = Done(stamp)
        self._do_all(stale)

    def _do_all(self, stale: Sequence[Job]) -> None:
        if stale:
            self.output.claim(job.name for job in stale)
        with observing(self._environments(stale), self.facts.witnesses_all):
            # Files are attached to whichever page comes first: in their order, and known here.
            in_order = self.facts.referring.attached
            for made in self._do(stale) if in_order else spread(self._do, stale):
                self.done[made.name] = Done(made.stamp, made.row is not None)
                if made.row is not None:
                    self.common.keep(*made.common)
                    self.shelf.state.put_file(made.name, made.row, made.bodies)
        for job in stale:
            if job.template is not None and signals.content_written.receivers:
                path = sanitised_join(self.output_path, job.name)
                signals.content_written.send(path, context=job.local_context())

    def again(self, jobs: Sequence[Job], changed: Iterable[Read]) -> None:
        """Do jobs once more, as these reads find something else now."""
        for read in changed:
            self.facts.now.pop(read, None)
        self._do_all(jobs)

    def _environments(self, jobs: Iterable[Job]) -> list[Any]:
        found = [job.template.environment for job in jobs if job.template]
        return list({id(environment): environment for environment in found}.values())

    def _fresh(self, job: Job) -> Stamp | None:
        """Return the stamp of a job's file, if it is right as it is."""
        stamp = stamp_of(f"{self.places.kept}/{job.name}")
        row = None if stamp is None else self.shelf.state.files.get(job.name)
        if row is None:
            return None
        kept = KeptFile(*row)
        return stamp if stamp == kept.stamp and self.holds(kept, job) else None

    def holds(self, kept: KeptFile, job: Job) -> bool:
        """Tell whether every read of a job finds what it found in the build before."""
        in_common = self.common.holds(kept.common, lambda part: self.facts.hold(part, job))
        return in_common and self.facts.hold((kept.reads, kept.found), job)

    def _do(self, jobs: Iterable[Job]) -> Iterator[Made]:
        """Yield each job's file, with its trace where that tells when to write it again."""
        for job in jobs:
            with tracing() as noted, listening() as said:
                text = self.text(job)
            stamp = self.places.put(job.name, text.encode())
            if said or may_change():
                yield Made(job.name, stamp)
                continue
            reads = self.facts.reads_of(noted, job)
            bodies = bodies_of(reads)
            recipe = self.recipes.recipe(job) if bodies else None
            part, own = self.common.parted((reads, self.facts.found(reads, job)))
            common = self.common.name(part)
            kept = KeptFile(stamp, common[0], *own, recipe)
            # Written down at once: as objects, traces would take the parent much room.
            yield Made(job.name, stamp, marshal.dumps(tuple(kept)), common, bodies)

    def text(self, job: Job) -> str:
        """Return what a job's file is to hold."""
        if job.template is not None:
            local = job.local_context()
            before = job.context.get("localsiteurl")
            # Contents make their links with it.
            job.context["localsiteurl"] = local["localsiteurl"]
            try:
                return rendered(job.template, local)
            finally:
                job.context["localsiteurl"] = before
        self._captured = io.StringIO()
        try:
            context = NotingDict(job.context)
            super().write_feed(job.values["elements"], context, job.name, **(job.feed or {}))
            return self._captured.getvalue()
        finally:
            self._captured = None

    def copy(self, source: str, name: str) -> None:
        """Copy a file, unless it is there already and neither of the two has changed."""
        stamp = stamp_of(source)
        kept = stamp_of(os.path.join(self.places.kept, name))
        if stamp is None or kept is None or (stamp, kept) != self.shelf.state.copies.get(name):
            place = self.places.path(name)
            self.output.claim([name])
            pelican.utils.copy(source, place)
            kept = stamp_of(place)
        if stamp is not None and kept is not None:
            if self.shelf.settled(stamp):
                self.copies[name] = stamp, kept
            self.done[name] = Done(kept, name in self.copies)

    def forget_the_gone(self) -> None:
        """Remember nothing of files that were not made, or must be made again each time."""
        state = self.shelf.state
        lasting = {name for name, done in self.done.items() if done.lasts}
        state.remove_files(state.files.names() - (lasting - self.copies.keys()))
        self.common.forget_the_gone()
        state.copies.remove(state.copies.names() - self.copies.keys())
        for name, stamps in self.copies.items():
            if state.copies.get(name) != stamps:
                state.copies.put(name, stamps)

    def _open_w(self, filename: str, encoding: str, override: bool = False) -> Any:
        """Catch what Pelican writes of a feed."""
        if self._captured is None:
            return super()._open_w(filename, encoding, override)
        return _Kept(self._captured)


class _Kept:
    """A file that is written into memory, and stays when it is closed."""

    def __init__(self, text: io.StringIO) -> None:
        self._text = text

    def __enter__(self) -> io.StringIO:
        return self._text

    def __exit__(self, *_: object) -> None:
        return
