"""How Chromium is found and started."""

from __future__ import annotations

import shutil

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")


def executable() -> str:
    """Return its path."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "Chromium is not installed. On Debian: apt install chromium"
    return found
