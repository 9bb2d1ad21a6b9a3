"""`python -m plugins.fast_build SETTINGS.py`: builds a Pelican site; with --watch at each save."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from plugins.fast_build.unchanged import edits_since


def main(words: list[str]) -> int:
    """Build the site that a settings file describes."""
    settings = [word for word in words if not word.startswith("-")]
    if len(settings) != 1 or set(words) - {*settings, "--watch"}:
        print("Say which settings: python -m plugins.fast_build pelicanconf.py", file=sys.stderr)  # noqa: T201 - it speaks to whoever called it
        return 2
    file = os.path.abspath(settings[0])
    state = Path(file).with_name("cache") / "fast_build"
    asked = f"{file}\n{os.getcwd()}"
    watching = "--watch" in words
    seen = None
    for record in () if watching else state.glob("*/record"):
        seen = edits_since(record, asked) or seen
    if seen is not None and not seen.edited:
        return 0
    from plugins.fast_build.command import build, watch  # noqa: PLC0415 - it loads Pelican

    return watch(file, state, asked) if watching else build(file, state, asked, seen)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
