"""A real listener: Debian's gpodder subscribes over HTTP, and keeps what is published."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.demo import served
from tests.podcast.feed_samples import attributes, texts, tree, write_story
from tests.podcast.test_feed import FOLDER
from tests.small_site import DEMO_ADDRESS, SmallSite

FEEDS = ("feed", "audio", "video")
NOWHERE = "http://127.0.0.1:9"  # The port that throws away: nothing leaves this machine.


@dataclass(frozen=True)
class Listener:
    """Somebody with gpodder, and nothing in it yet."""

    home: Path

    def gpo(self, *words: str) -> str:
        """Return what gpodder says to a command."""
        # Debian's own Python runs it: nothing of ours may stand in its way.
        variables = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(self.home),
            "GPODDER_HOME": str(self.home),
            "http_proxy": NOWHERE,
            "https_proxy": NOWHERE,
            "no_proxy": "127.0.0.1",
        }
        done = subprocess.run(
            ["gpo", *words], env=variables, capture_output=True, text=True, timeout=50, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def downloads(self, feed: str) -> dict[str, bytes]:
        """Subscribe to a feed; return the guid of each of its episodes, and what came of it."""
        assert "Successfully added" in self.gpo("subscribe", feed)
        self.gpo("update")
        self.gpo("download", feed)
        asked = (
            "SELECT episode.guid, podcast.download_folder, episode.download_filename FROM episode"
            " JOIN podcast ON podcast.id = episode.podcast_id WHERE podcast.url = ?"
        )
        with closing(sqlite3.connect(self.home / "Database")) as database:
            rows = database.execute(asked, [feed]).fetchall()
        # gpodder also says "downloaded" of what was not there.
        files = {guid: self.home / "Downloads" / show / name for guid, show, name in rows}
        return {guid: file.read_bytes() for guid, file in files.items() if file.exists()}


def published(feed: Path, address: str, output: Path) -> dict[str, bytes]:
    """Return the guid of each item of a feed, and the file that its enclosure names."""
    channel = tree(feed.read_bytes())
    urls = [one["url"] for one in attributes(channel, "item/enclosure")]
    files = [output / url.removeprefix(f"{address}/") for url in urls]
    guids = texts(channel, "item/guid")
    return {guid: file.read_bytes() for guid, file in zip(guids, files, strict=True)}


@pytest.fixture
def listener(tmp_path: Path) -> Listener:
    """Give a listener who has subscribed to nothing."""
    home = tmp_path / "listener"
    home.mkdir()
    return Listener(home)


@pytest.fixture(scope="module")
def site(
    full_site: SmallSite, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path]]:
    """Give the address and the output of a whole site, built for that address and served there."""
    folder = tmp_path_factory.mktemp("served")
    content = SmallSite(shutil.copytree(full_site.root, folder / "content"))
    write_story(content)
    with served(folder) as host:
        address = f"{host}/site"
        yield address, content.build(folder / "site", "--site-url", address)


@pytest.mark.parametrize("name", FEEDS)
def test_a_listener_has_every_byte_that_is_published(
    site: tuple[str, Path], listener: Listener, name: str
) -> None:
    address, output = site
    place = f"{FOLDER}/{name}.xml"
    wanted = published(output / place, address, output)
    assert wanted
    assert listener.downloads(f"{address}/{place}") == wanted


def test_a_listener_is_sent_no_episode_twice(site: tuple[str, Path], listener: Listener) -> None:
    address, output = site
    place = f"{FOLDER}/feed.xml"
    listener.downloads(f"{address}/{place}")
    assert "0 new episodes" in listener.gpo("update")
    listed = listener.gpo("episodes", "--guid", f"{address}/{place}")
    for guid in texts(tree((output / place).read_bytes()), "item/guid"):
        assert listed.count(guid) == 1


def test_one_file_subscribes_to_every_show(site: tuple[str, Path], listener: Listener) -> None:
    address, _ = site
    listener.gpo("import", f"{address}/podcasts/podcasts.opml")
    assert f"{address}/{FOLDER}/feed.xml" in listener.gpo("list")


def test_a_recording_that_is_missing_is_noticed(
    site: tuple[str, Path], listener: Listener, tmp_path: Path
) -> None:
    address, output = site
    feed = output / FOLDER / "feed.xml"
    host = tmp_path / "host"
    host.mkdir()
    words = feed.read_text(encoding="utf-8").replace(".mp3", "-gone.mp3")
    (host / "feed.xml").write_text(words, encoding="utf-8")
    with served(host) as broken:
        had = listener.downloads(f"{broken}/feed.xml")
    assert had != published(feed, address, output)


@pytest.mark.parametrize("name", FEEDS)
def test_a_listener_of_the_demo_has_every_byte_that_is_published(
    demo: Path, demo_address: str, listener: Listener, tmp_path: Path, name: str
) -> None:
    feed = demo / f"podcasts/elr-ccg-tv/{name}.xml"
    wanted = published(feed, DEMO_ADDRESS, demo)
    assert wanted
    # The demo's own feed; its host, which is made up, stands on this machine.
    here = tmp_path / "host" / "feed.xml"
    here.parent.mkdir()
    words = feed.read_text(encoding="utf-8").replace(DEMO_ADDRESS, demo_address)
    here.write_text(words, encoding="utf-8")
    with served(here.parent) as host:
        assert listener.downloads(f"{host}/feed.xml") == wanted
