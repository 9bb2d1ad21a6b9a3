"""Every field and method that a template asks of an item is there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.small_site import PROJECT, TODAY

SETTINGS = """\
from pelicanconf import *
from tests.nhs_theme.watching import WatchingUndefined

THEME = "{project}/theme"
JINJA_ENVIRONMENT = JINJA_ENVIRONMENT | {{"undefined": WatchingUndefined}}
CATALOGUE = {{"AS_OF": "{today}", "DRAFTS": True, "SITE_URL": None}}
"""


def missed(folder: Path) -> set[str]:
    """Build the demo with drafts; return what the templates asked for in vain."""
    settings, notes = folder / "watching.py", folder / "missed.txt"
    settings.write_text(SETTINGS.format(project=PROJECT, today=TODAY), encoding="utf-8")
    command = [sys.executable, "-m", "pelican", "content", "-s", str(settings)]
    done = subprocess.run(
        [*command, "-o", str(folder / "output")],
        cwd=PROJECT,
        env=os.environ | {"MISSED": str(notes), "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return set(notes.read_text(encoding="utf-8").split()) if notes.exists() else set()


def test_templates_ask_only_for_what_there_is(tmp_path: Path) -> None:
    assert missed(tmp_path) == set()
