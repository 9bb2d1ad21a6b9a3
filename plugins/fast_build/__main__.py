"""`python -m plugins.fast_build SETTINGS.py`: builds a Pelican site; with --watch at each save."""

from __future__ import annotations

import atexit
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


class _End:
    """Ends the process when all others who asked for it have been told of its end.

    Python would take apart first what there is no more use for: ten thousand contents, at times.
    """

    def __init__(self) -> None:
        """Ask before any other, to be told last."""
        self.code: int | None = None  # None where the build has failed
        atexit.register(self)

    def __call__(self) -> None:
        if self.code is not None:
            for said in (sys.stdout, sys.stderr):
                if said is not None:
                    said.flush()
            os._exit(self.code)


if __name__ == "__main__":
    gc.disable()  # What a build makes it keeps.
    end = _End()
    end.code = main(sys.argv[1:])
    sys.exit(end.code)
