"""Pelican, run from the command line."""

from __future__ import annotations

import logging
from typing import Any

from pelican import console
from pelican.log import init as init_log
from pelican.settings import read_settings

from plugins.fast_build.pelican import FastPelican
from plugins.fast_build.unchanged import Edits


def pelican_of(file: str, state: str, asked: str, seen: Edits | None = None) -> FastPelican:
    """Return Pelican with the settings of a file."""
    own: dict[str, Any] = {"STATE": state, "ASKED": asked, "FILES": [file], "SEEN": seen}
    return FastPelican(read_settings(file, override={"FAST_BUILD": own}))


def build(file: str, state: str, asked: str, seen: Edits | None) -> int:
    """Build the site once; `seen` is what has been found to be edited, if nothing else is new."""
    init_log(logging.WARNING)
    console.quiet = True
    pelican_of(file, state, asked, seen).run()
    return 0


def watch(file: str, state: str, asked: str) -> int:
    """Build the site, and again at each save, until the process is ended."""
    init_log(logging.WARNING)
    console.quiet = True
    from plugins.fast_build.watching import Watch  # noqa: PLC0415 - it takes a while to load

    Watch(pelican_of(file, state, asked)).run()
    return 0
