"""An undefined value that writes down what a template asked of us and we do not have.

The NHS macros reach into values that may be absent, so the real builds forgive everything. This
one forgives too, but remembers each attribute that one of our own objects lacks.
"""

from __future__ import annotations

import os
from pathlib import Path

from jinja2 import ChainableUndefined
from jinja2.utils import missing

OUR_OBJECTS = ("plugins.", "datetime", "pelican.")


class WatchingUndefined(ChainableUndefined):
    """Notes "Type.name" in the file that the variable MISSED names."""

    def __init__(
        self, hint: str | None = None, obj: object = missing, name: str | None = None, *rest: type
    ) -> None:
        """Note an attribute that an object of ours lacks."""
        super().__init__(hint, obj, name, *rest)
        module = type(obj).__module__
        if obj is not missing and name and module.startswith(OUR_OBJECTS):
            with Path(os.environ["MISSED"]).open("a", encoding="utf-8") as notes:
                notes.write(f"{type(obj).__name__}.{name}\n")
