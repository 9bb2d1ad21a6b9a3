"""What outside judges say of the demo: W3C's HTML checker, a link checker, a feed reader."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import feedparser

from tests.demo_pages import addresses
from tests.small_site import DEMO_ADDRESS, PROJECT

VNU = PROJECT / "node_modules/vnu-jar/build/dist/vnu.jar"


def test_the_w3c_checker_finds_no_error_on_any_page(demo: Path) -> None:
    command = [
        "java",
        "-Xss2m",
        "-jar",
        str(VNU),
        "--skip-non-html",
        "--format",
        "json",
        "--stdout",
    ]
    folders = [str(path) for path in sorted(demo.iterdir()) if path.name != "pagefind"]
    done = subprocess.run([*command, *folders], capture_output=True, text=True, check=False)
    messages = json.loads(done.stdout)["messages"]
    wrong = [
        f"{m['url'].rpartition('demo-output')[2]}:{m.get('lastLine')}: {m['message']}"
        for m in messages
        if m["type"] == "error"
    ]
    assert wrong == []


def test_no_link_of_the_site_is_broken(demo: Path) -> None:
    lychee = Path(sys.executable).with_name("lychee")
    remap = f"{DEMO_ADDRESS}(.*) file://{demo}$1"
    command = [str(lychee), "--offline", "--no-progress", "--include-fragments"]
    command += ["--format", "json", "--root-dir", str(demo), "--index-files", "index.html"]
    command += ["--remap", remap, f"{demo}/**/*.html"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    assert report["error_map"] == {}
    assert report["successful"] > 10 * len(addresses(demo))


def test_every_feed_is_well_formed_and_absolute(demo: Path) -> None:
    feeds = sorted(demo.rglob("feed.xml"))
    assert len(feeds) > 10
    for file in feeds:
        feed = feedparser.parse(file.read_bytes())
        assert not feed.bozo, (file, feed.get("bozo_exception"))
        assert feed.feed.title
        for entry in feed.entries:
            assert entry.link.startswith(f"{DEMO_ADDRESS}/"), file
            assert entry.id
            # A podcast's feed is RSS, which knows one date only.
            assert ("updated" in entry) or ("published" in entry)
        assert b'href="/' not in file.read_bytes()
        assert b"href=&quot;/" not in file.read_bytes()


def test_the_page_for_what_is_missing_works_at_any_depth(demo: Path) -> None:
    page = (demo / "404.html").read_text(encoding="utf-8")
    assert 'href="assets/' not in page
    assert 'src="assets/' not in page
