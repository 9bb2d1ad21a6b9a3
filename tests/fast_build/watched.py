"""A build that stays in its process while the site is edited, and is told which files changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from plugins.fast_build.pelican import FastPelican
from plugins.fast_build.watching import Watch
from tests.fast_build.builds import Process, of_its_own, tree
from tests.fast_build.plain_site import PlainSite


@dataclass
class Watched:
    """Builds a site; begins a new process where settings or code are others."""

    _watch: Watch | None = None
    _process: Process = field(default_factory=Process)
    _begun_with: object = None
    _seen: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self, site: PlainSite) -> None:
        """Let the watching build see what has been edited since."""
        loaded = (dict(site.settings), site.asked, site.today, _files(site, "site_plugins", "data"))
        before, self._seen = self._seen, _files(site, "content", "theme")
        if self._watch is None or loaded != self._begun_with:
            self._begin(site, loaded)
            return
        names = before.keys() | self._seen.keys()
        changed = {name for name in names if before.get(name) != self._seen.get(name)}
        with of_its_own(site.folder, site.today, self._process):
            self._watch.changed(sorted(str(site.path(name)) for name in changed))

    def _begin(self, site: PlainSite, loaded: object) -> None:
        if self._watch is not None and self._watch.world is not None:
            self._watch.world.shelf.close()
        self._process, self._begun_with, self._watch = Process(), loaded, None
        with of_its_own(site.folder, site.today, self._process):
            self._watch = Watch(FastPelican(site.settings_for(site.output)))
            self._watch.build()


def _files(site: PlainSite, *folders: str) -> dict[str, Any]:
    return {
        f"{folder}/{name}": (words, site.path(f"{folder}/{name}").stat().st_mtime_ns)
        for folder in folders
        for name, words in tree(site.path(folder)).items()
    }
