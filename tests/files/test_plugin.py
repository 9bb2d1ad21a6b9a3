"""True builds: pages tell the facts of files that are in the output."""

from __future__ import annotations

import shutil
from pathlib import Path

from bs4 import BeautifulSoup

from tests.pictures.bare_build import build, files_in
from tests.small_site import PROJECT, SmallSite

RECORDINGS = PROJECT / "tests" / "catalogue" / "recordings"


def test_pages_name_files_that_are_there(small_site: SmallSite, tmp_path: Path) -> None:
    (small_site.root / "stories").mkdir()
    shutil.copy(RECORDINGS / "speech.mp3", small_site.root / "stories" / "hollowfield.mp3")
    vtt = "WEBVTT\n\nNOTE Hollowfield\n\n00:00.000 --> 00:01.000\n<v Margaret>I <3 it\n"
    small_site.write("stories/hollowfield.vtt", vtt.replace("<3", "&lt;3"))
    talk = "{file: hollowfield.mp3, transcript: hollowfield.vtt}"
    small_site.item("stories/told.md", recording=talk)
    small_site.write("meetings/minutes.txt", "Minutes")
    small_site.write("meetings/unnamed.txt", "Nobody names this")
    documents = "[{title: Minutes, file: minutes.txt}]"
    body = "[Read](minutes.txt) or [hear](../stories/hollowfield.mp3).\n"
    small_site.item("meetings/2026-11.md", documents=documents, body=body)
    done = build(small_site, tmp_path / "out", address="https://fenwick.example/repo")
    assert done.returncode == 0, done.stdout + done.stderr
    output = files_in(tmp_path / "out")

    page = BeautifulSoup(output["meetings/2026-11/index.html"], "html.parser")
    (shown,) = page.select("a.paper")
    assert shown["href"] == "/repo/meetings/2026-11/minutes.txt"
    assert shown.text == "Text, 7"
    links = [str(link["href"]) for link in page.select("p a")]
    story = BeautifulSoup(output["stories/told/index.html"], "html.parser")
    (sound,), (track,) = story.select("source"), story.select("track")
    assert links == ["/repo/meetings/2026-11/minutes.txt", sound["src"]]
    assert "Margaret: I <3 it" in story.text
    for address in (*links, str(track["src"])):
        assert address.removeprefix("/repo/") in output
    assert not [path for path in output if "hollowfield" in path.lower()]
    assert not [path for path, data in output.items() if b"Hollowfield" in data]
    assert not [data for data in output.values() if b"Nobody names this" in data]
