"""Every kind of target by its name in publish.yaml. A kind's module is loaded when it is used."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import cast

from plugins.publishing.publish_file import AnySettings
from plugins.publishing.target import Around, Target, Teller

CACHE = ".cache/publishing"


def opened(name: str, settings: AnySettings, around: Around) -> Target:
    """Return the target of a line of publish.yaml."""
    module = import_module(f"plugins.publishing.target_{settings.kind}")
    return cast("Target", module.opened(name, settings, around))


def around(root: Path, name: str, teller: Teller) -> Around:
    """Return what a target may know of this machine."""
    return Around(root, root / CACHE / name, os.environ, teller)
