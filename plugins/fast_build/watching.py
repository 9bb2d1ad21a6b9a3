"""A build that stays: it keeps all it knows, and after a save writes only what that changed."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterable
from time import time_ns

from watchfiles import watch

from plugins.fast_build.pelican import FastPelican, World
from plugins.fast_build.reading import words_again
from plugins.fast_build.rewriting import words_are_all
from plugins.fast_build.stamps import Stamp, stamp_of
from plugins.fast_build.state import KeptItem
from plugins.fast_build.tracing import Read

# Milliseconds. An editor's save is several events; more than this apart are two saves.
SETTLED = 20
STEP = 5

logger = logging.getLogger(__name__)


class Watch:
    """One site that is watched."""

    def __init__(self, pelican: FastPelican) -> None:
        """Take Pelican with its settings; nothing is built yet."""
        self.pelican = pelican
        self.world: World | None = None
        self._state_stamp: object = None

    def run(self) -> None:
        """Build, and again at each save."""
        self.build()
        folders = [folder for folder in self.pelican.folders() if os.path.isdir(folder)]
        code = self._code()
        for changes in watch(*folders, *code, debounce=SETTLED, step=STEP):
            paths = {os.path.abspath(path) for _, path in changes}
            if paths & set(code):
                # Code and settings are loaded once a process.
                os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - ourselves
            try:
                self.changed(paths)
            except Exception:  # a template that is half written: its next save is waited for
                logger.exception("This save could not be built.")

    def _code(self) -> list[str]:
        kept = self.world.shelf.state.code if self.world else {}
        return [path for path in (*kept, *self.pelican.files) if os.path.isfile(path)]

    def build(self) -> None:
        """Build all that is stale."""
        with self.pelican.state_folder.alone():
            self._release()
            self.world = self.pelican.build()
            self._state_stamp = self._stamp()

    def changed(self, paths: Iterable[str]) -> None:
        """Write what the changes of these files ask for."""
        with self.pelican.state_folder.alone():
            mine = self.world is not None and self._stamp() == self._state_stamp
            if self.world is None or not mine or not self._words_changed(self.world, paths):
                self._release()
                self.world = self.pelican.build()
            else:
                self.pelican.remember(self.world)
            self._state_stamp = self._stamp()

    def _words_changed(self, world: World, paths: Iterable[str]) -> bool:
        """Write the pages that show changed words; tell whether that is all that has changed."""
        if world.shelf.is_waiting or not words_are_all(self.pelican):
            return False
        world.shelf.began_ns = time_ns()
        changed: list[Read] = []
        for path in paths:
            read = self._read_again(world, path)
            if read is None:
                return False
            changed.append(read)
        showing = [world.shelf.state.files_showing(path) for _, path in changed]
        if not all(showing):
            return False
        names = set().union(*showing)
        # Of these nobody knows what they show.
        names |= {name for name in world.writer.jobs if not world.writer.done[name].lasts}
        world.writer.again([world.writer.jobs[name] for name in sorted(names)], changed)
        return True

    def _read_again(self, world: World, path: str) -> Read | None:
        """Give a content its new words; None where more than its words is new."""
        one, row = world.asked.get(path), world.shelf.state.items.get(path)
        if one is None or row is None or not os.path.isfile(path):
            return None
        converted = words_again(one, world.shelf, KeptItem(*row))
        if converted is None:
            return None
        added = world.shelf.add(converted)
        place = os.path.normpath(one.path)
        live = world.writer.facts.context["generated_content"][place]
        live.__dict__["_body"] = world.shelf.body(added)
        return ("body", place)

    def _stamp(self) -> Stamp | None:
        """Return the stamp of the state: another build has written to the site if it is new."""
        return stamp_of(str(self.pelican.state_folder.state))

    def _release(self) -> None:
        if self.world is not None:
            self.world.shelf.close()
            self.world = None
