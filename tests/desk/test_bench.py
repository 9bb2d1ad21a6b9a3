"""The bench builds made-up sites that are the same each time."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

from plugins.catalogue.load import load
from plugins.desk.corpus import write_corpus
from tests.small_site import PROJECT, SmallSite


def test_a_made_up_site_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        write_corpus(tmp_path / name, 12, seed=seed)
    texts = {
        name: [path.read_text() for path in sorted((tmp_path / name / "news").iterdir())]
        for name in "abc"
    }
    assert texts["a"] == texts["b"] != texts["c"]


def test_a_made_up_item_has_what_real_ones_have(tmp_path: Path) -> None:
    write_corpus(tmp_path / "content", 12)
    items = load(tmp_path / "content").items
    assert len(items) == 12
    for item in items:
        assert 450 < len(item.body.markdown.split()) < 650
        assert "<table" in item.body.html
        assert len(item.body.headings) == 3
        assert item.body.links
        assert item.topics


def test_the_bench_prints_its_tables(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            PROJECT / "tasks.py",
            "bench",
            "--items=2",
            "--episodes=3",
            "--runs=1",
            "--documents=1",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Cold build" in done.stdout
    assert "Feed of 3 episodes" in done.stdout
    assert "By feedgen alone" in done.stdout
    feeds, _, formats = done.stdout.partition("Of 800 words")
    assert feeds.count(" MB") == 3
    assert all(name in formats for name in ("pdf", "epub", "brf", "mp3", "PDF by WeasyPrint"))
    assert "Kept from the last build" in formats


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
