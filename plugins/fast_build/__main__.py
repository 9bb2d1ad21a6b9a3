"""`python -m plugins.fast_build SETTINGS.py`: builds a Pelican site; with --watch at each save."""

from __future__ import annotations

import gc
import os
import sys

from plugins.fast_build.unchanged import edits_since


def main(words: list[str]) -> int:
    """Build the site that a settings file describes."""
    settings = [word for word in words if not word.startswith("-")]
    if len(settings) != 1 or set(words) - {*settings, "--watch"}:
        print("Say which settings: python -m plugins.fast_build pelicanconf.py", file=sys.stderr)  # noqa: T201 - it speaks to whoever called it
        return 2
    file = os.path.abspath(settings[0])
    state = os.path.join(os.path.dirname(file), "cache", "fast_build")
    asked = f"{file}\n{os.getcwd()}"
    watching = "--watch" in words
    seen = None
    for folder in () if watching or not os.path.isdir(state) else os.listdir(state):
        seen = edits_since(os.path.join(state, folder, "record"), asked) or seen
    if seen is not None and not seen.edited:
        return 0
    from plugins.fast_build.command import build, watch  # noqa: PLC0415 - it loads Pelican

    return watch(file, state, asked) if watching else build(file, state, asked, seen)


if __name__ == "__main__":
    gc.disable()
    code = main(sys.argv[1:])
    # What a build has made it has kept to its end: to search it for rubbish takes a while.
    gc.freeze()
    sys.exit(code)
