"""A terminal is shown how far a build is."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

from tests.small_site import PROJECT, SmallSite


def test_a_terminal_is_shown_a_bar_and_the_last_words(
    small_site: SmallSite, tmp_path: Path
) -> None:
    ours, theirs = pty.openpty()
    words = ["build", "--content", str(small_site.root), "--output", str(tmp_path / "public")]
    with subprocess.Popen(
        [sys.executable, PROJECT / "tasks.py", *words],
        stdout=theirs,
        env={**os.environ, "TERM": "xterm"},
    ) as running:
        os.close(theirs)
        shown = bytearray()
        while True:
            try:
                shown += os.read(ours, 4096)
            except OSError:  # The other end is closed: it is over.
                break
    os.close(ours)
    assert running.returncode == 0
    text = shown.decode()
    assert "━" in text
    assert "pages from 1 item in" in text
